#include "src/log/digest.h"

#include "absl/strings/escaping.h"
#include "openssl/evp.h"
#include "openssl/hmac.h"
#include "openssl/sha.h"

namespace wamp {
namespace internal {
namespace {

const unsigned char* Data(absl::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// Looked up once: OpenSSL 3 does so at each call that is given no more than the
// name, which takes longer than to hash a record.
const EVP_MD* Sha256Type() {
#if !defined(OPENSSL_IS_BORINGSSL) && OPENSSL_VERSION_NUMBER >= 0x30000000L
  static const EVP_MD* const type = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (type != nullptr) return type;
#endif
  return EVP_sha256();
}

}  // namespace

std::string Sha256(absl::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  EVP_Digest(Data(bytes), bytes.size(),
             reinterpret_cast<unsigned char*>(&digest[0]), nullptr,
             Sha256Type(), nullptr);
  return digest;
}

std::string HmacSha256Hex(absl::string_view key, absl::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Data(bytes),
       bytes.size(), reinterpret_cast<unsigned char*>(&digest[0]), &size);
  return absl::BytesToHexString(digest);
}

}  // namespace internal
}  // namespace wamp
