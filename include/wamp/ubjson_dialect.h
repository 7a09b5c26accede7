// Tells the two formats apart that WAMP calls "ubjson": UBJSON, as autobahn
// wrote it up to 25.12, and BJData, which it writes since 26.6. Only the bytes
// show which one a peer means.
//
// Example:
//
//   wamp::v1::Serializer found =
//       wamp::DetectUbjson(bytes, wamp::v1::SERIALIZER_BJDATA);
//   absl::StatusOr<wamp::v1::Frame> frame =
//       wamp::Decode<wamp::v1::Frame>(bytes, found);
#ifndef WAMP_UBJSON_DIALECT_H_
#define WAMP_UBJSON_DIALECT_H_

#include "absl/strings/string_view.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {

// Returns SERIALIZER_UBJSON or SERIALIZER_BJDATA for the WAMP message in
// `bytes`, or `otherwise` if they fit both or neither: strings and numbers of
// one byte are the same in both.
//
// The bytes are tested for being well-formed and then for being a valid
// message: an id with its bytes in the wrong order is seldom a valid id.
v1::Serializer DetectUbjson(
    absl::string_view bytes,
    v1::Serializer otherwise = v1::SERIALIZER_UNSPECIFIED);

}  // namespace wamp

#endif  // WAMP_UBJSON_DIALECT_H_
