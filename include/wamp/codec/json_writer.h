// Writes JSON as WAMP uses it: compact, in UTF-8, byte strings as U+0000 and
// base64 (WAMP: Binary conversion of JSON Strings).
//
// Text that starts with U+0000 would be read as a byte string, so it is a
// fault. NaN and the infinities are faults too, unless AllowNan is called. A
// float is written so that it stays one: 1.0, not 1.
//
// Example (see msgpack_writer.h):
//
//   std::string out;
//   wamp::JsonWriter writer(&out);
//   writer.String("caf\u00e9");
//   writer.Flush();
#ifndef WAMP_CODEC_JSON_WRITER_H_
#define WAMP_CODEC_JSON_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"
#include "wamp/codec/json_reader.h"
#include "wamp/codec/writer.h"

namespace wamp {
namespace codec_internal {

// These write the text of a number, of at most kMaxNumber bytes, and return
// where it ends; what is after it, up to kMaxNumber, is overwritten, too.
inline constexpr size_t kMaxNumber = 32;
char* PutDecimal(char* out, uint64_t value);
char* PutDecimal(char* out, int64_t value);
char* PutDecimal(char* out, double value);

// Every value has a comma after it, which the end of its list or dict takes
// back. So nothing has to be known of what came before a value.
struct JsonFormat {
  static constexpr WireFormat kFormat = WireFormat::kJson;
  static constexpr bool kHeadsHoldSizes = false;
  static constexpr size_t kMaxSize = ~size_t{0};
  static constexpr bool kCommas = true;

  static char* PutNull(char* out) { return PutAll(out, "null,"); }
  // One word, whose end is overwritten.
  static char* PutBool(char* out, bool value) {
    std::memcpy(out, value ? "true,  " : "false, ", 8);
    return out + 6 - static_cast<int>(value);
  }
  static char* PutUint(char* out, uint64_t value) {
    return PutComma(PutDecimal(out, value));
  }
  static char* PutInt(char* out, int64_t value) {
    return PutComma(PutDecimal(out, value));
  }
  static char* PutDouble(char* out, double value) {
    return PutComma(PutDecimal(out, value));
  }
  static constexpr char* PutKey(char* out, absl::string_view key) {
    *out++ = '"';
    for (const char c : key) *out++ = c;
    *out++ = '"';
    *out++ = ':';
    return out;
  }
  static char* PutListHead(char* out, size_t) { return *out = '[', out + 1; }
  static char* PutListEnd(char* out) { return PutEnd(out, ']'); }
  static char* PutMapHead(char* out, size_t) { return *out = '{', out + 1; }
  static char* PutMapEnd(char* out) { return PutEnd(out, '}'); }

  // Where what was written ends without the comma, if there is one.
  static char* TakeComma(char* out) {
    return out - static_cast<int>(out[-1] == ',');
  }

 private:
  static char* PutComma(char* out) { return *out = ',', out + 1; }
  // A branch, which can be foreseen, so that nothing waits for the byte.
  static char* PutEnd(char* out, char bracket) {
    if (ABSL_PREDICT_TRUE(out[-1] == ',')) {
      out[-1] = bracket;
      return PutComma(out);
    }
    *out = bracket;
    return PutComma(out + 1);
  }
};

}  // namespace codec_internal

// The members are those of MsgPackWriter (msgpack_writer.h).
class JsonWriter
    : public codec_internal::ByteWriter<codec_internal::JsonFormat> {
 public:
  using ByteWriter::ByteWriter;

  void AllowNan(JsonNan nan) { nan_ = nan; }

  void Double(double value);
  void String(absl::string_view value);
  void Key(absl::string_view key);
  void KnownString(absl::string_view value);
  void Bytes(absl::string_view value);
  void Raw(absl::string_view value);
  void Foreign(const ForeignValue& value) {
    if (CheckForeign(value)) Raw(value.encoded);
  }

 private:
  void PutEscaped(absl::string_view text);
  void PutQuoted(absl::string_view text, char after);

  JsonNan nan_ = JsonNan::kReject;
};

}  // namespace wamp

#endif  // WAMP_CODEC_JSON_WRITER_H_
