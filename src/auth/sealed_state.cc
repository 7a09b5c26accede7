#include "src/auth/sealed_state.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "openssl/evp.h"
#include "src/auth/algorithms.h"
#include "src/auth/crypto.h"
#include "src/auth/octets.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

constexpr char kVersion = 1;
constexpr size_t kIdBytes = 4;
constexpr size_t kGcmNonceBytes = 12;
constexpr size_t kTagBytes = 16;
constexpr size_t kHeadBytes = 1 + kIdBytes + kGcmNonceBytes;

// A number as so many bytes, the highest first.
std::string Fixed(uint64_t number, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) {
    text.push_back(static_cast<char>(number >> (8 * i)));
  }
  return text;
}

// Appends a part so that no other parts give the same bytes.
void Append(absl::string_view part, std::string* out) {
  absl::StrAppend(out, Fixed(part.size(), 4), part);
}

// Takes a number of so many bytes off the front. 0 if there are too few, and
// then none are left.
uint64_t TakeNumber(absl::string_view* bytes, size_t size) {
  uint64_t number = 0;
  if (bytes->size() < size) {
    *bytes = "";
    return 0;
  }
  for (const char c : bytes->substr(0, size)) {
    number = (number << 8) | static_cast<unsigned char>(c);
  }
  bytes->remove_prefix(size);
  return number;
}

std::array<std::string ChallengeState::*, 8> Parts() {
  using State = ChallengeState;
  return {&State::method,   &State::realm,          &State::authid,
          &State::authrole, &State::challenge,      &State::client_nonce,
          &State::pubkey,   &State::channel_binding};
}

std::string Write(const ChallengeState& state) {
  std::string bytes =
      Fixed(static_cast<uint64_t>(absl::ToUnixMillis(state.expires)), 8);
  for (const auto part : Parts()) Append(state.*part, &bytes);
  return bytes;
}

std::optional<ChallengeState> Read(absl::string_view bytes) {
  ChallengeState state;
  state.expires =
      absl::FromUnixMillis(static_cast<int64_t>(TakeNumber(&bytes, 8)));
  for (const auto part : Parts()) {
    const uint64_t size = TakeNumber(&bytes, 4);
    if (size > bytes.size()) return std::nullopt;
    state.*part = std::string(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  if (!bytes.empty()) return std::nullopt;
  return state;
}

// AES-256-GCM, there and back. What is authenticated besides: the head, and the
// binding. False for a tag that does not fit.
bool Crypt(bool encrypt, absl::string_view key, absl::string_view head,
           absl::string_view binding, absl::string_view in, std::string* out,
           std::string* tag) {
  const Cipher cipher(EVP_CIPHER_CTX_new());
  const absl::string_view nonce = head.substr(1 + kIdBytes);
  int size = 0;
  out->assign(in.size() + 1, '\0');
  if (EVP_CipherInit_ex(cipher.get(), Aes256GcmAlgorithm(), nullptr, Data(key),
                        Data(nonce), encrypt ? 1 : 0) != 1 ||
      EVP_CipherUpdate(cipher.get(), nullptr, &size, Data(head),
                       static_cast<int>(head.size())) != 1 ||
      EVP_CipherUpdate(cipher.get(), nullptr, &size, Data(binding),
                       static_cast<int>(binding.size())) != 1 ||
      EVP_CipherUpdate(cipher.get(), Data(out), &size, Data(in),
                       static_cast<int>(in.size())) != 1) {
    return false;
  }
  if (!encrypt &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG,
                          static_cast<int>(kTagBytes), Data(tag)) != 1) {
    return false;
  }
  int rest = 0;
  if (EVP_CipherFinal_ex(cipher.get(), Data(out) + size, &rest) != 1) {
    return false;
  }
  out->resize(in.size());
  if (!encrypt) return true;
  tag->assign(kTagBytes, '\0');
  return EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG,
                             static_cast<int>(kTagBytes), Data(tag)) == 1;
}

}  // namespace

std::string BindingOf(absl::string_view request_id,
                      const wamp::v1::TransportDetails& transport) {
  std::string bytes;
  Append(request_id, &bytes);
  Append(transport.peer(), &bytes);
  std::vector<std::string> ids;
  for (const wamp::v1::Entry& entry : transport.channel_id().entries()) {
    std::string id;
    Append(entry.key(), &id);
    Append(entry.value().SerializeAsString(), &id);
    ids.push_back(std::move(id));
  }
  std::sort(ids.begin(), ids.end());
  for (const std::string& id : ids) Append(id, &bytes);
  return Sha256Of(bytes);
}

StateSealer::StateSealer(const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    // Not the key itself, so that the key's other uses stay apart.
    keys_.push_back({HmacSha256(key, "state key id").substr(0, kIdBytes),
                     HmacSha256(key, "state key")});
  }
}

std::string StateSealer::Seal(const ChallengeState& state,
                              absl::string_view binding) const {
  const Key& key = keys_.front();
  const std::string head = absl::StrCat(absl::string_view(&kVersion, 1), key.id,
                                        RandomBytes(kGcmNonceBytes));
  std::string sealed;
  std::string tag;
  if (!Crypt(true, key.bytes, head, binding, Write(state), &sealed, &tag)) {
    return "";
  }
  return absl::StrCat(head, sealed, tag);
}

std::optional<OpenedState> StateSealer::Open(absl::string_view sealed,
                                             absl::string_view binding) const {
  if (sealed.size() < kHeadBytes + kTagBytes || sealed[0] != kVersion) {
    return std::nullopt;
  }
  const absl::string_view head = sealed.substr(0, kHeadBytes);
  const absl::string_view body =
      sealed.substr(kHeadBytes, sealed.size() - kHeadBytes - kTagBytes);
  for (const Key& key : keys_) {
    if (head.substr(1, kIdBytes) != key.id) continue;
    std::string opened;
    std::string tag(sealed.substr(sealed.size() - kTagBytes));
    if (!Crypt(false, key.bytes, head, binding, body, &opened, &tag)) continue;
    std::optional<ChallengeState> state = Read(opened);
    if (!state.has_value()) return std::nullopt;
    return OpenedState{*std::move(state),
                       std::string(head.substr(1 + kIdBytes))};
  }
  return std::nullopt;
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
