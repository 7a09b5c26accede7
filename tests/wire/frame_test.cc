// Whole messages, and their heads alone.
#include "wamp/frame.h"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/violation.h"

namespace wamp {
namespace {

using absl::StatusCode;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::IsOkAndHolds;
using testing::StatusIs;
using ::testing::ValuesIn;

// The message that `json` says, in another format.
std::string InFormat(v1::Serializer format, absl::string_view json) {
  const auto frame = Decode<v1::Frame>(json, v1::SERIALIZER_JSON);
  EXPECT_THAT(frame, IsOk());
  if (!frame.ok()) return "";
  const auto bytes = Encode(*frame, format);
  EXPECT_THAT(bytes, IsOk());
  return bytes.ok() ? *bytes : "";
}

// The header on one line, but for where the details start.
std::string Describe(const FrameHeader& header) {
  std::string text(MessageName(header.type));
  const auto id = [&text](absl::string_view name,
                          const std::optional<uint64_t>& value) {
    if (value) absl::StrAppend(&text, " ", name, "=", *value);
  };
  id("request", header.request);
  id("session", header.session);
  id("subscription", header.subscription);
  id("publication", header.publication);
  id("registration", header.registration);
  if (header.request_type) {
    absl::StrAppend(&text, " of=", MessageName(*header.request_type));
  }
  if (header.uri) absl::StrAppend(&text, " uri=", *header.uri);
  if (header.details_offset) absl::StrAppend(&text, " details");
  return text;
}

struct Sample {
  std::string name;
  std::string json;
  std::string header;
};

const std::vector<Sample>& Samples() {
  static const auto& samples = *new std::vector<Sample>{
      {"hello", R"([1,"realm1",{"roles":{}}])", "HELLO uri=realm1 details"},
      {"hello_without_realm", R"([1,null,{"roles":{}}])", "HELLO details"},
      {"welcome", R"([2,7,{"roles":{}}])", "WELCOME session=7 details"},
      {"abort", R"([3,{"message":"no"},"wamp.error.no_such_realm"])",
       "ABORT uri=wamp.error.no_such_realm details"},
      {"challenge", R"([4,"wampcra",{"challenge":"x"}])", "CHALLENGE details"},
      {"authenticate", R"([5,"signature",{}])", "AUTHENTICATE details"},
      {"goodbye", R"([6,{},"wamp.close.normal"])",
       "GOODBYE uri=wamp.close.normal details"},
      {"error", R"([8,48,1,{},"com.error",["x"]])",
       "ERROR request=1 of=CALL uri=com.error details"},
      {"publish", R"([16,1,{"exclude":[1,2]},"com.topic",[1]])",
       "PUBLISH request=1 uri=com.topic details"},
      {"published", "[17,1,2]", "PUBLISHED request=1 publication=2"},
      {"subscribe", R"([32,1,{"match":"wildcard"},"com..topic"])",
       "SUBSCRIBE request=1 uri=com..topic details"},
      {"subscribed", "[33,1,2]", "SUBSCRIBED request=1 subscription=2"},
      {"unsubscribe", "[34,1,2]", "UNSUBSCRIBE request=1 subscription=2"},
      {"unsubscribe_with_options", "[34,1,2,{}]",
       "UNSUBSCRIBE request=1 subscription=2 details"},
      {"unsubscribed", "[35,1]", "UNSUBSCRIBED request=1"},
      {"revoked", R"([35,0,{"subscription":3}])",
       "UNSUBSCRIBED request=0 details"},
      {"event", R"([36,1,2,{"topic":"com.x"},[1],{"k":2}])",
       "EVENT subscription=1 publication=2 details"},
      {"event_received", "[337,2]", "EVENT_RECEIVED publication=2"},
      {"call", R"([48,1,{},"com.procedure"])",
       "CALL request=1 uri=com.procedure details"},
      {"cancel", "[49,1,{}]", "CANCEL request=1 details"},
      {"result", "[50,1,{},[2]]", "RESULT request=1 details"},
      {"register", R"([64,1,{},"com.procedure"])",
       "REGISTER request=1 uri=com.procedure details"},
      {"registered", "[65,1,2]", "REGISTERED request=1 registration=2"},
      {"unregister", "[66,1,2]", "UNREGISTER request=1 registration=2"},
      {"unregistered", "[67,1]", "UNREGISTERED request=1"},
      {"invocation", "[68,1,2,{},[3]]",
       "INVOCATION request=1 registration=2 details"},
      {"interrupt", "[69,1,{}]", "INTERRUPT request=1 details"},
      {"yield", "[70,1,{},[2]]", "YIELD request=1 details"},
  };
  return samples;
}

struct Case {
  Sample sample;
  v1::Serializer format;
};

std::vector<Case> Cases() {
  std::vector<Case> cases;
  for (const Sample& sample : Samples()) {
    for (const v1::Serializer format : testing::Serializers()) {
      cases.push_back({sample, format});
    }
  }
  return cases;
}

std::string NameOf(const Case& tested) {
  return absl::StrCat(tested.sample.name, "_", testing::NameOf(tested.format));
}

void PrintTo(const Case& tested, std::ostream* out) { *out << NameOf(tested); }

std::string CaseName(const ::testing::TestParamInfo<Case>& info) {
  return NameOf(info.param);
}

class FrameTest : public ::testing::TestWithParam<Case> {
 protected:
  const std::string bytes_ =
      InFormat(GetParam().format, GetParam().sample.json);
  const v1::Serializer format_ = GetParam().format;
};

TEST_P(FrameTest, GoesThroughAFrame) {
  const auto frame = Decode<v1::Frame>(bytes_, format_);
  ASSERT_THAT(frame, IsOk());
  EXPECT_EQ(MessageName(*frame), GetParam().sample.header.substr(
                                     0, GetParam().sample.header.find(' ')));
  EXPECT_THAT(Encode(*frame, format_), IsOkAndHolds(bytes_));
}

TEST_P(FrameTest, HasAHeader) {
  const auto header = PeekHeader(bytes_, format_);
  ASSERT_THAT(header, IsOk());
  EXPECT_EQ(Describe(*header), GetParam().sample.header);
}

TEST_P(FrameTest, HasItsDetailsWhereTheHeaderSays) {
  const auto header = PeekHeader(bytes_, format_);
  ASSERT_THAT(header, IsOk());
  if (!header->details_offset) return;
  // They are the first dict of a message.
  const auto frame = Decode<v1::Value>(bytes_, format_);
  ASSERT_THAT(frame, IsOk());
  for (const v1::Value& position : frame->list_value().values()) {
    if (!position.has_dict_value()) continue;
    const auto details = Encode(position, format_);
    ASSERT_THAT(details, IsOk());
    EXPECT_EQ(bytes_.substr(*header->details_offset, details->size()),
              *details);
    return;
  }
  FAIL() << "no dict in the sample";
}

// Every cut before the end of the header is a fault and no crash.
TEST_P(FrameTest, IsNoFrameWhenCut) {
  for (size_t size = 0; size < bytes_.size(); ++size) {
    const std::string cut = bytes_.substr(0, size);
    EXPECT_THAT(Decode<v1::Frame>(cut, format_),
                StatusIs(StatusCode::kInvalidArgument, HasSubstr("expected ")))
        << size;
    const auto header = PeekHeader(cut, format_);
    if (header.ok()) {
      EXPECT_EQ(Describe(*header), GetParam().sample.header) << size;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, FrameTest, ValuesIn(Cases()), CaseName);

TEST(AnyFrameTest, HasASampleOfEveryMessage) {
  const auto* arms = v1::Frame::descriptor();
  for (int i = 0; i < arms->field_count(); ++i) {
    bool found = false;
    for (const Sample& sample : Samples()) {
      const auto frame = Decode<v1::Frame>(sample.json, v1::SERIALIZER_JSON);
      ASSERT_THAT(frame, IsOk());
      found |= frame->message_case() == arms->field(i)->number();
    }
    EXPECT_TRUE(found) << arms->field(i)->full_name();
  }
}

TEST(AnyFrameTest, ReusedFrameHoldsTheLastMessageAlone) {
  v1::Frame frame;
  ASSERT_THAT(Decode(R"([16,1,{"acknowledge":true},"com.x",[1]])",
                     v1::SERIALIZER_JSON, &frame),
              IsOk());
  ASSERT_THAT(Decode(R"([16,2,{},"com.y"])", v1::SERIALIZER_JSON, &frame),
              IsOk());
  std::string out = "left over";
  ASSERT_THAT(Encode(frame, v1::SERIALIZER_JSON, &out), IsOk());
  EXPECT_EQ(out, R"([16,2,{},"com.y"])");
  ASSERT_THAT(Decode("[17,1,2]", v1::SERIALIZER_JSON, &frame), IsOk());
  EXPECT_TRUE(frame.has_published());
  EXPECT_FALSE(frame.has_publish());
}

TEST(AnyFrameTest, EmptyFrameHasNoNameAndNoBytes) {
  EXPECT_EQ(MessageName(v1::Frame()), "");
  EXPECT_EQ(MessageName(v1::MESSAGE_TYPE_UNSPECIFIED), "");
  EXPECT_THAT(Encode(v1::Frame(), v1::SERIALIZER_JSON),
              StatusIs(StatusCode::kInvalidArgument,
                       "Frame: expected a message, got an empty frame"));
}

TEST(AnyFrameTest, FormatWithoutACodecIsUnimplemented) {
  const auto has_no_codec =
      StatusIs(StatusCode::kUnimplemented, HasSubstr("serializer 0"));
  EXPECT_THAT(Decode<v1::Frame>("", v1::SERIALIZER_UNSPECIFIED), has_no_codec);
  EXPECT_THAT(PeekHeader("", v1::SERIALIZER_UNSPECIFIED), has_no_codec);
}

TEST(PeekHeaderTest, LooksNoFurtherThanTheLastPosition) {
  const auto event = PeekHeader("[36,1,2,{\"topic\":", v1::SERIALIZER_JSON);
  ASSERT_THAT(event, IsOk());
  EXPECT_EQ(*event->details_offset, 8u);
  const auto call = PeekHeader(R"([48,1,{"timeout":"soon"},"com.x",5 no json)",
                               v1::SERIALIZER_JSON);
  ASSERT_THAT(call, IsOk());
  EXPECT_EQ(*call->uri, "com.x");
}

TEST(PeekHeaderTest, ReadsEscapedUris) {
  const auto header =
      PeekHeader("[48,1,{},\"com.\\u00e9\"]", v1::SERIALIZER_JSON);
  ASSERT_THAT(header, IsOk());
  EXPECT_EQ(*header->uri, "com.\xC3\xA9");
}

TEST(PeekHeaderTest, FollowsTheProfile) {
  DecodeOptions options;
  EXPECT_THAT(PeekHeader("[17,0,2]", v1::SERIALIZER_JSON, options),
              StatusIs(StatusCode::kInvalidArgument,
                       HasSubstr("PUBLISHED.request: expected an id from 1 to "
                                 "2^53, got integer 0")));
  options.profile = Profile::kAutobahn;
  EXPECT_THAT(PeekHeader("[17,0,2]", v1::SERIALIZER_JSON, options), IsOk());
  EXPECT_THAT(PeekHeader("[17,1.0,2]", v1::SERIALIZER_JSON, options),
              StatusIs(StatusCode::kInvalidArgument,
                       HasSubstr("PUBLISHED.request: expected an integer of at "
                                 "least 0, got float")));
  options.profile = Profile::kLenient;
  EXPECT_THAT(PeekHeader("[17,1.0,2]", v1::SERIALIZER_JSON, options), IsOk());
}

struct BadSample {
  std::string name;
  std::string json;
  std::string error;
};

void PrintTo(const BadSample& sample, std::ostream* out) {
  *out << sample.name;
}

std::string BadName(const ::testing::TestParamInfo<BadSample>& info) {
  return info.param.name;
}

class BadFrameTest : public ::testing::TestWithParam<BadSample> {};

// What is wrong at a position is told in the same words by both.
TEST_P(BadFrameTest, IsAFault) {
  const auto header = PeekHeader(GetParam().json, v1::SERIALIZER_JSON);
  EXPECT_THAT(header, StatusIs(StatusCode::kInvalidArgument, GetParam().error));
  EXPECT_FALSE(ViolationsOf(header.status()).violations().empty());
  const auto frame = Decode<v1::Frame>(GetParam().json, v1::SERIALIZER_JSON);
  EXPECT_THAT(frame, StatusIs(StatusCode::kInvalidArgument, GetParam().error));
}

INSTANTIATE_TEST_SUITE_P(
    All, BadFrameTest,
    ValuesIn(std::vector<BadSample>{
        {"no_list", "{}", "Frame: expected a list, got dict (byte 0)"},
        {"empty_list", "[]",
         "Frame: expected a message code, got an empty list (byte 2)"},
        {"unknown_code", "[ 99]",
         "Frame: expected a known message code, got message code 99 (byte 2)"},
        {"code_of_another_kind", "[\"16\"]",
         "Frame: expected an integer of at least 0, got string (byte 1)"},
        {"id_out_of_range", "[17,1,9007199254740993]",
         "PUBLISHED.publication: expected an id from 1 to 2^53, got integer "
         "9007199254740993 (byte 6)"},
        {"id_missing", "[17,1]",
         "PUBLISHED.publication: expected a value, got none (byte 6)"},
        {"details_of_another_kind", R"([16,1,[],"com.x"])",
         "PUBLISH.Options: expected a dict, got list (byte 6)"},
        {"details_null", R"([16,1,null,"com.x"])",
         "PUBLISH.Options: expected a dict, got null (byte 6)"},
        {"uri_empty", R"([16,1,{},""])",
         "PUBLISH.topic: expected a URI, got string \"\" (byte 9)"},
        {"type_of_no_message", R"([8,7,1,{},"com.error"])",
         "ERROR.request_type: expected a message code, got integer 7 (byte 3)"},
        {"broken_null", "[1,nulx,{}]",
         "HELLO.realm: expected a value, got character \"n\" (byte 3)"},
    }),
    BadName);

}  // namespace
}  // namespace wamp
