// From WAMP messages to the types that applications see, and back.
//
//   wamp::CallResult result = wamp::ToCallResult(*std::move(message));
//   wamp::v1::Yield yield = wamp::ToYield(std::move(result), request);
//
// Where a message holds the type as it is, no function is needed:
// `wamp::HelloDetails(hello.details())`, `wamp::EventDetails(event.details())`.
//
// All functions are safe to call from any thread, on distinct messages.

#ifndef WAMP_FRAME_TYPES_H_
#define WAMP_FRAME_TYPES_H_

#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "wamp/options.h"
#include "wamp/payload.h"
#include "wamp/rpc.h"
#include "wamp/session.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {

// The WELCOME that lets a session in, under the id `session`, with the roles of
// the router. Keys of `accept` that no field claims go along.
v1::Welcome ToWelcome(Accept accept, uint64_t session,
                      const v1::RouterRoles& roles);

// The ABORT that turns a session away, or ends one that isn't open yet.
v1::Abort ToAbort(Deny deny);
v1::Abort ToAbort(CloseDetails details);

// What an ABORT says, as the router's answer to HELLO. Its `resumable` has no
// place in a Deny.
Deny ToDeny(v1::Abort abort);

// The GOODBYE that closes a session.
v1::Goodbye ToGoodbye(CloseDetails details);

// How a session ended.
CloseDetails ToCloseDetails(v1::Abort abort);
CloseDetails ToCloseDetails(v1::Goodbye goodbye);

// The result of a call, with its values. A payload that is encoded or raw has
// no values yet: ask EncodedPayloadOf, or call DecodeRawPayload, before.
CallResult ToCallResult(v1::Result result);
CallResult ToCallResult(v1::Yield yield);

// The message that carries a result to the caller, or from the callee.
v1::Result ToResult(CallResult result, uint64_t request);
v1::Yield ToYield(CallResult result, uint64_t request);

// Reads the arguments that a reader in PayloadMode::kRaw has left as bytes:
// puts `args` and `kwargs` in the place of `raw`. Leaves other payloads alone.
// After an error, `payload` is as it was.
absl::Status DecodeRawPayload(v1::Payload* payload,
                              const DecodeOptions& options = {});

namespace internal {

template <class Message, class = void>
inline constexpr bool kHasOptions = false;
template <class Message>
inline constexpr bool kHasOptions<
    Message, std::void_t<decltype(std::declval<const Message&>().options())>> =
    true;

// The dict that says how the payload is encoded.
template <class Message>
const auto& EncodingOf(const Message& message) {
  if constexpr (kHasOptions<Message>) {
    return message.options();
  } else {
    return message.details();
  }
}
template <class Message>
auto* MutableEncodingOf(Message* message) {
  if constexpr (kHasOptions<Message>) {
    return message->mutable_options();
  } else {
    return message->mutable_details();
  }
}

absl::Status CheckOneDialect(const v1::EncodedPayload& payload);
std::optional<EncodedPayload> ReadEncodedPayload(
    const google::protobuf::Message& encoding, const v1::Payload& payload);
void WriteEncodedPayload(v1::EncodedPayload source,
                         google::protobuf::Message* encoding,
                         v1::Payload* payload);

}  // namespace internal

// The encoded payload of `message`, which is one of PUBLISH, EVENT, CALL,
// INVOCATION, RESULT, YIELD and ERROR. There is one if
//
//   * a byte string stands in place of the arguments (autobahn's dialect); or
//   * `ppt_scheme` is present, and the arguments are a single byte string (the
//     specification's dialect). They may be raw.
template <class Message>
std::optional<EncodedPayload> EncodedPayloadOf(const Message& message) {
  if (!message.has_payload()) return std::nullopt;
  return internal::ReadEncodedPayload(internal::EncodingOf(message),
                                      message.payload());
}

// Puts an encoded payload into `message`, in the place of its payload and of
// the attributes of an earlier one. The dialect is that of `payload`; fails
// with INVALID_ARGUMENT unless exactly one of `enc_algo` and `ppt_scheme` is
// present, and leaves the message as it was.
template <class Message>
absl::Status SetEncodedPayload(EncodedPayload payload, Message* message) {
  absl::Status status = internal::CheckOneDialect(payload.proto());
  if (!status.ok()) return status;
  internal::WriteEncodedPayload(std::move(payload).proto(),
                                internal::MutableEncodingOf(message),
                                message->mutable_payload());
  return absl::OkStatus();
}

}  // namespace wamp

#endif  // WAMP_FRAME_TYPES_H_
