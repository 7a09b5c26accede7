// Defines the functions that wire.h declares, for one codec and all messages:
// each codec includes this in a file of its own, so that they compile apart.
#ifndef WAMP_SRC_WIRE_CODEC_MESSAGES_H_
#define WAMP_SRC_WIRE_CODEC_MESSAGES_H_

#include "src/engine/codecs.h"
#include "src/engine/schema/schema_reader.h"
#include "src/engine/schema/schema_writer.h"

namespace wamp {
namespace internal {

template <class Codec, class Message>
absl::Status DecodeTyped(absl::string_view bytes, const DecodeOptions& options,
                         Message& out) {
  absl::string_view wire_name = Schema<Message>::kWireName;
  // A frame keeps the message it holds, whose memory is used again.
  if constexpr (Schema<Message>::kShape != MessageShape::kFrame) out.Clear();
  return DecodeAll<Codec>(
      bytes, options,
      [&](Decoder<typename Codec::Reader>& decoder) {
        SchemaReader<typename Codec::Reader> engine(decoder);
        const bool ok = engine.Read(out);
        if (!engine.wire_name().empty()) wire_name = engine.wire_name();
        return ok;
      },
      [&wire_name] { return wire_name; });
}

template <class Codec, class Message>
absl::Status EncodeTyped(const Message& message, const EncodeOptions& options,
                         std::string& out) {
  absl::string_view wire_name = Schema<Message>::kWireName;
  return EncodeAll<Codec>(
      options, out,
      [&](auto& encoder) {
        using Writer = std::decay_t<decltype(encoder.writer())>;
        SchemaWriter<Writer> engine(encoder);
        const bool ok = engine.Write(message);
        if (!engine.wire_name().empty()) wire_name = engine.wire_name();
        return ok;
      },
      [&wire_name] { return wire_name; });
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_WIRE_CODEC_MESSAGES_H_
