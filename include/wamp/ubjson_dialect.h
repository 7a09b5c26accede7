// Tells the two formats apart that WAMP calls "ubjson": UBJSON, as autobahn
// wrote it up to 25.12, and BJData, as it writes since 26.6. Nothing but the
// bytes says which one a peer means.
#ifndef WAMP_UBJSON_DIALECT_H_
#define WAMP_UBJSON_DIALECT_H_

#include "absl/strings/string_view.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {

// Returns SERIALIZER_UBJSON or SERIALIZER_BJDATA for the WAMP message in
// `bytes`, or `otherwise` where the bytes allow both, or neither: numbers of
// one byte and texts are the same in both.
//
// What counts is whether the bytes are well-formed, and then whether they are a
// valid message: the bytes of an id in the wrong order are seldom an id.
v1::Serializer DetectUbjson(
    absl::string_view bytes,
    v1::Serializer otherwise = v1::SERIALIZER_UNSPECIFIED);

}  // namespace wamp

#endif  // WAMP_UBJSON_DIALECT_H_
