// What a failed read or check tells a program.
//
// Example:
//
//   absl::Status status = wamp::FromDict(dict, &options);
//   const wamp::v1::Violations violations = wamp::ViolationsOf(status);
//   for (const auto& v : violations.violations()) {
//     log << v.path() << " breaks " << v.rule();
//   }
//   Abort(wamp::ErrorUriOf(status));  // "wamp.error.protocol_violation"
//   std::cerr << status.message() << "\n";
//
// To print such a status, print its `message()`, or call
// PrintViolationsAsText() once: Abseil would print the payload as escaped
// bytes.
#ifndef WAMP_VIOLATION_H_
#define WAMP_VIOLATION_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "wamp/v1/violation.pb.h"

namespace wamp {

// The type URL under which a status carries a wamp.v1.Violations.
inline constexpr absl::string_view kViolationsUrl =
    "type.googleapis.com/wamp.v1.Violations";

// The violations that `status` carries; none if it is OK or comes from
// elsewhere.
v1::Violations ViolationsOf(const absl::Status& status);

// Says it to a person, as the text of a status does:
// "PUBLISH.Options.exclude[1]: expected an integer, got string "abc" (byte
// 41)".
std::string ToText(const v1::Violation& violation);

// An InvalidArgument that carries `violations`, of which there must be one at
// least, and says the same in its text. Their `error_uri` is filled in where it
// is absent.
absl::Status StatusOf(v1::Violations violations);

// The same for one violation: `found` is shown, so that a secret is told by its
// kind alone.
absl::Status StatusOf(absl::string_view path, v1::ViolationRule rule,
                      absl::string_view expected, absl::string_view found);

// The WAMP error URI that tells a peer of a violation of `rule`:
//
//   LIMIT            "wamp.error.payload_size_exceeded"
//   URI              "wamp.error.invalid_uri"
//   UNKNOWN_KEY      "wamp.error.option_not_allowed"
//   UNREPRESENTABLE  "wamp.error.invalid_payload" (autobahn's)
//   all others       "wamp.error.protocol_violation"
//
// A message that lacks a part, or has one of another kind, breaks the protocol
// (WAMP: Protocol Violations). "wamp.error.invalid_argument" is not among them:
// it is about the arguments of a call, which a procedure judges (WAMP:
// Predefined URIs).
absl::string_view ErrorUriOf(v1::ViolationRule rule);

// The error URI of the first violation of `status`; empty if it is OK. For a
// status without violations, which is a program's own, its code decides:
//
//   kInvalidArgument, kOutOfRange     "wamp.error.invalid_argument"
//   kCancelled                        "wamp.error.canceled"
//   kDeadlineExceeded                 "wamp.error.timeout"
//   kPermissionDenied                 "wamp.error.not_authorized"
//   kUnauthenticated                  "wamp.error.authentication_required"
//   kResourceExhausted, kUnavailable  "wamp.error.unavailable"
//   kUnimplemented                    "wamp.error.feature_not_supported"
//   all others                        "wamp.error.runtime_error" (autobahn's)
absl::string_view ErrorUriOf(const absl::Status& status);

// Makes Abseil print the violations of a status, which follow its message, as
// rules and error URIs instead of escaped bytes:
//
//   INVALID_ARGUMENT: PUBLISH.Options.exclude[1]: expected an integer, …
//   [type.googleapis.com/wamp.v1.Violations='kind:
//   wamp.error.protocol_violation']
//
// For the whole program, which can have one such printer: where there is one
// already, nothing changes.
void PrintViolationsAsText();

}  // namespace wamp

#endif  // WAMP_VIOLATION_H_
