// What is said to those that are turned away.
#ifndef WAMP_SRC_AUTH_DENIALS_H_
#define WAMP_SRC_AUTH_DENIALS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "wamp/v1/session.pb.h"

namespace wamp {
namespace auth {
namespace internal {

wamp::v1::Deny MakeDeny(absl::string_view reason, absl::string_view message);

// The one answer to all wrong proofs, whoever gives them.
wamp::v1::Deny WrongProof();

// To a state that is no good: expired, used, or not for this connection.
wamp::v1::Deny WrongState();

// To a role that the client wants, and that it has not.
wamp::v1::Deny WrongRole();

// To what the client itself has got wrong.
wamp::v1::Deny WrongWords(const absl::Status& status);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_DENIALS_H_
