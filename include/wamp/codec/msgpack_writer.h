// Writes MessagePack. Every value has its shortest form, except floats, which
// take 64 bits so that none loses precision.
//
// Example:
//
//   std::string out;
//   wamp::MsgPackWriter writer(&out);
//   writer.BeginMap(1);
//   writer.Key("acknowledge");
//   writer.Bool(true);
//   writer.EndMap();
//   if (writer.failed()) return Report(writer.fault());
//   writer.Flush();
//
// The members are in writer.h and binary_writer.h.
#ifndef WAMP_CODEC_MSGPACK_WRITER_H_
#define WAMP_CODEC_MSGPACK_WRITER_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "wamp/codec/binary_writer.h"
#include "wamp/codec/writer.h"

namespace wamp {
namespace codec_internal {

struct MsgPackFormat {
  static constexpr WireFormat kFormat = WireFormat::kMsgPack;
  static constexpr bool kHeadsHoldSizes = true;
  static constexpr size_t kMaxShortMap = 15;
  static constexpr size_t kMaxSize = 0xFFFFFFFF;
  static constexpr bool kCommas = false;

  static char* PutNull(char* out) { return *out = '\xC0', out + 1; }
  static char* PutBool(char* out, bool value) {
    *out = static_cast<char>(0xC2 | static_cast<unsigned>(value));
    return out + 1;
  }

  static char* PutUint(char* out, uint64_t value) {
    if (value < 0x80) return Put(out, static_cast<char>(value));
    if (value <= 0xFF) return Put(out, '\xCC', static_cast<uint8_t>(value));
    if (value <= 0xFFFF) return Put(out, '\xCD', static_cast<uint16_t>(value));
    if (value <= 0xFFFFFFFF) {
      return Put(out, '\xCE', static_cast<uint32_t>(value));
    }
    return Put(out, '\xCF', value);
  }

  static char* PutInt(char* out, int64_t value) {
    if (value >= 0) return PutUint(out, static_cast<uint64_t>(value));
    if (value >= -32) return Put(out, static_cast<char>(value));
    if (value >= INT8_MIN) return Put(out, '\xD0', static_cast<uint8_t>(value));
    if (value >= INT16_MIN) {
      return Put(out, '\xD1', static_cast<uint16_t>(value));
    }
    if (value >= INT32_MIN) {
      return Put(out, '\xD2', static_cast<uint32_t>(value));
    }
    return Put(out, '\xD3', static_cast<uint64_t>(value));
  }

  static char* PutDouble(char* out, double value) {
    return Put(out, '\xCB', BitsOf(value));
  }

  static char* PutTextHead(char* out, absl::string_view text) {
    return PutKeyHead(out, text.size());
  }
  static constexpr char* PutKeyHead(char* out, size_t size) {
    if (size < 32) return Put(out, static_cast<char>(0xA0 | size));
    if (size <= 0xFF) return Put(out, '\xD9', static_cast<uint8_t>(size));
    return PutSize(out, size, '\xDA', '\xDB');
  }
  static constexpr char* PutKey(char* out, absl::string_view key) {
    return PutBinaryKey<MsgPackFormat>(out, key);
  }
  static char* PutBytesHead(char* out, size_t size) {
    if (size <= 0xFF) return Put(out, '\xC4', static_cast<uint8_t>(size));
    return PutSize(out, size, '\xC5', '\xC6');
  }

  static char* PutListHead(char* out, size_t size) {
    if (size < 16) return Put(out, static_cast<char>(0x90 | size));
    return PutSize(out, size, '\xDC', '\xDD');
  }
  static char* PutListEnd(char* out) { return out; }

  static char* PutMapHead(char* out, size_t size) {
    if (size <= kMaxShortMap) return Put(out, static_cast<char>(0x80 | size));
    return PutSize(out, size, '\xDE', '\xDF');
  }
  static char* PutMapEnd(char* out) { return out; }

 private:
  static constexpr char* Put(char* out, char head) {
    *out = head;
    return out + 1;
  }
  template <class T>
  static constexpr char* Put(char* out, char head, T argument) {
    *out = head;
    return PutBigEndian(out + 1, argument);
  }
  static constexpr char* PutSize(char* out, size_t size, char head16,
                                 char head32) {
    if (size <= 0xFFFF) return Put(out, head16, static_cast<uint16_t>(size));
    return Put(out, head32, static_cast<uint32_t>(size));
  }
};

}  // namespace codec_internal

class MsgPackWriter
    : public codec_internal::BinaryWriter<codec_internal::MsgPackFormat> {
 public:
  using BinaryWriter::BinaryWriter;
};

}  // namespace wamp

#endif  // WAMP_CODEC_MSGPACK_WRITER_H_
