// Scripts by which shells complete the words of wampcat.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_COMPLETION_H_
#define WAMP_SRC_TOOLS_WAMPCAT_COMPLETION_H_

#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace tools {

// The script for one of Shells().
std::string CompletionScript(absl::string_view shell);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_COMPLETION_H_
