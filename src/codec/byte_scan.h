// Copies text, or skips it, many bytes at a time, up to the first byte that has
// to be looked at. The widest blocks that the machine always has are chosen at
// compile time.
#ifndef WAMP_SRC_CODEC_BYTE_SCAN_H_
#define WAMP_SRC_CODEC_BYTE_SCAN_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
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

  // A bit for each byte that ends the copy. FirstOf() is the first of them.
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
  static size_t FirstOf(uint64_t ends) {
    return static_cast<size_t>(absl::countr_zero(ends)) / 8;
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
    const __m128i space = _mm_set1_epi8(0x20);
    // As signed numbers, those from 0x80 on are below 0x20, too.
    const __m128i low =
        kUntil == Until::kNotPlainAscii
            ? _mm_cmplt_epi8(bytes_, space)
            : _mm_cmpeq_epi8(_mm_min_epu8(bytes_, _mm_set1_epi8(0x1F)), bytes_);
    const __m128i ends = _mm_or_si128(
        low, _mm_or_si128(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8('"')),
                          _mm_cmpeq_epi8(bytes_, _mm_set1_epi8('\\'))));
    return static_cast<unsigned>(_mm_movemask_epi8(ends));
  }
  static size_t FirstOf(uint64_t ends) {
    return static_cast<size_t>(absl::countr_zero(ends));
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
  static size_t FirstOf(uint64_t ends) {
    return static_cast<size_t>(absl::countr_zero(ends)) / 4;
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

// Copies bytes up to the first that ends the copy, and returns how many; whole
// blocks are written, so up to a block after those is overwritten.
template <class Block, Until kUntil>
size_t CopyUntil(const char* in, size_t size, char* out) {
  if (size < Block::kSize) {
    const Block block = Block::LoadPart(in, size);
    block.Store(out);
    // The zeros after the text end the copy, at the latest.
    return Block::FirstOf(block.template Ends<kUntil>());
  }
  const size_t last = size - Block::kSize;
  for (size_t at = 0;;) {
    const Block block = Block::Load(in + at);
    block.Store(out + at);
    const uint64_t ends = block.template Ends<kUntil>();
    if (ends != 0) return at + Block::FirstOf(ends);
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

// The first byte of [p, end), which are fewer than a block, that ends the
// search; or `end`.
template <class Block, Until kUntil>
ABSL_ATTRIBUTE_NOINLINE const char* FindInPart(const char* p, const char* end) {
  const auto size = static_cast<size_t>(end - p);
  // The zeros after the text end the search, at the latest.
  return p + Block::FirstOf(Block::LoadPart(p, size).template Ends<kUntil>());
}

// The first byte of [p, end) that ends the search, or `end`.
template <class Block, Until kUntil>
const char* Find(const char* p, const char* end) {
  for (; end - p >= static_cast<std::ptrdiff_t>(Block::kSize);
       p += Block::kSize) {
    const uint64_t ends = Block::Load(p).template Ends<kUntil>();
    if (ends != 0) return p + Block::FirstOf(ends);
  }
  return FindInPart<Block, kUntil>(p, end);
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
      const size_t at = Block::FirstOf(ends);
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

inline const char* FindNotPlain(const char* p, const char* end) {
  return Find<WidestBlock, Until::kNotPlain>(p, end);
}
inline const char* FindNotPlainAscii(const char* p, const char* end) {
  return Find<WidestBlock, Until::kNotPlainAscii>(p, end);
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

}  // namespace codec_internal
}  // namespace wamp

#endif  // WAMP_SRC_CODEC_BYTE_SCAN_H_
