// What a word with a typing error was probably meant to be.
#ifndef WAMP_SRC_TOOLS_COMMON_SUGGESTION_H_
#define WAMP_SRC_TOOLS_COMMON_SUGGESTION_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace wamp {
namespace tools {

// For the end of an error: `; did you mean "decode"?`, or nothing if none of
// the words is close.
std::string Suggestion(absl::string_view word,
                       const std::vector<std::string>& words);

// As above, for words of which each may have been meant: `; did you mean
// "--from" or "--to"?`. Nothing if there are none.
std::string DidYouMean(const std::vector<std::string>& words);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_SUGGESTION_H_
