#include "wamp/error_uri.h"

#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "wamp/uri.h"

namespace wamp {
namespace {

struct Constant {
  std::string name;
  absl::string_view uri;
  absl::string_view text;
};

class PredefinedUriTest : public testing::TestWithParam<Constant> {};

TEST_P(PredefinedUriTest, HasTheTextOfTheProtocol) {
  EXPECT_EQ(GetParam().uri, GetParam().text);
}

TEST_P(PredefinedUriTest, IsAStrictReservedUri) {
  EXPECT_TRUE(CheckUri(GetParam().uri, UriStrictness::kStrict).ok());
  EXPECT_TRUE(IsReservedUri(GetParam().uri));
}

INSTANTIATE_TEST_SUITE_P(
    ErrorUri, PredefinedUriTest,
    testing::ValuesIn<Constant>({
        {"InvalidUri", error_uri::kInvalidUri, "wamp.error.invalid_uri"},
        {"InvalidPayload", error_uri::kInvalidPayload,
         "wamp.error.invalid_payload"},
        {"PayloadSizeExceeded", error_uri::kPayloadSizeExceeded,
         "wamp.error.payload_size_exceeded"},
        {"NoSuchProcedure", error_uri::kNoSuchProcedure,
         "wamp.error.no_such_procedure"},
        {"ProcedureAlreadyExists", error_uri::kProcedureAlreadyExists,
         "wamp.error.procedure_already_exists"},
        {"ProcedureExistsWithDifferentPolicy",
         error_uri::kProcedureExistsWithDifferentPolicy,
         "wamp.error.procedure_exists_with_different_invocation_policy"},
        {"NoSuchRegistration", error_uri::kNoSuchRegistration,
         "wamp.error.no_such_registration"},
        {"NoSuchSubscription", error_uri::kNoSuchSubscription,
         "wamp.error.no_such_subscription"},
        {"NoSuchSession", error_uri::kNoSuchSession,
         "wamp.error.no_such_session"},
        {"InvalidArgument", error_uri::kInvalidArgument,
         "wamp.error.invalid_argument"},
        {"SystemShutdown", error_uri::kSystemShutdown,
         "wamp.error.system_shutdown"},
        {"CloseRealm", error_uri::kCloseRealm, "wamp.error.close_realm"},
        {"GoodbyeAndOut", error_uri::kGoodbyeAndOut,
         "wamp.error.goodbye_and_out"},
        {"NotAuthorized", error_uri::kNotAuthorized,
         "wamp.error.not_authorized"},
        {"AuthorizationFailed", error_uri::kAuthorizationFailed,
         "wamp.error.authorization_failed"},
        {"AuthenticationFailed", error_uri::kAuthenticationFailed,
         "wamp.error.authentication_failed"},
        {"NoAuthMethod", error_uri::kNoAuthMethod, "wamp.error.no_auth_method"},
        {"NoSuchRealm", error_uri::kNoSuchRealm, "wamp.error.no_such_realm"},
        {"NoSuchRole", error_uri::kNoSuchRole, "wamp.error.no_such_role"},
        {"NoSuchPrincipal", error_uri::kNoSuchPrincipal,
         "wamp.error.no_such_principal"},
        {"Canceled", error_uri::kCanceled, "wamp.error.canceled"},
        {"Timeout", error_uri::kTimeout, "wamp.error.timeout"},
        {"NoEligibleCallee", error_uri::kNoEligibleCallee,
         "wamp.error.no_eligible_callee"},
        {"NoPayloadCodec", error_uri::kNoPayloadCodec,
         "wamp.error.no_payload_codec"},
        {"EncryptionTrustedUriMismatch",
         error_uri::kEncryptionTrustedUriMismatch,
         "wamp.error.encryption.trusted_uri_mismatch"},
        {"EncryptionDecryptError", error_uri::kEncryptionDecryptError,
         "wamp.error.encryption.decrypt_error"},
        {"TypeCheckError", error_uri::kTypeCheckError,
         "wamp.error.type_check_error"},
        {"ProtocolViolation", error_uri::kProtocolViolation,
         "wamp.error.protocol_violation"},
        {"NoMatchingAuthMethod", error_uri::kNoMatchingAuthMethod,
         "wamp.error.no_matching_auth_method"},
        {"AuthenticationDenied", error_uri::kAuthenticationDenied,
         "wamp.error.authentication_denied"},
        {"AuthenticationRequired", error_uri::kAuthenticationRequired,
         "wamp.error.authentication_required"},
        {"AuthorizationDenied", error_uri::kAuthorizationDenied,
         "wamp.error.authorization_denied"},
        {"AuthorizationRequired", error_uri::kAuthorizationRequired,
         "wamp.error.authorization_required"},
        {"OptionNotAllowed", error_uri::kOptionNotAllowed,
         "wamp.error.option_not_allowed"},
        {"OptionDisallowedDiscloseMe", error_uri::kOptionDisallowedDiscloseMe,
         "wamp.error.option_disallowed.disclose_me"},
        {"NetworkFailure", error_uri::kNetworkFailure,
         "wamp.error.network_failure"},
        {"Unavailable", error_uri::kUnavailable, "wamp.error.unavailable"},
        {"NoAvailableCallee", error_uri::kNoAvailableCallee,
         "wamp.error.no_available_callee"},
        {"FeatureNotSupported", error_uri::kFeatureNotSupported,
         "wamp.error.feature_not_supported"},
        {"CannotAuthenticate", error_uri::kCannotAuthenticate,
         "wamp.error.cannot_authenticate"},
        {"RuntimeError", error_uri::kRuntimeError, "wamp.error.runtime_error"},
    }),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    CloseReason, PredefinedUriTest,
    testing::ValuesIn<Constant>({
        {"Normal", close_reason::kNormal, "wamp.close.normal"},
        {"TransportLost", close_reason::kTransportLost,
         "wamp.close.transport_lost"},
        {"SystemShutdown", close_reason::kSystemShutdown,
         "wamp.close.system_shutdown"},
        {"CloseRealm", close_reason::kCloseRealm, "wamp.close.close_realm"},
        {"GoodbyeAndOut", close_reason::kGoodbyeAndOut,
         "wamp.close.goodbye_and_out"},
        {"Killed", close_reason::kKilled, "wamp.close.killed"},
    }),
    [](const auto& test) { return test.param.name; });

struct Close {
  std::string name;
  absl::string_view reason;
  bool clean;
};

class IsCleanCloseTest : public testing::TestWithParam<Close> {};

TEST_P(IsCleanCloseTest, Decides) {
  EXPECT_EQ(IsCleanClose(GetParam().reason), GetParam().clean);
}

INSTANTIATE_TEST_SUITE_P(
    CloseReason, IsCleanCloseTest,
    testing::ValuesIn<Close>({
        {"normal", "wamp.close.normal", true},
        {"goodbye_and_out", "wamp.close.goodbye_and_out", true},
        {"older_goodbye_and_out", "wamp.error.goodbye_and_out", true},
        {"transport_lost", "wamp.close.transport_lost", false},
        {"system_shutdown", "wamp.close.system_shutdown", false},
        {"close_realm", "wamp.close.close_realm", false},
        {"killed", "wamp.close.killed", false},
        {"error", "wamp.error.not_authorized", false},
        {"longer_than_normal", "wamp.close.normally", false},
        {"none", "", false},
    }),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace wamp
