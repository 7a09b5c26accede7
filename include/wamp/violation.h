// What a failed read or check tells a program.
//
// Example:
//
//   absl::Status status = wamp::FromDict(dict, &options);
//   for (const auto& v : wamp::ViolationsOf(status).violations()) {
//     log << v.path() << " breaks " << v.rule();
//   }
//   Abort(wamp::ErrorUriOf(status));  // "wamp.error.invalid_argument"
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

// The WAMP error URI that tells a peer of a violation of `rule`: one of
// "wamp.error.protocol_violation" (broken bytes and messages),
// "wamp.error.payload_size_exceeded" (limits), "wamp.error.invalid_uri" and
// "wamp.error.invalid_argument" (all others).
absl::string_view ErrorUriOf(v1::ViolationRule rule);

// The error URI of the first violation of `status`; if it carries none,
// "wamp.error.invalid_argument"; empty if it is OK.
absl::string_view ErrorUriOf(const absl::Status& status);

}  // namespace wamp

#endif  // WAMP_VIOLATION_H_
