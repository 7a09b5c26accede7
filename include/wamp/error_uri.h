// The URIs that WAMP and its common peers predefine for errors (ERROR.Error,
// ABORT.Reason) and for closing a session (GOODBYE.Reason, ABORT.Reason).
//
// Example:
//
//   if (error.error() == wamp::error_uri::kNoSuchProcedure) RegisterAgain();
//   if (!wamp::IsCleanClose(details.reason())) Reconnect();
//
// Constants marked (autobahn) are not in the WAMP text ("Predefined URIs"), but
// peers built on autobahn send them.
//
// Applications define error URIs of their own, so a reader must expect any URI.
#ifndef WAMP_ERROR_URI_H_
#define WAMP_ERROR_URI_H_

#include "absl/strings/string_view.h"

namespace wamp {

namespace error_uri {

// A URI of a message (realm, topic, procedure, …) is malformed.
inline constexpr absl::string_view kInvalidUri = "wamp.error.invalid_uri";
// The arguments do not suit the procedure, or failed a payload check.
inline constexpr absl::string_view kInvalidArgument =
    "wamp.error.invalid_argument";
// The peer broke the protocol; the session is aborted.
inline constexpr absl::string_view kProtocolViolation =
    "wamp.error.protocol_violation";
// The payload cannot be serialized. (autobahn)
inline constexpr absl::string_view kInvalidPayload =
    "wamp.error.invalid_payload";
// The serialized message is larger than the transport carries.
inline constexpr absl::string_view kPayloadSizeExceeded =
    "wamp.error.payload_size_exceeded";
// An argument has the wrong type for the declared signature. (autobahn)
inline constexpr absl::string_view kTypeCheckError =
    "wamp.error.type_check_error";
// The application raised an error that maps to no URI. (autobahn)
inline constexpr absl::string_view kRuntimeError = "wamp.error.runtime_error";

// No callee has registered the procedure.
inline constexpr absl::string_view kNoSuchProcedure =
    "wamp.error.no_such_procedure";
// Another callee has already registered the procedure.
inline constexpr absl::string_view kProcedureAlreadyExists =
    "wamp.error.procedure_already_exists";
// The procedure is registered already, with another invocation policy.
inline constexpr absl::string_view kProcedureExistsWithDifferentPolicy =
    "wamp.error.procedure_exists_with_different_invocation_policy";
// The registration to be removed is not active.
inline constexpr absl::string_view kNoSuchRegistration =
    "wamp.error.no_such_registration";
// The subscription to be removed is not active.
inline constexpr absl::string_view kNoSuchSubscription =
    "wamp.error.no_such_subscription";
// The session named by its id does not exist (session meta API).
inline constexpr absl::string_view kNoSuchSession =
    "wamp.error.no_such_session";
// The dealer or the callee canceled the call.
inline constexpr absl::string_view kCanceled = "wamp.error.canceled";
// As kCanceled, in the British spelling that parts of the WAMP text have.
inline constexpr absl::string_view kCancelled = "wamp.error.cancelled";
// The call took longer than allowed.
inline constexpr absl::string_view kTimeout = "wamp.error.timeout";
// This callee cannot serve the call at the moment; the dealer may try another.
inline constexpr absl::string_view kUnavailable = "wamp.error.unavailable";
// Every callee of the procedure answered kUnavailable.
inline constexpr absl::string_view kNoAvailableCallee =
    "wamp.error.no_available_callee";
// Callees exist, but the call's exclusions leave none of them.
inline constexpr absl::string_view kNoEligibleCallee =
    "wamp.error.no_eligible_callee";
// The router does not allow an option of the request.
inline constexpr absl::string_view kOptionNotAllowed =
    "wamp.error.option_not_allowed";
// The router does not allow the client to disclose its identity.
inline constexpr absl::string_view kOptionDisallowedDiscloseMe =
    "wamp.error.option_disallowed.disclose_me";
// As kOptionDisallowedDiscloseMe, in the older spelling that the chapters on
// identification have.
inline constexpr absl::string_view kDiscloseMeNotAllowed =
    "wamp.error.disclose_me.not_allowed";
// The call needs a feature that the callee does not have.
inline constexpr absl::string_view kFeatureNotSupported =
    "wamp.error.feature_not_supported";
// The router's network failed.
inline constexpr absl::string_view kNetworkFailure =
    "wamp.error.network_failure";

// The realm does not exist, and is not created on demand.
inline constexpr absl::string_view kNoSuchRealm = "wamp.error.no_such_realm";
// The role that the client authenticated for does not exist.
inline constexpr absl::string_view kNoSuchRole = "wamp.error.no_such_role";
// The principal (authid) that the client authenticated for does not exist.
inline constexpr absl::string_view kNoSuchPrincipal =
    "wamp.error.no_such_principal";
// The router offers none of the client's authentication methods.
inline constexpr absl::string_view kNoMatchingAuthMethod =
    "wamp.error.no_matching_auth_method";
// As kNoMatchingAuthMethod, in autobahn's and Crossbar's spelling.
inline constexpr absl::string_view kNoAuthMethod = "wamp.error.no_auth_method";
// The credentials are wrong.
inline constexpr absl::string_view kAuthenticationDenied =
    "wamp.error.authentication_denied";
// The authentication itself could not be carried out.
inline constexpr absl::string_view kAuthenticationFailed =
    "wamp.error.authentication_failed";
// The client did not authenticate, and has to.
inline constexpr absl::string_view kAuthenticationRequired =
    "wamp.error.authentication_required";
// The client itself gives up while it authenticates. (autobahn)
inline constexpr absl::string_view kCannotAuthenticate =
    "wamp.error.cannot_authenticate";

// The session may not join, call, register, publish or subscribe like this.
inline constexpr absl::string_view kNotAuthorized = "wamp.error.not_authorized";
// The principal may not do this.
inline constexpr absl::string_view kAuthorizationDenied =
    "wamp.error.authorization_denied";
// The authorization itself could not be carried out.
inline constexpr absl::string_view kAuthorizationFailed =
    "wamp.error.authorization_failed";
// The action needs an authorization that the principal does not have yet.
inline constexpr absl::string_view kAuthorizationRequired =
    "wamp.error.authorization_required";

// The payload is encoded, and there is no codec that decodes it. (autobahn)
inline constexpr absl::string_view kNoPayloadCodec =
    "wamp.error.no_payload_codec";
// The URI inside the encrypted payload is not that of the message. (autobahn)
inline constexpr absl::string_view kEncryptionTrustedUriMismatch =
    "wamp.error.encryption.trusted_uri_mismatch";
// The payload cannot be decrypted. (autobahn)
inline constexpr absl::string_view kEncryptionDecryptError =
    "wamp.error.encryption.decrypt_error";

// The older spelling of close_reason::kSystemShutdown.
inline constexpr absl::string_view kSystemShutdown =
    "wamp.error.system_shutdown";
// The older spelling of close_reason::kCloseRealm.
inline constexpr absl::string_view kCloseRealm = "wamp.error.close_realm";
// The older spelling of close_reason::kGoodbyeAndOut.
inline constexpr absl::string_view kGoodbyeAndOut =
    "wamp.error.goodbye_and_out";

}  // namespace error_uri

namespace close_reason {

// The session has done its work; autobahn's default reason of GOODBYE.
inline constexpr absl::string_view kNormal = "wamp.close.normal";
// The transport broke without a GOODBYE. Set locally, never on the wire.
inline constexpr absl::string_view kTransportLost = "wamp.close.transport_lost";
// The peer shuts down altogether.
inline constexpr absl::string_view kSystemShutdown =
    "wamp.close.system_shutdown";
// The peer leaves the realm.
inline constexpr absl::string_view kCloseRealm = "wamp.close.close_realm";
// The answer to a GOODBYE.
inline constexpr absl::string_view kGoodbyeAndOut =
    "wamp.close.goodbye_and_out";
// Another session killed this one (session meta API).
inline constexpr absl::string_view kKilled = "wamp.close.killed";

}  // namespace close_reason

// Whether a session that closed with `reason` ended as both peers wanted, so
// that there is nothing to repair: kNormal, or kGoodbyeAndOut in either
// spelling. All other reasons, unknown ones included, mean that the session was
// cut short.
constexpr bool IsCleanClose(absl::string_view reason) {
  return reason == close_reason::kNormal ||
         reason == close_reason::kGoodbyeAndOut ||
         reason == error_uri::kGoodbyeAndOut;
}

}  // namespace wamp

#endif  // WAMP_ERROR_URI_H_
