// Reads MessagePack.
//
// Integers, floats, strings and containers of any width are accepted. Strings
// must be UTF-8. Extension types are not WAMP values: they are faults, unless
// SetForeign says that they are carried.
//
// Example:
//
//   wamp::MsgPackReader reader(bytes);
//   wamp::MsgPackReader::List list;
//   uint64_t id;
//   if (!reader.BeginList(list)) return Report(reader.fault());
//   while (reader.NextItem(list) && reader.ReadUint(id)) Use(id);
//   if (reader.failed()) return Report(reader.fault());
#ifndef WAMP_CODEC_MSGPACK_READER_H_
#define WAMP_CODEC_MSGPACK_READER_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/binary_reader.h"
#include "wamp/codec/codec.h"

namespace wamp {

// See codec.h for how readers work. Functions that return bool return false on
// a fault, and only then, unless they say otherwise.
class MsgPackReader : public codec_internal::BinaryReader {
 public:
  // The progress through a list or a dict.
  struct List {
    size_t left = 0;
  };
  using Map = List;

  explicit MsgPackReader(absl::string_view input, Limits limits = {})
      : BinaryReader(input, limits) {}

  // The kind of the next value; kInvalid at the end of the input, and if there
  // is no value.
  Kind Peek() const;

  // Reads a null if there is one next. Returns whether there was.
  bool TryNull() {
    if (position_ == end_ || *position_ != 0xC0) return false;
    ++position_;
    return true;
  }

  ABSL_ATTRIBUTE_ALWAYS_INLINE bool ReadBool(bool& value) {
    if (position_ != end_ && (*position_ & 0xFE) == 0xC2) {
      value = (*position_++ & 1) != 0;
      return true;
    }
    return codec_internal::FailKind(*this, "a boolean");
  }

  // Reads an integer of at least 0.
  bool ReadUint(uint64_t& value) {
    if (ABSL_PREDICT_TRUE(position_ != end_)) {
      const uint8_t head = *position_;
      if (head < 0x80) {
        value = head;
        ++position_;
        return true;
      }
      if (head >= 0xCC && head <= 0xCF) {
        return ReadBigEndian(size_t{1} << (head - 0xCC), value);
      }
      if (head >= 0xD0 && head <= 0xD3) return ReadSignedAsUint(value);
    }
    return codec_internal::FailKind(*this, "an integer of at least 0");
  }

  // Reads an integer that an int64 can hold.
  bool ReadInt(int64_t& value);

  bool ReadDouble(double& value);

  // Reads a string. It points into the input.
  bool ReadString(absl::string_view& value) {
    return ReadUncheckedString(value) && CheckText(value);
  }

  // Reads a byte string. It points into the input.
  bool ReadBytes(absl::string_view& value) {
    if (position_ != end_ && *position_ >= 0xC4 && *position_ <= 0xC6) {
      uint64_t size = 0;
      return ReadBigEndian(size_t{1} << (*position_ - 0xC4), size) &&
             Take(size, value);
    }
    return codec_internal::FailKind(*this, "a byte string");
  }

  // Reads a value of the kind kForeign. It points into the input.
  bool ReadForeign(ForeignValue& value);

  // Enters a list; call `NextItem` before each item.
  bool BeginList(List& list) {
    if (ABSL_PREDICT_TRUE(position_ != end_)) {
      const uint8_t head = *position_;
      uint64_t count = 0;
      if ((head & 0xF0) == 0x90) {
        count = head & 0x0F;
        ++position_;
        return EnterCounted(count, 1, list);
      }
      if (head == 0xDC || head == 0xDD) {
        return ReadBigEndian(head == 0xDC ? 2 : 4, count) &&
               EnterCounted(count, 1, list);
      }
    }
    return codec_internal::FailKind(*this, "a list");
  }

  // Whether an item is next. False at the end of the list, and on a fault.
  bool NextItem(List& list) {
    if (list.left == 0) {
      ++depth_left_;
      return false;
    }
    --list.left;
    return true;
  }

  // How many items are still to come, for reserving space; 0 if that is
  // unknown.
  size_t SizeHint(const List& list) const { return list.left; }

  // Enters a dict; call `NextKey` before each value.
  bool BeginMap(Map& map) {
    if (ABSL_PREDICT_TRUE(position_ != end_)) {
      const uint8_t head = *position_;
      uint64_t count = 0;
      if ((head & 0xF0) == 0x80) {
        count = head & 0x0F;
        ++position_;
        return EnterCounted(count, 2, map);
      }
      if (head == 0xDE || head == 0xDF) {
        return ReadBigEndian(head == 0xDE ? 2 : 4, count) &&
               EnterCounted(count, 2, map);
      }
    }
    return codec_internal::FailKind(*this, "a dict");
  }

  // Reads the next key. False at the end of the dict, and on a fault.
  bool NextKey(Map& map, absl::string_view& key) {
    return NextUncheckedKey(map, key) && CheckKey(key);
  }

  // As NextKey, but does not check that the key is UTF-8. A key that equals a
  // known one need not be checked; all others must be, by `CheckKey`.
  ABSL_ATTRIBUTE_ALWAYS_INLINE bool NextUncheckedKey(Map& map,
                                                     absl::string_view& key) {
    return NextItem(map) && ReadUncheckedString(key);
  }

  // Skips a value of any kind, but checks it.
  bool Skip();

 private:
  bool EnterCounted(uint64_t count, size_t bytes_each, List& list) {
    list.left = count;
    return Enter(count, bytes_each);
  }

  ABSL_ATTRIBUTE_ALWAYS_INLINE bool ReadUncheckedString(
      absl::string_view& value) {
    if (ABSL_PREDICT_TRUE(position_ != end_ && (*position_ & 0xE0) == 0xA0)) {
      const uint64_t size = *position_ & 0x1F;
      ++position_;
      return Take(size, value);
    }
    return ReadLongString(value);
  }

  bool ReadLongString(absl::string_view& value);
  bool ReadSignedAsUint(uint64_t& value);
  bool ReadSigned(int64_t& value);
  bool FailValue();
};

}  // namespace wamp

#endif  // WAMP_CODEC_MSGPACK_READER_H_
