// Writes JSON as WAMP uses it: compact, in UTF-8, byte strings as U+0000 and
// base64 (WAMP: Binary conversion of JSON Strings).
//
// Text that starts with U+0000 would be read as a byte string, so it is a
// fault. NaN and the infinities are faults too, unless AllowNan is called. A
// float is written so that it stays one: 1.0, not 1.
//
// Example: the size first, then the text (see msgpack_writer.h),
//
//   wamp::JsonSizer sizer;
//   sizer.String("caf\u00e9");
//   std::string out(sizer.sink().size(), '\0');
//   wamp::JsonWriter(&out[0]).String("caf\u00e9");
#ifndef WAMP_CODEC_JSON_WRITER_H_
#define WAMP_CODEC_JSON_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"
#include "wamp/codec/json_reader.h"
#include "wamp/codec/sink.h"
#include "wamp/codec/utf8.h"

namespace wamp {
namespace codec_internal {

// A buffer that the text of any number fits into.
using NumberBuffer = char[32];

absl::string_view FormatUint(uint64_t value, NumberBuffer& buffer);
absl::string_view FormatInt(int64_t value, NumberBuffer& buffer);
absl::string_view FormatDouble(double value, NumberBuffer& buffer);

// The length of `text` as a JSON string, without quotes.
size_t EscapedSize(absl::string_view text);
// Writes `text` as a JSON string, without quotes, to `out`.
void WriteEscaped(absl::string_view text, char* out);
// Whether `text` has no character to escape.
bool IsPlain(absl::string_view text);

size_t Base64Size(size_t bytes);
void WriteBase64(absl::string_view bytes, char* out);

}  // namespace codec_internal

// The members are those of MsgPackEmitter (msgpack_writer.h).
template <class Sink>
class JsonEmitter : public codec_internal::FaultKeeper {
 public:
  static constexpr bool kChecks = Sink::kChecks;
  static constexpr bool kHeadsHoldSizes = false;
  static constexpr bool kHeadsMayTrail = false;

  template <class... Args>
  explicit JsonEmitter(Args&&... args) : sink_(std::forward<Args>(args)...) {}

  Sink& sink() { return sink_; }
  void AllowNan(JsonNan nan) { nan_ = nan; }

  void Null() { Token("null"); }
  void Bool(bool value) { value ? Token("true") : Token("false"); }
  void Uint(uint64_t value) {
    codec_internal::NumberBuffer buffer;
    Token(codec_internal::FormatUint(value, buffer));
  }
  void Int(int64_t value) {
    codec_internal::NumberBuffer buffer;
    Token(codec_internal::FormatInt(value, buffer));
  }
  void Double(double value) {
    codec_internal::NumberBuffer buffer;
    const absl::string_view text = codec_internal::FormatDouble(value, buffer);
    if (kChecks && nan_ == JsonNan::kReject && text.back() > '9') {
      Fail(Rule::kUnrepresentable, Fault::kNoOffset, "a finite float", text);
    }
    Token(text);
  }

  void String(absl::string_view value) {
    if (kChecks) Check(value);
    Separate();
    Quoted(value);
  }

  void KnownString(absl::string_view value) {
    Separate();
    sink_.Put('"');
    sink_.Put(value);
    sink_.Put('"');
  }

  void Bytes(absl::string_view value) {
    Separate();
    sink_.Put(absl::string_view("\"\\u0000"));
    if constexpr (!kChecks) {
      codec_internal::WriteBase64(value, sink_.cursor());
    }
    sink_.Skip(codec_internal::Base64Size(value.size()));
    sink_.Put('"');
  }

  void BeginList(size_t) { Open('['); }
  void EndList() { Close(']'); }
  void BeginMap(size_t) { Open('{'); }
  void KnownKey(absl::string_view key) {
    KnownString(key);
    Colon();
  }
  void KnownFlag(absl::string_view key, bool value) {
    KnownKey(key);
    Bool(value);
  }
  void Key(absl::string_view key) {
    if (kChecks && ABSL_PREDICT_FALSE(!IsValidUtf8(key))) FailUtf8(key);
    Separate();
    Quoted(key);
    Colon();
  }
  void EndMap() { Close('}'); }
  void Raw(absl::string_view value) { Token(value); }

 private:
  void Check(absl::string_view value) {
    if (ABSL_PREDICT_FALSE(!IsValidUtf8(value))) FailUtf8(value);
    if (ABSL_PREDICT_FALSE(!value.empty() && value[0] == '\0')) {
      FailText(Rule::kUnrepresentable, Fault::kNoOffset,
               "a text that does not start with U+0000", "string", value);
    }
  }

  void FailUtf8(absl::string_view value) {
    FailText(Rule::kUtf8, Fault::kNoOffset, "a text in UTF-8", "bytes", value);
  }

  void Quoted(absl::string_view value) {
    sink_.Put('"');
    if (codec_internal::IsPlain(value)) {
      sink_.Put(value);
    } else {
      if constexpr (!kChecks) {
        codec_internal::WriteEscaped(value, sink_.cursor());
      }
      sink_.Skip(codec_internal::EscapedSize(value));
    }
    sink_.Put('"');
  }

  void Token(absl::string_view text) {
    Separate();
    sink_.Put(text);
  }

  void Separate() {
    if (separate_) sink_.Put(',');
    separate_ = true;
  }

  void Colon() {
    sink_.Put(':');
    separate_ = false;
  }

  void Open(char bracket) {
    Separate();
    sink_.Put(bracket);
    separate_ = false;
  }

  void Close(char bracket) {
    sink_.Put(bracket);
    separate_ = true;
  }

  Sink sink_;
  // Whether the next value of the list or dict needs a comma before it.
  bool separate_ = false;
  JsonNan nan_ = JsonNan::kReject;
};

using JsonSizer = JsonEmitter<CountingSink>;
using JsonWriter = JsonEmitter<BufferSink>;

}  // namespace wamp

#endif  // WAMP_CODEC_JSON_WRITER_H_
