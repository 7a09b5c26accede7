// Secrets under keys that no field claims.
#ifndef WAMP_SRC_ENGINE_SECRET_KEYS_H_
#define WAMP_SRC_ENGINE_SECRET_KEYS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

// A key as keys are compared here: "-" and "_" are one, and so are capital and
// small letters.
std::string NormalizedKey(absl::string_view key);

// Whether a secret field of some WAMP message goes by this key, as `authextra`
// and `resume-token` do, or whether it is what programs call secrets of their
// own: `ticket`, `secret`, `password`, `token`. Where a peer sends it along
// with a message that has no such field, its value is to be hidden all the
// same. The key need not be normalized.
bool IsSecretKey(absl::string_view key);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_SECRET_KEYS_H_
