#include "src/engine/run_codec.h"
#include "src/engine/value_writer.h"
#include "wamp/codec/copy.h"

namespace wamp {
namespace internal {
namespace {

// The bytes were read once, under the limits of the program, which then did not
// count what a tree of them takes. As deep as can be written.
DecodeOptions AsDeepAsWritten() {
  DecodeOptions options;
  options.limits.max_depth = Encoder<ValueWriter>::kMaxDepth;
  return options;
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
