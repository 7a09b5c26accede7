// Finds what has to be looked at in the text of a JSON string, many bytes at a
// time.
#ifndef WAMP_SRC_CODEC_PLAIN_TEXT_H_
#define WAMP_SRC_CODEC_PLAIN_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace wamp {
namespace codec_internal {

// Plain is what a JSON string holds as it is: all but quotes, backslashes and
// control characters.
inline bool IsPlainByte(char c) {
  return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
}

// The first byte of [p, end) that is not plain, or `end`. `ascii` becomes false
// if there is one from 0x80 on before it.
inline const char* SkipPlainBytes(const char* p, const char* end, bool& ascii) {
  unsigned char any = 0;
  for (; p != end && IsPlainByte(*p); ++p) {
    any |= static_cast<unsigned char>(*p);
  }
  if (any >= 0x80) ascii = false;
  return p;
}

// As above, eight bytes a step, on any machine.
inline const char* SkipPlainWords(const char* p, const char* end, bool& ascii) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHighBits = kOnes * 0x80;
  // The high bit of a byte that is 0; those above one that is may be set, too.
  const auto zeros = [](uint64_t x) { return (x - kOnes) & ~x; };
  uint64_t word;
  while (end - p >= static_cast<std::ptrdiff_t>(sizeof word)) {
    std::memcpy(&word, p, sizeof word);
    const uint64_t found = ((word - kOnes * 0x20) & ~word) |
                           zeros(word ^ kOnes * '"') |
                           zeros(word ^ kOnes * '\\');
    if (found & kHighBits) break;
    if (word & kHighBits) ascii = false;
    p += sizeof word;
  }
  return SkipPlainBytes(p, end, ascii);
}

#ifdef __SSE2__
// As above, sixteen bytes a step.
inline const char* SkipPlainVectors(const char* p, const char* end,
                                    bool& ascii) {
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i last_control = _mm_set1_epi8(0x1F);
  while (end - p >= 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i found =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote),
                                  _mm_cmpeq_epi8(bytes, backslash)),
                     _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(found));
    const auto high = static_cast<unsigned>(_mm_movemask_epi8(bytes));
    if (mask != 0) {
      // The bits below the first that is set.
      if (high & (mask - 1) & ~mask) ascii = false;
      return p + __builtin_ctz(mask);
    }
    if (high != 0) ascii = false;
    p += 16;
  }
  return SkipPlainWords(p, end, ascii);
}
#endif

// The fastest of these.
inline const char* SkipPlain(const char* p, const char* end, bool& ascii) {
#ifdef __SSE2__
  return SkipPlainVectors(p, end, ascii);
#else
  return SkipPlainWords(p, end, ascii);
#endif
}

}  // namespace codec_internal
}  // namespace wamp

#endif  // WAMP_SRC_CODEC_PLAIN_TEXT_H_
