// The cryptography of the methods, which is OpenSSL's and libargon2's.
#ifndef WAMP_SRC_AUTH_CRYPTO_H_
#define WAMP_SRC_AUTH_CRYPTO_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace wamp {
namespace auth {
namespace internal {

// Of SHA-256, of keys, nonces and Ed25519's keys.
inline constexpr size_t kKeyBytes = 32;

// Whether two texts are the same, in a time that does not tell where they
// differ. Their sizes are no secret.
bool SecretsAreEqual(absl::string_view a, absl::string_view b);

// `size` random bytes. A process that has no random numbers ends.
std::string RandomBytes(size_t size);

std::string Sha256Of(absl::string_view bytes);
std::string HmacSha256(absl::string_view key, absl::string_view bytes);

// Each byte of one with that of the other, which has the same size.
std::string Xor(absl::string_view a, absl::string_view b);

// The bytes in base64 text of the canonical form, of which there is one for
// each sequence of bytes. False if it is anything else.
bool ReadCanonicalBase64(absl::string_view text, std::string* bytes);
// As above, in hexadecimal digits of either case.
bool ReadHex(absl::string_view text, std::string* bytes);

// What OWASP recommends for Argon2id: how often, and the memory in KiB.
inline constexpr uint32_t kArgon2Iterations = 2;
inline constexpr uint32_t kArgon2Memory = 19456;

// How a key is derived from a password.
struct Derivation {
  // Argon2id, version 1.3, one lane; else PBKDF2 with HMAC-SHA256.
  bool argon2 = false;
  std::string salt;
  uint32_t iterations = 1;
  // In KiB, for Argon2.
  uint32_t memory = 0;
  size_t key_bytes = kKeyBytes;
};

// Fails for parameters that the libraries don't take, or without the memory.
absl::StatusOr<std::string> Derive(absl::string_view password,
                                   const Derivation& derivation);

inline constexpr size_t kEd25519SignatureBytes = 64;

// Of Ed25519. Empty if there is none.
std::string Ed25519PublicKey(absl::string_view private_key);
std::string Ed25519Sign(absl::string_view private_key, absl::string_view bytes);
bool Ed25519Verify(absl::string_view public_key, absl::string_view bytes,
                   absl::string_view signature);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_CRYPTO_H_
