// Copies text, or skips it, many bytes at a time, up to the first byte that has
// to be looked at. The widest blocks that the machine always has are chosen at
// compile time.
#ifndef WAMP_SRC_CODEC_BYTE_SCAN_H_
#define WAMP_SRC_CODEC_BYTE_SCAN_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/numeric/bits.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif
#ifdef __ARM_NEON
#include <arm_neon.h>
#endif

namespace wamp {
namespace codec_internal {

// What ends a copy, or a search. Plain is what a JSON string holds as it is:
// all but quotes, backslashes and control characters.
enum class Until {
  kNotPlain,
  kNotPlainAscii,  // that, or a byte from 0x80 on
};

// Eight bytes, on any machine.
class WordBlock {
 public:
  static constexpr size_t kSize = 8;
  static constexpr size_t kBits = 8;

  static WordBlock Load(const char* in) { return WordBlock(Word(in, 8)); }
  // Fewer than kSize bytes, and zeros after them.
  static WordBlock LoadPart(const char* in, size_t size) {
    return WordBlock(PartOfWord(in, size));
  }
  void Store(char* out) const {
    for (unsigned i = 0; i < 8; ++i) {
      out[i] = static_cast<char>(word_ >> (8 * i) & 0xFF);
    }
  }

  // A bit for each byte that ends the copy, each the last of kBits.
  template <Until kUntil>
  uint64_t Ends() const {
    constexpr uint64_t kLow = kOnes * 0x7F;
    // Sets the high bits of bytes whose lower ones are at least `least`.
    const auto reach = [](uint64_t bytes, uint64_t least) {
      return (bytes & kLow) + kOnes * (0x80 - least);
    };
    const uint64_t others = reach(word_, 0x20) & reach(word_ ^ kOnes * '"', 1) &
                            reach(word_ ^ kOnes * '\\', 1);
    // None of those is from 0x80 on.
    return (kUntil == Until::kNotPlainAscii ? ~others | word_
                                            : ~(others | word_)) &
           kOnes << 7;
  }

  friend WordBlock operator|(WordBlock a, WordBlock b) {
    return WordBlock(a.word_ | b.word_);
  }
  bool IsAscii() const { return (word_ & kOnes << 7) == 0; }

  // `size` bytes, of which there are at most eight, the first one lowest.
  static uint64_t PartOfWord(const char* in, size_t size) {
    if (size < 4) return Word(in, size);
    return Word(in, 4) | Word(in + size - 4, 4) << (8 * (size - 4));
  }

 private:
  static constexpr uint64_t kOnes = 0x0101010101010101;

  explicit WordBlock(uint64_t word) : word_(word) {}

  static uint64_t Word(const char* in, size_t size) {
    uint64_t word = 0;
    for (size_t i = 0; i < size; ++i) {
      word |= uint64_t{static_cast<unsigned char>(in[i])} << (8 * i);
    }
    return word;
  }

  uint64_t word_;
};

#ifdef __SSE2__
class SseBlock {
 public:
  static constexpr size_t kSize = 16;
  static constexpr size_t kBits = 1;

  static SseBlock Load(const char* in) {
    return SseBlock(_mm_loadu_si128(reinterpret_cast<const __m128i*>(in)));
  }
  static SseBlock LoadPart(const char* in, size_t size) {
    const size_t low = size < 8 ? size : 8;
    return SseBlock(_mm_set_epi64x(Half(in + low, size - low), Half(in, low)));
  }
  void Store(char* out) const {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), bytes_);
  }

  template <Until kUntil>
  uint64_t Ends() const {
    // High bits alone are asked for. As signed numbers, bytes from 0x80 on are
    // below 0x20, too.
    const __m128i low =
        kUntil == Until::kNotPlainAscii
            ? _mm_subs_epi8(bytes_, _mm_set1_epi8(0x20))
            : _mm_cmpeq_epi8(_mm_min_epu8(bytes_, _mm_set1_epi8(0x1F)), bytes_);
    const __m128i ends = _mm_or_si128(
        low, _mm_or_si128(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8('"')),
                          _mm_cmpeq_epi8(bytes_, _mm_set1_epi8('\\'))));
    return static_cast<unsigned>(_mm_movemask_epi8(ends));
  }

  friend SseBlock operator|(SseBlock a, SseBlock b) {
    return SseBlock(_mm_or_si128(a.bytes_, b.bytes_));
  }
  bool IsAscii() const { return _mm_movemask_epi8(bytes_) == 0; }

 private:
  explicit SseBlock(__m128i bytes) : bytes_(bytes) {}

  static int64_t Half(const char* in, size_t size) {
    return static_cast<int64_t>(WordBlock::PartOfWord(in, size));
  }

  __m128i bytes_;
};
#endif

#ifdef __ARM_NEON
class NeonBlock {
 public:
  static constexpr size_t kSize = 16;
  static constexpr size_t kBits = 4;

  static NeonBlock Load(const char* in) {
    return NeonBlock(vld1q_u8(reinterpret_cast<const uint8_t*>(in)));
  }
  static NeonBlock LoadPart(const char* in, size_t size) {
    const size_t low = size < 8 ? size : 8;
    return NeonBlock(vcombine_u8(Half(in, low), Half(in + low, size - low)));
  }
  void Store(char* out) const {
    vst1q_u8(reinterpret_cast<uint8_t*>(out), bytes_);
  }

  template <Until kUntil>
  uint64_t Ends() const {
    uint8x16_t ends = vorrq_u8(vcltq_u8(bytes_, vdupq_n_u8(0x20)),
                               vorrq_u8(vceqq_u8(bytes_, vdupq_n_u8('"')),
                                        vceqq_u8(bytes_, vdupq_n_u8('\\'))));
    if constexpr (kUntil == Until::kNotPlainAscii) {
      ends = vorrq_u8(ends, vcgeq_u8(bytes_, vdupq_n_u8(0x80)));
    }
    // Four bits of each byte, of which one is enough.
    const uint8x8_t packed = vshrn_n_u16(vreinterpretq_u16_u8(ends), 4);
    return vget_lane_u64(vreinterpret_u64_u8(packed), 0) & 0x8888888888888888;
  }

  friend NeonBlock operator|(NeonBlock a, NeonBlock b) {
    return NeonBlock(vorrq_u8(a.bytes_, b.bytes_));
  }
  bool IsAscii() const {
    const uint64x2_t halves = vreinterpretq_u64_u8(bytes_);
    return ((vgetq_lane_u64(halves, 0) | vgetq_lane_u64(halves, 1)) &
            0x8080808080808080) == 0;
  }

 private:
  explicit NeonBlock(uint8x16_t bytes) : bytes_(bytes) {}

  static uint8x8_t Half(const char* in, size_t size) {
    return vcreate_u8(WordBlock::PartOfWord(in, size));
  }

  uint8x16_t bytes_;
};
#endif

#if defined(__SSE2__)
using WidestBlock = SseBlock;
#elif defined(__ARM_NEON) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
using WidestBlock = NeonBlock;
#else
using WidestBlock = WordBlock;
#endif

// The first byte that ends the copy, of those that Ends() has found.
template <class Block>
size_t FirstOf(uint64_t ends) {
  return static_cast<size_t>(absl::countr_zero(ends)) / Block::kBits;
}

// Those of the ends that are not among the first `count` bytes of the block.
template <class Block>
uint64_t Without(uint64_t ends, size_t count) {
  return ends & ~uint64_t{0} << (count * Block::kBits);
}

// Copies bytes up to the first that ends the copy, and returns how many; whole
// blocks are written, so up to a block after those is overwritten.
template <class Block, Until kUntil>
size_t CopyUntil(const char* in, size_t size, char* out) {
  if (size < Block::kSize) {
    const Block block = Block::LoadPart(in, size);
    block.Store(out);
    // The zeros after the text end the copy, at the latest.
    return FirstOf<Block>(block.template Ends<kUntil>());
  }
  const size_t last = size - Block::kSize;
  for (size_t at = 0;;) {
    const Block block = Block::Load(in + at);
    block.Store(out + at);
    const uint64_t ends = block.template Ends<kUntil>();
    if (ends != 0) return at + FirstOf<Block>(ends);
    if (at == last) return size;
    at += Block::kSize;
    // The last block ends where the text does.
    if (at > last) at = last;
  }
}

// Copies all bytes, of which there must be a block. Returns whether they are
// ASCII.
template <class Block>
bool CopyAsciiBlocks(const char* in, size_t size, char* out) {
  const size_t last = size - Block::kSize;
  Block any = Block::Load(in + last);
  any.Store(out + last);
  for (size_t at = 0; at < last; at += Block::kSize) {
    const Block block = Block::Load(in + at);
    block.Store(out + at);
    any = any | block;
  }
  return any.IsAscii();
}

// As Find, where [p, end) are fewer than a block.
template <class Block, Until kUntil>
const char* FindInPart(const char* begin, const char* p, const char* end) {
  const auto size = static_cast<size_t>(end - p);
  if (end - begin < static_cast<std::ptrdiff_t>(Block::kSize)) {
    // The zeros after the text end the search, at the latest.
    return p + FirstOf<Block>(Block::LoadPart(p, size).template Ends<kUntil>());
  }
  if (size == 0) return end;
  const char* const last = end - Block::kSize;
  const uint64_t ends = Without<Block>(
      Block::Load(last).template Ends<kUntil>(), Block::kSize - size);
  return ends == 0 ? end : last + FirstOf<Block>(ends);
}

// The first byte of [p, end) that ends the search, or `end`. What is between
// `begin` and `p` may be loaded along.
template <class Block, Until kUntil>
const char* Find(const char* begin, const char* p, const char* end) {
  for (; end - p >= static_cast<std::ptrdiff_t>(Block::kSize);
       p += Block::kSize) {
    const uint64_t ends = Block::Load(p).template Ends<kUntil>();
    if (ends != 0) return p + FirstOf<Block>(ends);
  }
  return FindInPart<Block, kUntil>(begin, p, end);
}

// How many of the first bytes at `p` are before one that ends the search, but
// no more than two blocks, all of which is loaded.
template <class Block, Until kUntil>
size_t CountInTwoBlocks(const char* p) {
  const uint64_t first = Block::Load(p).template Ends<kUntil>();
  constexpr size_t kBitsOfBlock = Block::kSize * Block::kBits;
  if constexpr (2 * kBitsOfBlock < 64) {
    const uint64_t second =
        Block::Load(p + Block::kSize).template Ends<kUntil>();
    return FirstOf<Block>(first | second << kBitsOfBlock |
                          uint64_t{1} << (2 * kBitsOfBlock));
  }
  if (first != 0) return FirstOf<Block>(first);
  const uint64_t second = Block::Load(p + Block::kSize).template Ends<kUntil>();
  return Block::kSize + (second != 0 ? FirstOf<Block>(second) : Block::kSize);
}

// Copies text, but has `replace(out, c)` write what is not plain, and return
// where that ends. Returns where all ends; up to a block after that is
// overwritten.
template <class Block, class Replace>
char* CopyReplacing(const char* in, size_t size, char* out, Replace replace) {
  const char* const end = in + size;
  // After what is replaced, a block is copied from there on, which may be half
  // of the one after it.
  while (static_cast<size_t>(end - in) >= 2 * Block::kSize) {
    const Block block = Block::Load(in);
    block.Store(out);
    size_t done = 0;
    for (uint64_t ends = block.template Ends<Until::kNotPlain>(); ends != 0;
         ends &= ends - 1) {
      const size_t at = FirstOf<Block>(ends);
      out = replace(out + (at - done), in[at]);
      done = at + 1;
      Block::Load(in + done).Store(out);
    }
    in += Block::kSize;
    out += Block::kSize - done;
  }
  while (true) {
    const size_t plain = CopyUntil<Block, Until::kNotPlain>(
        in, static_cast<size_t>(end - in), out);
    in += plain;
    out += plain;
    if (in == end) return out;
    out = replace(out, *in++);
  }
}

// Copies JSON's text with the escapes of one letter, for which it puts
// `plain[letter]`, up to whatever else is not plain, or until less than two
// blocks of the input or of the room for the output are left. Both pointers are
// moved on. Returns whether what was copied is ASCII; a block after it may make
// that false.
template <class Block>
bool CopyUnescaping(const char*& in, const char* in_end, char*& out,
                    const char* out_end, const std::array<char, 256>& plain) {
  constexpr auto kRoom = static_cast<std::ptrdiff_t>(2 * Block::kSize);
  bool ascii = true;
  while (in_end - in >= kRoom && out_end - out >= kRoom) {
    const Block block = Block::Load(in);
    block.Store(out);
    ascii = block.IsAscii() && ascii;
    size_t done = 0;
    for (uint64_t ends = block.template Ends<Until::kNotPlain>(); ends != 0;
         ends = Without<Block>(ends, done)) {
      const size_t at = FirstOf<Block>(ends);
      out += at - done;
      const char c = plain[static_cast<unsigned char>(in[at + 1])];
      if (in[at] != '\\' || c == '\0') {
        in += at;
        return ascii;
      }
      *out++ = c;
      done = at + 2;
      if (done >= Block::kSize) break;
      // From there on; the next escape is written over it.
      Block::Load(in + done).Store(out);
    }
    in += std::max(done, Block::kSize);
    out += Block::kSize - std::min(done, Block::kSize);
  }
  return ascii;
}

inline const char* FindNotPlain(const char* begin, const char* p,
                                const char* end) {
  return Find<WidestBlock, Until::kNotPlain>(begin, p, end);
}
inline const char* FindNotPlainAscii(const char* begin, const char* p,
                                     const char* end) {
  return Find<WidestBlock, Until::kNotPlainAscii>(begin, p, end);
}

inline constexpr std::ptrdiff_t kTwoBlocks = 2 * WidestBlock::kSize;
inline std::ptrdiff_t CountPlainAsciiInTwoBlocks(const char* p) {
  return static_cast<std::ptrdiff_t>(
      CountInTwoBlocks<WidestBlock, Until::kNotPlainAscii>(p));
}

inline bool CopyAscii(const char* in, size_t size, char* out) {
  return CopyAsciiBlocks<WidestBlock>(in, size, out);
}
inline size_t CopyPlainAscii(const char* in, size_t size, char* out) {
  return CopyUntil<WidestBlock, Until::kNotPlainAscii>(in, size, out);
}
template <class Replace>
char* CopyReplacing(const char* in, size_t size, char* out, Replace replace) {
  return CopyReplacing<WidestBlock>(in, size, out, replace);
}

inline bool CopyUnescaping(const char*& in, const char* in_end, char*& out,
                           const char* out_end,
                           const std::array<char, 256>& plain) {
  return CopyUnescaping<WidestBlock>(in, in_end, out, out_end, plain);
}

}  // namespace codec_internal
}  // namespace wamp

#endif  // WAMP_SRC_CODEC_BYTE_SCAN_H_
