// Tells the two formats apart that WAMP calls "ubjson": UBJSON, as autobahn
// wrote it up to 25.12, and BJData, as it writes since 26.6. Nothing but the
// bytes says which one a peer means.
//
// What counts is whether the bytes are well formed, and then whether they are a
// valid message: the bytes of an id in the wrong order are seldom an id.
// Numbers of one byte and texts are the same in both.
//
//   wamp::v1::Serializer serializer =
//       wamp::DetectUbjson(message, wamp::v1::SERIALIZER_UBJSON);
//
// The functions are safe to call from any thread.
#ifndef WAMP_UBJSON_DIALECT_H_
#define WAMP_UBJSON_DIALECT_H_

#include <cstddef>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/options.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {

// Returns SERIALIZER_UBJSON or SERIALIZER_BJDATA for the WAMP message in
// `bytes`, or `otherwise` where the bytes allow both, or neither.
v1::Serializer DetectUbjson(
    absl::string_view bytes,
    v1::Serializer otherwise = v1::SERIALIZER_UNSPECIFIED);

// The message at the start of a stream.
struct UbjsonMessage {
  // In bytes.
  size_t size = 0;
  // SERIALIZER_UNSPECIFIED where the bytes allow both.
  v1::Serializer serializer = v1::SERIALIZER_UNSPECIFIED;
};

// As MeasureValue (measure.h), for the WAMP message at the start of `bytes` in
// either format: none if more bytes are needed to tell where it ends.
absl::StatusOr<std::optional<UbjsonMessage>> MeasureUbjson(
    absl::string_view bytes, const DecodeOptions& options = {});

}  // namespace wamp

#endif  // WAMP_UBJSON_DIALECT_H_
