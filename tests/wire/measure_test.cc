// Where values end, and what is said of those that don't.
#include "wamp/measure.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/random_message.h"
#include "tests/testing/recorded.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/frame.h"
#include "wamp/ubjson_dialect.h"

namespace wamp {
namespace {

using absl::StatusCode;
using testing::IsOkAndHolds;
using testing::StatusIs;

// A message is measured whole, with more after it, and cut at every byte.
void ExpectMeasured(absl::string_view message, v1::Serializer serializer) {
  EXPECT_THAT(MeasureValue(message, serializer),
              IsOkAndHolds(std::optional<size_t>(message.size())));
  EXPECT_THAT(MeasureValue(absl::StrCat(message, message), serializer),
              IsOkAndHolds(std::optional<size_t>(message.size())));
  for (size_t size = 0; size < message.size(); ++size) {
    const auto cut = MeasureValue(message.substr(0, size), serializer);
    ASSERT_THAT(cut, IsOkAndHolds(std::optional<size_t>()))
        << testing::NameOf(serializer) << " cut to " << size;
  }
}

class MeasureTest : public ::testing::TestWithParam<v1::Serializer> {};

TEST_P(MeasureTest, RecordedMessages) {
  size_t messages = 0;
  for (const testing::RecordedFile& file : testing::RecordedFiles()) {
    if (file.serializer != GetParam()) continue;
    for (const std::string& message : file.messages) {
      ExpectMeasured(message, file.serializer);
    }
    messages += file.messages.size();
  }
  // Nobody records BJData.
  EXPECT_TRUE(messages > 50 || GetParam() == v1::SERIALIZER_BJDATA);
}

TEST_P(MeasureTest, GeneratedMessages) {
  testing::RandomMessages random(3);
  const auto* type = v1::Frame::descriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    v1::Frame frame;
    random.Fill(*frame.GetReflection()->MutableMessage(&frame, type->field(i)));
    std::string bytes;
    ASSERT_THAT(Encode(frame, GetParam(), &bytes), testing::IsOk());
    ExpectMeasured(bytes, GetParam());
  }
}

INSTANTIATE_TEST_SUITE_P(AllSerializers, MeasureTest,
                         ::testing::ValuesIn(testing::Serializers()),
                         [](const auto& tested) {
                           return testing::NameOf(tested.param);
                         });

struct Number {
  const char* name;
  const char* text;
};

class MeasureNumberTest : public ::testing::TestWithParam<Number> {};

// What a number is shows at its end.
TEST_P(MeasureNumberTest, IsCutAnywhere) {
  DecodeOptions lenient;
  lenient.profile = Profile::kLenient;
  const std::string list = absl::StrCat("[", GetParam().text, "]");
  for (size_t size = 0; size < list.size(); ++size) {
    EXPECT_THAT(
        MeasureValue(list.substr(0, size), v1::SERIALIZER_JSON, lenient),
        IsOkAndHolds(std::optional<size_t>()))
        << size;
  }
  EXPECT_THAT(MeasureValue(list, v1::SERIALIZER_JSON, lenient),
              IsOkAndHolds(std::optional<size_t>(list.size())));
}

INSTANTIATE_TEST_SUITE_P(
    Json, MeasureNumberTest,
    ::testing::Values(Number{"float_of_many_digits", "99999999999999999999.5"},
                      Number{"float_with_exponent", "1e400"},
                      Number{"integer_of_many_digits", "99999999999999999999"},
                      Number{"smallest", "-9223372036854775808"},
                      Number{"minus_infinity", "-Infinity"},
                      Number{"nan", "NaN"}, Number{"word", "false"},
                      Number{"escapes", R"("\ud83d\ude00\u0041")"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(MeasureValueTest, FailsWhereNothingCanMendIt) {
  EXPECT_THAT(MeasureValue("[1,x", v1::SERIALIZER_JSON),
              StatusIs(StatusCode::kInvalidArgument,
                       "expected a value, got character \"x\" (byte 3)"));
  EXPECT_THAT(MeasureValue("[]", v1::SERIALIZER_UNSPECIFIED),
              StatusIs(StatusCode::kUnimplemented, ::testing::_));
}

TEST(MeasureValueTest, QuotesNothing) {
  EXPECT_THAT(MeasureValue("[5,\"CANARY7\xff\",{}]", v1::SERIALIZER_JSON),
              StatusIs(StatusCode::kInvalidArgument,
                       "expected a text in UTF-8, got bytes (byte 4)"));
}

TEST(MeasureUbjsonTest, TellsTheFormatAndTheSize) {
  for (const v1::Serializer serializer :
       {v1::SERIALIZER_UBJSON, v1::SERIALIZER_BJDATA}) {
    v1::Frame frame;
    frame.mutable_published()->set_request(1000);
    frame.mutable_published()->set_publication(70000);
    std::string bytes;
    ASSERT_THAT(Encode(frame, serializer, &bytes), testing::IsOk());
    const auto found = MeasureUbjson(bytes + "more");
    ASSERT_TRUE(found.ok() && found->has_value()) << found.status();
    EXPECT_EQ((*found)->size, bytes.size());
    EXPECT_EQ((*found)->serializer, serializer);
    EXPECT_EQ(DetectUbjson(bytes), serializer);
    for (size_t size = 0; size < bytes.size(); ++size) {
      const auto cut = MeasureUbjson(bytes.substr(0, size));
      EXPECT_TRUE(cut.ok() && !cut->has_value()) << size;
    }
  }
}

}  // namespace
}  // namespace wamp
