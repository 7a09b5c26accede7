#include "wamp/error_uri.h"

#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "wamp/meta_api.h"
#include "wamp/uri.h"

namespace wamp {
namespace {

struct Constant {
  std::string name;
  absl::string_view uri;
  absl::string_view text;
};

class PredefinedUriTest : public ::testing::TestWithParam<Constant> {};

TEST_P(PredefinedUriTest, HasTheTextOfTheProtocol) {
  EXPECT_EQ(GetParam().uri, GetParam().text);
}

TEST_P(PredefinedUriTest, IsAStrictReservedUri) {
  EXPECT_TRUE(CheckUri(GetParam().uri, UriStrictness::kStrict).ok());
  EXPECT_TRUE(IsReservedUri(GetParam().uri));
}

INSTANTIATE_TEST_SUITE_P(
    ErrorUri, PredefinedUriTest,
    ::testing::ValuesIn<Constant>({
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
        {"Cancelled", error_uri::kCancelled, "wamp.error.cancelled"},
        {"DiscloseMeNotAllowed", error_uri::kDiscloseMeNotAllowed,
         "wamp.error.disclose_me.not_allowed"},
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
    ::testing::ValuesIn<Constant>({
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

INSTANTIATE_TEST_SUITE_P(
    MetaTopic, PredefinedUriTest,
    ::testing::ValuesIn<Constant>({
        {"SessionOnJoin", meta_topic::kSessionOnJoin, "wamp.session.on_join"},
        {"SessionOnLeave", meta_topic::kSessionOnLeave,
         "wamp.session.on_leave"},
        {"RegistrationOnCreate", meta_topic::kRegistrationOnCreate,
         "wamp.registration.on_create"},
        {"RegistrationOnRegister", meta_topic::kRegistrationOnRegister,
         "wamp.registration.on_register"},
        {"RegistrationOnUnregister", meta_topic::kRegistrationOnUnregister,
         "wamp.registration.on_unregister"},
        {"RegistrationOnDelete", meta_topic::kRegistrationOnDelete,
         "wamp.registration.on_delete"},
        {"SubscriptionOnCreate", meta_topic::kSubscriptionOnCreate,
         "wamp.subscription.on_create"},
        {"SubscriptionOnSubscribe", meta_topic::kSubscriptionOnSubscribe,
         "wamp.subscription.on_subscribe"},
        {"SubscriptionOnUnsubscribe", meta_topic::kSubscriptionOnUnsubscribe,
         "wamp.subscription.on_unsubscribe"},
        {"SubscriptionOnDelete", meta_topic::kSubscriptionOnDelete,
         "wamp.subscription.on_delete"},
        {"ReflectOnDefine", meta_topic::kReflectOnDefine,
         "wamp.reflect.on_define"},
        {"ReflectOnUndefine", meta_topic::kReflectOnUndefine,
         "wamp.reflect.on_undefine"},
    }),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    MetaProcedure, PredefinedUriTest,
    ::testing::ValuesIn<Constant>({
        {"SessionCount", meta_procedure::kSessionCount, "wamp.session.count"},
        {"SessionList", meta_procedure::kSessionList, "wamp.session.list"},
        {"SessionGet", meta_procedure::kSessionGet, "wamp.session.get"},
        {"SessionKill", meta_procedure::kSessionKill, "wamp.session.kill"},
        {"SessionKillByAuthid", meta_procedure::kSessionKillByAuthid,
         "wamp.session.kill_by_authid"},
        {"SessionKillByAuthrole", meta_procedure::kSessionKillByAuthrole,
         "wamp.session.kill_by_authrole"},
        {"SessionKillAll", meta_procedure::kSessionKillAll,
         "wamp.session.kill_all"},
        {"SessionAddTestament", meta_procedure::kSessionAddTestament,
         "wamp.session.add_testament"},
        {"SessionFlushTestaments", meta_procedure::kSessionFlushTestaments,
         "wamp.session.flush_testaments"},
        {"RegistrationList", meta_procedure::kRegistrationList,
         "wamp.registration.list"},
        {"RegistrationLookup", meta_procedure::kRegistrationLookup,
         "wamp.registration.lookup"},
        {"RegistrationMatch", meta_procedure::kRegistrationMatch,
         "wamp.registration.match"},
        {"RegistrationGet", meta_procedure::kRegistrationGet,
         "wamp.registration.get"},
        {"RegistrationListCallees", meta_procedure::kRegistrationListCallees,
         "wamp.registration.list_callees"},
        {"RegistrationCountCallees", meta_procedure::kRegistrationCountCallees,
         "wamp.registration.count_callees"},
        {"SubscriptionList", meta_procedure::kSubscriptionList,
         "wamp.subscription.list"},
        {"SubscriptionLookup", meta_procedure::kSubscriptionLookup,
         "wamp.subscription.lookup"},
        {"SubscriptionMatch", meta_procedure::kSubscriptionMatch,
         "wamp.subscription.match"},
        {"SubscriptionGet", meta_procedure::kSubscriptionGet,
         "wamp.subscription.get"},
        {"SubscriptionListSubscribers",
         meta_procedure::kSubscriptionListSubscribers,
         "wamp.subscription.list_subscribers"},
        {"SubscriptionCountSubscribers",
         meta_procedure::kSubscriptionCountSubscribers,
         "wamp.subscription.count_subscribers"},
        {"TopicHistoryLast", meta_procedure::kTopicHistoryLast,
         "wamp.topic.history.last"},
        {"TopicHistorySince", meta_procedure::kTopicHistorySince,
         "wamp.topic.history.since"},
        {"TopicHistoryAfter", meta_procedure::kTopicHistoryAfter,
         "wamp.topic.history.after"},
        {"ReflectionTopicList", meta_procedure::kReflectionTopicList,
         "wamp.reflection.topic.list"},
        {"ReflectionProcedureList", meta_procedure::kReflectionProcedureList,
         "wamp.reflection.procedure.list"},
        {"ReflectionErrorList", meta_procedure::kReflectionErrorList,
         "wamp.reflection.error.list"},
        {"ReflectionTopicDescribe", meta_procedure::kReflectionTopicDescribe,
         "wamp.reflection.topic.describe"},
        {"ReflectionProcedureDescribe",
         meta_procedure::kReflectionProcedureDescribe,
         "wamp.reflection.procedure.describe"},
        {"ReflectionErrorDescribe", meta_procedure::kReflectionErrorDescribe,
         "wamp.reflection.error.describe"},
        {"ReflectDefine", meta_procedure::kReflectDefine,
         "wamp.reflect.define"},
        {"ReflectDescribe", meta_procedure::kReflectDescribe,
         "wamp.reflect.describe"},
    }),
    [](const auto& test) { return test.param.name; });

struct Close {
  std::string name;
  absl::string_view reason;
  bool clean;
};

class IsCleanCloseTest : public ::testing::TestWithParam<Close> {};

TEST_P(IsCleanCloseTest, Decides) {
  EXPECT_EQ(IsCleanClose(GetParam().reason), GetParam().clean);
}

INSTANTIATE_TEST_SUITE_P(
    CloseReason, IsCleanCloseTest,
    ::testing::ValuesIn<Close>({
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
