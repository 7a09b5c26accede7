#include "wamp/component.h"

#include <memory>
#include <string>

#include "gtest/gtest.h"

namespace wamp {
namespace {

TEST(HandleTest, GivesBackOnlyItsOwnType) {
  const auto object = std::make_shared<std::string>("keyring");
  const Handle handle = Handle::Of(object);
  EXPECT_EQ(handle.get<std::string>(), object);
  EXPECT_EQ(handle.get<int>(), nullptr);
  EXPECT_TRUE(handle);
  EXPECT_FALSE(Handle());
}

TEST(HandleTest, IsEqualToHandlesOfTheSameObject) {
  const auto object = std::make_shared<int>(1);
  EXPECT_EQ(Handle::Of(object), Handle::Of(object));
  EXPECT_NE(Handle::Of(object), Handle::Of(std::make_shared<int>(1)));
}

TEST(ComponentConfigTest, HoldsBothItsHalves) {
  ComponentConfig config;
  config->set_realm("realm1");
  const auto runner = std::make_shared<int>(7);
  config.set_runner(Handle::Of(runner));
  const ComponentConfig copy = config;
  EXPECT_EQ(copy, config);
  EXPECT_EQ(*copy.runner().get<int>(), 7);
  config.set_runner(Handle());
  EXPECT_NE(copy, config);
  EXPECT_NE(copy.ToString().find("realm=\"realm1\""), std::string::npos);
}

}  // namespace
}  // namespace wamp
