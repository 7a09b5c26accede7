#include "src/tools/wampcat/terminal.h"

#include <sys/ioctl.h>

namespace wamp {
namespace tools {

std::optional<size_t> TerminalColumns(int fd) {
  winsize size = {};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
    return std::nullopt;
  }
  return size.ws_col;
}

}  // namespace tools
}  // namespace wamp
