#include "src/auth/scram.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "src/auth/crypto.h"
#include "src/auth/cryptosign.h"
#include "src/text/quote.h"
#include "wamp/dict.h"
#include "wamp/value.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

constexpr size_t kNonceBytes = 16;
constexpr size_t kMostNonce = 256;

absl::Status Unexpected(absl::string_view place, absl::string_view expected,
                        absl::string_view found) {
  return absl::InvalidArgumentError(
      absl::StrCat(place, ": expected ", expected, ", got ", found));
}

// The client's nonce, which is bare in RFC 5802's messages: nothing in it may
// end it.
absl::Status CheckNonce(const HelloAuthextra& authextra) {
  const std::string& nonce = authextra->nonce();
  const bool is_good = !nonce.empty() && nonce.size() <= kMostNonce &&
                       nonce.find_first_not_of(
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxy"
                           "z0123456789+/=") == std::string::npos;
  if (is_good) return absl::OkStatus();
  return Unexpected("HELLO.Details.authextra.nonce",
                    absl::StrCat("1 to ", kMostNonce, " characters of base64"),
                    authextra->has_nonce() ? "something else" : "nothing");
}

std::string BindingInput(const ScramWords& words) {
  if (words.dialect == ScramDialect::kAutobahn) return "";
  const std::string flag = words.channel_binding.empty()
                               ? "n"
                               : absl::StrCat("p=", words.channel_binding);
  return absl::Base64Escape(absl::StrCat(flag, ",,", words.channel_id));
}

}  // namespace

std::string AuthMessageOf(const ScramWords& words) {
  const std::string authid =
      words.dialect == ScramDialect::kAutobahn
          ? std::string(words.authid)
          : absl::StrReplaceAll(words.authid, {{",", "=2C"}, {"=", "=3D"}});
  return absl::StrCat("n=", authid, ",r=", words.client_nonce,
                      ",r=", words.nonce, ",s=", words.salt,
                      ",i=", words.iterations, ",c=", BindingInput(words),
                      ",r=", words.nonce);
}

std::string ClientKeyOf(absl::string_view salted_password) {
  return HmacSha256(salted_password, "Client Key");
}

std::string ServerKeyOf(absl::string_view salted_password) {
  return HmacSha256(salted_password, "Server Key");
}

ScramVerdict JudgeScram(absl::string_view stored_key,
                        absl::string_view server_key,
                        absl::string_view auth_message,
                        absl::string_view proof) {
  const std::string client_key =
      Xor(HmacSha256(stored_key, auth_message), proof);
  return {proof.size() == kKeyBytes &&
              SecretsAreEqual(Sha256Of(client_key), stored_key),
          HmacSha256(server_key, auth_message)};
}

absl::StatusOr<wamp::v1::Dict> ChallengeByScram(
    const ScramKey& key, ScramDialect dialect, const HelloAuthextra& authextra,
    const wamp::v1::TransportDetails& transport, ChallengeState* state) {
  const absl::Status status = CheckNonce(authextra);
  if (!status.ok()) return status;
  ChallengeExtra extra;
  const std::string& binding = authextra->channel_binding();
  if (!binding.empty()) {
    constexpr absl::string_view kPlace =
        "HELLO.Details.authextra.channel_binding";
    if (dialect == ScramDialect::kAutobahn) {
      // It would sign the name alone, which binds nothing.
      return Unexpected(kPlace, "none with the method \"scram\"",
                        wamp::internal::Quote(binding));
    }
    if (binding.find_first_of(",=") != std::string::npos ||
        ChannelIdOf(transport, binding).empty()) {
      return Unexpected(kPlace, "one that the connection has",
                        wamp::internal::Quote(binding));
    }
    extra->set_channel_binding(binding);
    state->channel_binding = binding;
  }
  state->client_nonce = authextra->nonce();
  state->challenge = absl::StrCat(authextra->nonce(),
                                  absl::Base64Escape(RandomBytes(kNonceBytes)));
  extra->set_nonce(state->challenge);
  extra->set_salt(absl::Base64Escape(key.derivation.salt));
  extra->set_iterations(key.derivation.iterations);
  extra->set_kdf("pbkdf2");
  if (key.derivation.argon2) {
    extra->set_kdf(dialect == ScramDialect::kAutobahn ? "argon2id-13"
                                                      : "argon2id13");
    extra->set_memory(key.derivation.memory);
  }
  return ToDict(extra);
}

absl::StatusOr<ScramVerdict> VerifyScram(
    const ScramKey& key, ScramDialect dialect, const ChallengeState& state,
    const wamp::v1::TransportDetails& transport,
    const wamp::v1::Authenticate& authenticate) {
  const absl::StatusOr<AuthenticateExtra> extra =
      FromDict<AuthenticateExtra>(authenticate.extra());
  if (!extra.ok()) return extra.status();
  const AuthenticateExtra& said = *extra;
  const std::string channel_id =
      state.channel_binding.empty()
          ? ""
          : ChannelIdOf(transport, state.channel_binding);
  const std::string salt = absl::Base64Escape(key.derivation.salt);
  ScramWords words;
  words.dialect = dialect;
  words.authid = state.authid;
  words.client_nonce = state.client_nonce;
  words.nonce = state.challenge;
  words.salt = salt;
  words.iterations = key.derivation.iterations;
  words.channel_binding = state.channel_binding;
  words.channel_id = channel_id;
  std::string proof;
  if (!ReadCanonicalBase64(authenticate.signature(), &proof)) proof.clear();
  ScramVerdict verdict =
      JudgeScram(key.stored_key, key.server_key, AuthMessageOf(words), proof);
  // autobahn says nothing beside the proof.
  if (dialect == ScramDialect::kSpecification || said->has_nonce()) {
    verdict.proven &= said->nonce() == state.challenge;
  }
  verdict.proven &= said->channel_binding() == state.channel_binding;
  std::string data;
  verdict.proven &= ReadCanonicalBase64(said->cbind_data(), &data) &&
                    SecretsAreEqual(data, channel_id);
  return verdict;
}

wamp::v1::Dict WelcomeByScram(ScramDialect dialect,
                              const ScramVerdict& verdict) {
  return MakeDict(
      {{dialect == ScramDialect::kAutobahn ? "scram_server_signature"
                                           : "verifier",
        absl::Base64Escape(verdict.server_signature)}});
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
