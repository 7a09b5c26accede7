// What the requests of a router must have.
#ifndef WAMP_SRC_AUTH_AUTH_REQUESTS_H_
#define WAMP_SRC_AUTH_AUTH_REQUESTS_H_

#include "absl/status/status.h"
#include "wamp/auth/v1/authenticator.pb.h"

namespace wamp {
namespace auth {
namespace internal {

// An InvalidArgument that names the place, where something is missing.
absl::Status CheckHello(const v1::HelloRequest& request);
absl::Status CheckAuthenticate(const v1::AuthenticateRequest& request);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_AUTH_REQUESTS_H_
