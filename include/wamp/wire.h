// Moves messages straight between protobuf and the bytes of WAMP's formats.
//
// Example:
//
//   wamp::v1::PublishOptions options;
//   absl::Status status = wamp::Decode(bytes, wamp::v1::SERIALIZER_MSGPACK,
//                                      &options);
//   // "PUBLISH.Options.exclude[1]: expected an integer of at least 0, got
//   //  string "abc" (byte 41)"
//   std::string json;
//   status = wamp::Encode(options, wamp::v1::SERIALIZER_JSON, &json);
//
// This works for any message: those of the package, and a program's own, which
// may carry the annotations of annotations.proto. The former use generated
// rows; the latter, and what is known as a google::protobuf::Message alone, use
// reflection, with the same results.
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
#include "wamp/wrapper.h"

namespace wamp {
namespace internal {

template <class Message>
absl::Status DecodeBySchema(absl::string_view bytes, v1::Serializer serializer,
                            const DecodeOptions& options, Message& out);
template <class Message>
absl::Status EncodeBySchema(const Message& message, v1::Serializer serializer,
                            const EncodeOptions& options, std::string& out);

}  // namespace internal

// Reads `bytes`, which must hold one value and nothing else, into `out`: the
// dict of a details or options message, the array of a WAMP message, or the
// array of any WAMP message into a Frame. `out`, a message or a wrapper, loses
// what it held but keeps its memory (a Frame, that of a message of the same
// type), and after an error holds nothing of that, and else what it likes. It
// may be on an arena, where nothing is allocated that protobuf's own parser
// wouldn't (docs/howto/memory.md):
//
//   google::protobuf::Arena arena;
//   auto* frame = wamp::v1::Frame::default_instance().New(&arena);
//   status = wamp::Decode(bytes, wamp::v1::SERIALIZER_CBOR, frame);
template <class T>
absl::Status Decode(absl::string_view bytes, v1::Serializer serializer, T* out,
                    const DecodeOptions& options = {}) {
  using Proto = typename internal::ProtoOf<T>::Type;
  Proto& proto = internal::ProtoOf<T>::Get(*out);
  if constexpr (internal::HasSchema<Proto>::value) {
    return internal::DecodeBySchema(bytes, serializer, options, proto);
  } else {
    return DecodeByReflection(bytes, serializer, &proto, options);
  }
}

// As above, into a new message or wrapper.
template <class T>
absl::StatusOr<T> Decode(absl::string_view bytes, v1::Serializer serializer,
                         const DecodeOptions& options = {}) {
  T out;
  absl::Status status = Decode(bytes, serializer, &out, options);
  if (!status.ok()) return status;
  return out;
}

namespace internal {

// What is wrong with `message`, which `bytes` hold.
template <class Proto>
absl::Status ValidateBytes(const Proto& message, absl::string_view bytes,
                           v1::Serializer serializer,
                           const DecodeOptions& options) {
  Proto read;
  return ValidationOf(
      message, options,
      Decode(bytes, serializer, &read, ValidationOptions(options)));
}

}  // namespace internal

// Writes `message`, a message or a wrapper, to `out`, which loses what it held
// but keeps its memory; that suffices where it has room for the message and 32
// bytes more. Fails for what the format can't express: text that is not UTF-8,
// unnamed enum values, a message array that lacks a required element, a Frame
// that holds no message; `out` is then empty. Whether a reader would accept
// what is written is asked only if `options.validate` is set.
template <class T>
absl::Status Encode(const T& message, v1::Serializer serializer,
                    std::string* out, const EncodeOptions& options = {}) {
  using Proto = typename internal::ProtoOf<T>::Type;
  const Proto& proto = internal::ProtoOf<T>::Get(message);
  if constexpr (internal::HasSchema<Proto>::value) {
    absl::Status status =
        internal::EncodeBySchema(proto, serializer, options, *out);
    if (!options.validate.has_value() || !status.ok()) return status;
    status =
        internal::ValidateBytes(proto, *out, serializer, *options.validate);
    if (!status.ok()) out->clear();
    return status;
  } else {
    return EncodeByReflection(proto, serializer, out, options);
  }
}

// As above, into a new string.
template <class T>
absl::StatusOr<std::string> Encode(const T& message, v1::Serializer serializer,
                                   const EncodeOptions& options = {}) {
  std::string out;
  absl::Status status = Encode(message, serializer, &out, options);
  if (!status.ok()) return status;
  return out;
}

// Whether a reader with these options would accept `message`: ids, URIs by
// their match policy, formats, words, numbers, required parts, UTF-8, depth.
// Beyond that, attributes that exclude each other must not both be set:
// `details` and `details_arg`, and those of the two dialects of encoded
// payloads, `enc_…` and `ppt_…`. Of details that stand alone, what they hold of
// the positions of their message is looked at as well: the reason of a Deny,
// the subscription of EventDetails. Keys without a field are refused with
// `UnknownKeys::kReject` alone.
//
// All faults are reported, up to `max_faults`, as a reader with `collect_all`
// would, but for parts without which the message can't be written at all: the
// first of those is reported alone.
//
//   wamp::PublishOptions options;
//   options->set_enc_algo("rot13");
//   absl::Status status = wamp::Validate(options);
//   // "PUBLISH.Options.enc_algo: expected "cryptobox", "mqtt", "xbr" or
//   //  "x_…", got string "rot13""
//
// A program that builds messages out of what its users give it calls this, or
// sets `validate` in the options of Encode.
template <class T>
absl::Status Validate(const T& message, const DecodeOptions& options = {}) {
  using Proto = typename internal::ProtoOf<T>::Type;
  const Proto& proto = internal::ProtoOf<T>::Get(message);
  if constexpr (internal::HasSchema<Proto>::value) {
    std::string bytes;
    v1::Serializer serializer{};
    const absl::Status status = internal::WriteToValidate(
        options, [&](v1::Serializer to) { return Encode(proto, to, &bytes); },
        serializer);
    if (!status.ok()) return internal::ValidationOf(proto, options, status);
    return internal::ValidateBytes(proto, bytes, serializer, options);
  } else {
    return ValidateByReflection(proto, options);
  }
}

}  // namespace wamp

#endif  // WAMP_WIRE_H_
