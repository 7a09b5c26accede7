// Conversions between wamp.v1.Dict and google.protobuf.Struct, for APIs that
// need the latter. Struct holds fewer kinds of values than WAMP; what it can't
// hold is an error.
//
// Example:
//
//   absl::StatusOr<google::protobuf::Struct> extra =
//       wamp::ToStruct(details->authextra());
//   if (!extra.ok()) return extra.status();
//   // "Dict.keys[1]: expected a value that Struct can hold, got 32 bytes"
//
// The results own their content. Both functions are safe to call from any
// thread, as long as the argument is not written meanwhile.
#ifndef WAMP_STRUCT_H_
#define WAMP_STRUCT_H_

#include "absl/status/statusor.h"
#include "google/protobuf/struct.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {

// Converts a dict. Fails with INVALID_ARGUMENT, naming the path, for
//
//   * integers beyond 2^53 in either direction, not all of which are exact as
//     a double;
//   * byte strings;
//   * NaN and the infinities, which Struct's JSON form can't express;
//   * a key that occurs twice;
//   * values nested deeper than 32 levels, which no peer's protobuf would read.
//
// Two things are lost without an error, as Struct has no place for them: the
// order of keys, and the difference between 1 and 1.0.
absl::StatusOr<google::protobuf::Struct> ToStruct(const v1::Dict& dict);

// Converts a Struct, with its keys in the order of their bytes. Whole numbers
// from -2^53 to 2^53 become integers, except -0.0. Fails with INVALID_ARGUMENT,
// naming the path, for a value of no kind, for NaN and the infinities, and for
// values nested deeper than 32 levels.
absl::StatusOr<v1::Dict> FromStruct(const google::protobuf::Struct& source);

}  // namespace wamp

#endif  // WAMP_STRUCT_H_
