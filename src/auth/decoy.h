// Principals that do not exist, for clients that say they are one of them.
#ifndef WAMP_SRC_AUTH_DECOY_H_
#define WAMP_SRC_AUTH_DECOY_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "src/auth/policy_index.h"

namespace wamp {
namespace auth {
namespace internal {

// The methods of whom a stranger of that name looks like, always the same for
// the same key.
uint32_t MethodsOfDecoy(const RealmIndex& realm, absl::string_view authid,
                        absl::string_view key);

// A principal called `authid` that looks like one of the realm who may use
// `method`: the same as above, if it is among those methods. Nobody has its
// credentials. If there is none to look like, it has no methods.
Principal MakeDecoy(const RealmIndex& realm, absl::string_view authid,
                    absl::string_view key, Method method);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_DECOY_H_
