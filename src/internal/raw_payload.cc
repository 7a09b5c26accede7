#include "src/internal/encoder.h"
#include "src/internal/value_writer.h"
#include "src/internal/with_medium.h"
#include "wamp/codec/copy.h"

namespace wamp {
namespace internal {

absl::Status DecodeRawValue(v1::Serializer serializer, absl::string_view bytes,
                            v1::Value& value) {
  return WithMedium(
      serializer,
      [&](auto medium) {
        return DecodeAll<decltype(medium)>(
            bytes, {},
            [&value](auto& decoder) { return decoder.ReadValue(value); },
            [] { return "payload"; });
      },
      [] {
        return absl::InvalidArgumentError("a payload of no known serializer");
      });
}

template <class Writer>
bool CopyRawValue(v1::Serializer serializer, absl::string_view bytes,
                  Writer& writer) {
  return WithMedium(
      serializer,
      [&](auto medium) {
        auto reader = decltype(medium)::MakeReader(bytes, {});
        return Copy(reader, writer) && reader.AtEnd();
      },
      [] { return false; });
}

#define WAMP_EACH(WRITER) \
  template bool CopyRawValue(v1::Serializer, absl::string_view, WRITER&);
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
