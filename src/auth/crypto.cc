#include "src/auth/crypto.h"

#include <argon2.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "openssl/crypto.h"
#include "openssl/evp.h"
#include "openssl/rand.h"
#include "src/auth/algorithms.h"
#include "src/auth/octets.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Digest = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

Key PrivateKey(absl::string_view bytes) {
  return Key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                          Data(bytes), bytes.size()));
}

}  // namespace

bool SecretsAreEqual(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() &&
         CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string RandomBytes(size_t size) {
  std::string bytes(size, '\0');
  if (RAND_bytes(Data(&bytes), static_cast<int>(size)) != 1) {
    DieWithout("random numbers");
  }
  return bytes;
}

std::string Sha256Of(absl::string_view bytes) {
  std::string digest(kKeyBytes, '\0');
  EVP_Digest(bytes.data(), bytes.size(), Data(&digest), nullptr,
             Sha256Algorithm(), nullptr);
  return digest;
}

std::string HmacSha256(absl::string_view key, absl::string_view bytes) {
  std::string code(kKeyBytes, '\0');
  // Not all releases take no address for no bytes.
  if (key.data() == nullptr) key = "";
  ComputeHmac(key, bytes, Data(&code));
  return code;
}

std::string Xor(absl::string_view a, absl::string_view b) {
  std::string result(a);
  for (size_t i = 0; i < result.size() && i < b.size(); ++i) {
    result[i] = static_cast<char>(result[i] ^ b[i]);
  }
  return result;
}

bool ReadCanonicalBase64(absl::string_view text, std::string* bytes) {
  return absl::Base64Unescape(text, bytes) &&
         absl::Base64Escape(*bytes) == text;
}

bool ReadHex(absl::string_view text, std::string* bytes) {
  if (text.size() % 2 != 0 ||
      !std::all_of(text.begin(), text.end(), [](char c) {
        return absl::ascii_isxdigit(static_cast<unsigned char>(c));
      })) {
    return false;
  }
  bytes->clear();
  for (size_t i = 0; i < text.size(); i += 2) {
    int byte = 0;
    for (const char c : text.substr(i, 2)) {
      const int digit = absl::ascii_isdigit(static_cast<unsigned char>(c))
                            ? c - '0'
                            : (c | 0x20) - 'a' + 10;
      byte = byte * 16 + digit;
    }
    bytes->push_back(static_cast<char>(byte));
  }
  return true;
}

absl::StatusOr<std::string> Derive(absl::string_view password,
                                   const Derivation& derivation) {
  std::string key(derivation.key_bytes, '\0');
  if (password.data() == nullptr) password = "";
  if (derivation.argon2) {
    const int error = argon2id_hash_raw(
        derivation.iterations, derivation.memory, /*parallelism=*/1,
        password.data(), password.size(), derivation.salt.data(),
        derivation.salt.size(), &key[0], key.size());
    if (error == ARGON2_MEMORY_ALLOCATION_ERROR) {
      return absl::ResourceExhaustedError("argon2: no memory");
    }
    if (error != ARGON2_OK) {
      return absl::InvalidArgumentError(
          absl::StrCat("argon2: ", argon2_error_message(error)));
    }
    return key;
  }
  if (derivation.iterations == 1 && key.size() == kKeyBytes) {
    // PBKDF2 then is one HMAC, of the salt and the number of the block
    // (RFC 8018, 5.2), which OpenSSL takes several times as long to find out.
    return HmacSha256(password, absl::StrCat(derivation.salt,
                                             absl::string_view("\0\0\0\1", 4)));
  }
  if (derivation.iterations == 0 ||
      derivation.iterations > uint32_t{std::numeric_limits<int>::max()} ||
      PKCS5_PBKDF2_HMAC(
          password.data(), static_cast<int>(password.size()),
          Data(derivation.salt), static_cast<int>(derivation.salt.size()),
          static_cast<int>(derivation.iterations), Sha256Algorithm(),
          static_cast<int>(key.size()), Data(&key)) != 1) {
    return absl::InvalidArgumentError(
        "pbkdf2: expected at least one iteration, a salt and a password");
  }
  return key;
}

std::string Ed25519PublicKey(absl::string_view private_key) {
  const Key key = PrivateKey(private_key);
  std::string bytes(kKeyBytes, '\0');
  size_t size = bytes.size();
  if (key == nullptr ||
      EVP_PKEY_get_raw_public_key(key.get(), Data(&bytes), &size) != 1) {
    bytes.clear();
  }
  return bytes;
}

std::string Ed25519Sign(absl::string_view private_key,
                        absl::string_view bytes) {
  const Key key = PrivateKey(private_key);
  const Digest digest(EVP_MD_CTX_new());
  std::string signature(kEd25519SignatureBytes, '\0');
  size_t size = signature.size();
  if (key == nullptr ||
      EVP_DigestSignInit(digest.get(), nullptr, nullptr, nullptr, key.get()) !=
          1 ||
      EVP_DigestSign(digest.get(), Data(&signature), &size, Data(bytes),
                     bytes.size()) != 1) {
    signature.clear();
  }
  return signature;
}

bool Ed25519Verify(absl::string_view public_key, absl::string_view bytes,
                   absl::string_view signature) {
  const Key key(EVP_PKEY_new_raw_public_key(
      EVP_PKEY_ED25519, nullptr, Data(public_key), public_key.size()));
  const Digest digest(EVP_MD_CTX_new());
  return key != nullptr && signature.size() == kEd25519SignatureBytes &&
         EVP_DigestVerifyInit(digest.get(), nullptr, nullptr, nullptr,
                              key.get()) == 1 &&
         EVP_DigestVerify(digest.get(), Data(signature), signature.size(),
                          Data(bytes), bytes.size()) == 1;
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
