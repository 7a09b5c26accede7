// The method "cryptosign" (WAMP: Cryptosign-based Authentication).
#ifndef WAMP_SRC_AUTH_CRYPTOSIGN_H_
#define WAMP_SRC_AUTH_CRYPTOSIGN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/auth/sealed_state.h"
#include "wamp/authentication.h"
#include "wamp/v1/transport.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace auth {
namespace internal {

// The id that a connection has in a type of channel binding; empty if it has
// none.
std::string ChannelIdOf(const wamp::v1::TransportDetails& transport,
                        absl::string_view type);

// The bytes of the client's public key. An error names the place.
absl::StatusOr<std::string> PubkeyOf(const HelloAuthextra& authextra);

// The `Extra` of CHALLENGE; what the client has to sign goes into the state. An
// error says what is wrong with `authextra`, or with the connection.
absl::StatusOr<wamp::v1::Dict> ChallengeByCryptosign(
    const HelloAuthextra& authextra,
    const wamp::v1::TransportDetails& transport, ChallengeState* state);

// Whether the signature is one by the public key of the state, of its challenge
// and of the connection.
bool VerifyCryptosign(const ChallengeState& state,
                      const wamp::v1::TransportDetails& transport,
                      absl::string_view signature);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_CRYPTOSIGN_H_
