#include "wamp/grpc/status.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "gtest/gtest.h"
#include "wamp/error_uri.h"
#include "wamp/violation.h"

namespace wamp {
namespace {

struct Case {
  const char* name;
  absl::string_view uri;
  absl::StatusCode code;
  grpc::StatusCode grpc_code;
};

class StatusTest : public ::testing::TestWithParam<Case> {};

TEST_P(StatusTest, TravelsThereAndBack) {
  const absl::Status status = StatusFromErrorUri(GetParam().uri, "why");
  EXPECT_EQ(status.code(), GetParam().code);

  const grpc::Status sent = ToGrpcStatus(status);
  EXPECT_EQ(sent.error_code(), GetParam().grpc_code);
  EXPECT_EQ(sent.error_message(), "why");

  const absl::Status received = FromGrpcStatus(sent);
  EXPECT_EQ(received, status);
  EXPECT_EQ(ErrorUriFromStatus(received), GetParam().uri);
}

INSTANTIATE_TEST_SUITE_P(
    Uris, StatusTest,
    ::testing::ValuesIn(std::vector<Case>{
        {"InvalidArgument", error_uri::kInvalidArgument,
         absl::StatusCode::kInvalidArgument,
         grpc::StatusCode::INVALID_ARGUMENT},
        {"NoSuchRealm", error_uri::kNoSuchRealm, absl::StatusCode::kNotFound,
         grpc::StatusCode::NOT_FOUND},
        {"ProcedureAlreadyExists", error_uri::kProcedureAlreadyExists,
         absl::StatusCode::kAlreadyExists, grpc::StatusCode::ALREADY_EXISTS},
        {"PayloadSizeExceeded", error_uri::kPayloadSizeExceeded,
         absl::StatusCode::kResourceExhausted,
         grpc::StatusCode::RESOURCE_EXHAUSTED},
        {"Canceled", error_uri::kCanceled, absl::StatusCode::kCancelled,
         grpc::StatusCode::CANCELLED},
        {"Timeout", error_uri::kTimeout, absl::StatusCode::kDeadlineExceeded,
         grpc::StatusCode::DEADLINE_EXCEEDED},
        {"NetworkFailure", error_uri::kNetworkFailure,
         absl::StatusCode::kUnavailable, grpc::StatusCode::UNAVAILABLE},
        {"FeatureNotSupported", error_uri::kFeatureNotSupported,
         absl::StatusCode::kUnimplemented, grpc::StatusCode::UNIMPLEMENTED},
        {"NotAuthorized", error_uri::kNotAuthorized,
         absl::StatusCode::kPermissionDenied,
         grpc::StatusCode::PERMISSION_DENIED},
        {"AuthenticationDenied", error_uri::kAuthenticationDenied,
         absl::StatusCode::kUnauthenticated, grpc::StatusCode::UNAUTHENTICATED},
        {"OfAnApplication", "com.myapp.error.too_late",
         absl::StatusCode::kUnknown, grpc::StatusCode::UNKNOWN},
    }),
    [](const auto& test) { return std::string(test.param.name); });

TEST(GrpcStatusTest, OkStaysOk) {
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok());
  EXPECT_TRUE(FromGrpcStatus(grpc::Status::OK).ok());
  EXPECT_EQ(ErrorUriFromStatus(absl::OkStatus()), "");
}

TEST(GrpcStatusTest, ViolationsTravelAlong) {
  v1::Violations violations;
  v1::Violation& violation = *violations.add_violations();
  violation.set_path("HELLO.Details.roles");
  violation.set_rule(v1::VIOLATION_RULE_REQUIRED);
  violation.set_expected("a dict");
  violation.set_found("nothing");
  const absl::Status status = StatusOf(violations);

  const absl::Status received = FromGrpcStatus(ToGrpcStatus(status));

  EXPECT_EQ(received, status);
  ASSERT_EQ(ViolationsOf(received).violations_size(), 1);
  EXPECT_EQ(ViolationsOf(received).violations(0).path(), "HELLO.Details.roles");
  EXPECT_EQ(ErrorUriFromStatus(received), error_uri::kProtocolViolation);
}

TEST(GrpcStatusTest, DetailsThatCannotBeReadAreLeftOut) {
  const absl::Status received = FromGrpcStatus(
      grpc::Status(grpc::StatusCode::INTERNAL, "why", "\xff\xff\xff"));
  EXPECT_EQ(received, absl::InternalError("why"));
}

TEST(GrpcStatusTest, AReasonThatCannotBeReadIsNone) {
  absl::Status status = absl::NotFoundError("why");
  status.SetPayload(kErrorReasonUrl, absl::Cord("\xff\xff"));
  EXPECT_EQ(ErrorUriFromStatus(status), ErrorUriOf(absl::NotFoundError("why")));
}

TEST(GrpcStatusTest, ACodeThatIsNoneIsUnknown) {
  const absl::Status received =
      FromGrpcStatus(grpc::Status(static_cast<grpc::StatusCode>(31), "why"));
  EXPECT_EQ(received, absl::UnknownError("why"));
}

}  // namespace
}  // namespace wamp
