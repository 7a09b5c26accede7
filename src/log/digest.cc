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

}  // namespace

std::string Sha256(absl::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(Data(bytes), bytes.size(),
         reinterpret_cast<unsigned char*>(&digest[0]));
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
