// What wampcat says of itself.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_WAMPCAT_HELP_H_
#define WAMP_SRC_TOOLS_WAMPCAT_WAMPCAT_HELP_H_

#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace tools {

// The help on a command; on all of them in short for "", in full for "all".
std::string HelpText(absl::string_view topic);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_WAMPCAT_HELP_H_
