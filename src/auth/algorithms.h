// OpenSSL's algorithms, looked up once: OpenSSL 3 does so at each call that is
// given no more than a name, which takes longer than the call's work.
#ifndef WAMP_SRC_AUTH_ALGORITHMS_H_
#define WAMP_SRC_AUTH_ALGORITHMS_H_

#include <memory>

#include "absl/strings/string_view.h"
#include "openssl/evp.h"

namespace wamp {
namespace auth {
namespace internal {

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const {
    EVP_CIPHER_CTX_free(context);
  }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

const EVP_MD* Sha256Algorithm();
const EVP_CIPHER* Aes256CtrAlgorithm();
const EVP_CIPHER* Aes256GcmAlgorithm();

// Writes HMAC-SHA256 to the 32 bytes at `code`.
void ComputeHmac(absl::string_view key, absl::string_view bytes,
                 unsigned char* code);

// Ends the program, which has no way to go on: what would be in the place of
// `what` could be guessed, and would let anybody in.
[[noreturn]] void DieWithout(const char* what);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_ALGORITHMS_H_
