// The adapter between messages and WAMP dicts.
//
// Example:
//
//   wamp::PublishOptions options;
//   options->set_acknowledge(true);
//   absl::StatusOr<wamp::v1::Dict> dict = wamp::ToDict(options);
//   // {"acknowledge": true}
//   absl::StatusOr<wamp::PublishOptions> back =
//       wamp::FromDict<wamp::PublishOptions>(*dict);
//
// The dict is the one inside a WAMP message: fields that are positions of the
// message array, and local ones, are not in it. All functions take wrappers and
// plain protobuf messages, and are safe to call from any thread, on distinct
// messages. What they return on failure carries a wamp.v1.Violations
// (violation.h).
#ifndef WAMP_DICT_H_
#define WAMP_DICT_H_

#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "wamp/internal/has_schema.h"
#include "wamp/options.h"
#include "wamp/reflection.h"
#include "wamp/v1/pubsub.pb.h"
#include "wamp/v1/rpc.pb.h"
#include "wamp/v1/session.pb.h"
#include "wamp/v1/value.pb.h"
#include "wamp/wire.h"
#include "wamp/wrapper.h"

namespace wamp {
namespace internal {

template <class Message>
absl::Status ToValueBySchema(const Message& message, v1::Value& out);
template <class Message>
absl::StatusOr<v1::Dict> ToDictBySchema(const Message& message);
template <class Message>
absl::Status FromValueBySchema(const v1::Value& value,
                               const DecodeOptions& options, Message& out);
template <class Message>
absl::Status FromDictBySchema(const v1::Dict& dict,
                              const DecodeOptions& options, Message& out);
template <class Message>
absl::Status MarshalBySchema(const Message& message, v1::Value& out);
template <class Message>
absl::Status FromMarshalBySchema(const v1::Dict& dict,
                                 const DecodeOptions& options, Message& out);

absl::StatusOr<v1::Dict> TakeDict(absl::Status status, v1::Value value);
v1::Value DictValue(const v1::Dict& dict);

template <class T, class... Messages>
inline constexpr bool kIsOneOf =
    (std::is_same_v<typename ProtoOf<T>::Type, Messages> || ...);

}  // namespace internal

// Writes `message` as a value: a dict, or the list that is a WAMP message.
// Fails for enum values without a name, and for a message array that lacks a
// required element.
template <class T>
absl::Status ToValue(const T& message, v1::Value* out) {
  using Proto = typename internal::ProtoOf<T>::Type;
  const Proto& proto = internal::ProtoOf<T>::Get(message);
  out->Clear();
  if constexpr (internal::HasSchema<Proto>::value) {
    return internal::ToValueBySchema(proto, *out);
  } else {
    return ToValueByReflection(proto, out);
  }
}

// Writes `message` as the dict inside a WAMP message. Absent fields have no
// key, except those that are null when absent (`nullable` in
// annotations.proto).
template <class T>
absl::StatusOr<v1::Dict> ToDict(const T& message) {
  using Proto = typename internal::ProtoOf<T>::Type;
  const Proto& proto = internal::ProtoOf<T>::Get(message);
  if constexpr (internal::HasSchema<Proto>::value) {
    return internal::ToDictBySchema(proto);
  } else {
    v1::Value value;
    absl::Status status = ToValueByReflection(proto, &value);
    return internal::TakeDict(std::move(status), std::move(value));
  }
}

// Reads `value` into `out`, which loses what it held and is unspecified after
// an error.
template <class T>
absl::Status FromValue(const v1::Value& value, T* out,
                       const DecodeOptions& options = {}) {
  using Proto = typename internal::ProtoOf<T>::Type;
  Proto& proto = internal::ProtoOf<T>::Get(*out);
  if constexpr (internal::HasSchema<Proto>::value) {
    return internal::FromValueBySchema(value, options, proto);
  } else {
    return FromValueByReflection(value, &proto, options);
  }
}

// Reads the dict of a WAMP message into `out`, which loses what it held and is
// unspecified after an error.
template <class T>
absl::Status FromDict(const v1::Dict& dict, T* out,
                      const DecodeOptions& options = {}) {
  using Proto = typename internal::ProtoOf<T>::Type;
  Proto& proto = internal::ProtoOf<T>::Get(*out);
  if constexpr (internal::HasSchema<Proto>::value) {
    return internal::FromDictBySchema(dict, options, proto);
  } else {
    return FromValueByReflection(internal::DictValue(dict), &proto, options);
  }
}

// As above, into a new message.
template <class T>
absl::StatusOr<T> FromDict(const v1::Dict& dict,
                           const DecodeOptions& options = {}) {
  T out;
  absl::Status status = FromDict(dict, &out, options);
  if (!status.ok()) return status;
  return out;
}

// The dict of SUBSCRIBE, PUBLISH, REGISTER and CALL options, as autobahn's
// `message_attr()` gives it: without absent and local fields, and with
// `receive_progress` for a progress callback. As autobahn's constructors do, it
// refuses what Validate (wire.h) refuses in autobahn's profile.
template <class T>
absl::StatusOr<v1::Dict> MessageAttr(const T& options) {
  static_assert(internal::kIsOneOf<T, v1::SubscribeOptions, v1::PublishOptions,
                                   v1::RegisterOptions, v1::CallOptions>,
                "MessageAttr takes one of the four Options types");
  DecodeOptions rules;
  rules.profile = Profile::kAutobahn;
  absl::Status status = Validate(options, rules);
  if (!status.ok()) return status;
  return ToDict(options);
}

// The dict of session details, a session identification or close details, as
// autobahn's `marshal()` gives it: every key, null where the field is absent.
template <class T>
absl::StatusOr<v1::Dict> Marshal(const T& message) {
  static_assert(internal::kIsOneOf<T, v1::SessionDetails, v1::SessionIdent,
                                   v1::CloseDetails>,
                "Marshal takes SessionDetails, SessionIdent or CloseDetails");
  v1::Value value;
  absl::Status status =
      internal::MarshalBySchema(internal::ProtoOf<T>::Get(message), value);
  return internal::TakeDict(std::move(status), std::move(value));
}

// Reads what `Marshal`, or autobahn's `marshal()`, wrote: for example the
// argument of the meta event "wamp.session.on_join".
template <class T>
absl::StatusOr<T> FromMarshal(const v1::Dict& dict,
                              const DecodeOptions& options = {}) {
  static_assert(internal::kIsOneOf<T, v1::SessionDetails, v1::SessionIdent,
                                   v1::CloseDetails>,
                "FromMarshal takes SessionDetails, SessionIdent or "
                "CloseDetails");
  T out;
  absl::Status status = internal::FromMarshalBySchema(
      dict, options, internal::ProtoOf<T>::Get(out));
  if (!status.ok()) return status;
  return out;
}

}  // namespace wamp

#endif  // WAMP_DICT_H_
