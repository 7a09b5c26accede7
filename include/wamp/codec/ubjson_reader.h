// Reads UBJSON (draft 12) and its successor BJData (draft 3).
//
// WAMP calls both "ubjson". They share most of their markers; multi-byte
// numbers are big-endian in UBJSON and little-endian in BJData, which also has
// markers of its own. DetectUbjson() in wamp/ubjson_dialect.h tells them apart.
//
// Containers may have a count and a type. An array of bytes with both is a byte
// string, unless the caller asks for a list. High-precision numbers with a
// fraction or an exponent read as floats; others must fit 64 bits. Those that
// 64 bits can't hold are faults, unless SetForeign says that they are carried.
// BJData's arrays of several dimensions are not WAMP values, and are faults.
//
// Example:
//
//   wamp::UbjsonReader reader(bytes);
//   absl::string_view text;
//   if (!reader.ReadString(text)) return Report(reader.fault());
#ifndef WAMP_CODEC_UBJSON_READER_H_
#define WAMP_CODEC_UBJSON_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/binary_reader.h"
#include "wamp/codec/codec.h"

namespace wamp {

enum class UbjsonDialect : uint8_t { kUbjson, kBjdata };

// The members are those of MsgPackReader (msgpack_reader.h).
template <UbjsonDialect kDialect>
class BasicUbjsonReader : public codec_internal::BinaryReader {
 public:
  struct List {
    size_t left = 0;
    // The marker of all items; 0 if each has its own.
    uint8_t type = 0;
  };
  using Map = List;

  struct Mark {
    BinaryReader::Mark place;
    uint8_t type;
    size_t empty;
  };

  explicit BasicUbjsonReader(absl::string_view input, Limits limits = {})
      : BinaryReader(input, limits) {}

  size_t offset() {
    if (type_ == 0) SkipNoOps();
    return BinaryReader::offset();
  }
  bool AtEnd() {
    SkipNoOps();
    return position_ == end_;
  }
  Mark mark() const { return {BinaryReader::mark(), type_, empty_}; }
  void Restore(const Mark& mark) {
    BinaryReader::Restore(mark.place);
    type_ = mark.type;
    empty_ = mark.empty;
  }

  Kind Peek();

  bool TryNull() {
    if (Head() != 'Z') return false;
    TakeHead();
    return true;
  }

  bool ReadBool(bool& value) {
    const uint8_t head = Head();
    if (head != 'T' && head != 'F') {
      return codec_internal::FailKind(*this, "a boolean");
    }
    TakeHead();
    value = head == 'T';
    return true;
  }

  bool ReadUint(uint64_t& value) {
    // The most frequent integers: one byte.
    if (ABSL_PREDICT_TRUE(Head() == 'U')) {
      TakeHead();
      return ReadFixed(1, value);
    }
    return ReadOtherUint(value);
  }

  bool ReadInt(int64_t& value);
  bool ReadDouble(double& value);

  bool ReadString(absl::string_view& value) {
    if (ABSL_PREDICT_TRUE(Head() == 'S')) {
      TakeHead();
      return ReadSized(value) && CheckText(value);
    }
    if (Head() == 'C') {
      TakeHead();
      return TakeText(1, value);
    }
    return codec_internal::FailKind(*this, "a string");
  }

  bool ReadBytes(absl::string_view& value);
  bool ReadForeign(ForeignValue& value);

  bool BeginList(List& list) { return Begin('[', "a list", list); }

  bool NextItem(List& list) { return Next(list, ']'); }

  size_t SizeHint(const List& list) const {
    return list.left == kUncounted ? 0 : list.left;
  }

  bool BeginMap(Map& map) { return Begin('{', "a dict", map); }

  bool NextKey(Map& map, absl::string_view& key) {
    return NextUncheckedKey(map, key) && CheckKey(key);
  }

  bool NextUncheckedKey(Map& map, absl::string_view& key) {
    // Keys have no marker; the type is that of the value.
    if (!Next(map, '}')) return false;
    type_ = 0;
    if (!ReadSized(key)) return false;
    type_ = map.type;
    return true;
  }

  bool Skip();

 private:
  // The `left` of a list or dict that ends with a bracket.
  static constexpr size_t kUncounted = ~size_t{0};

  void SkipNoOps() {
    while (position_ != end_ && *position_ == 'N') ++position_;
  }

  // The marker of the next value; 0 at the end of the input.
  uint8_t Head() {
    if (ABSL_PREDICT_FALSE(type_ != 0)) return type_;
    SkipNoOps();
    return ABSL_PREDICT_TRUE(position_ != end_) ? *position_ : uint8_t{0};
  }

  // Skips the marker, unless it is in the head of the container.
  void TakeHead() {
    if (ABSL_PREDICT_FALSE(type_ != 0)) {
      type_ = 0;
    } else {
      ++position_;
    }
  }

  // Reads a number of `width` bytes in the dialect's order.
  bool ReadFixed(size_t width, uint64_t& value) {
    if (ABSL_PREDICT_FALSE(left() < width)) return FailTruncated();
    if (kDialect == UbjsonDialect::kUbjson || width == 1) {
      value = LoadBigEndian(position_, width);
    } else {
      value = 0;
      for (size_t i = 0; i != width; ++i) {
        value |= uint64_t{position_[i]} << (8 * i);
      }
    }
    position_ += width;
    return true;
  }

  // Reads a length and that many bytes.
  bool ReadSized(absl::string_view& value) {
    uint64_t size = 0;
    if (ABSL_PREDICT_TRUE(left() > 1 && *position_ == 'U')) {
      size = position_[1];
      position_ += 2;
    } else if (!ReadLength(size)) {
      return false;
    }
    return Take(size, value);
  }

  bool Next(List& list, uint8_t bracket) {
    if (ABSL_PREDICT_TRUE(list.left == kUncounted)) {
      SkipNoOps();
      if (ABSL_PREDICT_FALSE(position_ == end_)) return FailTruncated();
      return *position_ != bracket || Leave();
    }
    if (list.left == 0) {
      ++depth_left_;
      return false;
    }
    --list.left;
    type_ = list.type;
    return true;
  }

  bool Begin(uint8_t bracket, absl::string_view what, List& list) {
    if (ABSL_PREDICT_FALSE(Head() != bracket)) {
      return codec_internal::FailKind(*this, what);
    }
    TakeHead();
    list = List{kUncounted, 0};
    if (ABSL_PREDICT_FALSE(position_ != end_ &&
                           (*position_ == '$' || *position_ == '#'))) {
      return BeginCounted(list);
    }
    return EnterUncounted();
  }

  bool BeginCounted(List& list);
  bool ReadLength(uint64_t& length);
  bool ReadOtherUint(uint64_t& value);
  bool ReadHighPrecision(absl::string_view& text);
  // Whether the next list is a byte string.
  bool IsBytes() const;
  bool FailValue();

  // The marker of the next value if its container says so, else 0.
  uint8_t type_ = 0;
  // How many items without a byte of their own there were. All together they
  // may be as many as the bytes before them, or else a few bytes could stand
  // for any number of items. What follows doesn't count: it may be another
  // message.
  size_t empty_ = 0;
  // Holds a foreign value whose marker is in the head of its container.
  std::string foreign_;
};

using UbjsonReader = BasicUbjsonReader<UbjsonDialect::kUbjson>;
using BjdataReader = BasicUbjsonReader<UbjsonDialect::kBjdata>;

extern template class BasicUbjsonReader<UbjsonDialect::kUbjson>;
extern template class BasicUbjsonReader<UbjsonDialect::kBjdata>;

}  // namespace wamp

#endif  // WAMP_CODEC_UBJSON_READER_H_
