// A program's own annotated message, which has no generated rows.
#include "wamp/reflection.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/dynamic_message.h"
#include "gtest/gtest.h"
#include "tests/proto/tea.pb.h"
#include "tests/testing/status_matchers.h"
#include "wamp/dict.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using absl::StatusCode;
using testing::EqualsProto;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::IsOkAndHolds;
using ::testing::Not;
using ::testing::StartsWith;
using testing::StatusIs;

absl::Status DecodeJson(absl::string_view json, tea::v1::TeaOptions* out,
                        const DecodeOptions& options = {}) {
  return Decode(json, v1::SERIALIZER_JSON, out, options);
}

TEST(OwnMessageTest, MovesBothWays) {
  tea::v1::TeaOptions tea;
  const std::string json =
      R"({"milk":true,"x_cup":7,"strength":-2,"sorts":["assam"],)"
      R"("temperature":80.5,"leaf":"green","x_more":[1]})";
  ASSERT_THAT(DecodeJson(json, &tea), IsOk());
  EXPECT_THAT(tea, EqualsProto(R"pb(
                milk: true
                cup: 7
                strength: -2
                sorts { values: "assam" }
                temperature: 80.5
                leaf: LEAF_GREEN
                unknown_keys {
                  entries {
                    key: "x_more"
                    value { list_value { values { uint_value: 1 } } }
                  }
                })pb"));

  tea.set_note("local");
  EXPECT_THAT(Encode(tea, v1::SERIALIZER_JSON), IsOkAndHolds(json));
}

TEST(OwnMessageTest, GoesThroughADict) {
  tea::v1::TeaOptions tea;
  tea.set_cup(3);
  const absl::StatusOr<v1::Dict> dict = ToDict(tea);
  ASSERT_THAT(dict, IsOk());
  EXPECT_THAT(*dict, EqualsProto(R"pb(
    entries {
      key: "x_cup"
      value { uint_value: 3 }
    })pb"));
  EXPECT_THAT(FromDict<tea::v1::TeaOptions>(*dict),
              IsOkAndHolds(EqualsProto(tea)));
}

TEST(OwnMessageTest, IsWrittenOverWhatTheValueHeld) {
  tea::v1::TeaOptions tea;
  tea.set_cup(3);
  tea.set_strength(0);
  v1::Value value;
  value.mutable_dict_value()->add_entries()->set_key("before");
  ASSERT_THAT(ToValueByReflection(tea, &value), IsOk());
  EXPECT_THAT(value.dict_value(), EqualsProto(R"pb(
                entries {
                  key: "x_cup"
                  value { uint_value: 3 }
                }
                entries {
                  key: "strength"
                  value { uint_value: 0 }
                })pb"));
}

TEST(OwnMessageTest, KeepsItsRules) {
  tea::v1::TeaOptions tea;
  const auto is_refused = [](const char* why) {
    return StatusIs(StatusCode::kInvalidArgument, StartsWith(why));
  };
  EXPECT_THAT(DecodeJson(R"({"milk":true})", &tea),
              is_refused("CALL.Options.x_cup: expected a value, got none"));
  EXPECT_THAT(DecodeJson(R"({"x_cup":0})", &tea),
              is_refused("CALL.Options.x_cup: expected an id from 1 to 2^53, "
                         "got integer 0"));
  EXPECT_THAT(DecodeJson(R"({"x_cup":1,"leaf":"red"})", &tea),
              is_refused("CALL.Options.leaf: expected \"black\" or \"green\", "
                         "got string \"red\""));
  EXPECT_THAT(
      DecodeJson(R"({"x_cup":1,"strength":3000000000})", &tea),
      is_refused("CALL.Options.strength: expected an integer from -2^31"));
}

TEST(OwnMessageTest, KeepsItsSecrets) {
  tea::v1::TeaOptions tea;
  const absl::Status status =
      DecodeJson(R"({"x_cup":1,"password":"..s3cret.."})", &tea);
  EXPECT_THAT(
      status,
      StatusIs(
          StatusCode::kInvalidArgument,
          StartsWith("CALL.Options.password: expected a URI, got string")));
  EXPECT_THAT(status.ToString(), Not(HasSubstr("s3cret")));
}

TEST(OwnMessageTest, MayBeDynamic) {
  google::protobuf::DynamicMessageFactory factory;
  const auto* type = tea::v1::TeaOptions::descriptor();
  const std::unique_ptr<google::protobuf::Message> tea(
      factory.GetPrototype(type)->New());
  ASSERT_THAT(DecodeByReflection(R"({"x_cup":1,"x_more":{"a":[null]}})",
                                 v1::SERIALIZER_JSON, tea.get()),
              IsOk());
  std::string json;
  ASSERT_THAT(EncodeByReflection(*tea, v1::SERIALIZER_JSON, &json), IsOk());
  EXPECT_EQ(json, R"({"x_cup":1,"x_more":{"a":[null]}})");
}

TEST(OwnMessageTest, DynamicValueWithTextThatIsNoUtf8IsRefused) {
  google::protobuf::DynamicMessageFactory factory;
  const auto* type = v1::Value::descriptor();
  const std::unique_ptr<google::protobuf::Message> value(
      factory.GetPrototype(type)->New());
  value->GetReflection()->SetString(
      value.get(), type->FindFieldByName("string_value"), "tea\xff");
  std::string json;
  EXPECT_THAT(EncodeByReflection(*value, v1::SERIALIZER_JSON, &json),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("UTF-8")));
}

}  // namespace
}  // namespace wamp
