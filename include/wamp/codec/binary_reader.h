// What the readers of the binary formats share: a cursor over bytes, and the
// limits that hostile input runs into. The readers themselves are
// msgpack_reader.h, cbor_reader.h and ubjson_reader.h.
#ifndef WAMP_CODEC_BINARY_READER_H_
#define WAMP_CODEC_BINARY_READER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"
#include "wamp/codec/utf8.h"

namespace wamp {
namespace codec_internal {

class BinaryReader : public FaultKeeper {
 public:
  // A position in the input to return to.
  struct Mark {
    const uint8_t* position;
    int depth;
  };

  // The offset of the next value, in bytes.
  size_t offset() const { return static_cast<size_t>(position_ - begin_); }
  // Whether all input is read.
  bool AtEnd() const { return position_ == end_; }
  // The input from offset `start` to where the reader is.
  absl::string_view Since(size_t start) const {
    return absl::string_view(reinterpret_cast<const char*>(begin_ + start),
                             static_cast<size_t>(position_ - begin_) - start);
  }
  // Says what becomes of foreign values; they are refused at first.
  void SetForeign(ForeignValues foreign) {
    carries_ = foreign == ForeignValues::kCarry;
  }
  // Whether a key that NextUncheckedKey has read is UTF-8.
  bool CheckKey(absl::string_view key) { return CheckText(key); }
  Mark mark() const { return {position_, depth_left_}; }
  // Returns to `mark`, and forgets the fault if there is one.
  void Restore(const Mark& mark) {
    ClearFault();
    position_ = mark.position;
    depth_left_ = mark.depth;
  }

 protected:
  BinaryReader(absl::string_view input, const Limits& limits)
      : begin_(reinterpret_cast<const uint8_t*>(input.data())),
        position_(begin_),
        end_(begin_ + input.size()),
        depth_left_(limits.max_depth) {
    if (ABSL_PREDICT_FALSE(input.size() > limits.max_bytes)) {
      RecordSize(input.size(), limits.max_bytes);
    }
  }

  // How many bytes are still to be read.
  size_t left() const { return static_cast<size_t>(end_ - position_); }

  static uint64_t LoadBigEndian(const uint8_t* p, size_t width) {
    switch (width) {
      case 1:
        return p[0];
      case 2:
        return uint64_t{p[0]} << 8 | p[1];
      case 4:
        return Load32(p);
      default:
        return Load32(p) << 32 | Load32(p + 4);
    }
  }

  // Reads the head byte and the big-endian integer of `width` bytes after it.
  bool ReadBigEndian(size_t width, uint64_t& value) {
    if (ABSL_PREDICT_FALSE(left() <= width)) return FailTruncated();
    value = LoadBigEndian(position_ + 1, width);
    position_ += width + 1;
    return true;
  }

  // The number of `width` bytes that `raw` holds in two's complement.
  static int64_t SignExtended(uint64_t raw, size_t width) {
    // Moves the sign bit to the top and back, which fills in the upper bits.
    const unsigned shift = 64 - 8 * static_cast<unsigned>(width);
    return static_cast<int64_t>(raw << shift) >> shift;
  }

  // The float of IEEE 754 in `width` bytes, 2, 4 or 8, that `raw` holds.
  static double FloatOf(uint64_t raw, size_t width);

  bool Take(uint64_t size, absl::string_view& value) {
    if (ABSL_PREDICT_FALSE(size > left())) return FailTruncated();
    value = absl::string_view(reinterpret_cast<const char*>(position_), size);
    position_ += size;
    return true;
  }

  bool TakeText(uint64_t size, absl::string_view& value) {
    return Take(size, value) && CheckText(value);
  }

  bool CheckText(absl::string_view value) {
    return ABSL_PREDICT_TRUE(IsValidUtf8(value)) || FailUtf8(value);
  }

  // Enters a list or a dict of `count` items. Every item takes at least
  // `bytes_each` bytes, so a count that the input can't hold is found before
  // space is reserved for it.
  bool Enter(uint64_t count, size_t bytes_each) {
    if (ABSL_PREDICT_FALSE(count > left() || count * bytes_each > left())) {
      return FailCount(count);
    }
    return EnterUncounted();
  }

  bool EnterUncounted() {
    if (ABSL_PREDICT_FALSE(--depth_left_ < 0)) return FailDepth();
    return true;
  }

  // Skips the closing mark of a list or dict without a count. Returns false:
  // there is no item.
  bool Leave() {
    ++position_;
    ++depth_left_;
    return false;
  }

  // As Fail.
  bool FailTruncated() {
    return FaultKeeper::FailTruncated(offset(), "more bytes");
  }
  bool FailUtf8(absl::string_view text) {
    RecordUtf8(text);
    return false;
  }
  bool FailCount(uint64_t count) {
    RecordCount(count);
    return false;
  }
  bool FailDepth() {
    RecordDepth();
    return false;
  }
  // There is no value where the reader is.
  bool FailHead() {
    RecordHead();
    return false;
  }

  const uint8_t* begin_;
  const uint8_t* position_;
  const uint8_t* end_;
  int depth_left_;
  // Whether foreign values are carried.
  bool carries_ = false;

 private:
  void RecordSize(size_t size, size_t most);
  void RecordUtf8(absl::string_view text);
  void RecordCount(uint64_t count);
  void RecordDepth();
  void RecordHead();

  static uint64_t Load32(const uint8_t* p) {
    return uint64_t{p[0]} << 24 | uint64_t{p[1]} << 16 | uint64_t{p[2]} << 8 |
           p[3];
  }
};

}  // namespace codec_internal
}  // namespace wamp

#endif  // WAMP_CODEC_BINARY_READER_H_
