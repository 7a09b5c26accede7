// The host of a peer's address.
#ifndef WAMP_SRC_TEXT_HOST_H_
#define WAMP_SRC_TEXT_HOST_H_

#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

// An address without the port, which differs with each connection:
// "tcp4:203.0.113.7" of "tcp4:203.0.113.7:50000".
absl::string_view HostOf(absl::string_view peer);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_TEXT_HOST_H_
