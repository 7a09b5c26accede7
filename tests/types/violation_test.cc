// What a failed status tells a peer and a person.
#include "wamp/violation.h"

#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wamp {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

absl::Status Broken(v1::ViolationRule rule) {
  v1::Violations violations;
  v1::Violation& violation = *violations.add_violations();
  violation.set_path("PUBLISH.topic");
  violation.set_rule(rule);
  violation.set_expected("a URI");
  violation.set_found("string \"a..b\"");
  violation.set_offset(9);
  return StatusOf(violations);
}

// Every rule has its URI; a new one has to be thought about.
TEST(ErrorUriOfTest, RulesTellAPeer) {
  const auto* rules = v1::ViolationRule_descriptor();
  for (int i = 0; i < rules->value_count(); ++i) {
    const auto rule = static_cast<v1::ViolationRule>(rules->value(i)->number());
    std::string expected = "wamp.error.protocol_violation";
    if (rule == v1::VIOLATION_RULE_LIMIT) {
      expected = "wamp.error.payload_size_exceeded";
    } else if (rule == v1::VIOLATION_RULE_URI) {
      expected = "wamp.error.invalid_uri";
    } else if (rule == v1::VIOLATION_RULE_UNKNOWN_KEY) {
      expected = "wamp.error.option_not_allowed";
    } else if (rule == v1::VIOLATION_RULE_UNREPRESENTABLE) {
      expected = "wamp.error.invalid_payload";
    }
    EXPECT_EQ(ErrorUriOf(rule), expected) << rules->value(i)->name();
    const absl::Status status = Broken(rule);
    EXPECT_EQ(ErrorUriOf(status), expected);
    EXPECT_EQ(ViolationsOf(status).violations(0).error_uri(), expected);
  }
}

struct OwnStatus {
  const char* name;
  absl::StatusCode code;
  const char* error_uri;
};

void PrintTo(const OwnStatus& sample, std::ostream* out) {
  *out << sample.name;
}

class OwnStatusTest : public ::testing::TestWithParam<OwnStatus> {};

TEST_P(OwnStatusTest, TellsAPeerByItsCode) {
  EXPECT_EQ(ErrorUriOf(absl::Status(GetParam().code, "why")),
            GetParam().error_uri);
}

INSTANTIATE_TEST_SUITE_P(
    All, OwnStatusTest,
    ::testing::Values(
        OwnStatus{"Ok", absl::StatusCode::kOk, ""},
        OwnStatus{"Cancelled", absl::StatusCode::kCancelled,
                  "wamp.error.canceled"},
        OwnStatus{"Unknown", absl::StatusCode::kUnknown,
                  "wamp.error.runtime_error"},
        OwnStatus{"InvalidArgument", absl::StatusCode::kInvalidArgument,
                  "wamp.error.invalid_argument"},
        OwnStatus{"DeadlineExceeded", absl::StatusCode::kDeadlineExceeded,
                  "wamp.error.timeout"},
        OwnStatus{"NotFound", absl::StatusCode::kNotFound,
                  "wamp.error.runtime_error"},
        OwnStatus{"PermissionDenied", absl::StatusCode::kPermissionDenied,
                  "wamp.error.not_authorized"},
        OwnStatus{"ResourceExhausted", absl::StatusCode::kResourceExhausted,
                  "wamp.error.unavailable"},
        OwnStatus{"OutOfRange", absl::StatusCode::kOutOfRange,
                  "wamp.error.invalid_argument"},
        OwnStatus{"Unimplemented", absl::StatusCode::kUnimplemented,
                  "wamp.error.feature_not_supported"},
        OwnStatus{"Internal", absl::StatusCode::kInternal,
                  "wamp.error.runtime_error"},
        OwnStatus{"Unavailable", absl::StatusCode::kUnavailable,
                  "wamp.error.unavailable"},
        OwnStatus{"Unauthenticated", absl::StatusCode::kUnauthenticated,
                  "wamp.error.authentication_required"}),
    [](const auto& sample) { return sample.param.name; });

// One test, since what is set is set for the whole program.
TEST(PrintViolationsAsTextTest, MakesAStatusReadable) {
  absl::Status status = Broken(v1::VIOLATION_RULE_URI);
  status.SetPayload("example.com/other", absl::Cord("\x01"));
  const auto printed = [&status] {
    std::ostringstream out;
    out << status;
    return out.str();
  };
  EXPECT_THAT(printed(), HasSubstr("\\n\\r"));
  PrintViolationsAsText();
  PrintViolationsAsText();
  EXPECT_THAT(printed(),
              StartsWith("INVALID_ARGUMENT: PUBLISH.topic: expected a URI, got "
                         "string \"a..b\" (byte 9) ["));
  EXPECT_THAT(printed(), HasSubstr("[type.googleapis.com/wamp.v1.Violations="
                                   "'uri: wamp.error.invalid_uri']"));
  EXPECT_THAT(printed(), HasSubstr("[example.com/other='\\x01']"));
}

}  // namespace
}  // namespace wamp
