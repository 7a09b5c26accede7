// Text from outside, made safe to show: in errors, logs and on terminals.
//
//   internal::Quote("say \"hi\"\n")     // "say \"hi\"\n", quotes included
//   internal::Quote(long_text)          // "aaaa…"(+960 bytes)
#ifndef WAMP_SRC_TEXT_QUOTE_H_
#define WAMP_SRC_TEXT_QUOTE_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

// How much of a text is shown in an error.
inline constexpr size_t kMostQuoted = 40;

// Appends `text` with what could forge or hide something escaped: quotes and
// backslashes, control characters, bytes that are not UTF-8 (`\xff`), and
// characters that are invisible or change the direction of the text
// (`\u202e`). Of a text longer than `max_bytes`, the whole characters that fit
// are written, followed by `(+9 bytes)`.
void AppendEscaped(absl::string_view text, size_t max_bytes, std::string* out);

// As AppendEscaped, with the shown part of the text in double quotes.
void AppendQuoted(absl::string_view text, size_t max_bytes, std::string* out);

// As above, as a new string.
std::string Escape(absl::string_view text, size_t max_bytes = kMostQuoted);
std::string Quote(absl::string_view text, size_t max_bytes = kMostQuoted);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_TEXT_QUOTE_H_
