// What a program says of itself.
#ifndef WAMP_SRC_TOOLS_COMMON_HELP_H_
#define WAMP_SRC_TOOLS_COMMON_HELP_H_

#include <string>

#include "absl/strings/string_view.h"
#include "src/tools/common/command_line.h"

namespace wamp {
namespace tools {

// The help on a command; on all of them in short for "", in full for "all".
// "$FORMATS" in the texts stands for the names of the formats.
std::string HelpText(const Program& program, absl::string_view topic);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_HELP_H_
