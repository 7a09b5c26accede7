// Finds out what bytes are by the first of them.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_FORMAT_GUESS_H_
#define WAMP_SRC_TOOLS_WAMPCAT_FORMAT_GUESS_H_

#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"
#include "src/tools/wampcat/stream_format.h"

namespace wamp {
namespace tools {

// As many bytes as it takes, if there are so many: the length of a message in a
// batch, and the first two of the message. JSON may have white space before and
// between these, and then it takes more.
inline constexpr size_t kGuessBytes = 6;
inline constexpr size_t kMostGuessBytes = 4096;

// Whether there is no more to go by than white space, and one bracket.
bool IsBlank(absl::string_view start);

// The format of a stream of WAMP messages that starts with `start`; none if it
// can't be known. The messages have 2 to 9 elements each, by which MessagePack
// and CBOR differ. What is guessed to be UBJSON may be BJData.
std::optional<StreamFormat> GuessFormat(absl::string_view start);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_FORMAT_GUESS_H_
