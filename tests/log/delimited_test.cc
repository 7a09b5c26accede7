#include "wamp/log/delimited.h"

#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/unknown_field_set.h"
#include "gtest/gtest.h"
#include "tests/testing/heap.h"
#include "tests/testing/status_matchers.h"

namespace wamp {
namespace log {
namespace {

using ::wamp::testing::EqualsProto;
using ::wamp::testing::IsOkAndHolds;
using ::wamp::testing::StatusIs;

v1::SessionRecord Record(uint64_t sequence) {
  v1::SessionRecord record;
  record.set_sequence(sequence);
  record.mutable_joined()->set_authid("joe");
  return record;
}

TEST(DelimitedTest, ReadsWhatItHasWritten) {
  std::string bytes;
  for (uint64_t i = 1; i <= 1000; ++i) AppendDelimited(Record(i), &bytes);
  std::istringstream in(bytes);
  DelimitedReader reader(&in);
  v1::SessionRecord record;
  for (uint64_t i = 1; i <= 1000; ++i) {
    ASSERT_THAT(reader.Next(&record), IsOkAndHolds(true));
    EXPECT_THAT(record, EqualsProto(Record(i)));
  }
  EXPECT_THAT(reader.Next(&record), IsOkAndHolds(false));
  EXPECT_THAT(reader.Next(&record), IsOkAndHolds(false));
}

TEST(DelimitedTest, NothingIsNoRecord) {
  std::istringstream in;
  v1::SessionRecord record;
  EXPECT_THAT(DelimitedReader(&in).Next(&record), IsOkAndHolds(false));
}

TEST(DelimitedTest, AnEmptyRecordIsOne) {
  std::istringstream in(std::string(1, '\0'));
  DelimitedReader reader(&in);
  v1::SessionRecord record = Record(1);
  EXPECT_THAT(reader.Next(&record), IsOkAndHolds(true));
  EXPECT_THAT(record, EqualsProto(v1::SessionRecord()));
  EXPECT_THAT(reader.Next(&record), IsOkAndHolds(false));
}

TEST(DelimitedTest, KeepsFieldsOfANewerRelease) {
  // Field 999, a varint of 5.
  const std::string newer = "\xb8\x3e\x05";
  std::istringstream in(absl::StrCat("\x03", newer));
  DelimitedReader reader(&in);
  v1::SessionRecord record;
  ASSERT_THAT(reader.Next(&record), IsOkAndHolds(true));
  EXPECT_EQ(record.SerializeAsString(), newer);
  std::string again;
  AppendDelimited(record, &again);
  EXPECT_EQ(again, absl::StrCat("\x03", newer));
}

TEST(DelimitedTest, GivesBytesAsTheyAre) {
  // The same field twice, which no library writes.
  const std::string odd = "\x20\x01\x20\x02";
  std::string bytes;
  AppendDelimited(odd, &bytes);
  AppendDelimited(absl::string_view(), &bytes);
  AppendDelimited(Record(3), &bytes);
  std::istringstream in(bytes);
  DelimitedReader reader(&in);
  std::string found;
  ASSERT_THAT(reader.NextBytes(&found), IsOkAndHolds(true));
  EXPECT_EQ(found, odd);
  ASSERT_THAT(reader.NextBytes(&found), IsOkAndHolds(true));
  EXPECT_EQ(found, "");
  v1::SessionRecord record;
  ASSERT_THAT(reader.Next(&record), IsOkAndHolds(true));
  EXPECT_THAT(record, EqualsProto(Record(3)));
  EXPECT_THAT(reader.NextBytes(&found), IsOkAndHolds(false));
}

TEST(DelimitedTest, BytesThatEndEarlyAreNone) {
  std::istringstream in(
      "\x05"
      "abc");
  DelimitedReader reader(&in);
  std::string found;
  EXPECT_THAT(reader.NextBytes(&found),
              StatusIs(absl::StatusCode::kDataLoss,
                       "record 1: expected a SessionRecord, got one that ends "
                       "early (byte 0)"));
  EXPECT_THAT(reader.NextBytes(&found),
              StatusIs(absl::StatusCode::kDataLoss, ::testing::_));
}

struct Broken {
  const char* name;
  std::string bytes;
  const char* message;
};

class BrokenStreamTest : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenStreamTest, SaysWhere) {
  std::string bytes;
  AppendDelimited(Record(1), &bytes);
  const size_t start = bytes.size();
  bytes += GetParam().bytes;
  std::istringstream in(bytes);
  DelimitedReader reader(&in);
  v1::SessionRecord record;
  ASSERT_THAT(reader.Next(&record), IsOkAndHolds(true));
  EXPECT_THAT(reader.Next(&record),
              StatusIs(absl::StatusCode::kDataLoss,
                       absl::StrCat("record 2: expected ", GetParam().message,
                                    " (byte ", start, ")")));
  EXPECT_THAT(reader.Next(&record),
              StatusIs(absl::StatusCode::kDataLoss,
                       absl::StrCat("record 2: expected no more, got what "
                                    "follows a broken record (byte ",
                                    start, ")")));
}

INSTANTIATE_TEST_SUITE_P(
    All, BrokenStreamTest,
    ::testing::Values(
        Broken{"EndsInTheSize", "\x80", "a size, got no varint"},
        Broken{"NoSize", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
               "a size, got no varint"},
        Broken{"EndsInTheRecord", std::string("\x05\x20\x01", 3),
               "a SessionRecord, got one that ends early"},
        Broken{"TooLarge", "\xff\xff\xff\xff\x07",
               "at most 67108864 bytes, got 2147483647"},
        Broken{"NoRecord", std::string("\x02\x20\xff", 3),
               "a SessionRecord, got none"},
        Broken{"NoRecordAtItsStart", std::string("\x04\x07\x01\x01\x01", 5),
               "a SessionRecord, got none"},
        Broken{"TextThatIsNotUtf8", std::string("\x03\x12\x01\xff", 4),
               "a SessionRecord, got none"}),
    [](const auto& tested) { return tested.param.name; });

// A field that holds a text or a message, as protobuf writes it.
std::string Field(int number, const std::string& content) {
  google::protobuf::UnknownFieldSet fields;
  fields.AddLengthDelimited(number, content);
  std::string bytes;
  EXPECT_TRUE(fields.SerializeToString(&bytes));
  return bytes;
}

std::string Many(const std::string& part) {
  std::string parts;
  for (int i = 0; i < 20000; ++i) parts += part;
  return parts;
}

// What `attaching` knows no keys for.
std::string UnknownKeys(const std::string& entries) {
  return Field(20, Field(100, entries));
}

std::string ListOf(const std::string& values) {
  return UnknownKeys(Field(1, Field(2, Field(8, values))));
}

struct Greedy {
  const char* name;
  std::string record;
  // Of the greediest, so that the bound is no higher than it has to be.
  size_t least = 0;
};

class GreedyRecordTest : public ::testing::TestWithParam<Greedy> {};

// As SECURITY.md says.
TEST_P(GreedyRecordTest, TakesAtMostSoMuchForEachOfItsBytes) {
  constexpr size_t kOfOneByte = 40;
  const std::string& bytes = GetParam().record;
  v1::SessionRecord greedy;
  ASSERT_TRUE(greedy.ParseFromString(bytes));
  std::string stream;
  AppendDelimited(greedy, &stream);
  std::istringstream in(stream);
  DelimitedReader reader(&in);
  v1::SessionRecord record;
  const testing::HeapUse use = testing::HeapUseOf(
      [&] { ASSERT_THAT(reader.Next(&record), IsOkAndHolds(true)); });
  EXPECT_LE(static_cast<size_t>(use.peak), kOfOneByte * bytes.size());
  EXPECT_GE(static_cast<size_t>(use.peak), GetParam().least * bytes.size());
}

INSTANTIATE_TEST_SUITE_P(
    All, GreedyRecordTest,
    ::testing::Values(Greedy{"Addresses", Many(Field(13, ""))},
                      Greedy{"Redactions", Many(Field(14, ""))},
                      Greedy{"Entries", UnknownKeys(Many(Field(1, "")))},
                      Greedy{"Values", ListOf(Many(Field(1, "")))},
                      Greedy{"Lists", ListOf(Many(Field(1, Field(8, ""))))},
                      Greedy{"UnknownTexts", Field(13, Many(Field(15, ""))),
                             30},
                      Greedy{"UnknownGroups", Field(13, Many("\x7b\x7c"))},
                      Greedy{"UnknownNumbers", Field(13, Many("\x78\x01"))}),
    [](const auto& sample) { return sample.param.name; });

}  // namespace
}  // namespace log
}  // namespace wamp
