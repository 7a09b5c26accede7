// Reads decimal digits, many at a time.
#ifndef WAMP_SRC_CODEC_DIGITS_H_
#define WAMP_SRC_CODEC_DIGITS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace wamp {
namespace codec_internal {

inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The number of eight digits, each in a byte of its own, the first one lowest:
// neighbours are joined to twos, those to fours, and those to all eight.
inline uint64_t JoinDigits(uint64_t digits) {
  digits = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FF;
  digits = (digits * 100 + (digits >> 16)) & 0x0000FFFF0000FFFF;
  return (digits * 10000 + (digits >> 32)) & 0x00000000FFFFFFFF;
}

// Moves `p` to the first byte of [p, end) that is no digit, or to `end`, and
// returns `number` with all digits before that behind it. Where they are too
// many for 64 bits the number is wrong, and the caller counts them.
inline uint64_t ReadDigits(const char*& p, const char* end, uint64_t number) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  constexpr uint64_t kOnes = 0x0101010101010101;
  while (end - p >= 8) {
    uint64_t word;
    std::memcpy(&word, p, 8);
    word ^= kOnes * '0';
    // The high bits of bytes that were no digits: now above nine.
    const uint64_t others =
        (word | ((word & kOnes * 0x7F) + kOnes * (0x80 - 10))) & kOnes << 7;
    if (others != 0) break;
    number = number * 100000000 + JoinDigits(word);
    p += 8;
  }
#endif
  while (p != end && IsDigit(*p)) {
    number = number * 10 + static_cast<uint64_t>(*p++ - '0');
  }
  return number;
}

}  // namespace codec_internal
}  // namespace wamp

#endif  // WAMP_SRC_CODEC_DIGITS_H_
