// What the writers of the binary formats share: texts and byte strings as they
// are, after a head. The formats are in msgpack_writer.h, cbor_writer.h and
// ubjson_writer.h.
#ifndef WAMP_CODEC_BINARY_WRITER_H_
#define WAMP_CODEC_BINARY_WRITER_H_

#include <cstddef>

#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"
#include "wamp/codec/utf8.h"
#include "wamp/codec/writer.h"

namespace wamp {
namespace codec_internal {

template <class Format>
class BinaryWriter : public ByteWriter<Format> {
 public:
  using ByteWriter<Format>::ByteWriter;

  void String(absl::string_view value) {
    if (!this->CheckSize(value.size())) return;
    PutText(Format::PutTextHead(Reserve(value), value), value);
  }
  void Key(absl::string_view key) {
    if (!this->CheckSize(key.size())) return;
    PutText(Format::PutKeyHead(Reserve(key), key.size()), key);
  }
  // A string that is known to be UTF-8 and to have nothing to escape.
  void KnownString(absl::string_view value) {
    PutBytes(Format::PutTextHead(Reserve(value), value), value);
  }
  void Bytes(absl::string_view value) {
    if (!this->CheckSize(value.size())) return;
    PutBytes(Format::PutBytesHead(Reserve(value), value.size()), value);
  }
  // A value that is already in this format.
  void Raw(absl::string_view value) { PutBytes(Reserve(value), value); }
  // A foreign value, which must be one: a fault for those of other formats.
  void Foreign(const ForeignValue& value) {
    if (this->CheckForeign(value)) Raw(value.encoded);
  }

 private:
  char* Reserve(absl::string_view text) {
    return this->sink().Reserve(text.size() + this->kHeadRoom);
  }

  void PutText(char* out, absl::string_view text) {
    if (ABSL_PREDICT_FALSE(!CopyUtf8(text, out))) {
      this->FailText(Rule::kUtf8, Fault::kNoOffset, "a text in UTF-8", "bytes",
                     text);
    }
    this->sink().Advance(out + text.size());
  }

  void PutBytes(char* out, absl::string_view bytes) {
    this->sink().Advance(PutAll(out, bytes));
  }
};

// A key of a binary format, for the compiler to make.
template <class Format>
constexpr char* PutBinaryKey(char* out, absl::string_view key) {
  out = Format::PutKeyHead(out, key.size());
  for (const char c : key) *out++ = c;
  return out;
}

}  // namespace codec_internal
}  // namespace wamp

#endif  // WAMP_CODEC_BINARY_WRITER_H_
