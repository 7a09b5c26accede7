// Colors on a terminal.
#ifndef WAMP_SRC_TOOLS_COMMON_COLOR_H_
#define WAMP_SRC_TOOLS_COMMON_COLOR_H_

#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace tools {

enum class ColorMode { kAuto, kAlways, kNever };

// Whether what goes to the file descriptor is colored. By itself, if that is a
// terminal that knows colors and NO_COLOR is not set (https://no-color.org).
bool IsColored(ColorMode mode, int fd);

// Colors texts, or leaves them as they are.
class Palette {
 public:
  explicit Palette(bool colored) : colored_(colored) {}

  // The name of a message: apart where it says that something went wrong.
  std::string Message(absl::string_view name) const;

  // What heads a table or a list.
  std::string Heading(absl::string_view text) const;

  // The key before a value.
  std::string Key(absl::string_view text) const;

  // Where something is wrong.
  std::string Place(absl::string_view text) const;

 private:
  std::string Paint(absl::string_view code, absl::string_view text) const;

  bool colored_;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_COLOR_H_
