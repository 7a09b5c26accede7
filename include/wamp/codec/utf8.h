// Checks UTF-8.
//
// Example:
//
//   if (!wamp::IsValidUtf8(text)) return Refuse(text);
#ifndef WAMP_CODEC_UTF8_H_
#define WAMP_CODEC_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/string_view.h"

namespace wamp {
namespace codec_internal {

// The offset of the first byte at or after `from` that is not part of
// well-formed UTF-8, or npos.
size_t FindInvalidUtf8(absl::string_view text, size_t from);

}  // namespace codec_internal

// Whether `text` is well-formed UTF-8: no overlong forms, no surrogates,
// nothing above U+10FFFF. ASCII, the common case, takes eight bytes a step.
inline bool IsValidUtf8(absl::string_view text) {
  const char* p = text.data();
  const char* const end = p + text.size();
  constexpr uint64_t kHighBits = 0x8080808080808080;
  uint64_t word;
  if (text.size() < sizeof word) {
    unsigned char any = 0;
    for (; p != end; ++p) any |= static_cast<unsigned char>(*p);
    if (any < 0x80) return true;
  } else {
    const char* const last = end - sizeof word;
    for (; p < last; p += sizeof word) {
      std::memcpy(&word, p, sizeof word);
      if (word & kHighBits) break;
    }
    if (p >= last) {
      std::memcpy(&word, last, sizeof word);
      if (!(word & kHighBits)) return true;
    }
  }
  return codec_internal::FindInvalidUtf8(text, 0) == absl::string_view::npos;
}

}  // namespace wamp

#endif  // WAMP_CODEC_UTF8_H_
