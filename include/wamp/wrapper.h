// The value class around a protobuf message that all types of this library are.
//
// Example:
//
//   wamp::PublishOptions options;
//   options->set_acknowledge(true);
//   options->mutable_exclude()->add_values(7);
//   std::cout << options;  // PublishOptions(acknowledge=true, exclude=[7])
//   Store(options.proto().SerializeAsString());
//
// The wrapper owns its message, has no virtual functions, and adds nothing to
// what is stored. It is as thread-safe as an `int`: one object may be read by
// many threads, or written by one.
#ifndef WAMP_WRAPPER_H_
#define WAMP_WRAPPER_H_

#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

#include "wamp/message.h"

namespace wamp {

// Holds one message of type `Proto`. Types with a meaning beyond their fields
// (Deny, SessionIdent, …) derive from it; the others are names for it.
template <class Proto>
class Wrapper {
 public:
  using ProtoType = Proto;

  Wrapper() = default;
  explicit Wrapper(Proto proto) : proto_(std::move(proto)) {}

  const Proto& proto() const& { return proto_; }
  Proto&& proto() && { return std::move(proto_); }
  Proto* mutable_proto() { return &proto_; }

  // The fields: `options->set_retain(true)`. What is const stays const.
  const Proto* operator->() const { return &proto_; }
  Proto* operator->() { return &proto_; }
  const Proto& operator*() const& { return proto_; }
  Proto& operator*() & { return proto_; }
  Proto&& operator*() && { return std::move(proto_); }

  // As wamp::ToString.
  std::string ToString() const { return wamp::ToString(proto_); }

  // As wamp::Equals.
  friend bool operator==(const Wrapper& a, const Wrapper& b) {
    return Equals(a.proto_, b.proto_);
  }
  friend bool operator!=(const Wrapper& a, const Wrapper& b) {
    return !(a == b);
  }

  // Writes ToString().
  friend std::ostream& operator<<(std::ostream& os, const Wrapper& wrapper) {
    return os << wrapper.ToString();
  }

 private:
  Proto proto_;
};

namespace internal {

// The protobuf message that `T` is or wraps.
template <class T, class = void>
struct ProtoOf {
  using Type = T;
  static const T& Get(const T& message) { return message; }
  static T& Get(T& message) { return message; }
};
template <class T>
struct ProtoOf<T, std::void_t<decltype(std::declval<T&>().mutable_proto())>> {
  using Type =
      std::remove_reference_t<decltype(*std::declval<T&>().mutable_proto())>;
  static const Type& Get(const T& wrapper) { return wrapper.proto(); }
  static Type& Get(T& wrapper) { return *wrapper.mutable_proto(); }
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_WRAPPER_H_
