// What the writers of all formats share. A format is a class of functions that
// write one part of a value to a pointer and return where it ends; all but
// the texts of a value need no more than that. The formats are in
// msgpack_writer.h, cbor_writer.h, ubjson_writer.h and json_writer.h.
#ifndef WAMP_CODEC_WRITER_H_
#define WAMP_CODEC_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"
#include "wamp/codec/sink.h"

namespace wamp {
namespace codec_internal {

template <class T, size_t... kIndex>
constexpr char* PutBigEndian(char* out, T value,
                             std::index_sequence<kIndex...>) {
  ((out[kIndex] =
        static_cast<char>((value >> (8 * (sizeof(T) - 1 - kIndex))) & 0xFF)),
   ...);
  return out + sizeof(T);
}
template <class T>
constexpr char* PutBigEndian(char* out, T value) {
  return PutBigEndian(out, value, std::make_index_sequence<sizeof(T)>());
}

template <class T, size_t... kIndex>
constexpr char* PutLittleEndian(char* out, T value,
                                std::index_sequence<kIndex...>) {
  ((out[kIndex] = static_cast<char>((value >> (8 * kIndex)) & 0xFF)), ...);
  return out + sizeof(T);
}
template <class T>
constexpr char* PutLittleEndian(char* out, T value) {
  return PutLittleEndian(out, value, std::make_index_sequence<sizeof(T)>());
}

inline char* PutAll(char* out, absl::string_view bytes) {
  // memcpy from a null pointer is undefined even for no bytes.
  if (!bytes.empty()) std::memcpy(out, bytes.data(), bytes.size());
  return out + bytes.size();
}

inline uint64_t BitsOf(double value) {
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

// A key as `Format` writes it, made by the compiler: `Key::kKey`, which is
// UTF-8 and has nothing to escape.
template <class Format, class Key>
class KnownKeyBytes {
 public:
  static ABSL_ATTRIBUTE_ALWAYS_INLINE char* Put(char* out) {
    std::memcpy(out, kBytes.data, kWidth);
    return out + kBytes.size;
  }

 private:
  // Rounded up to whole words, which the slack of the sink has room for.
  static constexpr size_t kRoom = (Key::kKey.size() + 9 + 15) / 16 * 16;
  struct Bytes {
    char data[kRoom] = {};
    size_t size = 0;
  };
  static constexpr Bytes Make() {
    Bytes bytes;
    bytes.size =
        static_cast<size_t>(Format::PutKey(bytes.data, Key::kKey) - bytes.data);
    return bytes;
  }
  static constexpr Bytes kBytes = Make();
  static constexpr size_t kWidth =
      kBytes.size <= 8 ? 8 : (kBytes.size + 15) / 16 * 16;
};

// Writes values in order. BeginList and BeginMap take the number of items, or
// of keys with a value each, that follow before the container ends. Containers,
// strings and byte strings must have fewer than 2^32 elements in MessagePack.
template <class Format>
class ByteWriter : public FaultKeeper {
 public:
  // Whether BeginList and BeginMap use the size that they are given.
  static constexpr bool kHeadsHoldSizes = Format::kHeadsHoldSizes;
  // Whether there are OpenMap and CloseMap.
  static constexpr bool kHeadsMayTrail = true;

  // Writes to `out`, which holds what was written after Flush() only.
  explicit ByteWriter(std::string* out) : sink_(out) {}

  // To be called last, when there is no fault.
  void Flush() {
    if constexpr (Format::kCommas) {
      if (sink_.size() != 0) sink_.Advance(Format::TakeComma(sink_.Reserve(0)));
    }
    sink_.Flush();
  }

  void Null() { sink_.Advance(Format::PutNull(Room())); }
  void Bool(bool value) { sink_.Advance(Format::PutBool(Room(), value)); }
  void Uint(uint64_t value) { sink_.Advance(Format::PutUint(Room(), value)); }
  void Int(int64_t value) { sink_.Advance(Format::PutInt(Room(), value)); }
  void Double(double value) { sink_.Advance(Format::PutDouble(Room(), value)); }

  void BeginList(size_t size) {
    CheckSize(size);
    sink_.Advance(Format::PutListHead(Room(), size));
  }
  void EndList() { sink_.Advance(Format::PutListEnd(Room())); }

  void BeginMap(size_t size) {
    CheckSize(size);
    sink_.Advance(Format::PutMapHead(Room(), size));
  }
  void EndMap() { sink_.Advance(Format::PutMapEnd(Room())); }

  // BeginMap and EndMap of a dict whose size is known at its end.
  size_t OpenMap() {
    const size_t start = sink_.size();
    sink_.Advance(Format::PutMapHead(Room(), 0));
    return start;
  }
  void CloseMap(size_t start, size_t size) {
    if constexpr (kHeadsHoldSizes) {
      if (ABSL_PREDICT_TRUE(size <= Format::kMaxShortMap)) {
        Format::PutMapHead(sink_.At(start), size);
      } else {
        MoveMap(start, size);
      }
    }
    EndMap();
  }

  // A key that the compiler knows: `Key::kKey`, which is UTF-8 and has nothing
  // to escape.
  template <class Key>
  ABSL_ATTRIBUTE_ALWAYS_INLINE void KnownKey(Key) {
    constexpr size_t kRoom = Key::kKey.size() + kHeadRoom;
    sink_.Advance(KnownKeyBytes<Format, Key>::Put(sink_.Reserve(kRoom)));
  }
  // Such keys with a boolean value each, which WAMP's dicts have many of.
  class Flags {
   public:
    template <class Key>
    ABSL_ATTRIBUTE_ALWAYS_INLINE void Put(Key, bool value) {
      cursor_ =
          Format::PutBool(KnownKeyBytes<Format, Key>::Put(cursor_), value);
    }

   private:
    friend ByteWriter;
    explicit Flags(char* cursor) : cursor_(cursor) {}
    char* cursor_;
  };
  // Up to `count` of them, whose keys are no longer than `longest`.
  Flags BeginFlags(size_t count, size_t longest) {
    return Flags(sink_.Reserve(count * (longest + kFlagRoom)));
  }
  void EndFlags(const Flags& flags) { sink_.Advance(flags.cursor_); }
  template <class Key>
  ABSL_ATTRIBUTE_ALWAYS_INLINE void KnownFlag(Key key, bool value) {
    Flags flags = BeginFlags(1, Key::kKey.size());
    flags.Put(key, value);
    EndFlags(flags);
  }

 protected:
  // Enough for a number, or for what is before and after a text.
  static constexpr size_t kHeadRoom = 32;
  // What a flag takes besides its key.
  static constexpr size_t kFlagRoom = 16;

  ByteSink& sink() { return sink_; }
  char* Room() { return sink_.Reserve(kHeadRoom); }

  // Whether the value is one of this format.
  bool CheckForeign(const ForeignValue& value) {
    return value.format == Format::kFormat ||
           Fail(Rule::kUnrepresentable, Fault::kNoOffset,
                "a value that every format has", ForeignName(value));
  }

  // Whether so many elements can be told.
  bool CheckSize(size_t size) {
    if (ABSL_PREDICT_TRUE(size <= Format::kMaxSize)) return true;
    return Fail(Rule::kUnrepresentable, Fault::kNoOffset,
                "less than 2^32 elements", "more");
  }

 private:
  // Moves what is in the dict to where a longer head ends.
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE void MoveMap(size_t start,
                                                           size_t size) {
    char* const end = Room();
    char head[kHeadRoom];
    const auto head_size =
        static_cast<size_t>(Format::PutMapHead(head, size) - head);
    char* const begin = sink_.At(start);
    std::memmove(begin + head_size, begin + 1,
                 static_cast<size_t>(end - begin) - 1);
    std::memcpy(begin, head, head_size);
    sink_.Advance(end + head_size - 1);
  }

  ByteSink sink_;
};

}  // namespace codec_internal
}  // namespace wamp

#endif  // WAMP_CODEC_WRITER_H_
