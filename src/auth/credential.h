// What a router is given that verifies proofs itself.
#ifndef WAMP_SRC_AUTH_CREDENTIAL_H_
#define WAMP_SRC_AUTH_CREDENTIAL_H_

#include "src/auth/policy_index.h"
#include "wamp/auth/v1/authenticator.pb.h"

namespace wamp {
namespace auth {
namespace internal {

// The principal's credential of a method, which it has: any but kTicket.
// `accept` is left to the caller.
v1::Credential MakeCredential(const Principal& principal, Method method);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_CREDENTIAL_H_
