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

// The offset of the first byte that is not part of well-formed UTF-8, or npos.
size_t FindInvalidUtf8(absl::string_view text);

// CopyUtf8 of more than sixteen bytes.
bool CopyLongUtf8(absl::string_view text, char* out);

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
  return codec_internal::FindInvalidUtf8(text) == absl::string_view::npos;
}

// Copies `text` to `out`. Returns whether it is well-formed UTF-8.
inline bool CopyUtf8(absl::string_view text, char* out) {
  const char* const in = text.data();
  const size_t size = text.size();
  bool ascii = true;
  // Short texts, the common case, are the first and the last bytes, which
  // overlap.
  const auto copy_ends = [&](auto first, auto last) {
    std::memcpy(&first, in, sizeof first);
    std::memcpy(&last, in + size - sizeof last, sizeof last);
    std::memcpy(out, &first, sizeof first);
    std::memcpy(out + size - sizeof last, &last, sizeof last);
    constexpr uint64_t kHighBits = 0x8080808080808080;
    ascii = ((first | last) & static_cast<decltype(first)>(kHighBits)) == 0;
  };
  if (size > 16) return codec_internal::CopyLongUtf8(text, out);
  if (size >= 8) {
    copy_ends(uint64_t{}, uint64_t{});
  } else if (size >= 4) {
    copy_ends(uint32_t{}, uint32_t{});
  } else if (size >= 2) {
    copy_ends(uint16_t{}, uint16_t{});
  } else if (size == 1) {
    copy_ends(uint8_t{}, uint8_t{});
  }
  return ascii ||
         codec_internal::FindInvalidUtf8(text) == absl::string_view::npos;
}

}  // namespace wamp

#endif  // WAMP_CODEC_UTF8_H_
