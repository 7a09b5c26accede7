// Annotations that make no sense are refused, with the place and the reason.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/dynamic_message.h"
#include "gtest/gtest.h"
#include "tests/testing/parsed_protos.h"
#include "tests/testing/status_matchers.h"
#include "wamp/reflection.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace {

using absl::StatusCode;
using testing::IsOk;
using testing::ParsedProtos;
using testing::StatusIs;

constexpr absl::string_view kHead = R"(syntax = "proto3";
package k;
import "wamp/v1/annotations.proto";
import "wamp/v1/common.proto";
import "wamp/v1/payload.proto";
import "wamp/v1/value.proto";
)";

struct Sample {
  const char* name;
  // The schema, whose message M is checked.
  const char* proto;
  // What is said of it; empty if it is sound.
  const char* fault;
};

void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.name; }

class CheckAnnotationsTest : public ::testing::TestWithParam<Sample> {};

TEST_P(CheckAnnotationsTest, Says) {
  ParsedProtos protos;
  const auto* file =
      protos.Add("m.proto", absl::StrCat(kHead, GetParam().proto));
  ASSERT_NE(file, nullptr);
  const auto* type = file->FindMessageTypeByName("M");
  google::protobuf::DynamicMessageFactory factory;
  const std::unique_ptr<google::protobuf::Message> message(
      factory.GetPrototype(type)->New());
  std::string bytes;
  if (*GetParam().fault == '\0') {
    EXPECT_THAT(CheckAnnotations(type), IsOk());
    EXPECT_THAT(CheckAnnotations(file), IsOk());
    return;
  }
  const auto is_refused =
      StatusIs(StatusCode::kFailedPrecondition,
               absl::StrCat("m.proto: k.", GetParam().fault));
  EXPECT_THAT(CheckAnnotations(type), is_refused);
  // No bytes and no content come as far as the fault.
  EXPECT_THAT(DecodeByReflection("", v1::SERIALIZER_JSON, message.get()),
              is_refused);
  EXPECT_THAT(EncodeByReflection(*message, v1::SERIALIZER_JSON, &bytes),
              is_refused);
  v1::Value value;
  EXPECT_THAT(FromValueByReflection(value, message.get()), is_refused);
  EXPECT_THAT(ToValueByReflection(*message, &value), is_refused);
  EXPECT_THAT(FromMarshalByReflection(value, message.get()), is_refused);
  EXPECT_THAT(MarshalByReflection(*message, &value), is_refused);
}

INSTANTIATE_TEST_SUITE_P(
    Fields, CheckAnnotationsTest,
    ::testing::Values(
        Sample{"sound", "message M { optional string a = 1; }", ""},
        Sample{"key_twice",
               "message M { optional bool a = 1; optional bool b = 2 "
               "[(wamp.v1.field) = {key: \"a\"}]; }",
               "M.b has the key \"a\" of k.M.a"},
        Sample{"alias_is_a_key",
               "message M { optional bool a = 1; optional bool b = 2 "
               "[(wamp.v1.field) = {alias: \"a\"}]; }",
               "M.b has the key \"a\" of k.M.a"},
        Sample{"marshal_key_twice",
               "message M { optional bool a = 1 [(wamp.v1.field) = {marshal: "
               "true}]; optional bool b = 2 [(wamp.v1.field) = {local: true "
               "marshal: true key: \"a\"}]; }",
               "M.b has the key \"a\" of k.M.a"},
        Sample{"id_of_a_string",
               "message M { optional string a = 1 [(wamp.v1.field) = {format: "
               "FORMAT_ID}]; }",
               "M.a has FORMAT_ID, expected an unsigned integer, got string"},
        Sample{"positive_of_a_signed_integer",
               "message M { optional int64 a = 1 [(wamp.v1.field) = {format: "
               "FORMAT_POSITIVE}]; }",
               "M.a has FORMAT_POSITIVE, expected an unsigned integer, got "
               "int64"},
        Sample{"uri_of_bytes",
               "message M { repeated bytes a = 1 [(wamp.v1.field) = {format: "
               "FORMAT_URI}]; }",
               "M.a has FORMAT_URI, expected a string, got repeated bytes"},
        Sample{"uri_of_a_map",
               "message M { map<string, bool> a = 1 [(wamp.v1.field) = "
               "{format: FORMAT_URI}]; }",
               "M.a has FORMAT_URI, expected a string, got map<string, bool>"},
        Sample{"pattern_of_a_key",
               "message M { optional string a = 1 [(wamp.v1.field) = {format: "
               "FORMAT_URI_PATTERN}]; }",
               "M.a has FORMAT_URI_PATTERN, expected a slot"},
        Sample{"map_with_other_keys", "message M { map<int32, M> a = 1; }",
               "M.a expected a map with string keys, got map<int32, k.M>"},
        Sample{"map_that_stays_here",
               "message M { map<int32, M> a = 1 [(wamp.v1.field) = {local: "
               "true}]; }",
               ""},
        Sample{"enum_without_tokens",
               "enum E { Z = 0; } message M { repeated E a = 1; }",
               "E has no value with a token"},
        Sample{"enum_of_a_map_without_tokens",
               "enum E { Z = 0; } message M { map<string, E> a = 1; }",
               "E has no value with a token"},
        Sample{"enum_that_stays_here",
               "enum E { Z = 0; } message M { optional E a = 1 "
               "[(wamp.v1.field) = {local: true}]; }",
               ""},
        Sample{"token_twice",
               "enum E { Z = 0; A = 1 [(wamp.v1.value) = {token: \"a\"}]; B = "
               "2 [(wamp.v1.value) = {token: \"a\"}]; } "
               "message M { optional E a = 1; }",
               "B has the token \"a\" of an earlier value"},
        Sample{"local_at_a_position",
               "message M { optional bool a = 1 [(wamp.v1.field) = {local: "
               "true slot: 1}]; }",
               "M.a is local, expected no slot"},
        Sample{"local_and_required",
               "message M { optional bool a = 1 [(wamp.v1.field) = {local: "
               "true required: true}]; }",
               "M.a is local, expected not required"},
        Sample{"payload_as_a_key",
               "message M { optional wamp.v1.Payload a = 1; }",
               "M.a holds a payload, expected a slot"},
        Sample{"inner_message",
               "message N { map<bool, bool> a = 1; } "
               "message M { repeated N n = 1; }",
               "N.a expected a map with string keys, got map<bool, bool>"},
        Sample{"message_in_a_map",
               "message N { map<bool, bool> a = 1; } "
               "message M { map<string, N> n = 1; }",
               "N.a expected a map with string keys, got map<bool, bool>"}),
    [](const auto& sample) { return sample.param.name; });

INSTANTIATE_TEST_SUITE_P(
    UnknownKeys, CheckAnnotationsTest,
    ::testing::Values(
        Sample{"kept_twice",
               "message M { optional wamp.v1.Dict a = 1 [(wamp.v1.field) = "
               "{keep_unknown: KEEP_UNKNOWN_ALWAYS}]; "
               "optional wamp.v1.Dict b = 2 [(wamp.v1.field) = {keep_unknown: "
               "KEEP_UNKNOWN_ALWAYS}]; }",
               "M.b keeps unknown keys, as k.M.a does already"},
        Sample{"kept_in_a_string",
               "message M { optional string a = 1 [(wamp.v1.field) = "
               "{keep_unknown: KEEP_UNKNOWN_ALWAYS}]; }",
               "M.a keeps unknown keys, expected the type wamp.v1.Dict, got "
               "string"},
        Sample{"kept_in_many",
               "message M { repeated wamp.v1.Dict a = 1 [(wamp.v1.field) = "
               "{keep_unknown: KEEP_UNKNOWN_ALWAYS}]; }",
               "M.a keeps unknown keys, expected the type wamp.v1.Dict, got "
               "repeated wamp.v1.Dict"},
        Sample{"unspecified",
               "message M { optional wamp.v1.Dict a = 1 [(wamp.v1.field) = "
               "{keep_unknown: KEEP_UNKNOWN_UNSPECIFIED}]; }",
               "M.a has KEEP_UNKNOWN_UNSPECIFIED"},
        Sample{"kept_with_a_key",
               "message M { optional wamp.v1.Dict a = 1 [(wamp.v1.field) = "
               "{key: \"x\" keep_unknown: KEEP_UNKNOWN_ALWAYS}]; }",
               "M.a keeps unknown keys, expected no other place"},
        Sample{"kept_in_an_array",
               "message M { option (wamp.v1.message) = {code: 900}; optional "
               "wamp.v1.Dict a = 1 [(wamp.v1.field) = {keep_unknown: "
               "KEEP_UNKNOWN_ALWAYS}]; }",
               "M.a keeps unknown keys, expected a message that is a dict"}),
    [](const auto& sample) { return sample.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Places, CheckAnnotationsTest,
    ::testing::Values(
        Sample{"slot_without_a_code",
               "message M { optional bool a = 1 [(wamp.v1.field) = {slot: "
               "1}]; }",
               "M.a has a slot, expected a code in k.M, or a wire_name like "
               "\"CALL.Options\" that says whose dict it is"},
        Sample{"slot_around_a_dict",
               "message M { option (wamp.v1.message) = {wire_name: "
               "\"TEA.Options\"}; optional bool a = 1 [(wamp.v1.field) = "
               "{slot: 1}]; }",
               ""},
        Sample{"slot_of_the_code",
               "message M { option (wamp.v1.message) = {code: 900}; optional "
               "bool a = 1 [(wamp.v1.field) = {slot: 0}]; }",
               "M.a has the slot 0, which is the code's; expected 1 or more"},
        Sample{"slot_and_key",
               "message M { option (wamp.v1.message) = {code: 900}; optional "
               "bool a = 1 [(wamp.v1.field) = {slot: 1 key: \"x\"}]; }",
               "M.a has a slot and a key, expected one of them"},
        Sample{"slot_and_alias",
               "message M { option (wamp.v1.message) = {code: 900}; optional "
               "bool a = 1 [(wamp.v1.field) = {slot: 1 alias: \"x\"}]; }",
               "M.a has a slot and an alias, expected one of them"},
        Sample{"slot_and_key_to_marshal",
               "message M { option (wamp.v1.message) = {code: 900}; optional "
               "bool a = 1 [(wamp.v1.field) = {slot: 1 key: \"x\" marshal: "
               "true}]; }",
               ""},
        Sample{"empty_key",
               "message M { optional bool a = 1 [(wamp.v1.field) = {key: "
               "\"\"}]; }",
               "M.a has an empty key"},
        Sample{"empty_alias",
               "message M { optional bool a = 1 [(wamp.v1.field) = {alias: "
               "\"\"}]; }",
               "M.a has an empty alias"},
        Sample{"empty_wire_name",
               "message M { option (wamp.v1.message) = {wire_name: \"\"}; }",
               "M has an empty wire_name"},
        Sample{"required_arm",
               "message M { oneof o { string a = 1 [(wamp.v1.field) = "
               "{required: true}]; bool b = 2; } }",
               "M.a is required, expected not to be in k.M.o, of which there "
               "is one field at most"},
        Sample{"required_arm_alone",
               "message M { oneof o { string a = 1 [(wamp.v1.field) = "
               "{required: true}]; } }",
               ""},
        Sample{"token_of_unspecified",
               "enum E { E_UNSPECIFIED = 0 [(wamp.v1.value) = {token: "
               "\"none\"}]; E_A = 1 [(wamp.v1.value) = {token: \"a\"}]; } "
               "message M { optional E e = 1; }",
               "E_UNSPECIFIED has the token \"none\", expected none where "
               "nothing is said"},
        Sample{"token_of_the_first",
               "enum E { E_GREEN = 0 [(wamp.v1.value) = {token: \"green\"}]; "
               "} message M { optional E e = 1; }",
               ""}),
    [](const auto& sample) { return sample.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Shapes, CheckAnnotationsTest,
    ::testing::Values(
        Sample{"code_and_shape",
               "message M { option (wamp.v1.message) = {code: 900 shape: "
               "SHAPE_LIST}; repeated bool a = 1 [(wamp.v1.field) = {slot: "
               "1}]; }",
               "M has a code and SHAPE_LIST, expected one of them"},
        Sample{"empty_list",
               "message M { option (wamp.v1.message) = {shape: SHAPE_LIST}; }",
               "M has SHAPE_LIST, expected one repeated field and no other"},
        Sample{"list_of_one",
               "message M { option (wamp.v1.message) = {shape: SHAPE_LIST}; "
               "optional bool a = 1; }",
               "M has SHAPE_LIST, expected one repeated field and no other"},
        Sample{"list_of_a_map",
               "message M { option (wamp.v1.message) = {shape: SHAPE_LIST}; "
               "map<string, bool> a = 1; }",
               "M has SHAPE_LIST, expected one repeated field and no other"},
        Sample{"list_and_more",
               "message M { option (wamp.v1.message) = {shape: SHAPE_LIST}; "
               "repeated bool a = 1; optional bool b = 2; }",
               "M has SHAPE_LIST, expected one repeated field and no other"},
        Sample{"union",
               "message N {} message M { option (wamp.v1.message) = {shape: "
               "SHAPE_UNION}; oneof o { string a = 1; N b = 2; } }",
               ""},
        Sample{"union_of_nothing",
               "message M { option (wamp.v1.message) = {shape: SHAPE_UNION}; "
               "}",
               "M has SHAPE_UNION, expected one oneof of at most a string and "
               "a message that is a dict, and no other field"},
        Sample{"union_of_strings",
               "message M { option (wamp.v1.message) = {shape: SHAPE_UNION}; "
               "oneof o { string a = 1; string b = 2; } }",
               "M has SHAPE_UNION, expected one oneof of at most a string and "
               "a message that is a dict, and no other field"},
        Sample{"union_of_a_list",
               "message N { option (wamp.v1.message) = {shape: SHAPE_LIST}; "
               "repeated bool a = 1; } message M { option (wamp.v1.message) = "
               "{shape: SHAPE_UNION}; oneof o { string a = 1; N b = 2; } }",
               "M has SHAPE_UNION, expected one oneof of at most a string and "
               "a message that is a dict, and no other field"},
        Sample{"union_without_a_oneof",
               "message M { option (wamp.v1.message) = {shape: SHAPE_UNION}; "
               "optional string a = 1; }",
               "M has SHAPE_UNION, expected one oneof of at most a string and "
               "a message that is a dict, and no other field"},
        Sample{"own_value",
               "message M { option (wamp.v1.message) = {shape: SHAPE_VALUE}; "
               "}",
               "M has SHAPE_VALUE, which is for wamp.v1.Value alone"},
        Sample{"own_dict",
               "message M { option (wamp.v1.message) = {shape: "
               "SHAPE_ANY_DICT}; }",
               "M has SHAPE_ANY_DICT, which is for wamp.v1.Dict alone"},
        Sample{"own_list",
               "message M { option (wamp.v1.message) = {shape: "
               "SHAPE_ANY_LIST}; }",
               "M has SHAPE_ANY_LIST, which is for wamp.v1.List alone"},
        Sample{"own_payload",
               "message M { option (wamp.v1.message) = {shape: "
               "SHAPE_PAYLOAD}; }",
               "M has SHAPE_PAYLOAD, which is for wamp.v1.Payload alone"}),
    [](const auto& sample) { return sample.param.name; });

// `fields` of a message array, after the options in which a match policy is.
std::string Array(const std::string& fields) {
  return absl::StrCat(
      "message O { optional wamp.v1.Match match = 1; optional bool flag = 2; "
      "repeated wamp.v1.Match matches = 3; } "
      "message M { option (wamp.v1.message) = {wire_name: \"M\" code: 900}; "
      "optional O o = 1 [(wamp.v1.field) = {slot: 1}]; ",
      fields, " }");
}

struct ArraySample {
  const char* name;
  const char* fields;
  const char* fault;
};

void PrintTo(const ArraySample& sample, std::ostream* out) {
  *out << sample.name;
}

class CheckPositionsTest : public ::testing::TestWithParam<ArraySample> {};

TEST_P(CheckPositionsTest, Says) {
  ParsedProtos protos;
  const auto* file =
      protos.Add("m.proto", absl::StrCat(kHead, Array(GetParam().fields)));
  ASSERT_NE(file, nullptr);
  const absl::Status status =
      CheckAnnotations(file->FindMessageTypeByName("M"));
  if (*GetParam().fault == '\0') {
    EXPECT_THAT(status, IsOk());
  } else {
    EXPECT_THAT(status,
                StatusIs(StatusCode::kFailedPrecondition,
                         absl::StrCat("m.proto: k.", GetParam().fault)));
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, CheckPositionsTest,
    ::testing::Values(
        ArraySample{"gap", "optional bool a = 2 [(wamp.v1.field) = {slot: 3}];",
                    "M.a has the slot 3, expected 2 in k.M"},
        ArraySample{"far_away",
                    "optional bool a = 2 [(wamp.v1.field) = {slot: "
                    "4000000000}];",
                    "M.a has the slot 4000000000, expected 2 in k.M"},
        ArraySample{"taken",
                    "optional bool a = 2 [(wamp.v1.field) = {slot: 1}];",
                    "M.a has the slot 1, expected 2 in k.M"},
        ArraySample{"none", "optional bool a = 2;",
                    "M.a has no slot, expected one or `local` in the message "
                    "array k.M"},
        ArraySample{"payload",
                    "optional wamp.v1.Payload a = 2 [(wamp.v1.field) = {slot: "
                    "2}];",
                    ""},
        ArraySample{"within_a_payload",
                    "optional wamp.v1.Payload a = 2 [(wamp.v1.field) = {slot: "
                    "2}]; optional bool b = 3 [(wamp.v1.field) = {slot: 3}];",
                    "M.b has the slot 3, expected 4 in k.M"},
        ArraySample{"payloads",
                    "repeated wamp.v1.Payload a = 2 [(wamp.v1.field) = {slot: "
                    "2}];",
                    "M.a holds a payload, expected a slot"},
        ArraySample{"in_a_repeated_message",
                    "message N { option (wamp.v1.message) = {wire_name: "
                    "\"M.N\"}; optional bool b = 1 [(wamp.v1.field) = {slot: "
                    "3}]; } "
                    "repeated N a = 2 [(wamp.v1.field) = {slot: 2}];",
                    "M.N.b has a slot, expected none in the repeated k.M.a"},
        ArraySample{"pattern",
                    "optional string a = 2 [(wamp.v1.field) = {slot: 2 format: "
                    "FORMAT_URI_PATTERN match_field: \"o.match\"}];",
                    ""},
        ArraySample{"match_of_nothing",
                    "optional string a = 2 [(wamp.v1.field) = {slot: 2 format: "
                    "FORMAT_URI_PATTERN match_field: \"o.mach\"}];",
                    "M.a has the match_field \"o.mach\", expected a field of "
                    "type wamp.v1.Match at an earlier position of k.M"},
        ArraySample{"match_through_a_scalar",
                    "optional string a = 2 [(wamp.v1.field) = {slot: 2 format: "
                    "FORMAT_URI_PATTERN match_field: \"o.flag.match\"}];",
                    "M.a has the match_field \"o.flag.match\", expected a "
                    "field of type wamp.v1.Match at an earlier position of "
                    "k.M"},
        ArraySample{"match_of_another_type",
                    "optional string a = 2 [(wamp.v1.field) = {slot: 2 format: "
                    "FORMAT_URI_PATTERN match_field: \"o.flag\"}];",
                    "M.a has the match_field \"o.flag\", expected a field of "
                    "type wamp.v1.Match at an earlier position of k.M"},
        ArraySample{"match_of_many",
                    "optional string a = 2 [(wamp.v1.field) = {slot: 2 format: "
                    "FORMAT_URI_PATTERN match_field: \"o.matches\"}];",
                    "M.a has the match_field \"o.matches\", expected a field "
                    "of type wamp.v1.Match at an earlier position of k.M"},
        ArraySample{"match_comes_later",
                    "optional string a = 2 [(wamp.v1.field) = {slot: 2 format: "
                    "FORMAT_URI_PATTERN match_field: \"p.match\"}]; optional O "
                    "p = 3 [(wamp.v1.field) = {slot: 3}];",
                    "M.a has the match_field \"p.match\", expected a field of "
                    "type wamp.v1.Match at an earlier position of k.M"},
        ArraySample{"match_without_a_pattern",
                    "optional string a = 2 [(wamp.v1.field) = {slot: 2 "
                    "match_field: \"o.match\"}];",
                    "M.a has a match_field, expected FORMAT_URI_PATTERN"}),
    [](const auto& sample) { return sample.param.name; });

TEST(CheckAnnotationsTest, AllFaultsOfAFileAreNamed) {
  ParsedProtos protos;
  const auto* file = protos.Add("m.proto", absl::StrCat(kHead, R"(
        message A { optional string a = 1 [(wamp.v1.field) = {format: FORMAT_ID}]; }
        message B { message C { optional bool a = 1;
                                optional bool b = 2 [(wamp.v1.field) = {key: "a"}]; } }
        message NotOfWamp { map<int32, bool> a = 1; })"));
  ASSERT_NE(file, nullptr);
  EXPECT_THAT(
      CheckAnnotations(file),
      StatusIs(StatusCode::kFailedPrecondition,
               "m.proto: k.A.a has FORMAT_ID, expected an unsigned integer, "
               "got string; m.proto: k.B.C.b has the key \"a\" of k.B.C.a"));
}

TEST(CheckAnnotationsTest, ThoseOfThePackageAreSound) {
  const auto* frame = v1::Frame::descriptor()->file();
  std::vector<const google::protobuf::FileDescriptor*> files = {frame};
  for (int i = 0; i < frame->dependency_count(); ++i) {
    files.push_back(frame->dependency(i));
  }
  files.push_back(v1::ComponentConfig::descriptor()->file());
  for (const auto* file : files) {
    EXPECT_THAT(CheckAnnotations(file), IsOk()) << file->name();
  }
}

}  // namespace
}  // namespace wamp
