#include "tests/testing/message_types.h"

#include <string>
#include <vector>

#include "wamp/dict.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace testing {
namespace {

using google::protobuf::Message;

template <class Type>
MessageType TypeOf() {
  return {
      &Type::default_instance(),
      [](const Message& message, v1::Serializer serializer, std::string* out,
         const EncodeOptions& options) {
        return Encode(static_cast<const Type&>(message), serializer, out,
                      options);
      },
      [](absl::string_view bytes, v1::Serializer serializer, Message* out,
         const DecodeOptions& options) {
        return Decode(bytes, serializer, static_cast<Type*>(out), options);
      },
      [](const Message& message, v1::Value* out) {
        return ToValue(static_cast<const Type&>(message), out);
      },
      [](const v1::Value& value, Message* out, const DecodeOptions& options) {
        return FromValue(value, static_cast<Type*>(out), options);
      },
      [](const Message& message, const DecodeOptions& options) {
        return Validate(static_cast<const Type&>(message), options);
      },
  };
}

}  // namespace

std::vector<MessageType> MessageTypes() {
  return {
#define WAMP_EACH(NAME) TypeOf<v1::NAME>(),
#include "src/engine/schema/rows/messages.inc"
#undef WAMP_EACH
  };
}

}  // namespace testing
}  // namespace wamp
