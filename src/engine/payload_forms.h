// The forms of a payload, each in place of what the payload held: arguments,
// one byte string, or the bytes of arguments that nobody has read.
#ifndef WAMP_SRC_ENGINE_PAYLOAD_FORMS_H_
#define WAMP_SRC_ENGINE_PAYLOAD_FORMS_H_

#include <string>

#include "src/engine/overwriter.h"
#include "wamp/v1/payload.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {

// The positional arguments, there to be written over, as the keyword arguments
// are.
inline v1::List* MutableArgs(v1::Payload& payload) {
  DropUnknownFields(payload);
  payload.clear_transparent();
  payload.clear_raw();
  return payload.mutable_args();
}

inline std::string* MutableTransparent(v1::Payload& payload) {
  payload.Clear();
  return payload.mutable_transparent();
}

// Empty, but for its serializer.
inline v1::RawPayload& MutableRaw(v1::Payload& payload,
                                  v1::Serializer serializer) {
  payload.Clear();
  payload.mutable_raw()->set_serializer(serializer);
  return *payload.mutable_raw();
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_PAYLOAD_FORMS_H_
