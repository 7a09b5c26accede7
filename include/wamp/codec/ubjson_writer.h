// Writes UBJSON (draft 12) and its successor BJData (draft 3), byte for byte as
// autobahn does: each integer in the narrowest form of its sign, floats in 64
// bits, lists and dicts without a count.
//
// Example (see msgpack_writer.h):
//
//   std::string out;
//   wamp::UbjsonWriter writer(&out);
//   writer.Uint(500);
//   writer.Flush();
#ifndef WAMP_CODEC_UBJSON_WRITER_H_
#define WAMP_CODEC_UBJSON_WRITER_H_

#include <cstddef>
#include <cstdint>

#include "absl/base/optimization.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/binary_writer.h"
#include "wamp/codec/ubjson_reader.h"
#include "wamp/codec/writer.h"

namespace wamp {
namespace codec_internal {

template <UbjsonDialect kDialect>
struct UbjsonFormat {
  static constexpr WireFormat kFormat = kDialect == UbjsonDialect::kUbjson
                                            ? WireFormat::kUbjson
                                            : WireFormat::kBjdata;
  static constexpr bool kHeadsHoldSizes = false;
  static constexpr size_t kMaxSize = ~size_t{0};
  static constexpr bool kCommas = false;

  static char* PutNull(char* out) { return *out = 'Z', out + 1; }
  static char* PutBool(char* out, bool value) {
    return *out = value ? 'T' : 'F', out + 1;
  }

  static char* PutUint(char* out, uint64_t value) {
    if (ABSL_PREDICT_TRUE(value <= (kBjdata ? UINT64_MAX : INT64_MAX))) {
      return PutSize(out, value);
    }
    const absl::AlphaNum text(value);
    *out = 'H';
    return PutAll(PutSize(out + 1, text.size()), text.Piece());
  }

  static char* PutInt(char* out, int64_t value) {
    if (value >= 0) return PutSize(out, static_cast<uint64_t>(value));
    if (value >= INT8_MIN) return Put(out, 'i', static_cast<uint8_t>(value));
    if (value >= INT16_MIN) return Put(out, 'I', static_cast<uint16_t>(value));
    if (value >= INT32_MIN) return Put(out, 'l', static_cast<uint32_t>(value));
    return Put(out, 'L', static_cast<uint64_t>(value));
  }

  static char* PutDouble(char* out, double value) {
    return Put(out, 'D', BitsOf(value));
  }

  static char* PutTextHead(char* out, absl::string_view text) {
    if (text.size() == 1) return *out = 'C', out + 1;
    *out = 'S';
    return PutSize(out + 1, text.size());
  }
  static constexpr char* PutKeyHead(char* out, size_t size) {
    return PutSize(out, size);
  }
  static constexpr char* PutKey(char* out, absl::string_view key) {
    return PutBinaryKey<UbjsonFormat>(out, key);
  }
  static char* PutBytesHead(char* out, size_t size) {
    return PutSize(PutAll(out, kBjdata ? "[$B#" : "[$U#"), size);
  }

  static char* PutListHead(char* out, size_t) { return *out = '[', out + 1; }
  static char* PutListEnd(char* out) { return *out = ']', out + 1; }
  static char* PutMapHead(char* out, size_t) { return *out = '{', out + 1; }
  static char* PutMapEnd(char* out) { return *out = '}', out + 1; }

 private:
  static constexpr bool kBjdata = kDialect == UbjsonDialect::kBjdata;

  template <class T>
  static constexpr char* Put(char* out, char marker, T value) {
    *out = marker;
    return kBjdata ? PutLittleEndian(out + 1, value)
                   : PutBigEndian(out + 1, value);
  }

  // An integer that has a marker of its own.
  static constexpr char* PutSize(char* out, uint64_t value) {
    if (value <= 0xFF) return Put(out, 'U', static_cast<uint8_t>(value));
    if (value <= (kBjdata ? 0xFFFFu : 0x7FFFu)) {
      return Put(out, kBjdata ? 'u' : 'I', static_cast<uint16_t>(value));
    }
    if (value <= (kBjdata ? 0xFFFFFFFFu : 0x7FFFFFFFu)) {
      return Put(out, kBjdata ? 'm' : 'l', static_cast<uint32_t>(value));
    }
    return Put(out, kBjdata ? 'M' : 'L', value);
  }
};

}  // namespace codec_internal

class UbjsonWriter : public codec_internal::BinaryWriter<
                         codec_internal::UbjsonFormat<UbjsonDialect::kUbjson>> {
 public:
  using BinaryWriter::BinaryWriter;
};

class BjdataWriter : public codec_internal::BinaryWriter<
                         codec_internal::UbjsonFormat<UbjsonDialect::kBjdata>> {
 public:
  using BinaryWriter::BinaryWriter;
};

}  // namespace wamp

#endif  // WAMP_CODEC_UBJSON_WRITER_H_
