// The method "wampcra" (WAMP: Challenge Response Authentication).
#ifndef WAMP_SRC_AUTH_WAMPCRA_H_
#define WAMP_SRC_AUTH_WAMPCRA_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "src/auth/policy_index.h"
#include "src/auth/sealed_state.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace auth {
namespace internal {

// What a challenge of WAMP-CRA says beside a nonce.
struct CraFacts {
  absl::string_view authprovider;
  // The id set aside for the session. 0 if there is none.
  uint64_t session = 0;
  absl::Time now;
};

// The `Extra` of CHALLENGE; its text goes into the state, too.
absl::StatusOr<wamp::v1::Dict> ChallengeByWampcra(const Principal& principal,
                                                  const CraFacts& facts,
                                                  ChallengeState* state);

// Whether the signature is that of the text.
bool VerifyWampcra(const CraKey& key, absl::string_view challenge,
                   absl::string_view signature);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_WAMPCRA_H_
