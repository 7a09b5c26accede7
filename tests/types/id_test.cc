#include "wamp/id.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <sstream>
#include <string>
#include <type_traits>

#include "absl/hash/hash_testing.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gtest/gtest.h"

namespace wamp {
namespace {

static_assert(IsValidId(1) && IsValidId(kMaxId));
static_assert(!IsValidId(0) && !IsValidId(kMaxId + 1));
static_assert(std::is_trivially_copyable_v<Id> && sizeof(Id) == 8);
static_assert(!std::is_default_constructible_v<Id>);
static_assert(!std::is_constructible_v<Id, uint64_t>);

struct Sample {
  std::string name;
  uint64_t value;
  bool valid;
};

class IdRangeTest : public ::testing::TestWithParam<Sample> {};

TEST_P(IdRangeTest, DecidesAndMakes) {
  const Sample& sample = GetParam();
  EXPECT_EQ(IsValidId(sample.value), sample.valid);
  const absl::StatusOr<Id> id = MakeId(sample.value);
  ASSERT_EQ(id.ok(), sample.valid) << id.status();
  if (sample.valid) {
    EXPECT_EQ(id->value(), sample.value);
  } else {
    EXPECT_EQ(id.status(),
              absl::InvalidArgumentError(
                  "expected an id from 1 to 9007199254740992, got " +
                  std::to_string(sample.value)));
  }
}

INSTANTIATE_TEST_SUITE_P(Id, IdRangeTest,
                         ::testing::ValuesIn<Sample>({
                             {"zero", 0, false},
                             {"smallest", 1, true},
                             {"above_32_bits", uint64_t{1} << 32, true},
                             {"below_largest", 9007199254740991, true},
                             {"largest", 9007199254740992, true},
                             {"above_largest", 9007199254740993, false},
                             {"two_to_63", uint64_t{1} << 63, false},
                             {"largest_integer",
                              std::numeric_limits<uint64_t>::max(), false},
                         }),
                         [](const auto& test) { return test.param.name; });

TEST(MakeIdTest, TakesEveryWidthAndSign) {
  EXPECT_EQ(MakeId(7)->value(), 7u);
  EXPECT_EQ(MakeId(uint8_t{255})->value(), 255u);
  EXPECT_EQ(MakeId(int64_t{9007199254740992})->value(), kMaxId);
}

TEST(MakeIdTest, NamesANegativeNumberAsItWasGiven) {
  EXPECT_EQ(MakeId(-1).status(),
            absl::InvalidArgumentError(
                "expected an id from 1 to 9007199254740992, got -1"));
  EXPECT_EQ(MakeId(std::numeric_limits<int64_t>::min()).status(),
            absl::InvalidArgumentError("expected an id from 1 to "
                                       "9007199254740992, got "
                                       "-9223372036854775808"));
}

TEST(IdTest, ComparesByValue) {
  const Id one = *MakeId(1);
  const Id two = *MakeId(2);
  EXPECT_TRUE(one == *MakeId(1));
  EXPECT_FALSE(one == two);
  EXPECT_TRUE(one != two);
  EXPECT_TRUE(one < two);
  EXPECT_FALSE(two < one);
  EXPECT_TRUE(two > one);
  EXPECT_TRUE(one <= one);
  EXPECT_FALSE(two <= one);
  EXPECT_TRUE(two >= two);
  EXPECT_FALSE(one >= two);
}

TEST(IdTest, HashesInStepWithEquality) {
  EXPECT_TRUE(absl::VerifyTypeImplementsAbslHashCorrectly(
      {*MakeId(1), *MakeId(2), *MakeId(1), *MakeId(kMaxId)}));
}

TEST(IdTest, PrintsTheNumber) {
  std::ostringstream os;
  os << *MakeId(kMaxId);
  EXPECT_EQ(os.str(), "9007199254740992");
}

}  // namespace
}  // namespace wamp
