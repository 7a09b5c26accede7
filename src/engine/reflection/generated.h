// Access to messages whose generated class is known by their descriptor.
#ifndef WAMP_SRC_ENGINE_REFLECTION_GENERATED_H_
#define WAMP_SRC_ENGINE_REFLECTION_GENERATED_H_

#include "google/protobuf/message.h"

namespace wamp {
namespace internal {

// Calls `use` with `message` as the generated class `T`, whose descriptor it
// has. A dynamic message is copied there and back.
template <class T, class Use>
bool AsGenerated(google::protobuf::Message& message, Use use) {
  if (T* generated = google::protobuf::DynamicCastToGenerated<T>(&message)) {
    return use(*generated);
  }
  T copy;
  copy.ParsePartialFromString(message.SerializePartialAsString());
  const bool ok = use(copy);
  message.ParsePartialFromString(copy.SerializePartialAsString());
  return ok;
}

template <class T, class Use>
bool AsGenerated(const google::protobuf::Message& message, Use use) {
  if (const T* generated =
          google::protobuf::DynamicCastToGenerated<T>(&message)) {
    return use(*generated);
  }
  T copy;
  copy.ParsePartialFromString(message.SerializePartialAsString());
  return use(static_cast<const T&>(copy));
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_REFLECTION_GENERATED_H_
