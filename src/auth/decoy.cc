#include "src/auth/decoy.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "openssl/evp.h"
#include "src/auth/algorithms.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

// Bytes that follow from a seed of 32 bytes, and that nobody knows without it.
class Stream {
 public:
  explicit Stream(const std::string& seed) : cipher_(EVP_CIPHER_CTX_new()) {
    constexpr std::array<unsigned char, 16> kFirst = {};
    if (EVP_EncryptInit_ex(cipher_.get(), Aes256CtrAlgorithm(), nullptr,
                           reinterpret_cast<const unsigned char*>(seed.data()),
                           kFirst.data()) != 1) {
      DieWithout("AES-256-CTR");
    }
  }

  std::string Take(size_t size) {
    std::string bytes(size, '\0');
    auto* const data = reinterpret_cast<unsigned char*>(bytes.data());
    int taken = 0;
    if (EVP_EncryptUpdate(cipher_.get(), data, &taken, data,
                          static_cast<int>(size)) != 1) {
      DieWithout("AES-256-CTR");
    }
    return bytes;
  }

  // Characters of `text`, which thus has the same alphabet, and the same
  // padding of base64 at its end.
  std::string TakeLike(absl::string_view text) {
    const size_t size = text.find_last_not_of('=') + 1;
    std::string taken = Take(size);
    for (char& c : taken) c = text[static_cast<unsigned char>(c) % size];
    return absl::StrCat(taken, text.substr(size));
  }

 private:
  const Cipher cipher_;
};

// Realms have no control characters in their names.
std::string SeedOf(const RealmIndex& realm, absl::string_view authid,
                   absl::string_view key) {
  return HmacSha256(key, absl::StrCat("decoy\n", realm.name, "\n", authid));
}

uint64_t Mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

// One of the realm's shapes. Another takes its place only if it goes, or if a
// new one ranks higher: a changed policy does not change all decoys.
const Principal* ModelOf(const RealmIndex& realm, const std::string& seed,
                         Method method) {
  uint64_t choice = 0;
  std::memcpy(&choice, seed.data(), sizeof(choice));
  const Principal* model = nullptr;
  uint64_t highest = 0;
  for (const Shape& shape : realm.shapes) {
    if ((shape.model->methods & method) != method) continue;
    const uint64_t rank = Mix(shape.hash ^ choice);
    if (model == nullptr || rank > highest) {
      model = shape.model;
      highest = rank;
    }
  }
  return model;
}

}  // namespace

uint32_t MethodsOfDecoy(const RealmIndex& realm, absl::string_view authid,
                        absl::string_view key) {
  const Principal* model =
      ModelOf(realm, SeedOf(realm, authid, key), kNoMethod);
  return model == nullptr ? uint32_t{kNoMethod} : model->methods;
}

Principal MakeDecoy(const RealmIndex& realm, absl::string_view authid,
                    absl::string_view key, Method method) {
  const std::string seed = SeedOf(realm, authid, key);
  const Principal* model = ModelOf(realm, seed, method);
  Principal decoy;
  decoy.authid = std::string(authid);
  if (model == nullptr) return decoy;
  decoy.role = model->role;
  decoy.methods = model->methods;
  Stream stream(seed);
  // In the same order whatever there is, so that a method that is added to the
  // model leaves the others alone.
  const std::string salt = stream.Take(64);
  const std::string keys = stream.Take(2 * kKeyBytes);
  if (model->ticket) {
    decoy.ticket =
        TicketKey{model->ticket->derivation, keys.substr(0, kKeyBytes)};
    Derivation& derivation = decoy.ticket->derivation;
    derivation.salt = salt.substr(0, derivation.salt.size());
  }
  if (model->scram) {
    decoy.scram = ScramKey{model->scram->derivation, keys.substr(0, kKeyBytes),
                           keys.substr(kKeyBytes)};
    Derivation& derivation = decoy.scram->derivation;
    derivation.salt = salt.substr(0, derivation.salt.size());
  }
  if (!model->pubkeys.empty()) decoy.pubkeys = {keys.substr(0, kKeyBytes)};
  if (model->cra) {
    decoy.cra = model->cra;
    decoy.cra->key = stream.Take(kKeyBytes);
    if (!model->cra->salt.empty()) {
      decoy.cra->salt = stream.TakeLike(model->cra->salt);
    }
  }
  return decoy;
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
