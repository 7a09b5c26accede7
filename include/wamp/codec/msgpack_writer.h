// Writes MessagePack. Every value has its shortest form, except floats, which
// take 64 bits so that none loses precision.
//
// Example: the size first, then the bytes,
//
//   wamp::MsgPackSizer sizer;
//   sizer.BeginMap(1), sizer.Key("acknowledge"), sizer.Bool(true);
//   std::string out(sizer.sink().size(), '\0');
//   wamp::MsgPackWriter writer(&out[0]);  // and the same calls again
#ifndef WAMP_CODEC_MSGPACK_WRITER_H_
#define WAMP_CODEC_MSGPACK_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"
#include "wamp/codec/sink.h"
#include "wamp/codec/utf8.h"

namespace wamp {

// Emits values in order. BeginList and BeginMap take the number of items, or of
// keys with a value each, that follow before the container ends. Containers,
// strings and byte strings must have fewer than 2^32 elements.
template <class Sink>
class MsgPackEmitter : public codec_internal::FaultKeeper {
 public:
  static constexpr bool kChecks = Sink::kChecks;
  // Whether BeginList and BeginMap use the size that they are given.
  static constexpr bool kHeadsHoldSizes = true;
  // Whether they may be called after their items, which works if bytes are only
  // counted.
  static constexpr bool kHeadsMayTrail = !Sink::kWrites;

  template <class... Args>
  explicit MsgPackEmitter(Args&&... args)
      : sink_(std::forward<Args>(args)...) {}

  Sink& sink() { return sink_; }

  void Null() { sink_.Put('\xC0'); }
  void Bool(bool value) { sink_.Put(value ? '\xC3' : '\xC2'); }

  void Uint(uint64_t value) {
    if (value < 0x80) {
      sink_.Put(static_cast<char>(value));
    } else if (value <= 0xFF) {
      sink_.Put('\xCC');
      sink_.PutBigEndian(static_cast<uint8_t>(value));
    } else if (value <= 0xFFFF) {
      sink_.Put('\xCD');
      sink_.PutBigEndian(static_cast<uint16_t>(value));
    } else if (value <= 0xFFFFFFFF) {
      sink_.Put('\xCE');
      sink_.PutBigEndian(static_cast<uint32_t>(value));
    } else {
      sink_.Put('\xCF');
      sink_.PutBigEndian(value);
    }
  }

  void Int(int64_t value) {
    if (value >= 0) {
      Uint(static_cast<uint64_t>(value));
    } else if (value >= -32) {
      sink_.Put(static_cast<char>(value));
    } else if (value >= INT8_MIN) {
      sink_.Put('\xD0');
      sink_.PutBigEndian(static_cast<uint8_t>(value));
    } else if (value >= INT16_MIN) {
      sink_.Put('\xD1');
      sink_.PutBigEndian(static_cast<uint16_t>(value));
    } else if (value >= INT32_MIN) {
      sink_.Put('\xD2');
      sink_.PutBigEndian(static_cast<uint32_t>(value));
    } else {
      sink_.Put('\xD3');
      sink_.PutBigEndian(static_cast<uint64_t>(value));
    }
  }

  void Double(double value) {
    uint64_t raw;
    std::memcpy(&raw, &value, sizeof raw);
    sink_.Put('\xCB');
    sink_.PutBigEndian(raw);
  }

  void String(absl::string_view value) {
    if (kChecks && ABSL_PREDICT_FALSE(!IsValidUtf8(value))) {
      FailText(Rule::kUtf8, Fault::kNoOffset, "a text in UTF-8", "bytes",
               value);
    }
    Text(value);
  }

  // A string that is known to be UTF-8 and to have nothing to escape.
  void KnownString(absl::string_view value) { Text(value); }

  void Bytes(absl::string_view value) {
    const size_t size = value.size();
    if (size <= 0xFF) {
      sink_.Put('\xC4');
      sink_.PutBigEndian(static_cast<uint8_t>(size));
    } else {
      PutSize(size, '\xC5', '\xC6');
    }
    sink_.Put(value);
  }

  void BeginList(size_t size) {
    if (size < 16) {
      sink_.Put(static_cast<char>(0x90 | size));
    } else {
      PutSize(size, '\xDC', '\xDD');
    }
  }
  void EndList() {}

  void BeginMap(size_t size) {
    if (size < 16) {
      sink_.Put(static_cast<char>(0x80 | size));
    } else {
      PutSize(size, '\xDE', '\xDF');
    }
  }
  // As KnownString.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void KnownKey(absl::string_view key) {
    if (key.size() < 32) {
      sink_.PutKnown(static_cast<char>(0xA0 | key.size()), key);
    } else {
      Text(key);
    }
  }
  // A known key and its boolean value, which WAMP's dicts have many of.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void KnownFlag(absl::string_view key,
                                              bool value) {
    if (key.size() < 32) {
      sink_.PutKnown(static_cast<char>(0xA0 | key.size()), key,
                     value ? '\xC3' : '\xC2');
    } else {
      Text(key);
      Bool(value);
    }
  }
  void Key(absl::string_view key) { String(key); }
  void EndMap() {}

  // A value that is already in this format.
  void Raw(absl::string_view value) { sink_.Put(value); }

 private:
  void Text(absl::string_view value) {
    const size_t size = value.size();
    if (size < 32) {
      sink_.Put(static_cast<char>(0xA0 | size));
    } else if (size <= 0xFF) {
      sink_.Put('\xD9');
      sink_.PutBigEndian(static_cast<uint8_t>(size));
    } else {
      PutSize(size, '\xDA', '\xDB');
    }
    sink_.Put(value);
  }

  void PutSize(size_t size, char head16, char head32) {
    if (size <= 0xFFFF) {
      sink_.Put(head16);
      sink_.PutBigEndian(static_cast<uint16_t>(size));
    } else {
      if (kChecks && ABSL_PREDICT_FALSE(size > 0xFFFFFFFF)) {
        Fail(Rule::kUnrepresentable, Fault::kNoOffset,
             "less than 2^32 elements", "more");
      }
      sink_.Put(head32);
      sink_.PutBigEndian(static_cast<uint32_t>(size));
    }
  }

  Sink sink_;
};

using MsgPackSizer = MsgPackEmitter<CountingSink>;
using MsgPackWriter = MsgPackEmitter<BufferSink>;

}  // namespace wamp

#endif  // WAMP_CODEC_MSGPACK_WRITER_H_
