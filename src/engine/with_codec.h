// Chooses a codec at run time.
#ifndef WAMP_SRC_ENGINE_WITH_CODEC_H_
#define WAMP_SRC_ENGINE_WITH_CODEC_H_

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/engine/codecs.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace internal {

// Returns `use(Codec())` for the codec of `serializer`, or `otherwise()` if
// there is none.
template <class Use, class Otherwise>
auto WithCodec(v1::Serializer serializer, Use use, Otherwise otherwise) {
  switch (serializer) {
    case v1::SERIALIZER_JSON:
      return use(Json());
    case v1::SERIALIZER_MSGPACK:
      return use(MsgPack());
    case v1::SERIALIZER_CBOR:
      return use(Cbor());
    case v1::SERIALIZER_UBJSON:
      return use(Ubjson());
    case v1::SERIALIZER_BJDATA:
      return use(Bjdata());
    default:
      return otherwise();
  }
}

// The status of a call with a serializer that has no codec.
inline absl::Status UnknownSerializer(v1::Serializer serializer) {
  return absl::UnimplementedError(absl::StrCat(
      "no reader or writer for serializer ", static_cast<int>(serializer)));
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_WITH_CODEC_H_
