#include "wamp/value.h"

#include <limits>
#include <string>

#include "google/protobuf/struct.pb.h"
#include "gtest/gtest.h"
#include "wamp/struct.h"

namespace wamp {
namespace {

TEST(MakeValueTest, KeepsEveryKindApart) {
  EXPECT_TRUE(MakeValue(true).has_bool_value());
  EXPECT_TRUE(MakeValue(1).has_uint_value());
  EXPECT_TRUE(MakeValue(-1).has_int_value());
  EXPECT_EQ(MakeValue(std::numeric_limits<uint64_t>::max()).uint_value(),
            std::numeric_limits<uint64_t>::max());
  EXPECT_TRUE(MakeValue(1.0).has_double_value());
  EXPECT_EQ(MakeValue("text").string_value(), "text");
  EXPECT_TRUE(MakeValue(MakeList(1, "a")).has_list_value());
}

TEST(DictTest, SetsAndFinds) {
  v1::Dict dict;
  Set(dict, "a", 1);
  Set(dict, "b", "x");
  Set(dict, "a", 2);
  ASSERT_EQ(dict.entries_size(), 2);
  ASSERT_NE(Find(dict, "a"), nullptr);
  EXPECT_EQ(Find(dict, "a")->uint_value(), 2U);
  EXPECT_EQ(Find(dict, "c"), nullptr);
}

TEST(NullTest, IsNullWhenUnset) {
  EXPECT_TRUE(IsNull(v1::Value()));
  EXPECT_FALSE(IsNull(MakeValue(0)));
}

TEST(StructTest, GoesThereAndBack) {
  v1::Dict dict;
  Set(dict, "flag", true);
  Set(dict, "text", "x");
  Set(dict, "list", MakeList("a", false));
  const auto there = ToStruct(dict);
  ASSERT_TRUE(there.ok()) << there.status();
  const auto back = FromStruct(*there);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_TRUE(Find(*back, "flag")->bool_value());
  EXPECT_EQ(Find(*back, "list")->list_value().values(0).string_value(), "a");
}

TEST(StructTest, FailsRatherThanLose) {
  v1::Dict dict;
  v1::Dict outer;
  Set(outer, "id", (uint64_t{1} << 53) + 1);
  Set(dict, "outer", MakeValue(outer));
  const auto there = ToStruct(dict);
  ASSERT_FALSE(there.ok());
  EXPECT_NE(there.status().message().find("outer.id"), std::string::npos)
      << there.status();
}

}  // namespace
}  // namespace wamp
