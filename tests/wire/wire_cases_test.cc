// Values that are odd, and those of the formats' own standards: what the reader
// makes of each, and what then becomes of it in a message.
#include "tests/testing/wire_cases.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/codecs.h"
#include "tests/testing/describe.h"
#include "tests/testing/reader_contract.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/dict.h"
#include "wamp/message.h"
#include "wamp/transcode.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/value.pb.h"
#include "wamp/violation.h"
#include "wamp/wire.h"

namespace wamp {
namespace testing {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using ::testing::ValuesIn;

// Calls `use` with the codec of `serializer`.
template <class Use>
void WithCodecOf(v1::Serializer serializer, Use use) {
  ForEachCodec([&](auto codec) {
    std::string name = decltype(codec)::kName;
    absl::AsciiStrToLower(&name);
    if (name == NameOf(serializer)) use(codec);
  });
}

// What errors say of the fault that is in the bytes, which are `at` bytes
// after the start of the input: nothing of the value itself, as that may be a
// secret.
std::string ErrorText(const WireCase& sample, size_t at = 0) {
  std::string text;
  WithCodecOf(sample.serializer, [&](auto codec) {
    typename decltype(codec)::Reader reader(sample.bytes);
    Describe(reader);
    if (!reader.failed()) {
      reader.Fail(Rule::kSyntax, reader.offset(), "the end of the input",
                  "more bytes");
    }
    const Fault& fault = reader.fault();
    text = absl::StrCat("expected ", fault.expected, ", got ", fault.found,
                        " (byte ", at + fault.offset, ")");
  });
  return text;
}

// An EVENT with one argument, up to that and from there on.
struct EventAround {
  std::string before;
  std::string after;
};

EventAround EventOf(v1::Serializer serializer) {
  switch (serializer) {
    case v1::SERIALIZER_JSON:
      return {"[36,1,2,{},[", "]]"};
    case v1::SERIALIZER_MSGPACK:
      return {FromHex("952401028091"), ""};
    case v1::SERIALIZER_CBOR:
      return {FromHex("8518240102a081"), ""};
    default:
      return {"[U\x24U\x01U\x02{}[", "]]"};
  }
}

class WireCaseTest : public ::testing::TestWithParam<WireCase> {};

TEST_P(WireCaseTest, IsReadAsItSays) {
  const WireCase& sample = GetParam();
  WithCodecOf(sample.serializer, [&](auto codec) {
    using Reader = typename decltype(codec)::Reader;
    std::string reads = Described<Reader>(sample.bytes);
    const size_t more = reads.find(" and more at ");
    if (more != std::string::npos) {
      reads = absl::StrCat("syntax", reads.substr(more + 9),
                           ": expected the end of the input, got more bytes");
    }
    EXPECT_EQ(reads, sample.reads);
    // It puts the bytes into a list, too.
    if (!sample.alone) ExpectReaderContract<decltype(codec)>(sample.bytes);
  });
}

TEST_P(WireCaseTest, IsWrittenAsItSays) {
  const WireCase& sample = GetParam();
  std::string written;
  const absl::Status status =
      Transcode(sample.bytes, sample.serializer, sample.serializer, &written);
  if (sample.is_fault()) {
    EXPECT_EQ(status.message(), absl::StrCat("value: ", ErrorText(sample)));
  } else {
    ASSERT_THAT(status, IsOk());
    EXPECT_EQ(absl::CHexEscape(written), absl::CHexEscape(sample.written));
  }
}

TEST_P(WireCaseTest, IsTheSameInAMessage) {
  const WireCase& sample = GetParam();
  if (sample.alone) GTEST_SKIP() << "means that only as a whole input";
  const EventAround around = EventOf(sample.serializer);
  v1::Event event;
  const absl::Status status =
      Decode(absl::StrCat(around.before, sample.bytes, around.after),
             sample.serializer, &event);
  if (sample.is_fault()) {
    EXPECT_THAT(std::string(status.message()),
                AllOf(StartsWith("EVENT.args[0]"),
                      EndsWith(absl::StrCat(
                          ": ", ErrorText(sample, around.before.size())))));
    return;
  }
  ASSERT_THAT(status, IsOk());
  ASSERT_EQ(event.payload().args().values_size(), 1);
  const v1::Value& value = event.payload().args().values(0);
  const auto bytes = Encode(value, v1::SERIALIZER_MSGPACK);
  ASSERT_THAT(bytes.status(), IsOk());
  EXPECT_EQ(Described<MsgPackReader>(*bytes), sample.reads);
  EXPECT_THAT(Validate(event), IsOk());
  const auto written = Encode(value, sample.serializer);
  if (written.ok()) {
    EXPECT_EQ(absl::CHexEscape(*written), absl::CHexEscape(sample.written));
  }
}

// The options of a reader that carries foreign values.
DecodeOptions Carrying(PayloadMode payload = PayloadMode::kDecode) {
  DecodeOptions options;
  options.foreign = ForeignValues::kCarry;
  options.payload = payload;
  return options;
}

// The name of the foreign value in "[1, <tag 1 of cbor: 1>]".
std::string ForeignNameIn(absl::string_view carried) {
  const size_t begin = carried.find('<') + 1;
  return std::string(
      carried.substr(begin, carried.find_first_of(":>", begin) - begin));
}

TEST_P(WireCaseTest, IsCarriedAsItSays) {
  const WireCase& sample = GetParam();
  WithCodecOf(sample.serializer, [&](auto codec) {
    using Reader = typename decltype(codec)::Reader;
    std::string carried =
        Described<Reader>(sample.bytes, Limits(), ForeignValues::kCarry);
    const size_t more = carried.find(" and more at ");
    if (more != std::string::npos) carried = sample.reads;
    EXPECT_EQ(carried, sample.carried);
  });
}

class ForeignCaseTest : public WireCaseTest {};

TEST_P(ForeignCaseTest, IsValidWhereItIsCarried) {
  const WireCase& sample = GetParam();
  v1::Event event;
  event.mutable_details()->set_subscription(1);
  event.mutable_details()->set_publication(2);
  ASSERT_THAT(
      Decode(sample.bytes, sample.serializer,
             event.mutable_payload()->mutable_args()->add_values(), Carrying()),
      IsOk());
  EXPECT_THAT(Validate(event, Carrying()), IsOk());
  EXPECT_THAT(Validate(event), StatusIs(absl::StatusCode::kInvalidArgument,
                                        StartsWith("EVENT.args[0]")));
}

// In a message: it is the same bytes again, and no other format takes it.
TEST_P(ForeignCaseTest, IsCarriedThroughAMessage) {
  const WireCase& sample = GetParam();
  const EventAround around = EventOf(sample.serializer);
  const std::string bytes =
      absl::StrCat(around.before, sample.bytes, around.after);
  for (const PayloadMode mode : {PayloadMode::kDecode, PayloadMode::kRaw}) {
    v1::Event event;
    ASSERT_THAT(Decode(bytes, sample.serializer, &event, Carrying(mode)),
                IsOk());
    for (const v1::Serializer serializer : Serializers()) {
      SCOPED_TRACE(NameOf(serializer));
      const auto written = Encode(event, serializer);
      if (serializer == sample.serializer) {
        ASSERT_THAT(written.status(), IsOk());
        EXPECT_EQ(absl::CHexEscape(*written), absl::CHexEscape(bytes));
      } else {
        EXPECT_THAT(std::string(written.status().message()),
                    AllOf(StartsWith("EVENT.args[0]"),
                          EndsWith(absl::StrCat(
                              ": expected a value that every format has, got ",
                              ForeignNameIn(sample.carried)))));
        EXPECT_EQ(ViolationsOf(written.status()).violations(0).rule(),
                  v1::VIOLATION_RULE_UNREPRESENTABLE);
      }
    }
  }
}

// A payload that is left raw is looked at as well; but numbers that nobody
// reads need not fit anything.
TEST_P(ForeignCaseTest, IsRefusedInARawPayloadUnlessItIsANumber) {
  const WireCase& sample = GetParam();
  const EventAround around = EventOf(sample.serializer);
  DecodeOptions raw;
  raw.payload = PayloadMode::kRaw;
  v1::Event event;
  const absl::Status status =
      Decode(absl::StrCat(around.before, sample.bytes, around.after),
             sample.serializer, &event, raw);
  if (absl::StartsWith(sample.reads, "range ")) {
    EXPECT_THAT(status, IsOk());
  } else {
    EXPECT_THAT(status,
                StatusIs(absl::StatusCode::kInvalidArgument,
                         EndsWith(ErrorText(sample, around.before.size()))));
  }
}

TEST_P(ForeignCaseTest, IsKeptByDictsAndShownInLines) {
  const WireCase& sample = GetParam();
  v1::Dict dict;
  {
    v1::Value& value = *dict.add_entries()->mutable_value();
    ASSERT_THAT(Decode(sample.bytes, sample.serializer, &value, Carrying()),
                IsOk());
    dict.mutable_entries(0)->set_key("k");
  }
  v1::Dict read;
  ASSERT_THAT(FromDict(dict, &read, Carrying()), IsOk());
  EXPECT_TRUE(Equals(read, dict));
  EXPECT_THAT(FromDict(dict, &read),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       EndsWith(absl::StrCat(
                           ": expected a value that every format has, got ",
                           ForeignNameIn(sample.carried)))));
  const auto again = ToDict(dict);
  ASSERT_THAT(again.status(), IsOk());
  EXPECT_TRUE(Equals(*again, dict));
  EXPECT_THAT(ToString(dict), HasSubstr(sample.carried));
}

TEST_P(ForeignCaseTest, IsTranscodedToItsOwnFormatAlone) {
  const WireCase& sample = GetParam();
  for (const v1::Serializer serializer : Serializers()) {
    SCOPED_TRACE(NameOf(serializer));
    std::string out;
    const absl::Status status = Transcode(sample.bytes, sample.serializer,
                                          serializer, &out, Carrying());
    if (serializer == sample.serializer) {
      ASSERT_THAT(status, IsOk());
      EXPECT_EQ(absl::CHexEscape(out), absl::CHexEscape(sample.bytes));
    } else {
      EXPECT_EQ(status.message(),
                absl::StrCat("value: expected a value that every format has, "
                             "got ",
                             ForeignNameIn(sample.carried)));
    }
  }
}

std::vector<WireCase> ForeignCases() {
  std::vector<WireCase> samples = WireCases();
  samples.erase(std::remove_if(samples.begin(), samples.end(),
                               [](const WireCase& sample) {
                                 return sample.alone || !sample.holds_foreign();
                               }),
                samples.end());
  return samples;
}

INSTANTIATE_TEST_SUITE_P(All, ForeignCaseTest, ValuesIn(ForeignCases()),
                         SampleName());

INSTANTIATE_TEST_SUITE_P(All, WireCaseTest, ValuesIn(WireCases()),
                         SampleName());

}  // namespace
}  // namespace testing
}  // namespace wamp
