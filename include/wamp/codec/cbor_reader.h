// Reads CBOR (RFC 8949).
//
// Integers, floats, strings and containers of any width are accepted, those of
// indefinite length included. Strings must be UTF-8. `undefined` reads as null.
// The tag that marks CBOR itself (55799) may come first; other tags give a
// value a meaning that WAMP has no kind for. These, simple values and integers
// below -2^63 are faults, unless SetForeign says that they are carried.
//
// Example:
//
//   wamp::CborReader reader(bytes);
//   uint64_t id;
//   if (!reader.ReadUint(id)) return Report(reader.fault());
#ifndef WAMP_CODEC_CBOR_READER_H_
#define WAMP_CODEC_CBOR_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/binary_reader.h"
#include "wamp/codec/codec.h"

namespace wamp {

// The members are those of MsgPackReader (msgpack_reader.h).
class CborReader : public codec_internal::BinaryReader {
 public:
  struct List {
    size_t left = 0;
  };
  using Map = List;

  explicit CborReader(absl::string_view input, Limits limits = {})
      : BinaryReader(input, limits) {
    if (left() >= 3 && position_[0] == 0xD9 && position_[1] == 0xD9 &&
        position_[2] == 0xF7) {
      position_ += 3;
    }
  }

  Kind Peek() const;

  bool TryNull() {
    if (position_ == end_ || (*position_ & 0xFE) != 0xF6) return false;
    ++position_;
    return true;
  }

  bool ReadBool(bool& value) {
    if (position_ != end_ && (*position_ & 0xFE) == 0xF4) {
      value = (*position_++ & 1) != 0;
      return true;
    }
    return codec_internal::FailKind(*this, "a boolean");
  }

  bool ReadUint(uint64_t& value) {
    if (ABSL_PREDICT_TRUE(Major() == 0)) return ReadArgument(value);
    return codec_internal::FailKind(*this, "an integer of at least 0");
  }

  bool ReadInt(int64_t& value);
  bool ReadDouble(double& value);

  bool ReadString(absl::string_view& value) {
    return ReadUncheckedString(value) && CheckText(value);
  }

  bool ReadBytes(absl::string_view& value) {
    if (Major() == kBytes) {
      if (IsIndefinite()) return ReadChunks(value);
      uint64_t size = 0;
      return ReadArgument(size) && Take(size, value);
    }
    return codec_internal::FailKind(*this, "a byte string");
  }

  bool ReadForeign(ForeignValue& value);

  bool BeginList(List& list) { return Begin(kList, 1, "a list", list); }

  bool NextItem(List& list) {
    if (list.left == 0) {
      ++depth_left_;
      return false;
    }
    if (ABSL_PREDICT_FALSE(list.left == kIndefinite)) {
      if (position_ == end_) return FailTruncated();
      return *position_ != kBreak || Leave();
    }
    --list.left;
    return true;
  }

  size_t SizeHint(const List& list) const {
    return list.left == kIndefinite ? 0 : list.left;
  }

  bool BeginMap(Map& map) { return Begin(kMap, 2, "a dict", map); }

  bool NextKey(Map& map, absl::string_view& key) {
    return NextUncheckedKey(map, key) && CheckKey(key);
  }

  bool NextUncheckedKey(Map& map, absl::string_view& key) {
    return NextItem(map) && ReadUncheckedString(key);
  }

  bool Skip();

 private:
  // Major types, the upper three bits of a head.
  static constexpr int kBytes = 2;
  static constexpr int kText = 3;
  static constexpr int kList = 4;
  static constexpr int kMap = 5;
  // The `left` of a list or dict without a count. No input has so many bytes.
  static constexpr size_t kIndefinite = ~size_t{0};
  static constexpr uint8_t kBreak = 0xFF;

  // The major type of the next value; -1 at the end of the input.
  int Major() const {
    return ABSL_PREDICT_TRUE(position_ != end_) ? *position_ >> 5 : -1;
  }

  // Whether the value has an indefinite length. There must be a head.
  bool IsIndefinite() const { return (*position_ & 0x1F) == 31; }

  // Whether the value is an integer below -2^63. Its major type must be 1.
  bool IsBelowInt64() const {
    return *position_ == 0x3B && end_ - position_ > 1 && position_[1] >= 0x80;
  }

  // Reads a head and the number in it or after it.
  bool ReadArgument(uint64_t& value) {
    const uint8_t info = *position_ & 0x1F;
    if (ABSL_PREDICT_TRUE(info < 24)) {
      value = info;
      ++position_;
      return true;
    }
    if (ABSL_PREDICT_FALSE(info > 27)) return FailHead();
    return ReadBigEndian(size_t{1} << (info - 24), value);
  }

  bool Begin(int major, size_t bytes_each, absl::string_view what, List& list) {
    if (ABSL_PREDICT_FALSE(Major() != major)) {
      return codec_internal::FailKind(*this, what);
    }
    if (ABSL_PREDICT_FALSE(IsIndefinite())) {
      ++position_;
      list.left = kIndefinite;
      return EnterUncounted();
    }
    uint64_t count = 0;
    if (!ReadArgument(count)) return false;
    list.left = count;
    return Enter(count, bytes_each);
  }

  bool ReadUncheckedString(absl::string_view& value) {
    if (ABSL_PREDICT_TRUE(Major() == kText)) {
      if (ABSL_PREDICT_FALSE(IsIndefinite())) return ReadChunks(value);
      uint64_t size = 0;
      return ReadArgument(size) && Take(size, value);
    }
    return codec_internal::FailKind(*this, "a string");
  }

  bool ReadChunks(absl::string_view& value);
  bool SkipItem();
  bool SkipSimpleOrFloat();
  bool FailValue();

  // Holds strings that came in chunks.
  std::string scratch_;
};

}  // namespace wamp

#endif  // WAMP_CODEC_CBOR_READER_H_
