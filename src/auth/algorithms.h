// OpenSSL's algorithms, looked up once: OpenSSL 3 does so at each call that is
// given no more than a name, which takes longer than the call's work.
#ifndef WAMP_SRC_AUTH_ALGORITHMS_H_
#define WAMP_SRC_AUTH_ALGORITHMS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "openssl/evp.h"

namespace wamp {
namespace auth {
namespace internal {

const EVP_MD* Sha256Algorithm();
const EVP_CIPHER* Aes256CtrAlgorithm();
const EVP_CIPHER* Aes256GcmAlgorithm();

// Writes HMAC-SHA256 to the 32 bytes at `code`.
void ComputeHmac(absl::string_view key, absl::string_view bytes,
                 unsigned char* code);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_ALGORITHMS_H_
