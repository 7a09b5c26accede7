// Files that are read as a whole.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_SMALL_FILE_H_
#define WAMP_SRC_TOOLS_WAMPLOG_SMALL_FILE_H_

#include <string>

#include "absl/status/statusor.h"

namespace wamp {
namespace tools {

// What a small file holds, such as a checkpoint. Errors name it.
absl::StatusOr<std::string> ReadSmallFile(const std::string& file);

// The one line that a file holds, such as a key.
absl::StatusOr<std::string> ReadKey(const std::string& file);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_SMALL_FILE_H_
