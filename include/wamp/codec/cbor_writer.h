// Writes CBOR (RFC 8949). Every value has its shortest form, except floats,
// which take 64 bits so that none loses precision.
//
// Example: the size first, then the bytes (see msgpack_writer.h),
//
//   wamp::CborSizer sizer;
//   sizer.Uint(500);
//   std::string out(sizer.sink().size(), '\0');
//   wamp::CborWriter(&out[0]).Uint(500);
#ifndef WAMP_CODEC_CBOR_WRITER_H_
#define WAMP_CODEC_CBOR_WRITER_H_

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

// The members are those of MsgPackEmitter (msgpack_writer.h).
template <class Sink>
class CborEmitter : public codec_internal::FaultKeeper {
 public:
  static constexpr bool kChecks = Sink::kChecks;
  static constexpr bool kHeadsHoldSizes = true;
  static constexpr bool kHeadsMayTrail = !Sink::kWrites;

  template <class... Args>
  explicit CborEmitter(Args&&... args) : sink_(std::forward<Args>(args)...) {}

  Sink& sink() { return sink_; }

  void Null() { sink_.Put('\xF6'); }
  void Bool(bool value) { sink_.Put(value ? '\xF5' : '\xF4'); }
  void Uint(uint64_t value) { Head(0x00, value); }
  void Int(int64_t value) {
    if (value >= 0) {
      Head(0x00, static_cast<uint64_t>(value));
    } else {
      Head(0x20, ~static_cast<uint64_t>(value));
    }
  }
  void Double(double value) {
    uint64_t raw;
    std::memcpy(&raw, &value, sizeof raw);
    sink_.Put('\xFB');
    sink_.PutBigEndian(raw);
  }

  void String(absl::string_view value) {
    if (kChecks && ABSL_PREDICT_FALSE(!IsValidUtf8(value))) {
      FailText(Rule::kUtf8, Fault::kNoOffset, "a text in UTF-8", "bytes",
               value);
    }
    KnownString(value);
  }
  void KnownString(absl::string_view value) {
    Head(0x60, value.size());
    sink_.Put(value);
  }
  void Bytes(absl::string_view value) {
    Head(0x40, value.size());
    sink_.Put(value);
  }

  void BeginList(size_t size) { Head(0x80, size); }
  void EndList() {}
  void BeginMap(size_t size) { Head(0xA0, size); }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void KnownKey(absl::string_view key) {
    Head(0x60, key.size());
    sink_.PutKnown(key);
  }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void KnownFlag(absl::string_view key,
                                              bool value) {
    if (key.size() < 24) {
      sink_.PutKnown(static_cast<char>(0x60 | key.size()), key,
                     value ? '\xF5' : '\xF4');
    } else {
      KnownKey(key);
      Bool(value);
    }
  }
  void Key(absl::string_view key) { String(key); }
  void EndMap() {}

  void Raw(absl::string_view value) { sink_.Put(value); }

 private:
  // Writes a head; `major` holds the major type in its upper three bits.
  void Head(uint8_t major, uint64_t argument) {
    if (argument < 24) {
      sink_.Put(static_cast<char>(major | argument));
    } else if (argument <= 0xFF) {
      sink_.Put(static_cast<char>(major | 24));
      sink_.PutBigEndian(static_cast<uint8_t>(argument));
    } else if (argument <= 0xFFFF) {
      sink_.Put(static_cast<char>(major | 25));
      sink_.PutBigEndian(static_cast<uint16_t>(argument));
    } else if (argument <= 0xFFFFFFFF) {
      sink_.Put(static_cast<char>(major | 26));
      sink_.PutBigEndian(static_cast<uint32_t>(argument));
    } else {
      sink_.Put(static_cast<char>(major | 27));
      sink_.PutBigEndian(argument);
    }
  }

  Sink sink_;
};

using CborSizer = CborEmitter<CountingSink>;
using CborWriter = CborEmitter<BufferSink>;

}  // namespace wamp

#endif  // WAMP_CODEC_CBOR_WRITER_H_
