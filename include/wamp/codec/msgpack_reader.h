// Reads MessagePack.
//
// Any width of integer, string or container is accepted, as long as the value
// fits. Strings must be UTF-8. Extension types are no WAMP values.
#ifndef WAMP_CODEC_MSGPACK_READER_H_
#define WAMP_CODEC_MSGPACK_READER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"
#include "wamp/codec/utf8.h"

namespace wamp {

// See codec.h for how to use a reader. All functions that return bool return
// false on a fault, and only then, unless they say otherwise.
class MsgPackReader : public codec_internal::FaultKeeper {
 public:
  // The progress through a list or a dict.
  struct List {
    size_t left = 0;
  };
  using Map = List;

  // A place in the input, to return to.
  struct Mark {
    const uint8_t* position;
    int depth;
  };

  explicit MsgPackReader(absl::string_view input, Limits limits = {})
      : begin_(reinterpret_cast<const uint8_t*>(input.data())),
        position_(begin_),
        end_(begin_ + input.size()),
        depth_left_(limits.max_depth) {
    if (ABSL_PREDICT_FALSE(input.size() > limits.max_bytes)) {
      FailSize(input.size(), limits.max_bytes);
    }
  }

  // The offset of the next value, in bytes.
  size_t offset() const { return static_cast<size_t>(position_ - begin_); }
  // Whether all input is read.
  bool AtEnd() const { return position_ == end_; }
  // The input from offset `start` to where the reader stands.
  absl::string_view Since(size_t start) const {
    return absl::string_view(reinterpret_cast<const char*>(begin_ + start),
                             static_cast<size_t>(position_ - begin_) - start);
  }
  Mark mark() const { return {position_, depth_left_}; }
  // Returns to `mark`, and forgets the fault if there is one.
  void Restore(const Mark& mark) {
    ClearFault();
    position_ = mark.position;
    depth_left_ = mark.depth;
  }

  // The kind of the next value; kInvalid at the end of the input.
  Kind Peek() const;

  // Reads a null if there is one next. Returns whether there was.
  bool TryNull() {
    if (position_ == end_ || *position_ != 0xC0) return false;
    ++position_;
    return true;
  }

  bool ReadBool(bool& value) {
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

  // Reads a text. It points into the input.
  bool ReadString(absl::string_view& value) {
    if (ABSL_PREDICT_TRUE(position_ != end_)) {
      const uint8_t head = *position_;
      uint64_t size = 0;
      if ((head & 0xE0) == 0xA0) {
        size = head & 0x1F;
        ++position_;
        return ReadText(size, value);
      }
      if (head >= 0xD9 && head <= 0xDB) {
        return ReadBigEndian(size_t{1} << (head - 0xD9), size) &&
               ReadText(size, value);
      }
    }
    return codec_internal::FailKind(*this, "a string");
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

  // Enters a list. `NextItem` then says whether an item is next.
  bool BeginList(List& list) {
    if (ABSL_PREDICT_TRUE(position_ != end_)) {
      const uint8_t head = *position_;
      uint64_t count = 0;
      if ((head & 0xF0) == 0x90) {
        count = head & 0x0F;
        ++position_;
        return Enter(count, 1, list);
      }
      if (head == 0xDC || head == 0xDD) {
        return ReadBigEndian(head == 0xDC ? 2 : 4, count) &&
               Enter(count, 1, list);
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

  // At least how many items are to come: for reserving space.
  size_t SizeHint(const List& list) const { return list.left; }

  // Enters a dict. `NextKey` then reads its keys.
  bool BeginMap(Map& map) {
    if (ABSL_PREDICT_TRUE(position_ != end_)) {
      const uint8_t head = *position_;
      uint64_t count = 0;
      if ((head & 0xF0) == 0x80) {
        count = head & 0x0F;
        ++position_;
        return Enter(count, 2, map);
      }
      if (head == 0xDE || head == 0xDF) {
        return ReadBigEndian(head == 0xDE ? 2 : 4, count) &&
               Enter(count, 2, map);
      }
    }
    return codec_internal::FailKind(*this, "a dict");
  }

  // Reads the next key. False at the end of the dict, and on a fault.
  bool NextKey(Map& map, absl::string_view& key) {
    return NextItem(map) && ReadString(key);
  }

  // Reads over a value of any kind.
  bool Skip();

 private:
  // Reads the head byte and a big-endian integer of `width` bytes behind it.
  bool ReadBigEndian(size_t width, uint64_t& value) {
    if (ABSL_PREDICT_FALSE(static_cast<size_t>(end_ - position_) <= width)) {
      return FailTruncated();
    }
    const uint8_t* p = position_ + 1;
    position_ = p + width;
    switch (width) {
      case 1:
        value = p[0];
        break;
      case 2:
        value = uint64_t{p[0]} << 8 | p[1];
        break;
      case 4:
        value = Load32(p);
        break;
      default:
        value = Load32(p) << 32 | Load32(p + 4);
        break;
    }
    return true;
  }

  static uint64_t Load32(const uint8_t* p) {
    return uint64_t{p[0]} << 24 | uint64_t{p[1]} << 16 | uint64_t{p[2]} << 8 |
           p[3];
  }

  bool Take(uint64_t size, absl::string_view& value) {
    if (ABSL_PREDICT_FALSE(size > static_cast<size_t>(end_ - position_))) {
      return FailTruncated();
    }
    value = absl::string_view(reinterpret_cast<const char*>(position_), size);
    position_ += size;
    return true;
  }

  bool ReadText(uint64_t size, absl::string_view& value) {
    if (!Take(size, value)) return false;
    if (ABSL_PREDICT_FALSE(!IsValidUtf8(value))) return FailUtf8(value);
    return true;
  }

  // Every item takes `bytes_each` bytes at least, so that a count that the
  // input can't hold is found before anybody reserves space for it.
  bool Enter(uint64_t count, size_t bytes_each, List& list) {
    if (ABSL_PREDICT_FALSE(count * bytes_each >
                           static_cast<size_t>(end_ - position_))) {
      return FailCount(count);
    }
    if (ABSL_PREDICT_FALSE(--depth_left_ < 0)) return FailDepth();
    list.left = count;
    return true;
  }

  bool ReadSignedAsUint(uint64_t& value);
  bool ReadSigned(int64_t& value);

  bool FailSize(size_t size, size_t most);
  bool FailTruncated();
  bool FailUtf8(absl::string_view text);
  bool FailCount(uint64_t count);
  bool FailDepth();
  bool FailHead();

  const uint8_t* begin_;
  const uint8_t* position_;
  const uint8_t* end_;
  int depth_left_;
};

}  // namespace wamp

#endif  // WAMP_CODEC_MSGPACK_READER_H_
