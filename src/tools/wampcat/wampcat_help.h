// What wampcat says of itself.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_WAMPCAT_HELP_H_
#define WAMP_SRC_TOOLS_WAMPCAT_WAMPCAT_HELP_H_

#include "src/tools/common/command_line.h"

namespace wamp {
namespace tools {

// Commands, options, and the texts of the help.
Program WampcatProgram();

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_WAMPCAT_HELP_H_
