// Messages read from the start of a stream: what is found, and how far it goes.
#include "wamp/decode_next.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/recorded.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/violation.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using absl::StatusCode;
using testing::EqualsProto;
using testing::IsOk;
using testing::StatusIs;

// Peers write what only a lenient reader takes.
DecodeOptions Lenient() {
  DecodeOptions options;
  options.profile = Profile::kLenient;
  return options;
}

class DecodeNextTest : public ::testing::TestWithParam<v1::Serializer> {};

// A message, good or not, is what Decode says of it, whatever follows it; and
// nothing is said of it before it is whole.
TEST_P(DecodeNextTest, RecordedMessages) {
  for (const testing::RecordedFile& file : testing::RecordedFiles()) {
    if (file.serializer != GetParam()) continue;
    for (const std::string& message : file.messages) {
      if (message.empty()) continue;
      v1::Frame expected;
      const absl::Status status =
          Decode(message, GetParam(), &expected, Lenient());
      for (const absl::string_view more : {"", "]", "\x93\x11", "[17,1"}) {
        v1::Frame frame;
        const NextMessage next = DecodeNext(absl::StrCat(message, more),
                                            GetParam(), &frame, Lenient());
        EXPECT_EQ(next.size, std::optional<size_t>(message.size()));
        EXPECT_EQ(next.status, status) << file.name;
        EXPECT_THAT(frame, EqualsProto(expected));
      }
      for (size_t size = 0; size < message.size(); ++size) {
        v1::Frame frame;
        const NextMessage next =
            DecodeNext(absl::string_view(message).substr(0, size), GetParam(),
                       &frame, Lenient());
        ASSERT_EQ(next.size, std::nullopt) << file.name << " cut to " << size;
        ASSERT_THAT(next.status, IsOk()) << file.name << " cut to " << size;
      }
    }
  }
}

TEST_P(DecodeNextTest, MessagesBackToBack) {
  v1::Frame frame;
  frame.mutable_published()->set_request(1);
  std::string stream;
  for (uint64_t publication = 1; publication <= 5; ++publication) {
    frame.mutable_published()->set_publication(publication);
    std::string bytes;
    ASSERT_THAT(Encode(frame, GetParam(), &bytes), IsOk());
    stream += bytes;
  }
  absl::string_view left = stream;
  for (uint64_t publication = 1; publication <= 5; ++publication) {
    const NextMessage next = DecodeNext(left, GetParam(), &frame);
    ASSERT_THAT(next.status, IsOk());
    ASSERT_TRUE(next.size.has_value());
    EXPECT_EQ(frame.published().publication(), publication);
    left.remove_prefix(*next.size);
  }
  EXPECT_EQ(left, "");
}

// The limit is that of a message, and not of what follows it.
TEST_P(DecodeNextTest, LimitsTheMessage) {
  v1::Frame frame;
  frame.mutable_published()->set_request(1);
  frame.mutable_published()->set_publication(70000);
  std::string bytes;
  ASSERT_THAT(Encode(frame, GetParam(), &bytes), IsOk());
  DecodeOptions options;
  options.limits.max_bytes = bytes.size();
  const std::string stream = bytes + bytes;
  NextMessage next = DecodeNext(stream, GetParam(), &frame, options);
  EXPECT_THAT(next.status, IsOk());
  EXPECT_EQ(next.size, std::optional<size_t>(bytes.size()));
  --options.limits.max_bytes;
  next = DecodeNext(stream, GetParam(), &frame, options);
  EXPECT_THAT(
      next.status,
      StatusIs(StatusCode::kInvalidArgument,
               absl::StrCat("expected a message of at most ", bytes.size() - 1,
                            " bytes, got more (byte 0)")));
  EXPECT_EQ(next.size, std::nullopt);
  EXPECT_THAT(frame, EqualsProto(v1::Frame()));
}

INSTANTIATE_TEST_SUITE_P(AllSerializers, DecodeNextTest,
                         ::testing::ValuesIn(testing::Serializers()),
                         [](const auto& tested) {
                           return testing::NameOf(tested.param);
                         });

struct Json {
  const char* name;
  const char* text;
  // None where it can't be known.
  std::optional<size_t> size;
  // Empty where more is waited for.
  std::string error;
};

class DecodeNextJsonTest : public ::testing::TestWithParam<Json> {};

TEST_P(DecodeNextJsonTest, SaysWhatIsWrong) {
  v1::Frame frame;
  frame.mutable_published()->set_request(1);
  const NextMessage next =
      DecodeNext(GetParam().text, v1::SERIALIZER_JSON, &frame);
  EXPECT_EQ(next.size, GetParam().size);
  EXPECT_EQ(next.status.message(), GetParam().error);
  EXPECT_THAT(frame, EqualsProto(v1::Frame()));
}

INSTANTIATE_TEST_SUITE_P(
    All, DecodeNextJsonTest,
    ::testing::Values(
        Json{"whole_but_faulty", R"( [17,"x",2] [17)", 11,
             "PUBLISHED.request: expected an integer of at least 0, got "
             "string \"x\" (byte 5)"},
        Json{"no_message", R"({"a":1}[17,1,2])", 7,
             "Frame: expected a list, got dict (byte 0)"},
        Json{"faulty_and_cut", R"([17,"x",)", std::nullopt, ""},
        Json{"cut", "[17,1", std::nullopt, ""},
        Json{"nothing", " ", std::nullopt, ""},
        Json{"no_value", "[17,1,x", std::nullopt,
             "PUBLISHED.publication: expected a value, got character \"x\" "
             "(byte 6)"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(DecodeNextErrorTest, CarriesTheViolations) {
  v1::Frame frame;
  DecodeOptions options;
  options.collect_all = true;
  const NextMessage next =
      DecodeNext(R"([17,"x","y"][)", v1::SERIALIZER_JSON, &frame, options);
  EXPECT_EQ(next.size, std::optional<size_t>(12));
  ASSERT_EQ(ViolationsOf(next.status).violations_size(), 2);
  EXPECT_EQ(ViolationsOf(next.status).violations(1).offset(), 8);
}

TEST(DecodeNextErrorTest, PlaceIsNotThatOfWhatFollows) {
  v1::Frame frame;
  const NextMessage next =
      DecodeNext("[69]\n[17,1,2]", v1::SERIALIZER_JSON, &frame);
  EXPECT_EQ(next.size, std::optional<size_t>(4));
  EXPECT_EQ(next.status, Decode("[69]", v1::SERIALIZER_JSON, &frame));
}

TEST(DecodeNextErrorTest, WhatFollowsHoldsNoNulls) {
  const std::string nulls = "[i\x24i\x01i\x01{}[$Z#i\x1e]";
  v1::Frame frame;
  const NextMessage next = DecodeNext(absl::StrCat(nulls, std::string(30, ']')),
                                      v1::SERIALIZER_UBJSON, &frame);
  EXPECT_EQ(next.size, std::nullopt);
  EXPECT_EQ(next.status, Decode(nulls, v1::SERIALIZER_UBJSON, &frame));
  EXPECT_FALSE(next.status.ok());
}

TEST(DecodeNextErrorTest, UnknownSerializer) {
  v1::Frame frame;
  const NextMessage next =
      DecodeNext("[17,1,2]", v1::SERIALIZER_UNSPECIFIED, &frame);
  EXPECT_THAT(next.status, StatusIs(StatusCode::kUnimplemented, ::testing::_));
  EXPECT_EQ(next.size, std::nullopt);
}

}  // namespace
}  // namespace wamp
