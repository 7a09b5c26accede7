#include <string>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "src/engine/run_codec.h"
#include "src/engine/value_writer.h"
#include "wamp/codec/copy.h"

namespace wamp {
namespace internal {
namespace {

// The bytes were read once, under the limits of the program, which then did not
// count what a tree of them takes. As deep as can be written, and whatever can
// be.
DecodeOptions AsDeepAsWritten() {
  DecodeOptions options;
  options.limits.max_depth = Encoder<ValueWriter>::kMaxDepth;
  options.foreign = ForeignValues::kCarry;
  return options;
}

// Whether `reader` is at `encoded`, a foreign value, and at nothing else.
template <class Reader>
bool IsAtForeign(Reader& reader, absl::string_view encoded) {
  ForeignValue value;
  return !reader.failed() && reader.Peek() == Kind::kForeign &&
         reader.ReadForeign(value) && value.encoded == encoded;
}

}  // namespace

absl::Status DecodeRawValue(absl::string_view bytes, v1::Serializer serializer,
                            v1::Value& value) {
  return WithCodec(
      serializer,
      [&](auto codec) {
        return DecodeWith<decltype(codec)>(
            bytes, AsDeepAsWritten(), [&value](auto& decoder) -> Outcome {
              return {!decoder.reader().failed() && decoder.ReadValue(value),
                      "payload"};
            });
      },
      [](const absl::Status&) {
        return absl::InvalidArgumentError("a payload of no known serializer");
      });
}

bool IsForeign(const v1::Foreign& foreign) {
  return WithCodec(
      foreign.serializer(),
      [&](auto codec) {
        using Codec = decltype(codec);
        if constexpr (std::is_same_v<typename Codec::Reader, CborReader>) {
          // As the item of a list, since the tag that marks CBOR itself is
          // skipped at the start of an input.
          const std::string bytes = absl::StrCat("\x81", foreign.encoded());
          auto reader = MakeReader<Codec>(bytes, AsDeepAsWritten());
          CborReader::List list;
          return reader.BeginList(list) && reader.NextItem(list) &&
                 IsAtForeign(reader, foreign.encoded());
        } else {
          auto reader = MakeReader<Codec>(foreign.encoded(), AsDeepAsWritten());
          return IsAtForeign(reader, foreign.encoded());
        }
      },
      [](const absl::Status&) { return false; });
}

template <class Writer>
bool CopyRawValue(absl::string_view bytes, v1::Serializer serializer,
                  Writer& writer) {
  return WithCodec(
      serializer,
      [&](auto codec) {
        auto reader = MakeReader<decltype(codec)>(bytes, AsDeepAsWritten());
        return Copy(reader, writer) && reader.AtEnd();
      },
      [](const absl::Status&) { return false; });
}

#define WAMP_CODEC(SERIALIZER, READER, WRITER, NAME, NUMBER) \
  template bool CopyRawValue(absl::string_view, v1::Serializer, WRITER&);
#include "src/codec/registry.inc"

}  // namespace internal
}  // namespace wamp
