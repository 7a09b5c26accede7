// Access to messages whose generated class is known by their descriptor.
#ifndef WAMP_SRC_ENGINE_REFLECTION_GENERATED_H_
#define WAMP_SRC_ENGINE_REFLECTION_GENERATED_H_

#include "google/protobuf/message.h"

namespace wamp {
namespace internal {

// Whether `message` is of the generated class `T`, whose descriptor it has, and
// not a dynamic one.
template <class T>
bool IsGenerated(const google::protobuf::Message& message) {
  return message.GetReflection() == T::default_instance().GetReflection();
}

// A copy of `from`, which has the same fields. Parsing gives up at a string
// that isn't UTF-8 and keeps what it has read of it, where the user of the copy
// finds the fault.
template <class To>
void CopyFields(const google::protobuf::Message& from, To& to) {
  static_cast<void>(to.ParsePartialFromString(from.SerializePartialAsString()));
}

// Calls `use` with `message` as the generated class `T`, whose descriptor it
// has. A dynamic message is copied there and back.
template <class T, class Use>
bool AsGenerated(google::protobuf::Message& message, Use use) {
  if (IsGenerated<T>(message)) return use(static_cast<T&>(message));
  T copy;
  CopyFields(message, copy);
  const bool ok = use(copy);
  CopyFields(copy, message);
  return ok;
}

template <class T, class Use>
bool AsGenerated(const google::protobuf::Message& message, Use use) {
  if (IsGenerated<T>(message)) return use(static_cast<const T&>(message));
  T copy;
  CopyFields(message, copy);
  return use(static_cast<const T&>(copy));
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_REFLECTION_GENERATED_H_
