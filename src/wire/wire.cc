#include "wamp/wire.h"

#include "src/engine/codecs.h"
#include "src/wire/codec_messages.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace internal {

template <class Message>
absl::Status DecodeBySchema(absl::string_view bytes, v1::Serializer serializer,
                            const DecodeOptions& options, Message& out) {
  return WithCodec(serializer, [&](auto codec) {
    return DecodeMessage<decltype(codec)>(bytes, options, out);
  });
}

template <class Message>
absl::Status EncodeBySchema(const Message& message, v1::Serializer serializer,
                            const EncodeOptions& options, std::string& out) {
  return WithCodec(serializer, [&](auto codec) {
    return EncodeMessage<decltype(codec)>(message, options, out);
  });
}

#define WAMP_EACH(NAME)                                                   \
  template absl::Status DecodeBySchema(absl::string_view, v1::Serializer, \
                                       const DecodeOptions&, v1::NAME&);  \
  template absl::Status EncodeBySchema(const v1::NAME&, v1::Serializer,   \
                                       const EncodeOptions&, std::string&);
#include "src/engine/schema/rows/messages.inc"
#undef WAMP_EACH

}  // namespace internal
}  // namespace wamp
