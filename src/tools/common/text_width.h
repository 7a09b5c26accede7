// Texts on a terminal, which show nothing but characters of one column.
#ifndef WAMP_SRC_TOOLS_COMMON_TEXT_WIDTH_H_
#define WAMP_SRC_TOOLS_COMMON_TEXT_WIDTH_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace tools {

// How many columns a text takes.
size_t TextWidth(absl::string_view text);

// The first and the last characters of a text, as many as `width` columns hold.
absl::string_view FirstColumns(absl::string_view text, size_t width);
absl::string_view LastColumns(absl::string_view text, size_t width);

// A text of at most `width` columns: of a longer one, the start and the end,
// which often is what tells it from others.
std::string Shortened(absl::string_view text, size_t width);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_TEXT_WIDTH_H_
