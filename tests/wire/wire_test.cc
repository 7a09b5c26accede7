// Broken bytes: what only one format can get wrong.
#include "wamp/wire.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <ostream>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/reflection.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/value.pb.h"
#include "wamp/violation.h"

namespace wamp {
namespace {

using absl::StatusCode;
using testing::EqualsProto;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::IsOkAndHolds;
using ::testing::StartsWith;
using testing::StatusIs;

struct Broken {
  const char* name;
  v1::Serializer serializer;
  // In hexadecimal for MessagePack, as text for JSON.
  std::string bytes;
  const char* error;
  const char* error_uri;
};

void PrintTo(const Broken& broken, std::ostream* out) { *out << broken.name; }

constexpr char kProtocol[] = "wamp.error.protocol_violation";
constexpr char kSize[] = "wamp.error.payload_size_exceeded";

Broken MsgPack(const char* name, const char* hex, const char* error,
               const char* error_uri = kProtocol) {
  return {name, v1::SERIALIZER_MSGPACK, testing::FromHex(hex), error,
          error_uri};
}

Broken Json(const char* name, std::string text, const char* error,
            const char* error_uri = kProtocol) {
  return {name, v1::SERIALIZER_JSON, std::move(text), error, error_uri};
}

class BrokenBytesTest : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenBytesTest, AreRefusedWithTheirPlace) {
  const Broken& broken = GetParam();
  const auto frame = Decode<v1::Frame>(broken.bytes, broken.serializer);
  EXPECT_THAT(frame,
              StatusIs(StatusCode::kInvalidArgument, StartsWith(broken.error)));
  EXPECT_EQ(ErrorUriOf(frame.status()), broken.error_uri);
}

INSTANTIATE_TEST_SUITE_P(
    MsgPack, BrokenBytesTest,
    ::testing::Values(
        MsgPack("empty", "", "Frame: expected more bytes, got the end"),
        MsgPack("trailing", "93210102c0",
                "SUBSCRIBED: expected the end of the input, got more bytes "
                "(byte 4)"),
        MsgPack("truncated_integer", "9321cd01",
                "SUBSCRIBED.request: expected more bytes, got the end of the "
                "input (byte 2)"),
        MsgPack("truncated_list", "932101",
                "Frame: expected 3 items, got 2 bytes left (byte 1)"),
        MsgPack("truncated_text", "930680d9",
                "GOODBYE.reason: expected more bytes"),
        MsgPack("text_not_utf8", "930680a2c328",
                "GOODBYE.reason: expected a text in UTF-8, got bytes "
                "\"\\xc3(\" (byte 4)"),
        MsgPack("overlong_utf8", "930680a2c080",
                "GOODBYE.reason: expected a text in UTF-8"),
        MsgPack("surrogate_in_utf8", "930680a3eda080",
                "GOODBYE.reason: expected a text in UTF-8"),
        MsgPack("reserved_byte", "9321c102",
                "SUBSCRIBED.request: expected a value, got byte 0xc1"),
        MsgPack("extension_type", "9321d40001",
                "SUBSCRIBED.request: expected a value without an extension "
                "type, got extension 0"),
        MsgPack("list_of_4_billion", "ddffffffff",
                "Frame: expected 4294967295 items, got 0 bytes left"),
        MsgPack("integer_key", "93068101a0c0",
                "GOODBYE.Details: expected a string, got integer 1",
                kProtocol)),
    [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Json, BrokenBytesTest,
    ::testing::Values(
        Json("empty", "", "Frame: expected a value, got the end"),
        Json("trailing", "[33,1,2] x",
             "SUBSCRIBED: expected the end of the input, got more bytes "
             "(byte 9)"),
        Json("truncated", "[33,1",
             "SUBSCRIBED: expected ',' or ']', got the end of the input"),
        Json("trailing_comma", "[33,1,2,]",
             "SUBSCRIBED: expected the end of the message"),
        Json("leading_zero", "[33,01,2]",
             "SUBSCRIBED.request: expected a number without leading zeros"),
        Json("integer_of_65_bits", "[33,18446744073709551616,2]",
             "SUBSCRIBED.request: expected an integer below 2^64", kProtocol),
        Json("float_id", "[33,1.0,2]",
             "SUBSCRIBED.request: expected an integer of at least 0, got float",
             kProtocol),
        Json("unescaped_line_feed", "[6,{},\"a\nb\"]",
             "GOODBYE.reason: expected an escaped control character"),
        Json("half_a_surrogate_pair", "[6,{},\"\\ud800\"]",
             "GOODBYE.reason: expected a pair of surrogates"),
        Json("text_not_utf8", "[6,{},\"\xc3(\"]",
             "GOODBYE.reason: expected a text in UTF-8"),
        Json("bytes_not_base64", "[16,1,{},\"a\",\"\\u0000!\"]",
             "PUBLISH.payload: expected base64 after U+0000"),
        Json("nan", "[16,1,{},\"a\",[NaN]]",
             "PUBLISH.args[0]: expected a value, got character \"N\""),
        Json("alias_of_a_flag",
             R"([1,"r",{"roles":{"caller":{"features":{"progressive_calls":1)"
             "}}}}]",
             "HELLO.Details.roles.caller.features.progressive_call_results: "
             "expected a boolean, got integer 1"),
        Json("missing_colon", "[6,{\"a\" 1},\"b\"]",
             "GOODBYE.Details: expected ':', got character \"1\"")),
    [](const auto& tested) { return tested.param.name; });

TEST(LimitsTest, HoldForNestingDepth) {
  for (const char* open : {"[", "{\"a\":"}) {
    std::string text = "[16,1,{},\"a\",[";
    for (int i = 0; i < 100000; ++i) text += open;
    const auto frame = Decode<v1::Frame>(text, v1::SERIALIZER_JSON);
    EXPECT_THAT(frame, StatusIs(StatusCode::kInvalidArgument,
                                HasSubstr("nested less deep, got one more")));
    EXPECT_EQ(ErrorUriOf(frame.status()), kSize);
  }
}

TEST(LimitsTest, HoldForTheSize) {
  DecodeOptions options;
  options.limits.max_bytes = 8;
  const auto frame =
      Decode<v1::Frame>("[33,1,234]", v1::SERIALIZER_JSON, options);
  EXPECT_THAT(frame,
              StatusIs(StatusCode::kInvalidArgument,
                       HasSubstr("expected at most 8 bytes, got 10 bytes")));
  EXPECT_EQ(ErrorUriOf(frame.status()), kSize);
}

TEST(EncodeTest, RefusesWhatTheFormatCannotExpress) {
  v1::Goodbye goodbye;
  goodbye.mutable_details()->set_reason("wamp.close.normal");
  goodbye.mutable_details()->set_message("\xc3(");
  for (const v1::Serializer serializer : testing::Serializers()) {
    EXPECT_THAT(
        Encode(goodbye, serializer),
        StatusIs(StatusCode::kInvalidArgument,
                 "GOODBYE.Details.message: expected a text in UTF-8, got bytes "
                 "\"\\xc3(\""));
  }
  goodbye.mutable_details()->set_message(std::string("\0a", 2));
  EXPECT_THAT(
      Encode(goodbye, v1::SERIALIZER_JSON),
      StatusIs(StatusCode::kInvalidArgument,
               StartsWith("GOODBYE.Details.message: expected a text that does "
                          "not start with U+0000, got string")));
  EXPECT_THAT(Encode(goodbye, v1::SERIALIZER_MSGPACK), IsOk());
  EXPECT_THAT(Encode(v1::Subscribed(), v1::SERIALIZER_JSON),
              StatusIs(StatusCode::kInvalidArgument,
                       "SUBSCRIBED.request: expected a value, got none"));
}

// Short and long ones: what is written first is elsewhere.
TEST(EncodeTest, NothingIsLeftAfterAnError) {
  for (const v1::Serializer serializer : testing::Serializers()) {
    for (const size_t size : {1U, 100000U}) {
      v1::Value value;
      v1::List& list = *value.mutable_list_value();
      list.add_values()->set_string_value(std::string(size, 'a'));
      list.add_values()->set_string_value("\xFF");
      std::string out = "what was there";
      EXPECT_FALSE(Encode(value, serializer, &out).ok());
      EXPECT_EQ(out, "") << testing::NameOf(serializer) << " " << size;
    }
  }
}

TEST(EncodeTest, WritesNanIfBothSidesTakeIt) {
  v1::Value value;
  value.set_double_value(std::numeric_limits<double>::quiet_NaN());
  EXPECT_FALSE(Encode(value, v1::SERIALIZER_JSON).ok());
  EncodeOptions options;
  options.json_nan = JsonNan::kAllow;
  EXPECT_THAT(Encode(value, v1::SERIALIZER_JSON, options), IsOkAndHolds("NaN"));
}

// A value that a program has built may hold either number for it.
TEST(EncodeTest, WritesAnIntegerOfEitherKindAlike) {
  for (const v1::Serializer serializer : testing::Serializers()) {
    for (const int number : {0, 1, 200}) {
      v1::Value value;
      value.set_int_value(number);
      v1::Value unsigned_value;
      unsigned_value.set_uint_value(static_cast<uint64_t>(number));
      const auto bytes = Encode(unsigned_value, serializer);
      ASSERT_THAT(bytes, IsOk());
      EXPECT_THAT(Encode(value, serializer), IsOkAndHolds(*bytes));
    }
  }
}

// Some peers write null for what is absent.
TEST(DecodeTest, TakesNullForAbsentPayload) {
  for (const char* text : {"[50,1,{},null]", "[50,1,{},null,null]"}) {
    EXPECT_THAT(Decode<v1::Result>(text, v1::SERIALIZER_JSON),
                IsOkAndHolds(EqualsProto("request: 1 details {}")));
    v1::Result result;
    ASSERT_THAT(DecodeByReflection(text, v1::SERIALIZER_JSON, &result), IsOk());
    EXPECT_THAT(result, EqualsProto("request: 1 details {}"));
  }
  EXPECT_FALSE(Decode<v1::Result>("[50,1,null]", v1::SERIALIZER_JSON).ok());
  EXPECT_THAT(Decode<v1::Unsubscribed>("[35,1,null]", v1::SERIALIZER_JSON),
              IsOkAndHolds(EqualsProto("request: 1")));
}

// What is told is where the word begins.
TEST(DecodeTest, TellsThePlaceOfAnUnknownWord) {
  for (const auto& [match, offset] :
       {std::pair(R"([32,1,{"match":"fuzzy"},"a"])", 15),
        std::pair(R"([32,1,{"match": "f"},"a"])", 16)}) {
    const auto violations = ViolationsOf(
        Decode<v1::Subscribe>(match, v1::SERIALIZER_JSON).status());
    ASSERT_EQ(violations.violations_size(), 1);
    EXPECT_EQ(violations.violations(0).offset(), offset);
  }
}

TEST(DecodeTest, KeepsRawPayloadsByteForByte) {
  const std::string text = "[16,1,{},\"a\",[1, 2.50],{\"k\" : null}]";
  DecodeOptions options;
  options.payload = PayloadMode::kRaw;
  const auto publish = Decode<v1::Publish>(text, v1::SERIALIZER_JSON, options);
  ASSERT_THAT(publish, IsOk());
  EXPECT_EQ(publish->payload().raw().args(), "[1, 2.50]");
  EXPECT_THAT(Encode(*publish, v1::SERIALIZER_JSON), IsOkAndHolds(text));
  const auto there = Encode(*publish, v1::SERIALIZER_MSGPACK);
  ASSERT_THAT(there, IsOk());
  EXPECT_THAT(Decode<v1::Publish>(*there, v1::SERIALIZER_MSGPACK),
              IsOkAndHolds(EqualsProto(R"pb(
                request: 1
                options {}
                topic: "a"
                payload {
                  args {
                    values { uint_value: 1 }
                    values { double_value: 2.5 }
                  }
                  kwargs {
                    entries {
                      key: "k"
                      value { null_value: NULL_UNSPECIFIED }
                    }
                  }
                })pb")));
}

}  // namespace
}  // namespace wamp
