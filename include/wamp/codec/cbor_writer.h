// Writes CBOR (RFC 8949). Every value has its shortest form, except floats,
// which take 64 bits so that none loses precision.
//
// Example (see msgpack_writer.h):
//
//   std::string out;
//   wamp::CborWriter writer(&out);
//   writer.Uint(500);
//   writer.Flush();
#ifndef WAMP_CODEC_CBOR_WRITER_H_
#define WAMP_CODEC_CBOR_WRITER_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "wamp/codec/binary_writer.h"
#include "wamp/codec/writer.h"

namespace wamp {
namespace codec_internal {

struct CborFormat {
  static constexpr WireFormat kFormat = WireFormat::kCbor;
  static constexpr bool kHeadsHoldSizes = true;
  static constexpr size_t kMaxShortMap = 23;
  static constexpr size_t kMaxSize = ~size_t{0};
  static constexpr bool kCommas = false;

  static char* PutNull(char* out) { return *out = '\xF6', out + 1; }
  static char* PutBool(char* out, bool value) {
    *out = static_cast<char>(0xF4 | static_cast<unsigned>(value));
    return out + 1;
  }
  static char* PutUint(char* out, uint64_t value) {
    return PutHead(out, 0x00, value);
  }
  static char* PutInt(char* out, int64_t value) {
    return value >= 0 ? PutHead(out, 0x00, static_cast<uint64_t>(value))
                      : PutHead(out, 0x20, ~static_cast<uint64_t>(value));
  }
  static char* PutDouble(char* out, double value) {
    *out = '\xFB';
    return PutBigEndian(out + 1, BitsOf(value));
  }

  static char* PutTextHead(char* out, absl::string_view text) {
    return PutKeyHead(out, text.size());
  }
  static constexpr char* PutKeyHead(char* out, size_t size) {
    return PutHead(out, 0x60, size);
  }
  static constexpr char* PutKey(char* out, absl::string_view key) {
    return PutBinaryKey<CborFormat>(out, key);
  }
  static char* PutBytesHead(char* out, size_t size) {
    return PutHead(out, 0x40, size);
  }

  static char* PutListHead(char* out, size_t size) {
    return PutHead(out, 0x80, size);
  }
  static char* PutListEnd(char* out) { return out; }
  static char* PutMapHead(char* out, size_t size) {
    return PutHead(out, 0xA0, size);
  }
  static char* PutMapEnd(char* out) { return out; }

 private:
  // Writes a head; `major` holds the major type in its upper three bits.
  static constexpr char* PutHead(char* out, unsigned major, uint64_t argument) {
    if (argument < 24) {
      *out = static_cast<char>(major | static_cast<unsigned>(argument));
      return out + 1;
    }
    if (argument <= 0xFF) {
      *out = static_cast<char>(major | 24);
      return PutBigEndian(out + 1, static_cast<uint8_t>(argument));
    }
    if (argument <= 0xFFFF) {
      *out = static_cast<char>(major | 25);
      return PutBigEndian(out + 1, static_cast<uint16_t>(argument));
    }
    if (argument <= 0xFFFFFFFF) {
      *out = static_cast<char>(major | 26);
      return PutBigEndian(out + 1, static_cast<uint32_t>(argument));
    }
    *out = static_cast<char>(major | 27);
    return PutBigEndian(out + 1, argument);
  }
};

}  // namespace codec_internal

class CborWriter
    : public codec_internal::BinaryWriter<codec_internal::CborFormat> {
 public:
  using BinaryWriter::BinaryWriter;
};

}  // namespace wamp

#endif  // WAMP_CODEC_CBOR_WRITER_H_
