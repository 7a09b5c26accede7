// Which of its methods a client is asked to prove itself by.
#ifndef WAMP_SRC_AUTH_METHOD_CHOICE_H_
#define WAMP_SRC_AUTH_METHOD_CHOICE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "src/auth/policy_index.h"
#include "wamp/auth/v1/authenticator.pb.h"

namespace wamp {
namespace auth {
namespace internal {

// Who a client says it is.
struct Claim {
  // The name that it gives; without one, its public key in hexadecimal digits.
  std::string authid;
  // Null if there is nobody of that name, or with that key.
  const Principal* found = nullptr;
  // What it can prove itself by: without a name, by a key alone.
  uint32_t methods = kNoMethod;
};

Claim ClaimOf(const RealmIndex& realm, const wamp::v1::HelloDetails& details);

// The name of the first of the client's methods that the router offers, and
// that the principal may use, or the one that a stranger looks like;
// "anonymous" where anybody may. If there is none, the first that anybody in
// the realm may use, as if the principal did: a refusal would tell those who
// exist from others. Nothing if nobody in the realm may use any.
std::optional<std::string> ChooseMethod(const RealmIndex& realm,
                                        const Claim& claim,
                                        const v1::HelloRequest& request,
                                        absl::string_view decoy_key);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_METHOD_CHOICE_H_
