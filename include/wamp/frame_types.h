// From WAMP messages to the types that applications see, and back. What a
// router passes from one peer to another is in relay.h.
//
// Example: the two ends of a call,
//
//   wamp::v1::Yield yield =
//       wamp::ToYield(wamp::CallResult(42), invocation.request());
//
//   wamp::CallResult result =
//       wamp::ToCallResult(std::move(*frame.mutable_result()));
//
// Where a message holds the type as it is, no function is needed:
// `wamp::HelloDetails(hello.details())`, `wamp::EventDetails(event.details())`.
//
// What the functions return owns its content; a message that is passed with
// std::move is taken apart without a copy of its payload. All functions are
// safe to call from any thread, on distinct messages.
#ifndef WAMP_FRAME_TYPES_H_
#define WAMP_FRAME_TYPES_H_

#include <cstdint>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "wamp/options.h"
#include "wamp/payload.h"
#include "wamp/rpc.h"
#include "wamp/session.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/value.h"

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

// The message that carries a result to the caller, or from the callee, under
// the id of the CALL or INVOCATION that it answers.
v1::Result ToResult(CallResult result, uint64_t request);
v1::Yield ToYield(CallResult result, uint64_t request);

// Reads the arguments that a reader in PayloadMode::kRaw has left as bytes:
// puts `args` and `kwargs` in the place of `raw`. Leaves other payloads alone.
// Fails as Decode does for a list and a dict; `payload` is then as it was.
absl::Status DecodeRawPayload(v1::Payload* payload,
                              const DecodeOptions& options = {});

namespace internal {

// The messages whose payload may be encoded.
template <class Message>
inline constexpr bool kTakesEncodedPayload =
    kIsAnyOf<Message, v1::Publish, v1::Event, v1::Call, v1::Invocation,
             v1::Result, v1::Yield, v1::Error>;

template <class Message>
std::optional<EncodedPayload> ReadEncodedPayload(const Message& message);
template <class Message>
absl::Status WriteEncodedPayload(v1::EncodedPayload source, Message& message);

}  // namespace internal

// The encoded payload of `message`, which is one of PUBLISH, EVENT, CALL,
// INVOCATION, RESULT, YIELD and ERROR. There is one if
//
//   * a byte string takes the place of the arguments (autobahn's dialect); or
//   * `ppt_scheme` is present, and the arguments are a single byte string (the
//     specification's dialect). They may be raw.
template <class Message>
std::optional<EncodedPayload> EncodedPayloadOf(const Message& message) {
  static_assert(internal::kTakesEncodedPayload<Message>,
                "this message has no payload that may be encoded");
  return internal::ReadEncodedPayload(message);
}

// Puts an encoded payload into `message`, one of the same, in the place of its
// payload and of the attributes of an earlier one. The dialect is that of
// `payload`; fails with INVALID_ARGUMENT unless exactly one of `enc_algo` and
// `ppt_scheme` is present, and leaves the message as it was.
template <class Message>
absl::Status SetEncodedPayload(EncodedPayload payload, Message* message) {
  static_assert(internal::kTakesEncodedPayload<Message>,
                "this message has no payload that may be encoded");
  return internal::WriteEncodedPayload(std::move(payload).proto(), *message);
}

}  // namespace wamp

#endif  // WAMP_FRAME_TYPES_H_
