// Floats and integers in comparing, printing and google.protobuf.Struct.
#include <cmath>
#include <limits>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/wrappers.pb.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"
#include "wamp/message.h"
#include "wamp/struct.h"
#include "wamp/value.h"

namespace wamp {
namespace {

using google::protobuf::DoubleValue;
using google::protobuf::FloatValue;

template <class Wrapper, class Number>
Wrapper Make(Number number) {
  Wrapper wrapper;
  wrapper.set_value(number);
  return wrapper;
}

template <class Wrapper, class Number>
void ExpectComparedAsNumbers() {
  const Number nan = std::numeric_limits<Number>::quiet_NaN();
  const Number infinity = std::numeric_limits<Number>::infinity();
  EXPECT_TRUE(Equals(Make<Wrapper>(nan), Make<Wrapper>(-nan)));
  EXPECT_FALSE(Equals(Make<Wrapper>(nan), Make<Wrapper>(Number{1})));
  EXPECT_TRUE(Equals(Make<Wrapper>(infinity), Make<Wrapper>(infinity)));
  EXPECT_FALSE(Equals(Make<Wrapper>(infinity), Make<Wrapper>(-infinity)));
  EXPECT_TRUE(Equals(Make<Wrapper>(Number{1.5}), Make<Wrapper>(Number{1.5})));
  // No tolerance.
  EXPECT_FALSE(Equals(Make<Wrapper>(Number{1}),
                      Make<Wrapper>(std::nextafter(Number{1}, Number{2}))));
}

TEST(EqualsTest, Floats) { ExpectComparedAsNumbers<FloatValue, float>(); }
TEST(EqualsTest, Doubles) { ExpectComparedAsNumbers<DoubleValue, double>(); }

TEST(EqualsTest, TheZerosAreOne) {
  EXPECT_TRUE(Equals(MakeValue(0.0), MakeValue(-0.0)));
  EXPECT_FALSE(Equals(MakeValue(0.0), MakeValue(0)));
}

struct Printed {
  const char* name;
  double number;
  const char* text;
};

class PrintNumberTest : public ::testing::TestWithParam<Printed> {};

TEST_P(PrintNumberTest, ReadsAsTheNumber) {
  EXPECT_EQ(ToString(MakeValue(GetParam().number)), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Doubles, PrintNumberTest,
    ::testing::Values(
        Printed{"whole", 1.0, "1.0"}, Printed{"tenth", 0.1, "0.1"},
        Printed{"negative", -2.5, "-2.5"}, Printed{"large", 1e300, "1e+300"},
        Printed{"infinite", std::numeric_limits<double>::infinity(),
                "Infinity"},
        Printed{"minus_infinite", -std::numeric_limits<double>::infinity(),
                "-Infinity"},
        Printed{"nan", std::numeric_limits<double>::quiet_NaN(), "NaN"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(PrintNumberTest, FloatsAreShownAsTheDoublesTheyAre) {
  EXPECT_EQ(ToString(Make<FloatValue>(0.1F)),
            "FloatValue(value=0.10000000149011612)");
}

TEST(StructNumberTest, WholeNumbersBecomeIntegers) {
  google::protobuf::Struct source;
  auto& fields = *source.mutable_fields();
  fields["a"].set_number_value(9007199254740992.0);
  fields["b"].set_number_value(-3);
  fields["c"].set_number_value(0.5);
  fields["d"].set_number_value(9007199254740994.0);
  fields["e"].set_number_value(-0.0);
  const auto dict = FromStruct(source);
  ASSERT_THAT(dict, testing::IsOk());
  EXPECT_THAT(*dict,
              testing::EqualsProto(MakeDict({{"a", uint64_t{9007199254740992}},
                                             {"b", -3},
                                             {"c", 0.5},
                                             {"d", 9007199254740994.0},
                                             {"e", -0.0}})));
}

TEST(StructNumberTest, WhatADoubleCantTellApartIsRefused) {
  EXPECT_THAT(
      ToStruct(MakeDict({{"a", uint64_t{9007199254740993}}})),
      testing::StatusIs(absl::StatusCode::kInvalidArgument,
                        "Dict.a: expected an integer of at most 2^53, got "
                        "9007199254740993"));
  EXPECT_THAT(ToStruct(MakeDict({{"a", -9007199254740993}})),
              testing::StatusIs(absl::StatusCode::kInvalidArgument,
                                "Dict.a: expected an integer from -2^53 to "
                                "2^53, got -9007199254740993"));
  EXPECT_THAT(
      ToStruct(MakeDict({{"a", std::numeric_limits<double>::quiet_NaN()}})),
      testing::StatusIs(absl::StatusCode::kInvalidArgument,
                        "Dict.a: expected a finite number, got NaN"));
}

TEST(StructNumberTest, WhatItsFormatAloneHasIsRefused) {
  v1::Dict dict = MakeDict({{"a", 1}});
  v1::Foreign& foreign =
      *dict.mutable_entries(0)->mutable_value()->mutable_foreign_value();
  foreign.set_serializer(v1::SERIALIZER_JSON);
  foreign.set_encoded("18446744073709551616");
  EXPECT_THAT(ToStruct(dict),
              testing::StatusIs(absl::StatusCode::kInvalidArgument,
                                "Dict.a: expected a value that Struct can "
                                "hold, got number of json"));
  EXPECT_EQ(ToString(dict), "{\"a\": <number of json: 18446744073709551616>}");
}

}  // namespace
}  // namespace wamp
