#include "src/engine/encoder.h"
#include "src/engine/value_writer.h"
#include "src/engine/with_codec.h"
#include "wamp/codec/copy.h"

namespace wamp {
namespace internal {

absl::Status DecodeRawValue(absl::string_view bytes, v1::Serializer serializer,
                            v1::Value& value) {
  return WithCodec(
      serializer,
      [&](auto codec) {
        return DecodeAll<decltype(codec)>(
            bytes, {},
            [&value](auto& decoder) { return decoder.ReadValue(value); },
            [] { return "payload"; });
      },
      [] {
        return absl::InvalidArgumentError("a payload of no known serializer");
      });
}

template <class Writer>
bool CopyRawValue(absl::string_view bytes, v1::Serializer serializer,
                  Writer& writer) {
  return WithCodec(
      serializer,
      [&](auto codec) {
        auto reader = decltype(codec)::MakeReader(bytes, {});
        return Copy(reader, writer) && reader.AtEnd();
      },
      [] { return false; });
}

#define WAMP_EACH(WRITER) \
  template bool CopyRawValue(absl::string_view, v1::Serializer, WRITER&);
WAMP_EACH(ValueWriter)
WAMP_EACH(JsonSizer)
WAMP_EACH(JsonWriter)
WAMP_EACH(MsgPackSizer)
WAMP_EACH(MsgPackWriter)
WAMP_EACH(CborSizer)
WAMP_EACH(CborWriter)
WAMP_EACH(UbjsonSizer)
WAMP_EACH(UbjsonWriter)
WAMP_EACH(BjdataSizer)
WAMP_EACH(BjdataWriter)
#undef WAMP_EACH

}  // namespace internal
}  // namespace wamp
