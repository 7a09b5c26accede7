// Writes UBJSON (draft 12) and its successor BJData (draft 3), byte for byte as
// autobahn does: each integer in the narrowest form of its sign, floats in 64
// bits, lists and dicts without a count.
//
// Example: the size first, then the bytes (see msgpack_writer.h),
//
//   wamp::UbjsonSizer sizer;
//   sizer.Uint(500);
//   std::string out(sizer.sink().size(), '\0');
//   wamp::UbjsonWriter(&out[0]).Uint(500);
#ifndef WAMP_CODEC_UBJSON_WRITER_H_
#define WAMP_CODEC_UBJSON_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"
#include "wamp/codec/sink.h"
#include "wamp/codec/ubjson_reader.h"
#include "wamp/codec/utf8.h"

namespace wamp {

// The members are those of MsgPackEmitter (msgpack_writer.h).
template <class Sink, UbjsonDialect kDialect>
class BasicUbjsonEmitter : public codec_internal::FaultKeeper {
 public:
  static constexpr bool kChecks = Sink::kChecks;
  static constexpr bool kHeadsHoldSizes = false;
  static constexpr bool kHeadsMayTrail = false;

  template <class... Args>
  explicit BasicUbjsonEmitter(Args&&... args)
      : sink_(std::forward<Args>(args)...) {}

  Sink& sink() { return sink_; }

  void Null() { sink_.Put('Z'); }
  void Bool(bool value) { sink_.Put(value ? 'T' : 'F'); }

  void Uint(uint64_t value) {
    if (value <= 0xFF) {
      Number('U', static_cast<uint8_t>(value));
    } else if (value <= (kBjdata ? 0xFFFFu : 0x7FFFu)) {
      Number(kBjdata ? 'u' : 'I', static_cast<uint16_t>(value));
    } else if (value <= (kBjdata ? 0xFFFFFFFFu : 0x7FFFFFFFu)) {
      Number(kBjdata ? 'm' : 'l', static_cast<uint32_t>(value));
    } else if (kBjdata || value <= INT64_MAX) {
      Number(kBjdata ? 'M' : 'L', value);
    } else {
      const absl::AlphaNum text(value);
      sink_.Put('H');
      Sized(text.Piece());
    }
  }

  void Int(int64_t value) {
    if (value >= 0) {
      Uint(static_cast<uint64_t>(value));
    } else if (value >= INT8_MIN) {
      Number('i', static_cast<uint8_t>(value));
    } else if (value >= INT16_MIN) {
      Number('I', static_cast<uint16_t>(value));
    } else if (value >= INT32_MIN) {
      Number('l', static_cast<uint32_t>(value));
    } else {
      Number('L', static_cast<uint64_t>(value));
    }
  }

  void Double(double value) {
    uint64_t raw;
    std::memcpy(&raw, &value, sizeof raw);
    Number('D', raw);
  }

  void String(absl::string_view value) {
    Check(value);
    KnownString(value);
  }
  void KnownString(absl::string_view value) {
    if (value.size() == 1) {
      sink_.Put('C');
      sink_.Put(value[0]);
    } else {
      sink_.Put('S');
      Sized(value);
    }
  }
  void Bytes(absl::string_view value) {
    sink_.PutKnown(kBjdata ? "[$B#" : "[$U#");
    Sized(value);
  }

  void BeginList(size_t) { sink_.Put('['); }
  void EndList() { sink_.Put(']'); }
  void BeginMap(size_t) { sink_.Put('{'); }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void KnownKey(absl::string_view key) {
    Uint(key.size());
    sink_.PutKnown(key);
  }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void KnownFlag(absl::string_view key,
                                              bool value) {
    KnownKey(key);
    Bool(value);
  }
  void Key(absl::string_view key) {
    Check(key);
    Sized(key);
  }
  void EndMap() { sink_.Put('}'); }

  void Raw(absl::string_view value) { sink_.Put(value); }

 private:
  static constexpr bool kBjdata = kDialect == UbjsonDialect::kBjdata;

  template <class T>
  void Number(char marker, T value) {
    sink_.Put(marker);
    if constexpr (kBjdata) {
      sink_.PutLittleEndian(value);
    } else {
      sink_.PutBigEndian(value);
    }
  }

  void Sized(absl::string_view value) {
    Uint(value.size());
    sink_.Put(value);
  }

  void Check(absl::string_view value) {
    if (kChecks && ABSL_PREDICT_FALSE(!IsValidUtf8(value))) {
      FailText(Rule::kUtf8, Fault::kNoOffset, "a text in UTF-8", "bytes",
               value);
    }
  }

  Sink sink_;
};

template <class Sink>
using UbjsonEmitter = BasicUbjsonEmitter<Sink, UbjsonDialect::kUbjson>;
template <class Sink>
using BjdataEmitter = BasicUbjsonEmitter<Sink, UbjsonDialect::kBjdata>;

using UbjsonSizer = UbjsonEmitter<CountingSink>;
using UbjsonWriter = UbjsonEmitter<BufferSink>;
using BjdataSizer = BjdataEmitter<CountingSink>;
using BjdataWriter = BjdataEmitter<BufferSink>;

}  // namespace wamp

#endif  // WAMP_CODEC_UBJSON_WRITER_H_
