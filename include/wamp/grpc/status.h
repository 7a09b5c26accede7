// One table between the errors of three worlds: Abseil's statuses, gRPC's, and
// WAMP's error URIs.
//
// Example: a service that passes on what went wrong, and its client,
//
//   return wamp::ToGrpcStatus(status);
//
//   const absl::Status status = wamp::FromGrpcStatus(stub->Hello(…));
//   if (!status.ok()) Abort(wamp::ErrorUriFromStatus(status));
//
// Violations, and the error URI of a peer, travel along as details of the
// status (google.rpc.Status), so that what comes out at the other end is what
// went in.
//
// URIs and codes:
//
//   invalid_argument, invalid_uri, invalid_payload, protocol_violation,
//     type_check_error                             kInvalidArgument
//   no_such_realm, no_such_role, no_such_principal, no_such_procedure,
//     no_such_registration, no_such_subscription,
//     no_such_session                              kNotFound
//   procedure_already_exists, procedure_exists_with_…  kAlreadyExists
//   payload_size_exceeded                          kResourceExhausted
//   canceled, cancelled                            kCancelled
//   timeout                                        kDeadlineExceeded
//   unavailable, no_available_callee, no_eligible_callee,
//     network_failure                              kUnavailable
//   feature_not_supported, no_payload_codec        kUnimplemented
//   not_authorized, authorization_denied, option_not_allowed,
//     option_disallowed.disclose_me, disclose_me.not_allowed
//                                                  kPermissionDenied
//   authentication_required, authentication_denied, no_auth_method,
//     no_matching_auth_method, cannot_authenticate kUnauthenticated
//   all others                                     kUnknown
//
// The other way, a status without a URI of its own has that of ErrorUriOf
// (wamp/violation.h).
#ifndef WAMP_GRPC_STATUS_H_
#define WAMP_GRPC_STATUS_H_

#include <grpcpp/support/status.h>

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace wamp {

// The type URL under which a status carries a wamp.v1.ErrorReason.
inline constexpr absl::string_view kErrorReasonUrl =
    "type.googleapis.com/wamp.v1.ErrorReason";

// A status that says what a WAMP error says: the code that the table has, and
// the URI itself.
absl::Status StatusFromErrorUri(absl::string_view error_uri,
                                absl::string_view message);

// The URI by which a peer is told of `status`: its own, or that of ErrorUriOf.
// Empty if it is OK.
std::string ErrorUriFromStatus(const absl::Status& status);

// What gRPC sends: the same code and message; the payloads of `status` as
// details.
grpc::Status ToGrpcStatus(const absl::Status& status);

// What gRPC has received. Details that can't be read are left out: they say
// nothing that a program may rely on. A code that is none of gRPC's is
// kUnknown.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace wamp

#endif  // WAMP_GRPC_STATUS_H_
