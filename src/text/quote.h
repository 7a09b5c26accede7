// Text of foreign origin, made safe to show.

#ifndef WAMP_SRC_TEXT_QUOTE_H_
#define WAMP_SRC_TEXT_QUOTE_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

// Appends `text` in double quotes, with what could forge or hide something
// escaped: quotes and backslashes, control characters, bytes that are not
// UTF-8 (`\xff`), and characters that are invisible or change the direction of
// the text (`\u202e`). Of a text longer than `max_bytes`, the whole characters
// that fit are written, followed by `(+9 bytes)`.
void AppendQuoted(absl::string_view text, size_t max_bytes, std::string* out);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_TEXT_QUOTE_H_
