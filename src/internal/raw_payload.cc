#include "src/internal/encoder.h"
#include "src/internal/media.h"

namespace wamp {
namespace internal {
namespace {

template <class Medium>
absl::Status DecodeValue(absl::string_view bytes, v1::Value& value) {
  return DecodeAll<Medium>(
      bytes, {}, [&value](auto& decoder) { return decoder.ReadValue(value); },
      [] { return "payload"; });
}

}  // namespace

absl::Status DecodeRawValue(v1::Serializer serializer, absl::string_view bytes,
                            v1::Value& value) {
  switch (serializer) {
    case v1::SERIALIZER_JSON:
      return DecodeValue<Json>(bytes, value);
    case v1::SERIALIZER_MSGPACK:
      return DecodeValue<MsgPack>(bytes, value);
    default:
      return absl::InvalidArgumentError("a payload of no known serializer");
  }
}

}  // namespace internal
}  // namespace wamp
