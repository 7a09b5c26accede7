// Functions on any protobuf message: comparing and printing.
//
// Example:
//
//   if (!wamp::Equals(before, after)) LOG(INFO) << wamp::ToString(after);
//
// They are safe to call from any thread, as long as no message is written
// meanwhile.
#ifndef WAMP_MESSAGE_H_
#define WAMP_MESSAGE_H_

#include <string>

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
// Fields are in the order of the schema; absent ones are left out. Messages
// that travel as a bare list, value or dict are printed as such, enum values as
// their word on the wire.
//
// What is printed is safe to log. Fields that the schema marks as secret are
// printed as `<secret>`, wherever they occur; byte strings, secret or not, as
// their size. So are values under keys without a field that some secret goes by
// in WAMP: `authextra`, `resume-token`, `ticket`. (Other secrets under such
// keys can't be told from other values.) Strings are quoted; quotes,
// backslashes, control characters, bytes that are not UTF-8, and characters
// that are invisible or change the direction of the text are escaped.
//
// A line stays a line: a string is cut after 1,024 bytes, `"abc"(+9 bytes)`; a
// list or dict after 64 elements, `[1, 2, (+9 more)]`; what is nested deeper
// than 32 levels, or comes after about 16 KiB of text, is printed as `(...)`.
std::string ToString(const google::protobuf::Message& message);

}  // namespace wamp

#endif  // WAMP_MESSAGE_H_
