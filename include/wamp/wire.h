// Moves messages straight between protobuf and the bytes of WAMP's formats.
//
//   wamp::v1::PublishOptions options;
//   absl::Status status = wamp::Decode(wamp::v1::SERIALIZER_MSGPACK, bytes,
//                                      &options);
//   // "PUBLISH.Options.exclude[1]: expected an integer of at least 0, got
//   //  string \"abc\" (byte 41)"
//   std::string json;
//   status = wamp::Encode(wamp::v1::SERIALIZER_JSON, options, &json);
//
// Any message may be given: those of the package, and a program's own that
// carry the annotations of annotations.proto. The former run on generated rows,
// the latter on reflection, with the same results.
//
// The functions are safe to call from any thread, on distinct messages. What
// they return on failure carries a wamp.v1.Violations (violation.h).
#ifndef WAMP_WIRE_H_
#define WAMP_WIRE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/internal/has_schema.h"
#include "wamp/options.h"
#include "wamp/reflection.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace internal {

template <class Message>
absl::Status DecodeBySchema(v1::Serializer serializer, absl::string_view bytes,
                            const DecodeOptions& options, Message& out);
template <class Message>
absl::Status EncodeBySchema(v1::Serializer serializer, const Message& message,
                            const EncodeOptions& options, std::string& out);

}  // namespace internal

// Reads `bytes`, which must hold one value and nothing else, into `out`: the
// dict of a details or options message, the array of a WAMP message, or the
// array of any WAMP message into a Frame. `out` loses what it held, but keeps
// its memory, and is unspecified after an error.
template <class Message>
absl::Status Decode(v1::Serializer serializer, absl::string_view bytes,
                    Message* out, const DecodeOptions& options = {}) {
  if constexpr (internal::HasSchema<Message>::value) {
    return internal::DecodeBySchema(serializer, bytes, options, *out);
  } else {
    return DecodeByReflection(serializer, bytes, out, options);
  }
}

// As above, into a new message.
template <class Message>
absl::StatusOr<Message> Decode(v1::Serializer serializer,
                               absl::string_view bytes,
                               const DecodeOptions& options = {}) {
  absl::StatusOr<Message> message(absl::in_place);
  absl::Status status = Decode(serializer, bytes, &*message, options);
  if (!status.ok()) return status;
  return message;
}

// Writes `message` to `out`, which loses what it held but keeps its memory.
// Fails for what the format can't express: text that is not UTF-8, unnamed enum
// values, a message array that lacks a required element.
template <class Message>
absl::Status Encode(v1::Serializer serializer, const Message& message,
                    std::string* out, const EncodeOptions& options = {}) {
  if constexpr (internal::HasSchema<Message>::value) {
    return internal::EncodeBySchema(serializer, message, options, *out);
  } else {
    return EncodeByReflection(serializer, message, out, options);
  }
}

// As above, into a new string.
template <class Message>
absl::StatusOr<std::string> Encode(v1::Serializer serializer,
                                   const Message& message,
                                   const EncodeOptions& options = {}) {
  std::string out;
  absl::Status status = Encode(serializer, message, &out, options);
  if (!status.ok()) return status;
  return out;
}

}  // namespace wamp

#endif  // WAMP_WIRE_H_
