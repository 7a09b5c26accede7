#include "wamp/wire.h"

#include "src/internal/wire_medium.h"
#include "src/internal/with_medium.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace internal {
template <class Message>
absl::Status DecodeBySchema(v1::Serializer serializer, absl::string_view bytes,
                            const DecodeOptions& options, Message& out) {
  return WithMedium(
      serializer,
      [&](auto medium) {
        return DecodeTyped<decltype(medium)>(bytes, options, out);
      },
      [serializer] { return UnknownSerializer(serializer); });
}

template <class Message>
absl::Status EncodeBySchema(v1::Serializer serializer, const Message& message,
                            const EncodeOptions& options, std::string& out) {
  return WithMedium(
      serializer,
      [&](auto medium) {
        return EncodeTyped<decltype(medium)>(message, options, out);
      },
      [serializer] { return UnknownSerializer(serializer); });
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
