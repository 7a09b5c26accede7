// Secrets under keys that no field claims.
#ifndef WAMP_SRC_ENGINE_SECRET_KEYS_H_
#define WAMP_SRC_ENGINE_SECRET_KEYS_H_

#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

// Whether a secret field of some WAMP message goes by this key, as `authextra`
// and `resume-token` do, or whether it is what programs call secrets of their
// own: `ticket`, `secret`, `password`, `token`. Where a peer sends it along
// with a message that has no such field, its value is to be hidden all the
// same. "-" and "_" are one in this, and so are capital and small letters.
bool IsSecretKey(absl::string_view key);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_SECRET_KEYS_H_
