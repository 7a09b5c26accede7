// Defines the functions that wire.h declares, for one medium and all messages:
// each medium includes this in a file of its own, so that they compile apart.
#ifndef WAMP_SRC_INTERNAL_TYPED_WIRE_H_
#define WAMP_SRC_INTERNAL_TYPED_WIRE_H_

#include "src/internal/media.h"
#include "src/internal/schema_reader.h"
#include "src/internal/schema_writer.h"

namespace wamp {
namespace internal {

template <class Medium, class Message>
absl::Status DecodeTyped(absl::string_view bytes, const DecodeOptions& options,
                         Message& out) {
  absl::string_view site = Schema<Message>::kSite;
  // A frame keeps the message it holds, whose memory is used again.
  if constexpr (Schema<Message>::kShape != MessageShape::kFrame) out.Clear();
  return DecodeAll<Medium>(
      bytes, options,
      [&](Decoder<typename Medium::Reader>& decoder) {
        SchemaReader<typename Medium::Reader> engine(decoder);
        const bool ok = engine.Read(out);
        if (!engine.site().empty()) site = engine.site();
        return ok;
      },
      [&site] { return site; });
}

template <class Medium, class Message>
absl::Status EncodeTyped(const Message& message, const EncodeOptions& options,
                         std::string& out) {
  absl::string_view site = Schema<Message>::kSite;
  return EncodeAll<Medium>(
      options, out,
      [&](auto& encoder) {
        using Writer = std::decay_t<decltype(encoder.writer())>;
        SchemaWriter<Writer> engine(encoder);
        const bool ok = engine.Write(message);
        if (!engine.site().empty()) site = engine.site();
        return ok;
      },
      [&site] { return site; });
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_INTERNAL_TYPED_WIRE_H_
