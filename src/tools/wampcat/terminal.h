// What is known of the terminal that the tool writes to.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_TERMINAL_H_
#define WAMP_SRC_TOOLS_WAMPCAT_TERMINAL_H_

#include <cstddef>
#include <optional>

namespace wamp {
namespace tools {

// The columns of the terminal behind the file descriptor. Absent if there is
// none, or if it doesn't say.
std::optional<size_t> TerminalColumns(int fd);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_TERMINAL_H_
