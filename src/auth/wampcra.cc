#include "src/auth/wampcra.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "src/auth/crypto.h"
#include "wamp/auth/client_proof.h"
#include "wamp/authentication.h"
#include "wamp/dict.h"
#include "wamp/value.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {
namespace internal {

absl::StatusOr<wamp::v1::Dict> ChallengeByWampcra(const Principal& principal,
                                                  const CraFacts& facts,
                                                  ChallengeState* state) {
  wamp::v1::Dict text = MakeDict(
      {{"authid", principal.authid},
       {"authrole", principal.role},
       {"authmethod", authmethod::kWampcra},
       {"authprovider", facts.authprovider},
       {"nonce", absl::WebSafeBase64Escape(RandomBytes(24))},
       {"timestamp", absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", facts.now,
                                      absl::UTCTimeZone())}});
  if (facts.session != 0) Set(text, "session", facts.session);
  absl::StatusOr<std::string> json = Encode(text, wamp::v1::SERIALIZER_JSON);
  if (!json.ok()) return json.status();
  state->challenge = *std::move(json);

  ChallengeExtra extra;
  extra->set_challenge(state->challenge);
  if (!principal.cra->salt.empty()) {
    extra->set_salt(principal.cra->salt);
    extra->set_iterations(principal.cra->iterations);
    extra->set_keylen(principal.cra->keylen);
  }
  return ToDict(extra);
}

bool VerifyWampcra(const CraKey& key, absl::string_view challenge,
                   absl::string_view signature) {
  return SecretsAreEqual(signature, SignWampcra(key.key, challenge));
}

}  // namespace internal

std::string WampcraKeyOf(absl::string_view secret,
                         const ChallengeExtra& challenge) {
  if (!challenge->has_salt()) return std::string(secret);
  internal::Derivation derivation;
  derivation.salt = challenge->salt();
  // Whatever a router asks for that can't be is a key that doesn't fit.
  derivation.iterations = static_cast<uint32_t>(
      challenge->has_iterations() ? challenge->iterations() : 1000);
  derivation.key_bytes = challenge->has_keylen()
                             ? std::min<uint64_t>(challenge->keylen(), 1024)
                             : 32;
  const absl::StatusOr<std::string> key = Derive(secret, derivation);
  return key.ok() ? absl::Base64Escape(*key) : "";
}

std::string SignWampcra(absl::string_view key, absl::string_view challenge) {
  return absl::Base64Escape(internal::HmacSha256(key, challenge));
}

}  // namespace auth
}  // namespace wamp
