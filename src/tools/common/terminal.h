// What is known of the terminal that the tool writes to.
#ifndef WAMP_SRC_TOOLS_COMMON_TERMINAL_H_
#define WAMP_SRC_TOOLS_COMMON_TERMINAL_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace tools {

// Absent if there is no terminal, or if it doesn't say.
struct TerminalSize {
  std::optional<size_t> columns;
  std::optional<size_t> rows;
};

// The size of the terminal behind the file descriptor.
TerminalSize TerminalSizeOf(int fd);

// JSON with the characters escaped that don't show, move a terminal's cursor,
// or reorder what is around them.
std::string EscapeHidden(absl::string_view json);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_TERMINAL_H_
