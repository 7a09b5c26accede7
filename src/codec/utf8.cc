#include "wamp/codec/utf8.h"

#include "src/codec/byte_scan.h"

namespace wamp {
namespace codec_internal {
namespace {

bool IsContinuation(unsigned char c) { return (c & 0xC0) == 0x80; }

// The length of the sequence that starts at `p`, or 0 if it is malformed.
size_t SequenceLength(const unsigned char* p, size_t left) {
  const unsigned char lead = p[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) {
    return left >= 2 && IsContinuation(p[1]) ? 2 : 0;
  }
  if (lead < 0xF0) {
    if (left < 3 || !IsContinuation(p[1]) || !IsContinuation(p[2])) return 0;
    if (lead == 0xE0 && p[1] < 0xA0) return 0;   // overlong
    if (lead == 0xED && p[1] >= 0xA0) return 0;  // surrogate
    return 3;
  }
  if (lead > 0xF4 || left < 4 || !IsContinuation(p[1]) ||
      !IsContinuation(p[2]) || !IsContinuation(p[3])) {
    return 0;
  }
  if (lead == 0xF0 && p[1] < 0x90) return 0;   // overlong
  if (lead == 0xF4 && p[1] >= 0x90) return 0;  // above U+10FFFF
  return 4;
}

}  // namespace

size_t FindInvalidUtf8(absl::string_view text) {
  const auto* data = reinterpret_cast<const unsigned char*>(text.data());
  for (size_t i = 0; i < text.size();) {
    // Most of what isn't ASCII throughout is so between a few characters.
    while (text.size() - i >= WidestBlock::kSize &&
           WidestBlock::Load(text.data() + i).IsAscii()) {
      i += WidestBlock::kSize;
    }
    if (i == text.size()) break;
    const size_t length = SequenceLength(data + i, text.size() - i);
    if (length == 0) return i;
    i += length;
  }
  return absl::string_view::npos;
}

bool CopyLongUtf8(absl::string_view text, char* out) {
  return CopyAscii(text.data(), text.size(), out) ||
         FindInvalidUtf8(text) == absl::string_view::npos;
}

}  // namespace codec_internal
}  // namespace wamp
