#include "src/auth/cryptosign.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "src/auth/crypto.h"
#include "src/text/quote.h"
#include "wamp/auth/client_proof.h"
#include "wamp/dict.h"
#include "wamp/value.h"

namespace wamp {
namespace auth {
namespace internal {

std::string ChannelIdOf(const wamp::v1::TransportDetails& transport,
                        absl::string_view type) {
  const wamp::v1::Value* id = Find(transport.channel_id(), type);
  return id != nullptr && id->has_bytes_value() ? id->bytes_value() : "";
}

absl::StatusOr<std::string> PubkeyOf(const HelloAuthextra& authextra) {
  std::string pubkey;
  if (!ReadHex(authextra->pubkey(), &pubkey) || pubkey.size() != kKeyBytes) {
    return absl::InvalidArgumentError(absl::StrCat(
        "HELLO.Details.authextra.pubkey: expected 64 hexadecimal digits, got ",
        authextra->has_pubkey() ? "something else" : "nothing"));
  }
  return pubkey;
}

absl::StatusOr<wamp::v1::Dict> ChallengeByCryptosign(
    const HelloAuthextra& authextra,
    const wamp::v1::TransportDetails& transport, ChallengeState* state) {
  absl::StatusOr<std::string> pubkey = PubkeyOf(authextra);
  if (!pubkey.ok()) return pubkey.status();
  state->pubkey = *std::move(pubkey);
  state->challenge = absl::BytesToHexString(RandomBytes(kKeyBytes));
  ChallengeExtra extra;
  extra->set_challenge(state->challenge);
  const std::string& binding = authextra->channel_binding();
  if (!binding.empty()) {
    if (ChannelIdOf(transport, binding).size() != kKeyBytes) {
      return absl::InvalidArgumentError(absl::StrCat(
          "HELLO.Details.authextra.channel_binding: expected one that the "
          "connection has, got ",
          wamp::internal::Quote(binding)));
    }
    state->channel_binding = binding;
    extra->set_channel_binding(binding);
  }
  return ToDict(extra);
}

bool VerifyCryptosign(const ChallengeState& state,
                      const wamp::v1::TransportDetails& transport,
                      absl::string_view signature) {
  std::string expected;
  std::string signed_bytes;
  if (!ReadHex(state.challenge, &expected) ||
      !ReadHex(signature, &signed_bytes) ||
      signed_bytes.size() != kEd25519SignatureBytes + kKeyBytes) {
    return false;
  }
  if (!state.channel_binding.empty()) {
    const std::string id = ChannelIdOf(transport, state.channel_binding);
    if (id.size() != kKeyBytes) return false;
    expected = Xor(expected, id);
  }
  const absl::string_view bytes = signed_bytes;
  return bytes.substr(kEd25519SignatureBytes) == expected &&
         Ed25519Verify(state.pubkey, expected,
                       bytes.substr(0, kEd25519SignatureBytes));
}

}  // namespace internal

absl::StatusOr<std::string> CryptosignPublicKey(absl::string_view private_key) {
  const std::string key = internal::Ed25519PublicKey(private_key);
  if (key.empty()) {
    return absl::InvalidArgumentError(
        "private_key: expected 32 bytes, got something else");
  }
  return absl::BytesToHexString(key);
}

absl::StatusOr<std::string> SignCryptosign(absl::string_view private_key,
                                           const ChallengeExtra& challenge,
                                           absl::string_view channel_id) {
  std::string bytes;
  if (!internal::ReadHex(challenge->challenge(), &bytes) ||
      bytes.size() != internal::kKeyBytes) {
    return absl::InvalidArgumentError(
        "CHALLENGE.Extra.challenge: expected 64 hexadecimal digits, got "
        "something else");
  }
  if (challenge->has_channel_binding() || !channel_id.empty()) {
    if (channel_id.size() != internal::kKeyBytes) {
      return absl::InvalidArgumentError(
          "channel_id: expected 32 bytes, got something else");
    }
    bytes = internal::Xor(bytes, channel_id);
  }
  const std::string signature = internal::Ed25519Sign(private_key, bytes);
  if (signature.empty()) {
    return absl::InvalidArgumentError(
        "private_key: expected 32 bytes, got something else");
  }
  return absl::BytesToHexString(absl::StrCat(signature, bytes));
}

}  // namespace auth
}  // namespace wamp
