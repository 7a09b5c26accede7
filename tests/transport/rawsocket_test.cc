#include "wamp/transport/rawsocket.h"

#include <initializer_list>
#include <ostream>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace wamp {
namespace {

using absl::StatusCode;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::IsOkAndHolds;
using testing::StatusIs;

std::string Octets(std::initializer_list<int> octets) {
  std::string bytes;
  for (const int octet : octets) bytes.push_back(static_cast<char>(octet));
  return bytes;
}

struct HandshakeSample {
  std::string name;
  std::string octets;
  RawSocketHandshake handshake;
};

void PrintTo(const HandshakeSample& sample, std::ostream* out) {
  *out << sample.name;
}

class HandshakeTest : public ::testing::TestWithParam<HandshakeSample> {};

TEST_P(HandshakeTest, IsReadAndWritten) {
  const HandshakeSample& sample = GetParam();
  const auto read = ParseRawSocketHandshake(sample.octets);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->serializer, sample.handshake.serializer);
  EXPECT_EQ(read->max_length, sample.handshake.max_length);
  EXPECT_EQ(read->refusal, sample.handshake.refusal);
  EXPECT_THAT(FormatRawSocketHandshake(sample.handshake),
              IsOkAndHolds(sample.octets));
}

INSTANTIATE_TEST_SUITE_P(
    All, HandshakeTest,
    ::testing::Values(
        HandshakeSample{"json_least",
                        Octets({0x7F, 0x01, 0, 0}),
                        {1, 512, RawSocketRefusal::kNone}},
        HandshakeSample{"msgpack_most",
                        Octets({0x7F, 0xF2, 0, 0}),
                        {2, size_t{1} << 24, RawSocketRefusal::kNone}},
        HandshakeSample{"unknown_serializer",
                        Octets({0x7F, 0x5F, 0, 0}),
                        {15, size_t{1} << 14, RawSocketRefusal::kNone}},
        HandshakeSample{
            "serializer_unsupported",
            Octets({0x7F, 0x10, 0, 0}),
            {0, kRawSocketMaxLength, RawSocketRefusal::kSerializer}},
        HandshakeSample{"length_unacceptable",
                        Octets({0x7F, 0x20, 0, 0}),
                        {0, kRawSocketMaxLength, RawSocketRefusal::kLength}},
        HandshakeSample{
            "reserved_bits",
            Octets({0x7F, 0x30, 0, 0}),
            {0, kRawSocketMaxLength, RawSocketRefusal::kReservedBits}},
        HandshakeSample{
            "connection_count",
            Octets({0x7F, 0x40, 0, 0}),
            {0, kRawSocketMaxLength, RawSocketRefusal::kConnectionCount}},
        HandshakeSample{
            "reserved_refusal",
            Octets({0x7F, 0xF0, 0, 0}),
            {0, kRawSocketMaxLength, static_cast<RawSocketRefusal>(15)}}),
    [](const auto& sample) { return sample.param.name; });

TEST(HandshakeFaultTest, OtherOctetsAreRefused) {
  for (const auto& [octets, error] :
       {std::pair<std::string, std::string>(
            "GET ",
            "expected a handshake, which starts with 0x7f, got octets "
            "0x47455420"),
        {Octets({0x7F, 0xF1, 1, 0}),
         "expected a handshake that ends with 0x0000, got octets 0x7ff10100"},
        {Octets({0x7F, 0xF1, 0, 0x80}),
         "expected a handshake that ends with 0x0000, got octets 0x7ff10080"},
        {Octets({0x7F, 0, 0, 0}),
         "expected a serializer or a refusal, got octets 0x7f000000"},
        {Octets({0x7F, 0xF1, 0}), "expected 4 octets, got 3"},
        {"", "expected 4 octets, got 0"}}) {
    EXPECT_THAT(ParseRawSocketHandshake(octets),
                StatusIs(StatusCode::kInvalidArgument, error));
  }
}

TEST(HandshakeFaultTest, LengthIsRoundedDown) {
  RawSocketHandshake handshake;
  handshake.serializer = 1;
  for (const auto& [length, octet] : {std::pair<size_t, int>(512, 0x01),
                                      {1023, 0x01},
                                      {1024, 0x11},
                                      {(size_t{1} << 24) - 1, 0xE1},
                                      {size_t{1} << 24, 0xF1}}) {
    handshake.max_length = length;
    EXPECT_THAT(FormatRawSocketHandshake(handshake),
                IsOkAndHolds(Octets({0x7F, octet, 0, 0})))
        << length;
  }
  for (const size_t length :
       {size_t{0}, size_t{511}, kRawSocketMaxLength + 1}) {
    handshake.max_length = length;
    EXPECT_THAT(
        FormatRawSocketHandshake(handshake),
        StatusIs(
            StatusCode::kInvalidArgument,
            HasSubstr("expected a maximum length from 512 to 16777216, got ")));
  }
}

TEST(HandshakeFaultTest, SerializerAndRefusalExcludeEachOther) {
  for (const auto& [serializer, refusal] :
       {std::pair<uint8_t, int>(0, 0), {1, 1}, {16, 0}, {0, 16}}) {
    RawSocketHandshake handshake;
    handshake.serializer = serializer;
    handshake.refusal = static_cast<RawSocketRefusal>(refusal);
    EXPECT_THAT(
        FormatRawSocketHandshake(handshake),
        StatusIs(StatusCode::kInvalidArgument,
                 HasSubstr("expected a serializer or a refusal from 1 to 15")));
  }
}

TEST(HandshakeFaultTest, RefusalsHaveTexts) {
  EXPECT_EQ(RawSocketRefusalText(RawSocketRefusal::kNone), "none");
  EXPECT_EQ(RawSocketRefusalText(RawSocketRefusal::kSerializer),
            "serializer unsupported");
  EXPECT_EQ(RawSocketRefusalText(RawSocketRefusal::kLength),
            "maximum length unacceptable");
  EXPECT_EQ(RawSocketRefusalText(RawSocketRefusal::kReservedBits),
            "use of reserved bits");
  EXPECT_EQ(RawSocketRefusalText(RawSocketRefusal::kConnectionCount),
            "too many connections");
  EXPECT_EQ(RawSocketRefusalText(static_cast<RawSocketRefusal>(9)),
            "reserved refusal");
}

struct HeaderSample {
  std::string name;
  std::string octets;
  RawSocketHeader header;
};

void PrintTo(const HeaderSample& sample, std::ostream* out) {
  *out << sample.name;
}

class HeaderTest : public ::testing::TestWithParam<HeaderSample> {};

TEST_P(HeaderTest, IsReadAndWritten) {
  const HeaderSample& sample = GetParam();
  const auto read = ParseRawSocketHeader(sample.octets);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->type, sample.header.type);
  EXPECT_EQ(read->length, sample.header.length);
  EXPECT_THAT(FormatRawSocketHeader(sample.header),
              IsOkAndHolds(sample.octets));
}

INSTANTIATE_TEST_SUITE_P(
    All, HeaderTest,
    ::testing::Values(
        HeaderSample{
            "empty", Octets({0, 0, 0, 0}), {RawSocketType::kMessage, 0}},
        HeaderSample{"each_octet",
                     Octets({0, 0x12, 0x34, 0xF6}),
                     {RawSocketType::kMessage, 0x1234F6}},
        HeaderSample{"three_octets_full",
                     Octets({0, 0xFF, 0xFF, 0xFF}),
                     {RawSocketType::kMessage, (size_t{1} << 24) - 1}},
        HeaderSample{"longest",
                     Octets({0x08, 0, 0, 0}),
                     {RawSocketType::kMessage, size_t{1} << 24}},
        HeaderSample{"ping", Octets({1, 0, 0, 5}), {RawSocketType::kPing, 5}},
        HeaderSample{"pong", Octets({2, 0, 0, 5}), {RawSocketType::kPong, 5}},
        HeaderSample{"longest_pong",
                     Octets({0x0A, 0, 0, 0}),
                     {RawSocketType::kPong, size_t{1} << 24}}),
    [](const auto& sample) { return sample.param.name; });

TEST(HeaderFaultTest, ReservedBitsAndTypesAreRefused) {
  for (int first = 0; first < 256; ++first) {
    const bool good = first <= 2 || (first >= 8 && first <= 10);
    const auto header = ParseRawSocketHeader(Octets({first, 0, 0, 0}));
    if (good) {
      EXPECT_THAT(header, IsOk()) << first;
      continue;
    }
    EXPECT_THAT(
        header,
        StatusIs(StatusCode::kInvalidArgument,
                 HasSubstr("expected a message, ping or pong, which start with "
                           "0x00, 0x01 or 0x02, got octets 0x")));
  }
}

TEST(HeaderFaultTest, LengthsBeyondTheLimitAreRefused) {
  EXPECT_THAT(ParseRawSocketHeader(Octets({0x08, 0, 0, 1})),
              StatusIs(StatusCode::kInvalidArgument,
                       "expected a length of at most 16777216, "
                       "got octets 0x08000001"));
  EXPECT_THAT(
      FormatRawSocketHeader({RawSocketType::kMessage, kRawSocketMaxLength + 1}),
      StatusIs(StatusCode::kInvalidArgument,
               "expected at most 16777216 bytes for a "
               "RawSocket packet, got 16777217"));
}

TEST(HeaderFaultTest, OtherSizesAreRefused) {
  EXPECT_THAT(
      ParseRawSocketHeader("123"),
      StatusIs(StatusCode::kInvalidArgument, "expected 4 octets, got 3"));
  EXPECT_THAT(
      ParseRawSocketHeader("12345"),
      StatusIs(StatusCode::kInvalidArgument, "expected 4 octets, got 5"));
}

}  // namespace
}  // namespace wamp
