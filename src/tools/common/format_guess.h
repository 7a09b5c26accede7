// Finds out what bytes are by the first of them.
#ifndef WAMP_SRC_TOOLS_COMMON_FORMAT_GUESS_H_
#define WAMP_SRC_TOOLS_COMMON_FORMAT_GUESS_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "src/tools/common/input.h"
#include "src/tools/common/stream_format.h"

namespace wamp {
namespace tools {

// White space before JSON is looked through up to here.
inline constexpr size_t kMostGuessBytes = 4096;

// As much of the start of the input as is to be looked at: one byte, or what
// it takes to guess.
absl::string_view StartOf(Input& in, bool guess);

// The format of a stream of WAMP messages that starts with `start`; none if it
// can't be known. The messages have 2 to 9 elements each, by which MessagePack
// and CBOR differ. What is guessed to be UBJSON may be BJData.
std::optional<StreamFormat> GuessFormat(absl::string_view start);

// "read as json; --format overrides", where `option` is "--format".
std::string GuessText(const StreamFormat& format, absl::string_view option);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_FORMAT_GUESS_H_
