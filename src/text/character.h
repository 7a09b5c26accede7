// The characters of a text from outside, and which of them must not be shown.
#ifndef WAMP_SRC_TEXT_CHARACTER_H_
#define WAMP_SRC_TEXT_CHARACTER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

struct Character {
  // The code point, if `valid`.
  uint32_t code = 0;
  // In bytes; 1 if not `valid`.
  size_t size = 1;
  bool valid = false;
};

// Reads the first character of `text`, which is not empty.
Character ReadCharacter(absl::string_view text);

// Appends the escape that C, JSON and the like share: of quotes, backslashes
// and the line breaks and tabs that have a letter. Returns false, and appends
// nothing, if the character has none.
bool AppendShortEscape(const Character& character, std::string* out);

// Appends "\\u000a", the escape that JSON has for any character; two of them
// for one beyond U+FFFF.
void AppendUnicodeEscape(uint32_t code, std::string* out);

// Whether a character beyond ASCII doesn't show, breaks a line, or reorders
// what is around it.
bool IsHidden(uint32_t code);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_TEXT_CHARACTER_H_
