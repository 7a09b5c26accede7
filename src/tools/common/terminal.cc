#include "src/tools/common/terminal.h"

#include <sys/ioctl.h>

#include "absl/strings/str_cat.h"
#include "src/text/character.h"

namespace wamp {
namespace tools {

TerminalSize TerminalSizeOf(int fd) {
  TerminalSize result;
  winsize size = {};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return result;
  if (size.ws_col != 0) result.columns = size.ws_col;
  if (size.ws_row != 0) result.rows = size.ws_row;
  return result;
}

std::string EscapeHidden(absl::string_view json) {
  std::string out;
  while (!json.empty()) {
    const internal::Character character = internal::ReadCharacter(json);
    if (character.valid &&
        (character.code == 0x7F || internal::IsHidden(character.code))) {
      internal::AppendUnicodeEscape(character.code, &out);
    } else {
      absl::StrAppend(&out, json.substr(0, character.size));
    }
    json.remove_prefix(character.size);
  }
  return out;
}

}  // namespace tools
}  // namespace wamp
