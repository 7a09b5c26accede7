// The client's side of SCRAM.
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "src/auth/crypto.h"
#include "src/auth/scram.h"
#include "wamp/auth/client_proof.h"

namespace wamp {
namespace auth {
namespace {

// The salted password: autobahn takes the base64 text of what Argon2 derives.
absl::StatusOr<std::string> SaltPassword(absl::string_view password,
                                         const internal::Derivation& derivation,
                                         ScramDialect dialect) {
  absl::StatusOr<std::string> key = internal::Derive(password, derivation);
  if (!key.ok() || !derivation.argon2 || dialect != ScramDialect::kAutobahn) {
    return key;
  }
  return std::string(absl::StripSuffix(absl::Base64Escape(*key), "="));
}

}  // namespace

absl::StatusOr<ScramProof> ProveScram(absl::string_view password,
                                      const ScramExchange& exchange) {
  const auto& challenge = exchange.challenge.proto();
  internal::Derivation derivation;
  derivation.argon2 =
      challenge.kdf() == "argon2id13" || challenge.kdf() == "argon2id-13";
  if ((!derivation.argon2 && challenge.kdf() != "pbkdf2") ||
      !absl::Base64Unescape(challenge.salt(), &derivation.salt) ||
      challenge.iterations() > std::numeric_limits<uint32_t>::max() ||
      challenge.memory() > std::numeric_limits<uint32_t>::max()) {
    return absl::InvalidArgumentError(
        "CHALLENGE.Extra: expected a kdf that is known, a salt in base64, and "
        "numbers of 32 bits, got something else");
  }
  if (exchange.client_nonce.empty() ||
      !absl::StartsWith(challenge.nonce(), exchange.client_nonce)) {
    return absl::InvalidArgumentError(
        "CHALLENGE.Extra.nonce: expected one that begins with the client's, "
        "got another");
  }
  derivation.iterations = static_cast<uint32_t>(challenge.iterations());
  derivation.memory = static_cast<uint32_t>(challenge.memory());
  const absl::StatusOr<std::string> salted =
      SaltPassword(password, derivation, exchange.dialect);
  if (!salted.ok()) return salted.status();

  internal::ScramWords words;
  words.dialect = exchange.dialect;
  words.authid = exchange.authid;
  words.client_nonce = exchange.client_nonce;
  words.nonce = challenge.nonce();
  words.salt = challenge.salt();
  words.iterations = challenge.iterations();
  words.channel_binding = challenge.channel_binding();
  words.channel_id = exchange.channel_id;
  const std::string message = internal::AuthMessageOf(words);
  const std::string client_key = internal::ClientKeyOf(*salted);
  ScramProof proof;
  proof.signature = absl::Base64Escape(internal::Xor(
      client_key,
      internal::HmacSha256(internal::Sha256Of(client_key), message)));
  proof.verifier = absl::Base64Escape(
      internal::HmacSha256(internal::ServerKeyOf(*salted), message));
  if (exchange.dialect == ScramDialect::kSpecification) {
    proof.extra->set_nonce(challenge.nonce());
    if (challenge.has_channel_binding()) {
      proof.extra->set_channel_binding(challenge.channel_binding());
      proof.extra->set_cbind_data(absl::Base64Escape(exchange.channel_id));
    }
  }
  return proof;
}

absl::StatusOr<v1::ScramKeys> MakeScramKeys(absl::string_view password,
                                            v1::ScramKeys keys) {
  internal::Derivation derivation;
  derivation.argon2 = keys.kdf() != "pbkdf2";
  derivation.iterations = keys.iterations();
  derivation.memory = keys.memory();
  if (!internal::ReadHex(keys.salt(), &derivation.salt)) {
    return absl::InvalidArgumentError(
        "ScramKeys.salt: expected hexadecimal digits, got something else");
  }
  const absl::StatusOr<std::string> salted =
      SaltPassword(password, derivation,
                   keys.kdf() == "argon2id-13" ? ScramDialect::kAutobahn
                                               : ScramDialect::kSpecification);
  if (!salted.ok()) return salted.status();
  keys.set_stored_key(absl::BytesToHexString(
      internal::Sha256Of(internal::ClientKeyOf(*salted))));
  keys.set_server_key(absl::BytesToHexString(internal::ServerKeyOf(*salted)));
  return keys;
}

}  // namespace auth
}  // namespace wamp
