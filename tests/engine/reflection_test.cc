// A program's own annotated message, which has no generated rows.
#include "wamp/reflection.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/dynamic_message.h"
#include "gtest/gtest.h"
#include "tests/proto/tea.pb.h"
#include "wamp/dict.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

absl::Status DecodeJson(absl::string_view json, tea::v1::TeaOptions* out,
                        const DecodeOptions& options = {}) {
  return Decode(json, v1::SERIALIZER_JSON, out, options);
}

std::string TextOf(const absl::Status& status) {
  return std::string(status.message());
}

TEST(OwnMessageTest, MovesBothWays) {
  tea::v1::TeaOptions tea;
  const std::string json =
      R"({"milk":true,"x_cup":7,"strength":-2,"sorts":["assam"],)"
      R"("temperature":80.5,"leaf":"green","x_more":[1]})";
  ASSERT_EQ(DecodeJson(json, &tea), absl::OkStatus());
  EXPECT_TRUE(tea.milk());
  EXPECT_EQ(tea.cup(), 7U);
  EXPECT_EQ(tea.strength(), -2);
  EXPECT_EQ(tea.sorts().values(0), "assam");
  EXPECT_EQ(tea.leaf(), tea::v1::LEAF_GREEN);
  EXPECT_EQ(tea.unknown_keys().entries(0).key(), "x_more");

  tea.set_note("local");
  const absl::StatusOr<std::string> back = Encode(tea, v1::SERIALIZER_JSON);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(*back, json);
}

TEST(OwnMessageTest, GoesThroughADict) {
  tea::v1::TeaOptions tea;
  tea.set_cup(3);
  const absl::StatusOr<v1::Dict> dict = ToDict(tea);
  ASSERT_TRUE(dict.ok()) << dict.status();
  EXPECT_EQ(dict->entries(0).key(), "x_cup");
  const auto back = FromDict<tea::v1::TeaOptions>(*dict);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->cup(), 3U);
}

TEST(OwnMessageTest, KeepsItsRules) {
  tea::v1::TeaOptions tea;
  EXPECT_THAT(TextOf(DecodeJson(R"({"milk":true})", &tea)),
              StartsWith("CALL.Options.x_cup: expected a value, got none"));
  EXPECT_THAT(TextOf(DecodeJson(R"({"x_cup":0})", &tea)),
              StartsWith("CALL.Options.x_cup: expected an id from 1 to 2^53, "
                         "got integer 0"));
  EXPECT_THAT(TextOf(DecodeJson(R"({"x_cup":1,"leaf":"red"})", &tea)),
              StartsWith("CALL.Options.leaf: expected \"black\" or \"green\", "
                         "got string \"red\""));
  EXPECT_THAT(
      TextOf(DecodeJson(R"({"x_cup":1,"strength":3000000000})", &tea)),
      StartsWith("CALL.Options.strength: expected an integer from -2^31"));
}

TEST(OwnMessageTest, KeepsItsSecrets) {
  tea::v1::TeaOptions tea;
  const absl::Status status =
      DecodeJson(R"({"x_cup":1,"password":"..s3cret.."})", &tea);
  EXPECT_THAT(TextOf(status),
              StartsWith("CALL.Options.password: expected a URI, got string"));
  EXPECT_THAT(status.ToString(), Not(HasSubstr("s3cret")));
}

TEST(OwnMessageTest, MayBeDynamic) {
  google::protobuf::DynamicMessageFactory factory;
  const auto* type = tea::v1::TeaOptions::descriptor();
  const std::unique_ptr<google::protobuf::Message> tea(
      factory.GetPrototype(type)->New());
  ASSERT_EQ(DecodeByReflection(R"({"x_cup":1,"x_more":{"a":[null]}})",
                               v1::SERIALIZER_JSON, tea.get()),
            absl::OkStatus());
  std::string json;
  ASSERT_EQ(EncodeByReflection(*tea, v1::SERIALIZER_JSON, &json),
            absl::OkStatus());
  EXPECT_EQ(json, R"({"x_cup":1,"x_more":{"a":[null]}})");
}

}  // namespace
}  // namespace wamp
