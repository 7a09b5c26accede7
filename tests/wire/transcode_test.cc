#include "wamp/transcode.h"

#include <ostream>
#include <string>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/message_types.h"
#include "tests/testing/random_message.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/ubjson_dialect.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using absl::StatusCode;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::StatusIs;

class TranscodeTest : public ::testing::TestWithParam<testing::MessageType> {};

// Without looking at the message, the same bytes as by way of it.
TEST_P(TranscodeTest, GivesWhatEncodeGives) {
  testing::RandomMessages random(7);
  for (int round = 0; round != 20; ++round) {
    const testing::MessagePtr message = GetParam().New();
    random.Fill(*message);
    for (const v1::Serializer from : testing::Serializers()) {
      std::string bytes;
      ASSERT_THAT(GetParam().encode(*message, from, &bytes, {}), IsOk());
      for (const v1::Serializer to : testing::Serializers()) {
        std::string expected;
        std::string found;
        ASSERT_THAT(GetParam().encode(*message, to, &expected, {}), IsOk());
        ASSERT_THAT(Transcode(bytes, from, to, &found), IsOk());
        EXPECT_EQ(absl::BytesToHexString(found),
                  absl::BytesToHexString(expected))
            << from << " to " << to << "\n"
            << message->DebugString();
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Messages, TranscodeTest,
                         ::testing::ValuesIn(testing::MessageTypes()),
                         testing::MessageName);

struct Sample {
  const char* name;
  v1::Serializer from;
  // In hexadecimal digits.
  std::string bytes;
  // The JSON, or what the error says.
  std::string expected;
};

void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.name; }

std::string NameOf(const ::testing::TestParamInfo<Sample>& sample) {
  return sample.param.name;
}

constexpr v1::Serializer kMsgPack = v1::SERIALIZER_MSGPACK;
constexpr v1::Serializer kCbor = v1::SERIALIZER_CBOR;
constexpr v1::Serializer kUbjson = v1::SERIALIZER_UBJSON;
constexpr v1::Serializer kBjdata = v1::SERIALIZER_BJDATA;

// Forms that the library reads and never writes.
class TranscodeFormTest : public ::testing::TestWithParam<Sample> {};

TEST_P(TranscodeFormTest, MeansTheSameByWayOfEachFormat) {
  const std::string bytes = testing::FromHex(GetParam().bytes);
  for (const v1::Serializer way : testing::Serializers()) {
    std::string there;
    std::string json;
    ASSERT_THAT(Transcode(bytes, GetParam().from, way, &there), IsOk());
    ASSERT_THAT(Transcode(there, way, v1::SERIALIZER_JSON, &json), IsOk());
    EXPECT_EQ(json, GetParam().expected) << testing::NameOf(way);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, TranscodeFormTest,
    ::testing::Values(
        Sample{"cbor_indefinite", kCbor, "bf616101616282f6f5ff",
               R"({"a":1,"b":[null,true]})"},
        Sample{"cbor_indefinite_list", kCbor, "9f019f02ff9fffff", "[1,[2],[]]"},
        Sample{"cbor_text_in_chunks", kCbor, "7f6161626263ff", R"("abc")"},
        Sample{"cbor_bytes_in_chunks", kCbor, "5f41004101ff",
               R"("\u0000AAE=")"},
        Sample{"cbor_marked", kCbor, "d9d9f79f01ff", "[1]"},
        Sample{"ubjson_typed_dict", kUbjson, "7b24552355025501610155016202",
               R"({"a":1,"b":2})"},
        Sample{"ubjson_lists_of_no_marker", kUbjson, "5b245b2355025d55015d",
               "[[],[1]]"},
        Sample{"ubjson_flags_of_no_byte", kUbjson, "5b2454235503",
               "[true,true,true]"},
        Sample{"ubjson_no_ops", kUbjson, "4e5b4e55014e5a4e5d4e", "[1,null]"},
        Sample{"ubjson_high_precision", kUbjson,
               "5b48551431383434363734343037333730393535313631355d",
               "[18446744073709551615]"},
        Sample{"bjdata_small_integers", kBjdata, "5b24552355020001", "[0,1]"}),
    NameOf);

// Faults of the bytes, and of what JSON can't express.
class TranscodeFaultTest : public ::testing::TestWithParam<Sample> {};

TEST_P(TranscodeFaultTest, IsToldWithItsPlace) {
  std::string json;
  EXPECT_THAT(Transcode(testing::FromHex(GetParam().bytes), GetParam().from,
                        v1::SERIALIZER_JSON, &json),
              StatusIs(StatusCode::kInvalidArgument, GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(
    All, TranscodeFaultTest,
    ::testing::Values(
        Sample{"infinite_float", kMsgPack, "93c0ffcb7ff0000000000000",
               "value: expected a finite float, got Infinity"},
        Sample{"text_like_bytes", kMsgPack, "a2005a",
               "value: expected a text that does not start with U+0000, got "
               "string"},
        Sample{"rest", kMsgPack, "0102",
               "value: expected the end of the input, got more bytes (byte 1)"},
        Sample{"cut_off", kMsgPack, "92c0",
               "value: expected 2 items, got 1 byte left (byte 1)"},
        Sample{"cbor_tag", kCbor, "82f6c249010000000000000000",
               "value: expected a value without a tag, got tag 2 (byte 2)"},
        Sample{"cbor_too_small", kCbor, "3b8000000000000000",
               "value: expected an integer of at least -2^63, got integer "
               "(byte 0)"},
        Sample{"cbor_break_alone", kCbor, "81ff",
               "value: expected a value, got byte 0xff (byte 1)"},
        Sample{"cbor_no_break", kCbor, "9f01",
               "value: expected more bytes, got the end of the input (byte 2)"},
        Sample{"cbor_chunk_of_another_type", kCbor, "7f4161ff",
               "value: expected a chunk of the string, got byte 0x41 (byte 1)"},
        Sample{"cbor_reserved_length", kCbor, "1c",
               "value: expected a value, got byte 0x1c (byte 0)"},
        Sample{"cbor_count_bomb", kCbor, "9b7fffffffffffffff",
               "value: expected 9223372036854775807 items, got 0 bytes left "
               "(byte 9)"},
        Sample{"cbor_key_of_no_text", kCbor, "a10101",
               "value: expected a string, got integer (byte 1)"},
        Sample{"ubjson_count_bomb", kUbjson, "5b24552369ff",
               "value: expected a length, got integer -1 (byte 4)"},
        Sample{"ubjson_null_bomb", kUbjson, "5b245a236c7fffffff",
               "value: expected at most 9 items without content, got "
               "2147483647 (byte 9)"},
        Sample{"ubjson_no_type", kUbjson, "5b24402355",
               "value: expected the type of a container, got byte 0x40 (byte "
               "2)"},
        Sample{"ubjson_type_without_count", kUbjson, "5b24550000",
               "value: expected a count, got byte 0x00 (byte 3)"},
        Sample{"ubjson_no_number", kUbjson, "485503312e",
               "value: expected more bytes, got the end of the input (byte "
               "3)"},
        Sample{"ubjson_bad_number", kUbjson, "485502312e",
               "value: expected a number, got string (byte 0)"},
        Sample{"ubjson_too_wide", kUbjson,
               "48551531383434363734343037333730393535313631363030",
               "value: expected an integer below 2^64, got integer "
               "(byte 0)"},
        Sample{"ubjson_high_byte_char", kUbjson, "43c3",
               "value: expected a text in UTF-8, got bytes (byte "
               "1)"},
        Sample{"bjdata_of_two_dimensions", kBjdata, "5b2455235b55025502",
               "value: expected a length, got byte 0x5b (byte 4)"},
        Sample{"bjdata_type_of_no_width", kBjdata, "5b2454235503",
               "value: expected the type of a container, got byte 0x54 (byte "
               "2)"},
        Sample{"bjdata_marker_of_ubjson", kUbjson, "7501005d",
               "value: expected a value, got byte 0x75 (byte 0)"}),
    NameOf);

TEST(Transcode, RefusesWhatIsNoSerializer) {
  std::string out;
  const auto has_no_codec =
      StatusIs(StatusCode::kUnimplemented, HasSubstr("serializer 0"));
  EXPECT_THAT(
      Transcode("1", v1::SERIALIZER_UNSPECIFIED, v1::SERIALIZER_JSON, &out),
      has_no_codec);
  EXPECT_THAT(
      Transcode("1", v1::SERIALIZER_JSON, v1::SERIALIZER_UNSPECIFIED, &out),
      has_no_codec);
}

std::string Published(v1::Serializer serializer, uint64_t request) {
  v1::Published published;
  published.set_request(request);
  published.set_publication(4429313566);
  return Encode(published, serializer).value();
}

TEST(DetectUbjson, GoesByTheBytes) {
  for (const uint64_t request : {1U, 300U, 70000U}) {
    EXPECT_EQ(DetectUbjson(Published(v1::SERIALIZER_UBJSON, request)),
              v1::SERIALIZER_UBJSON);
    EXPECT_EQ(DetectUbjson(Published(v1::SERIALIZER_BJDATA, request)),
              v1::SERIALIZER_BJDATA);
  }
}

TEST(DetectUbjson, LeavesItToTheCallerWhereBothAreRight) {
  v1::Subscribed subscribed;
  subscribed.set_request(1);
  subscribed.set_subscription(2);
  const std::string bytes = Encode(subscribed, v1::SERIALIZER_UBJSON).value();
  EXPECT_EQ(DetectUbjson(bytes), v1::SERIALIZER_UNSPECIFIED);
  EXPECT_EQ(DetectUbjson(bytes, v1::SERIALIZER_BJDATA), v1::SERIALIZER_BJDATA);
  EXPECT_EQ(DetectUbjson("", v1::SERIALIZER_UBJSON), v1::SERIALIZER_UBJSON);
}

}  // namespace
}  // namespace wamp
