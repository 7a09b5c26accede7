// What the matchers take, and what they say of what they don't take.
#include "tests/testing/status_matchers.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace testing {
namespace {

using ::testing::_;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
constexpr absl::StatusCode kNotFound = absl::StatusCode::kNotFound;

// What `matcher` says of `value`, which it doesn't take.
template <class Value, class Matcher>
std::string Complaint(const Value& value, const Matcher& matcher) {
  ::testing::StringMatchResultListener listener;
  EXPECT_FALSE(
      ::testing::SafeMatcherCast<const Value&>(matcher).MatchAndExplain(
          value, &listener));
  return listener.str();
}

v1::Published APublished() {
  v1::Published message;
  message.set_request(1);
  message.set_publication(2);
  return message;
}

TEST(StatusMatchersTest, TakeWhatIsOk) {
  EXPECT_THAT(absl::OkStatus(), IsOk());
  EXPECT_THAT(absl::StatusOr<int>(1), IsOk());
  EXPECT_THAT(absl::StatusOr<int>(1), IsOkAndHolds(1));
  EXPECT_THAT(absl::StatusOr<std::string>("abc"), IsOkAndHolds("abc"));
  EXPECT_THAT(absl::StatusOr<std::string>("abc"), IsOkAndHolds(HasSubstr("b")));
}

TEST(StatusMatchersTest, TakeTheCodeAndTheMessage) {
  const absl::Status status = absl::InvalidArgumentError("expected a dict");
  EXPECT_THAT(status, StatusIs(kInvalid, "expected a dict"));
  EXPECT_THAT(status, StatusIs(kInvalid, HasSubstr("dict")));
  EXPECT_THAT(absl::StatusOr<int>(status), StatusIs(kInvalid, _));
  EXPECT_THAT(status, Not(StatusIs(kNotFound, "expected a dict")));
  EXPECT_THAT(status, Not(StatusIs(kInvalid, "expected")));
  EXPECT_THAT(absl::OkStatus(), Not(StatusIs(kInvalid, _)));
}

TEST(StatusMatchersTest, TellTheStatusThatTheyFound) {
  const absl::Status status = absl::NotFoundError("gone");
  EXPECT_EQ(Complaint(status, IsOk()), "which is NOT_FOUND: gone");
  EXPECT_EQ(Complaint(absl::StatusOr<int>(status), IsOk()),
            "which is NOT_FOUND: gone");
  EXPECT_EQ(Complaint(absl::StatusOr<int>(status), IsOkAndHolds(1)),
            "which is NOT_FOUND: gone");
  EXPECT_EQ(Complaint(absl::OkStatus(), StatusIs(kNotFound, _)), "which is OK");
  EXPECT_THAT(Complaint(absl::StatusOr<int>(7), IsOkAndHolds(1)),
              HasSubstr("which holds 7"));
}

TEST(EqualsProtoTest, TakesTheSameFieldsAlone) {
  EXPECT_THAT(APublished(), EqualsProto(APublished()));
  EXPECT_THAT(APublished(), EqualsProto("request: 1 publication: 2"));
  EXPECT_THAT(APublished(), Not(EqualsProto("request: 1")));
  EXPECT_THAT(v1::Published(), Not(EqualsProto("request: 0")));
  EXPECT_THAT(APublished(), Not(EqualsProto(v1::Subscribed())));
  EXPECT_THAT(APublished(), Not(EqualsProto("no_such_field: 1")));
}

TEST(EqualsProtoTest, TellsSignsOfZerosApart) {
  v1::Value zero;
  zero.set_double_value(0.0);
  EXPECT_THAT(zero, EqualsProto("double_value: 0"));
  EXPECT_EQ(Complaint(zero, EqualsProto("double_value: -0.0")),
            "with other bytes");
}

TEST(EqualsProtoTest, TellsWhatIsDifferent) {
  EXPECT_THAT(Complaint(APublished(), EqualsProto("request: 3 publication: 2")),
              HasSubstr("modified: request: 3 -> 1"));
  EXPECT_EQ(Complaint(APublished(), EqualsProto(v1::Subscribed())),
            "which is a wamp.v1.Published");
}

}  // namespace
}  // namespace testing
}  // namespace wamp
