// Scripts by which shells complete the words of a program.
#ifndef WAMP_SRC_TOOLS_COMMON_COMPLETION_H_
#define WAMP_SRC_TOOLS_COMMON_COMPLETION_H_

#include <string>

#include "absl/strings/string_view.h"
#include "src/tools/common/command_line.h"

namespace wamp {
namespace tools {

// The script for one of Shells().
std::string CompletionScript(const Program& program, absl::string_view shell);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_COMPLETION_H_
