// The methods "wamp-scram" (WAMP: Salted Challenge Response Authentication) and
// "scram", as which autobahn speaks it.
#ifndef WAMP_SRC_AUTH_SCRAM_H_
#define WAMP_SRC_AUTH_SCRAM_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/auth/policy_index.h"
#include "src/auth/sealed_state.h"
#include "wamp/auth/client_proof.h"
#include "wamp/authentication.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/transport.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace auth {
namespace internal {

// What the first three messages say, as the wire has it.
struct ScramWords {
  ScramDialect dialect = ScramDialect::kSpecification;
  absl::string_view authid;
  absl::string_view client_nonce;
  absl::string_view nonce;
  absl::string_view salt;
  uint64_t iterations = 0;
  // Empty means none.
  absl::string_view channel_binding;
  // Bytes.
  absl::string_view channel_id;
};

// RFC 5802's AuthMessage.
std::string AuthMessageOf(const ScramWords& words);

// RFC 5802's functions of a salted password, and of what follows from it.
std::string ClientKeyOf(absl::string_view salted_password);
std::string ServerKeyOf(absl::string_view salted_password);

// Whether the proof is one by who has the client's key, and the router's own
// signature for it.
struct ScramVerdict {
  bool proven = false;
  std::string server_signature;
};
ScramVerdict JudgeScram(absl::string_view stored_key,
                        absl::string_view server_key,
                        absl::string_view auth_message,
                        absl::string_view proof);

// The `Extra` of CHALLENGE; the nonces go into the state. An error says what is
// wrong with `authextra`, or with the connection.
absl::StatusOr<wamp::v1::Dict> ChallengeByScram(
    const ScramKey& key, ScramDialect dialect, const HelloAuthextra& authextra,
    const wamp::v1::TransportDetails& transport, ChallengeState* state);

// Judges an AUTHENTICATE. An error says what is wrong with its `Extra`.
absl::StatusOr<ScramVerdict> VerifyScram(
    const ScramKey& key, ScramDialect dialect, const ChallengeState& state,
    const wamp::v1::TransportDetails& transport,
    const wamp::v1::Authenticate& authenticate);

// The `authextra` of WELCOME.
wamp::v1::Dict WelcomeByScram(ScramDialect dialect,
                              const ScramVerdict& verdict);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_SCRAM_H_
