// How a client answers a challenge, for C++ clients and for tests.
//
// Example:
//
//   // wampcra
//   std::string signature = wamp::auth::SignWampcra(
//       wamp::auth::WampcraKeyOf("secret1", extra), extra->challenge());
//
// All values are those of the wire: base64 or hexadecimal texts.
#ifndef WAMP_AUTH_CLIENT_PROOF_H_
#define WAMP_AUTH_CLIENT_PROOF_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/auth/v1/policy.pb.h"
#include "wamp/authentication.h"

namespace wamp {
namespace auth {

// The key that a secret has in WAMP-CRA: with a salt in the challenge, the
// base64 text of what is derived.
std::string WampcraKeyOf(absl::string_view secret,
                         const ChallengeExtra& challenge);

// The signature of AUTHENTICATE: HMAC-SHA256 in base64.
std::string SignWampcra(absl::string_view key, absl::string_view challenge);

// The public key of a private key of 32 bytes, as 64 hexadecimal digits.
absl::StatusOr<std::string> CryptosignPublicKey(absl::string_view private_key);

// The signature of AUTHENTICATE: that of the challenge, and what was signed, 96
// bytes in hexadecimal digits. The channel id, 32 bytes, is that of the
// connection if the challenge names a channel binding, else empty.
absl::StatusOr<std::string> SignCryptosign(absl::string_view private_key,
                                           const ChallengeExtra& challenge,
                                           absl::string_view channel_id = "");

// Which of the two spellings of WAMP-SCRAM a client speaks.
enum class ScramDialect {
  // The specification's: the method "wamp-scram".
  kSpecification,
  // autobahn's: the method "scram".
  kAutobahn,
};

// What a client says and hears in WAMP-SCRAM. Passwords and authids are taken
// as they are: who allows others than ASCII prepares them by SASLprep.
struct ScramExchange {
  ScramDialect dialect = ScramDialect::kSpecification;
  std::string authid;
  // The nonce of HELLO, in base64.
  std::string client_nonce;
  // The `Extra` of CHALLENGE.
  ChallengeExtra challenge;
  // The data of the channel binding, if the challenge names one, else empty.
  std::string channel_id;
};

struct ScramProof {
  // The signature of AUTHENTICATE, in base64.
  std::string signature;
  // Its `Extra`.
  AuthenticateExtra extra;
  // What the router's WELCOME must have as `verifier`, or as
  // `scram_server_signature`, in base64.
  std::string verifier;
};

absl::StatusOr<ScramProof> ProveScram(absl::string_view password,
                                      const ScramExchange& exchange);

// What a policy keeps of a password. `keys` has all but the two keys: how they
// are derived.
absl::StatusOr<v1::ScramKeys> MakeScramKeys(absl::string_view password,
                                            v1::ScramKeys keys);

}  // namespace auth
}  // namespace wamp

#endif  // WAMP_AUTH_CLIENT_PROOF_H_
