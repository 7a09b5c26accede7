// Principals that do not exist, for clients that say they are one of them.
#ifndef WAMP_SRC_AUTH_DECOY_H_
#define WAMP_SRC_AUTH_DECOY_H_

#include "absl/strings/string_view.h"
#include "src/auth/policy_index.h"

namespace wamp {
namespace auth {
namespace internal {

// A principal called `authid` that looks like one of the realm which may use
// `method` (kNoMethod: like any), always the same for the same key, and whose
// credentials nobody has. If there is none to look like, it has no methods.
Principal MakeDecoy(const RealmIndex& realm, absl::string_view authid,
                    absl::string_view key, Method method);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_DECOY_H_
