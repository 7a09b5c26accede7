#include "wamp/wire.h"

#include "absl/strings/str_cat.h"
#include "src/internal/wire_medium.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace internal {
namespace {

absl::Status UnknownSerializer(v1::Serializer serializer) {
  return absl::UnimplementedError(absl::StrCat(
      "no reader or writer for serializer ", static_cast<int>(serializer)));
}

}  // namespace

template <class Message>
absl::Status DecodeBySchema(v1::Serializer serializer, absl::string_view bytes,
                            const DecodeOptions& options, Message& out) {
  switch (serializer) {
    case v1::SERIALIZER_JSON:
      return DecodeTyped<Json>(bytes, options, out);
    case v1::SERIALIZER_MSGPACK:
      return DecodeTyped<MsgPack>(bytes, options, out);
    default:
      return UnknownSerializer(serializer);
  }
}

template <class Message>
absl::Status EncodeBySchema(v1::Serializer serializer, const Message& message,
                            const EncodeOptions& options, std::string& out) {
  switch (serializer) {
    case v1::SERIALIZER_JSON:
      return EncodeTyped<Json>(message, options, out);
    case v1::SERIALIZER_MSGPACK:
      return EncodeTyped<MsgPack>(message, options, out);
    default:
      return UnknownSerializer(serializer);
  }
}

#define WAMP_EACH(NAME)                                                   \
  template absl::Status DecodeBySchema(v1::Serializer, absl::string_view, \
                                       const DecodeOptions&, v1::NAME&);  \
  template absl::Status EncodeBySchema(v1::Serializer, const v1::NAME&,   \
                                       const EncodeOptions&, std::string&);
#include "src/schema/messages.inc"
#undef WAMP_EACH

}  // namespace internal
}  // namespace wamp
