// The hashes of the log.
#ifndef WAMP_SRC_LOG_DIGEST_H_
#define WAMP_SRC_LOG_DIGEST_H_

#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

// 32 bytes.
std::string Sha256(absl::string_view bytes);

// The HMAC of `bytes`, 64 hexadecimal digits.
std::string HmacSha256Hex(absl::string_view key, absl::string_view bytes);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_DIGEST_H_
