// A program's own messages with fields of every kind that protobuf has.
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/testing/parsed_protos.h"
#include "tests/testing/status_matchers.h"
#include "wamp/message.h"
#include "wamp/reflection.h"

namespace wamp {
namespace {

using absl::StatusCode;
using ::testing::HasSubstr;
using testing::IsOk;
using ::testing::Not;
using testing::ParsedProtos;
using ::testing::StartsWith;
using testing::StatusIs;

// Messages of a schema that is written in the test.
class Schema {
 public:
  // `body` is the content of the message M.
  Schema(const std::string& syntax, const std::string& body)
      : file_(protos_.Add(
            "m.proto",
            absl::StrCat("syntax = \"", syntax,
                         "\"; package k;\n"
                         "import \"wamp/v1/annotations.proto\";\n"
                         "import \"wamp/v1/value.proto\";\n"
                         "enum Leaf {\n"
                         "  LEAF_UNSPECIFIED = 0;\n"
                         "  LEAF_BLACK = 1 [(wamp.v1.value) = {token: "
                         "\"black\"}];\n}\n"
                         "message Sub { optional bool b = 1; }\n"
                         "message M {\n",
                         body, "\n}\n"))) {}

  std::unique_ptr<google::protobuf::Message> Make() {
    return std::unique_ptr<google::protobuf::Message>(
        factory_.GetPrototype(file_->FindMessageTypeByName("M"))->New());
  }

 private:
  ParsedProtos protos_;
  google::protobuf::DynamicMessageFactory factory_;
  const google::protobuf::FileDescriptor* file_;
};

// What a read says of `json`; after a good one, it is written again to `again`.
absl::Status Move(Schema& schema, const std::string& json, std::string* again,
                  v1::Serializer serializer = v1::SERIALIZER_JSON) {
  const auto message = schema.Make();
  absl::Status status =
      DecodeByReflection(json, v1::SERIALIZER_JSON, message.get());
  if (!status.ok()) return status;
  std::string bytes;
  status = EncodeByReflection(*message, serializer, &bytes);
  if (!status.ok()) return status;
  const auto copy = schema.Make();
  status = DecodeByReflection(bytes, serializer, copy.get());
  if (!status.ok()) return status;
  EXPECT_TRUE(Equals(*message, *copy));
  return EncodeByReflection(*copy, v1::SERIALIZER_JSON, again);
}

struct Kind {
  const char* type;
  // Values as JSON: of the kind, and of another or out of its range.
  const char* good;
  const char* bad;
  const char* expected;
};

void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.type; }

class FieldKindsTest : public ::testing::TestWithParam<Kind> {
 protected:
  // Moves `{"f":…}`, with a value in the place of `$`.
  static void Check(const std::string& syntax, const std::string& field,
                    const std::string& json, const std::string& place) {
    Schema schema(syntax, field);
    const std::string good =
        absl::StrReplaceAll(json, {{"$", GetParam().good}});
    for (const v1::Serializer serializer :
         {v1::SERIALIZER_JSON, v1::SERIALIZER_MSGPACK, v1::SERIALIZER_CBOR}) {
      std::string again;
      EXPECT_THAT(Move(schema, good, &again, serializer), IsOk());
      EXPECT_EQ(again, good);
    }
    if (*GetParam().bad == '\0') return;
    std::string again;
    EXPECT_THAT(Move(schema, absl::StrReplaceAll(json, {{"$", GetParam().bad}}),
                     &again),
                StatusIs(StatusCode::kInvalidArgument,
                         HasSubstr(absl::StrCat("M.f", place, ": expected ",
                                                GetParam().expected))));
  }
};

TEST_P(FieldKindsTest, Singular) {
  const std::string field =
      absl::StrCat("optional ", GetParam().type, " f = 1;");
  Check("proto2", field, R"({"f":$})", "");
  Check("proto3", field, R"({"f":$})", "");
}

TEST_P(FieldKindsTest, WithoutPresence) {
  const std::string field = absl::StrCat(GetParam().type, " f = 1;");
  Check("proto3", field, R"({"f":$})", "");
}

TEST_P(FieldKindsTest, InAOneof) {
  Check("proto3",
        absl::StrCat("oneof o { ", GetParam().type, " f = 1; bool g = 2; }"),
        R"({"f":$})", "");
}

TEST_P(FieldKindsTest, Repeated) {
  const std::string field =
      absl::StrCat("repeated ", GetParam().type, " f = 1;");
  Check("proto2", field, R"({"f":[$,$]})", "[0]");
  Check("proto3", field, R"({"f":[$,$]})", "[0]");
}

TEST_P(FieldKindsTest, AsBareList) {
  const absl::string_view type = GetParam().type;
  Schema schema("proto3",
                absl::StrCat("message L { option (wamp.v1.message) = {shape: "
                             "SHAPE_LIST}; repeated ",
                             type, " v = 1; } optional L f = 1;"));
  const std::string json = absl::StrCat(R"({"f":[)", GetParam().good, "]}");
  std::string again;
  EXPECT_THAT(Move(schema, json, &again), IsOk());
  EXPECT_EQ(again, json);
  EXPECT_THAT(Move(schema, R"({"f":[]})", &again), IsOk());
  EXPECT_EQ(again, R"({"f":[]})");
}

TEST_P(FieldKindsTest, InAMap) {
  Check("proto3", absl::StrCat("map<string, ", GetParam().type, "> f = 1;"),
        R"({"f":{"a":$,"b":$}})", ".a");
}

INSTANTIATE_TEST_SUITE_P(
    All, FieldKindsTest,
    ::testing::Values(
        Kind{"double", "1.5", "\"x\"", "a float"},
        Kind{"float", "0.5", "1e39", "a float within the range of 32 bits"},
        Kind{"int32", "-2147483648", "2147483648",
             "an integer from -2^31 to 2^31-1"},
        Kind{"sint32", "2147483647", "-2147483649",
             "an integer from -2^31 to 2^31-1"},
        Kind{"sfixed32", "-1", "4294967296", "an integer from -2^31 to 2^31-1"},
        Kind{"uint32", "4294967295", "4294967296", "an integer below 2^32"},
        Kind{"fixed32", "1", "-1", "an integer of at least 0"},
        Kind{"int64", "-9223372036854775808", "9223372036854775808",
             "an integer from -2^63 to 2^63-1"},
        Kind{"sint64", "9223372036854775807", "\"1\"", "an integer"},
        Kind{"sfixed64", "-5", "true", "an integer"},
        Kind{"uint64", "18446744073709551615", "-1",
             "an integer of at least 0"},
        Kind{"fixed64", "7", "1.5", "an integer"},
        Kind{"bool", "true", "1", "a boolean"},
        Kind{"string", R"("é\n")", "1", "a string"},
        Kind{"bytes", R"("\u0000AP8=")", "\"text\"", "a byte string"},
        Kind{"Leaf", R"("black")", "\"red\"", "\"black\""},
        Kind{"Sub", R"({"b":true})", "[]", "a dict"},
        // Takes whatever there is.
        Kind{"wamp.v1.Value", R"([1,{"a":null}])", "", ""},
        Kind{"wamp.v1.Dict", R"({"a":[1]})", "7", "a dict"}),
    [](const auto& sample) {
      return absl::StrReplaceAll(sample.param.type, {{".", "_"}});
    });

struct Sample {
  const char* name;
  const char* syntax;
  const char* body;
  const char* json;
  // The JSON after a round trip, or a piece of the error.
  const char* result;
  bool good = true;
};

void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.name; }

class FieldRulesTest : public ::testing::TestWithParam<Sample> {};

TEST_P(FieldRulesTest, Holds) {
  Schema schema(GetParam().syntax, GetParam().body);
  std::string again;
  const absl::Status status = Move(schema, GetParam().json, &again);
  if (GetParam().good) {
    EXPECT_THAT(status, IsOk());
    EXPECT_EQ(again, GetParam().result);
  } else {
    EXPECT_THAT(status, StatusIs(StatusCode::kInvalidArgument,
                                 HasSubstr(GetParam().result)));
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, FieldRulesTest,
    ::testing::Values(
        Sample{"group", "proto2",
               "optional group F = 1 { optional int32 a = 2; }",
               R"({"f":{"a":1}})", R"({"f":{"a":1}})"},
        Sample{"groups", "proto2",
               "repeated group F = 1 { optional int32 a = 2; }",
               R"({"f":[{"a":1},{}]})", R"({"f":[{"a":1},{}]})"},
        Sample{"default_is_absent", "proto2",
               "optional int32 f = 1 [default = 7];", "{}", "{}"},
        Sample{"default_is_written_when_set", "proto2",
               "optional int32 f = 1 [default = 7];", R"({"f":7})",
               R"({"f":7})"},
        Sample{"zero_without_presence_is_absent", "proto3", "int32 f = 1;",
               R"({"f":0})", "{}"},
        Sample{"packed", "proto2", "repeated int32 f = 1 [packed = true];",
               R"({"f":[1,2]})", R"({"f":[1,2]})"},
        Sample{"empty_list_is_absent", "proto3", "repeated int32 f = 1;",
               R"({"f":[]})", "{}"},
        Sample{"null_list_is_absent", "proto3", "repeated int32 f = 1;",
               R"({"f":null})", "{}"},
        Sample{"empty_map_is_absent", "proto3", "map<string, int32> f = 1;",
               R"({"f":{}})", "{}"},
        Sample{"map_is_sorted", "proto3", "map<string, int32> f = 1;",
               R"({"f":{"b":1,"a":2}})", R"({"f":{"a":2,"b":1}})"},
        Sample{"map_of_messages", "proto3", "map<string, M> f = 1;",
               R"({"f":{"a":{"f":{"b":{}}}}})",
               R"({"f":{"a":{"f":{"b":{}}}}})"},
        Sample{"repeated_ids", "proto3",
               "repeated uint64 f = 1 [(wamp.v1.field) = {format: FORMAT_ID}];",
               R"({"f":[1,0]})", "M.f[1]: expected an id from 1 to 2^53",
               false},
        Sample{"map_of_uris", "proto3",
               "map<string, string> f = 1 [(wamp.v1.field) = {format: "
               "FORMAT_URI}];",
               R"({"f":{"x":"a b"}})", "M.f.x: expected a URI, got string",
               false},
        Sample{"map_key_twice", "proto3", "map<string, int32> f = 1;",
               R"({"f":{"a":1,"a":2}})", "M.f.a: expected the key once", false},
        Sample{"map_key_is_utf8", "proto3", "map<string, int32> f = 1;",
               "{\"f\":{\"\xff\":1}}", "M.f: expected a text in UTF-8", false},
        Sample{"null_in_a_map", "proto3", "map<string, int32> f = 1;",
               R"({"f":{"a":null}})", "M.f.a: expected an integer, got null",
               false},
        Sample{"null_in_a_list", "proto3", "repeated int32 f = 1;",
               R"({"f":[null]})", "M.f[0]: expected an integer, got null",
               false},
        Sample{"one_arm", "proto3", "oneof o { int32 a = 1; string b = 2; }",
               R"({"b":"x"})", R"({"b":"x"})"},
        Sample{"two_arms", "proto3", "oneof o { int32 a = 1; string b = 2; }",
               R"({"a":1,"b":"x"})",
               "M.b: expected one key of \"o\", got a second one", false},
        Sample{"one_arm_and_null", "proto3",
               "oneof o { int32 a = 1; string b = 2; }", R"({"a":1,"b":null})",
               R"({"a":1})"},
        Sample{"required", "proto2", "required int32 f = 1;", "{}",
               "M.f: expected a value, got none", false},
        Sample{"alias_is_replaced", "proto3",
               "repeated int32 f = 1 [(wamp.v1.field) = {key: \"n\" alias: "
               "\"o\"}];",
               R"({"o":[1,2],"n":[3]})", R"({"n":[3]})"},
        Sample{"nullable_list", "proto3",
               "repeated int32 f = 1 [(wamp.v1.field) = {nullable: true}];",
               "{}", R"({"f":null})"},
        Sample{"list_at_a_position", "proto3",
               "option (wamp.v1.message) = {wire_name: \"M\" code: 900};"
               "repeated int32 f = 1 [(wamp.v1.field) = {slot: 1 required: "
               "true}];"
               "map<string, bool> g = 2 [(wamp.v1.field) = {slot: 2}];",
               R"([900,[],{"a":true}])", R"([900,[],{"a":true}])"}),
    [](const auto& sample) { return sample.param.name; });

TEST(FieldRulesTest, SecretsInListsAndMapsAreNotShown) {
  Schema schema("proto3",
                "repeated int32 f = 1 [(wamp.v1.field) = {secret: true}];"
                "map<string, int32> g = 2 [(wamp.v1.field) = {secret: true}];"
                "map<string, wamp.v1.Value> h = 3;");
  for (const char* json : {R"({"f":["CANARY"]})", R"({"g":{"a":"CANARY"}})",
                           "{\"h\":{\"a\":\"CANARY\xff\"}}"}) {
    std::string again;
    const absl::Status status = Move(schema, json, &again);
    EXPECT_FALSE(status.ok());
    EXPECT_THAT(status.ToString(), Not(HasSubstr("CANARY")));
  }
}

TEST(FieldRulesTest, KeysInSecretsAreNotShown) {
  Schema schema("proto3",
                "message N { map<string, string> g = 1; }"
                "map<string, string> g = 1 [(wamp.v1.field) = {secret: true}];"
                "repeated N n = 2 [(wamp.v1.field) = {secret: true}];"
                "map<string, string> h = 3;");
  for (const auto& [json, place] :
       {std::make_pair(R"({"g":{"CANARY":1}})", "M.g: "),
        std::make_pair(R"({"g":{"CANARY":"","CANARY":""}})", "M.g: "),
        std::make_pair(R"({"n":[{"g":{"CANARY":1}}]})", "M.n[0].g: "),
        std::make_pair(R"({"h":{"x":1}})", "M.h.x: ")}) {
    std::string again;
    EXPECT_THAT(Move(schema, json, &again),
                StatusIs(StatusCode::kInvalidArgument, StartsWith(place)));
  }
  const auto message = schema.Make();
  ASSERT_THAT(DecodeByReflection(R"({"g":{"CANARY":""}})", v1::SERIALIZER_JSON,
                                 message.get()),
              IsOk());
  google::protobuf::Message* entry =
      message->GetReflection()->MutableRepeatedMessage(
          message.get(), message->GetDescriptor()->field(0), 0);
  entry->GetReflection()->SetString(entry, entry->GetDescriptor()->field(1),
                                    "\xff");
  std::string json;
  EXPECT_THAT(EncodeByReflection(*message, v1::SERIALIZER_JSON, &json),
              StatusIs(StatusCode::kInvalidArgument, StartsWith("M.g: ")));
}

TEST(FieldRulesTest, AnExtensionIsNotLostInSilence) {
  ParsedProtos protos;
  const auto* file = protos.Add(
      "e.proto",
      "syntax = \"proto2\"; package k; message M { extensions 100 to 200; }\n"
      "extend M { optional int32 x = 100; }");
  google::protobuf::DynamicMessageFactory factory;
  const std::unique_ptr<google::protobuf::Message> message(
      factory.GetPrototype(file->FindMessageTypeByName("M"))->New());
  std::string json;
  EXPECT_THAT(EncodeByReflection(*message, v1::SERIALIZER_JSON, &json), IsOk());
  message->GetReflection()->SetInt32(message.get(), file->extension(0), 1);
  EXPECT_THAT(EncodeByReflection(*message, v1::SERIALIZER_JSON, &json),
              StatusIs(StatusCode::kInvalidArgument,
                       HasSubstr("M: expected no extension fields")));
}

TEST(FieldRulesTest, NestingIsBoundedWhenWriting) {
  Schema schema("proto3", "optional M f = 1;");
  const auto message = schema.Make();
  google::protobuf::Message* inner = message.get();
  for (int i = 0; i < 200; ++i) {
    inner = inner->GetReflection()->MutableMessage(
        inner, inner->GetDescriptor()->field(0));
  }
  std::string json;
  EXPECT_THAT(
      EncodeByReflection(*message, v1::SERIALIZER_JSON, &json),
      StatusIs(StatusCode::kInvalidArgument, HasSubstr("nested less deep")));
}

TEST(PrintTest, ShowsFieldsOfEveryKind) {
  Schema schema("proto3",
                "optional uint32 u = 1; optional double d = 2;"
                "repeated bool bools = 3; repeated int32 int32s = 4;"
                "repeated int64 int64s = 5; repeated uint32 uint32s = 6;"
                "repeated float floats = 7; repeated double doubles = 8;"
                "repeated Leaf leaves = 9; repeated Sub subs = 10;"
                "map<string, int32> m = 11; repeated bytes octets = 12;"
                "Leaf leaf = 13;");
  const auto message = schema.Make();
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        u: 1
        d: 2.5
        bools: [ true, false ]
        int32s: -1
        int64s: -2
        uint32s: 3
        floats: 0.5
        doubles: 1e100
        leaves: [ LEAF_BLACK, LEAF_UNSPECIFIED ]
        subs { b: true }
        m { key: "b" value: 2 }
        m { key: "a" value: 1 }
        octets: "\001\002"
        leaf: LEAF_BLACK
      )pb",
      message.get()));
  EXPECT_EQ(ToString(*message),
            "M(u=1, d=2.5, bools=[true, false], int32s=[-1], int64s=[-2], "
            "uint32s=[3], floats=[0.5], doubles=[1e+100], "
            "leaves=[black, LEAF_UNSPECIFIED], subs=[Sub(b=true)], "
            "m={\"a\": 1, \"b\": 2}, octets=[<2 bytes>], leaf=black)");
}

}  // namespace
}  // namespace wamp
