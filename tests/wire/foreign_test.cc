// Foreign values in messages: where they may be, and what of them is refused.
// What becomes of each of them is in wire_cases_test.cc.
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/measure.h"
#include "wamp/message.h"
#include "wamp/reflection.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/value.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using absl::StatusCode;
using testing::FromHex;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::StatusIs;

constexpr v1::Serializer kCbor = v1::SERIALIZER_CBOR;
constexpr v1::Serializer kMsgPack = v1::SERIALIZER_MSGPACK;

DecodeOptions Carrying() {
  DecodeOptions options;
  options.foreign = ForeignValues::kCarry;
  return options;
}

v1::Value ForeignOf(v1::Serializer serializer, std::string encoded) {
  v1::Value value;
  value.mutable_foreign_value()->set_serializer(serializer);
  value.mutable_foreign_value()->set_encoded(std::move(encoded));
  return value;
}

// PUBLISH with a date in `key` of its options, in CBOR.
std::string PublishWith(absl::string_view key) {
  return FromHex("841001a1") + static_cast<char>(0x60 + key.size()) +
         std::string(key) + FromHex("c101") + FromHex("63612e62");
}

TEST(ForeignTest, IsNoOtherKind) {
  v1::Publish publish;
  EXPECT_THAT(Decode(PublishWith("acknowledge"), kCbor, &publish, Carrying()),
              StatusIs(StatusCode::kInvalidArgument,
                       "PUBLISH.Options.acknowledge: expected a boolean, got "
                       "tag 1 of cbor (byte 16)"));
}

TEST(ForeignTest, MayBeWhereAKeyIsUnknown) {
  v1::Publish publish;
  // Skipped, but looked at.
  EXPECT_THAT(Decode(PublishWith("x_at"), kCbor, &publish, Carrying()), IsOk());
  EXPECT_THAT(Decode(PublishWith("x_at"), kCbor, &publish),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("got tag 1")));

  DecodeOptions options = Carrying();
  options.unknown_keys = UnknownKeys::kKeep;
  ASSERT_THAT(Decode(PublishWith("x_at"), kCbor, &publish, options), IsOk());
  const auto bytes = Encode(publish, kCbor);
  ASSERT_THAT(bytes, IsOk());
  EXPECT_EQ(absl::BytesToHexString(*bytes),
            absl::BytesToHexString(PublishWith("x_at")));
  EXPECT_THAT(ToString(publish), HasSubstr("\"x_at\": <tag 1 of cbor: 1>"));
}

TEST(ForeignTest, IsTheSameByReflection) {
  const std::string bytes = FromHex("8518240102a081c101");
  v1::Event event;
  ASSERT_THAT(DecodeByReflection(bytes, kCbor, &event, Carrying()), IsOk());
  std::string written;
  ASSERT_THAT(EncodeByReflection(event, kCbor, &written), IsOk());
  EXPECT_EQ(absl::BytesToHexString(written), absl::BytesToHexString(bytes));
  EXPECT_THAT(EncodeByReflection(event, kMsgPack, &written),
              StatusIs(StatusCode::kInvalidArgument,
                       "EVENT.args[0]: expected a value that every format has, "
                       "got tag 1 of cbor"));
  EXPECT_THAT(ValidateByReflection(event, Carrying()), IsOk());
  EXPECT_THAT(DecodeByReflection(bytes, kCbor, &event),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("got tag 1")));
}

TEST(ForeignTest, IsMeasured) {
  const auto size =
      MeasureValue(FromHex("82c1016161") + "more", kCbor, Carrying());
  ASSERT_THAT(size, IsOk());
  EXPECT_EQ(*size, 5U);
  const auto more = MeasureValue(FromHex("82c1"), kCbor, Carrying());
  ASSERT_THAT(more, IsOk());
  EXPECT_FALSE(more->has_value());
}

// Written over, as messages are that are read into again and again.
TEST(ForeignTest, LeavesNothingBehind) {
  v1::List list;
  ASSERT_THAT(Decode(FromHex("82c10101"), kCbor, &list, Carrying()), IsOk());
  ASSERT_THAT(Decode(FromHex("8201c240"), kCbor, &list, Carrying()), IsOk());
  v1::List expected;
  expected.add_values()->set_uint_value(1);
  *expected.add_values() = ForeignOf(kCbor, FromHex("c240"));
  EXPECT_TRUE(Equals(list, expected)) << ToString(list);
}

TEST(ForeignTest, IsEqualByItsBytes) {
  const v1::Value one = ForeignOf(kCbor, FromHex("c101"));
  EXPECT_TRUE(Equals(one, ForeignOf(kCbor, FromHex("c101"))));
  EXPECT_FALSE(Equals(one, ForeignOf(kCbor, FromHex("c11801"))));
  EXPECT_FALSE(Equals(one, ForeignOf(kMsgPack, FromHex("c101"))));
}

// A program may set any bytes, which must not break what is around them.
TEST(ForeignTest, OfOtherBytesIsNotWritten) {
  const v1::Value kNone[] = {
      ForeignOf(kCbor, ""),
      ForeignOf(kCbor, FromHex("01")),
      ForeignOf(kCbor, FromHex("c1")),
      ForeignOf(kCbor, FromHex("c10101")),
      ForeignOf(kCbor, FromHex("c1ff")),
      ForeignOf(kCbor, FromHex("81c101")),
      ForeignOf(kCbor, FromHex("d6ff00000000")),
      ForeignOf(kCbor, std::string(300, '\xC1') + "\x01"),
      ForeignOf(kMsgPack, FromHex("c101")),
      ForeignOf(kMsgPack, FromHex("d6ff0000")),
      ForeignOf(v1::SERIALIZER_JSON, "1"),
      ForeignOf(v1::SERIALIZER_JSON, " 1e400"),
      ForeignOf(v1::SERIALIZER_JSON, "1e400,1"),
      ForeignOf(v1::SERIALIZER_UBJSON, testing::Unescaped(R"(NHU\x051e400)")),
      ForeignOf(v1::SERIALIZER_UNSPECIFIED, FromHex("c101")),
      ForeignOf(static_cast<v1::Serializer>(259), FromHex("c101")),
  };
  for (const v1::Value& value : kNone) {
    v1::List list;
    *list.add_values() = value;
    for (const v1::Serializer serializer : testing::Serializers()) {
      EXPECT_THAT(Encode(list, serializer),
                  StatusIs(StatusCode::kInvalidArgument,
                           "List[0]: expected one value that only its "
                           "serializer has, got other bytes"))
          << ToString(value);
    }
  }
}

// The tag that marks CBOR itself means something at the start alone.
TEST(ForeignTest, MayBeMarkedAsCbor) {
  v1::List list;
  *list.add_values() = ForeignOf(kCbor, FromHex("d9d9f701"));
  const auto bytes = Encode(list, kCbor);
  ASSERT_THAT(bytes, IsOk());
  EXPECT_EQ(absl::BytesToHexString(*bytes), "81d9d9f701");
}

}  // namespace
}  // namespace wamp
