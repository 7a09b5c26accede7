#include "src/auth/algorithms.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "openssl/crypto.h"
#include "openssl/hmac.h"
#if !defined(OPENSSL_IS_BORINGSSL) && OPENSSL_VERSION_NUMBER >= 0x30000000L
#include "openssl/core_names.h"
#include "openssl/params.h"
#endif
#include "src/auth/octets.h"

namespace wamp {
namespace auth {
namespace internal {

#if !defined(OPENSSL_IS_BORINGSSL) && OPENSSL_VERSION_NUMBER >= 0x30000000L

namespace {

struct FreeMac {
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using Mac = std::unique_ptr<EVP_MAC_CTX, FreeMac>;

constexpr size_t kCodeBytes = 32;

// Without a key, to be copied.
EVP_MAC_CTX* MakeHmac() {
  EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  EVP_MAC_CTX* const context = EVP_MAC_CTX_new(hmac);
  EVP_MAC_free(hmac);
  char digest[] = "SHA256";
  const OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_end()};
  if (context == nullptr || EVP_MAC_CTX_set_params(context, params) != 1) {
    DieWithout("HMAC-SHA256");
  }
  return context;
}

}  // namespace

const EVP_MD* Sha256Algorithm() {
  static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return found != nullptr ? found : EVP_sha256();
}

const EVP_CIPHER* Aes256CtrAlgorithm() {
  static const EVP_CIPHER* const found =
      EVP_CIPHER_fetch(nullptr, "AES-256-CTR", nullptr);
  return found != nullptr ? found : EVP_aes_256_ctr();
}

const EVP_CIPHER* Aes256GcmAlgorithm() {
  static const EVP_CIPHER* const found =
      EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return found != nullptr ? found : EVP_aes_256_gcm();
}

void ComputeHmac(absl::string_view key, absl::string_view bytes,
                 unsigned char* code) {
  static const EVP_MAC_CTX* const hmac = MakeHmac();
  // A copy costs as much as the code of a short text.
  thread_local const Mac mac(EVP_MAC_CTX_dup(hmac));
  size_t size = 0;
  if (mac == nullptr ||
      EVP_MAC_init(mac.get(), Data(key), key.size(), nullptr) != 1 ||
      EVP_MAC_update(mac.get(), Data(bytes), bytes.size()) != 1 ||
      EVP_MAC_final(mac.get(), code, &size, kCodeBytes) != 1) {
    DieWithout("HMAC-SHA256");
  }
}

#else

const EVP_MD* Sha256Algorithm() { return EVP_sha256(); }

const EVP_CIPHER* Aes256CtrAlgorithm() { return EVP_aes_256_ctr(); }

const EVP_CIPHER* Aes256GcmAlgorithm() { return EVP_aes_256_gcm(); }

void ComputeHmac(absl::string_view key, absl::string_view bytes,
                 unsigned char* code) {
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Data(bytes),
       bytes.size(), code, nullptr);
}

#endif

void DieWithout(const char* what) {
  std::fprintf(stderr, "OpenSSL: no %s\n", what);
  std::abort();
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
