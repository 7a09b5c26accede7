// The keys that seal challenges, in files.
#ifndef WAMP_SRC_TOOLS_WAMP_AUTHD_STATE_KEY_H_
#define WAMP_SRC_TOOLS_WAMP_AUTHD_STATE_KEY_H_

#include <string>

#include "absl/status/statusor.h"

namespace wamp {
namespace tools {

// 32 random bytes, as a line of 64 hexadecimal digits.
std::string NewStateKey();

// The 32 bytes of a file that holds such a line. Errors don't show what it
// holds.
absl::StatusOr<std::string> ReadStateKey(const std::string& path);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMP_AUTHD_STATE_KEY_H_
