// What all types of this library have in common: a regular value class around
// a protobuf message, and the functions that compare and print any message.
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

#ifndef WAMP_MESSAGE_H_
#define WAMP_MESSAGE_H_

#include <ostream>
#include <string>
#include <utility>

#include "google/protobuf/message.h"

namespace wamp {

// Whether two messages have the same content: the same type, the same fields
// present, and equal values in them.
//
//   * Absent differs from every value, and an empty list from none.
//   * Lists, and the entries of a wamp.v1.Dict, are compared in order. Maps
//     are not.
//   * All NaNs are one value, so that a copy equals its original. 0.0 and -0.0
//     are equal.
//   * Fields that the program's version of the schema does not know count.
//
// Messages of any depth are compared in constant stack space.
bool Equals(const google::protobuf::Message& a,
            const google::protobuf::Message& b);

// Prints any message on one line, for logs and people:
//
//   PublishOptions(acknowledge=true, exclude=[1, 2])
//   CallDetails(registration=3, unknown_keys={"x_raw": <4 bytes>})
//
// Fields stand in the order of the schema; absent ones are left out. Messages
// that travel as a bare list, value or dict are printed as such, enum values as
// their word on the wire.
//
// What is printed is safe to log. Fields that the schema marks as secret are
// printed as `<secret>`, wherever they occur, and byte strings as their size.
// (A secret that a peer puts under a key which the schema does not know can't
// be told from other values.) Strings are quoted; quotes, backslashes, control
// characters, bytes that are not UTF-8, and characters that are invisible or
// change the direction of the text are escaped.
//
// A line stays a line: a string is cut after 1,024 bytes, `"abc"(+9 bytes)`; a
// list or dict after 64 elements, `[1, 2, (+9 more)]`; what is nested deeper
// than 32 levels, or comes after about 16 KiB of text, is printed as `(...)`.
std::string ToString(const google::protobuf::Message& message);

// Holds one message of type `Proto`. Types with a meaning beyond their fields
// (Deny, SessionIdent, …) derive from it; the others are names for it.
template <class Proto>
class Message {
 public:
  using ProtoType = Proto;

  Message() = default;
  explicit Message(Proto proto) : proto_(std::move(proto)) {}

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
  friend bool operator==(const Message& a, const Message& b) {
    return Equals(a.proto_, b.proto_);
  }
  friend bool operator!=(const Message& a, const Message& b) {
    return !(a == b);
  }

  // Writes ToString().
  friend std::ostream& operator<<(std::ostream& os, const Message& message) {
    return os << message.ToString();
  }

 private:
  Proto proto_;
};

}  // namespace wamp

#endif  // WAMP_MESSAGE_H_
