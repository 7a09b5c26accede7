// The messages that a router sends for those it receives: INVOCATION for CALL,
// RESULT for YIELD, EVENT for PUBLISH, ERROR for a request that failed.
//
// Example: a dealer, which doesn't look into the payload,
//
//   wamp::DecodeOptions decode;
//   decode.payload = wamp::PayloadMode::kRaw;
//   wamp::v1::Frame in;
//   absl::Status status = wamp::Decode(bytes, from.serializer, &in, decode);
//   if (!status.ok()) return status;
//   if (!in.has_call()) return absl::InvalidArgumentError("expected a CALL");
//   wamp::InvocationRelay relay;
//   if (in.call().options().disclose_me()) relay.caller = from.ident;
//   wamp::v1::Frame out;
//   *out.mutable_invocation() = wamp::ToInvocation(
//       std::move(*in.mutable_call()), request, registration, relay);
//   return wamp::Encode(out, callee.serializer, &callee.output);
//
// Each function builds a new message, and carries over only what the receiver
// is meant to see:
//
//   * The payload, in whatever form it is: decoded, encoded or raw.
//   * The seven attributes `enc_*` and `ppt_*`, without which an encoded
//     payload can't be read. `enc_key`, a secret in logs, is one of them.
//   * What the messages have in common, as each function says.
//   * `forward_for`, if the sender is another router (`from_router`).
//
// Everything else is dropped. Keys that no field claims (`unknown_keys`) are
// addressed to the router, which doesn't know them (WAMP: Extensibility). What
// a sender says of its own identity (`caller`, `callee` and the like) isn't
// believed: the router discloses whom it knows. What a router adds beyond that,
// for example `trustlevel`, it sets in the result.
//
// The functions never fail, and check nothing: Decode has checked what was
// received. Encode fails for a raw payload that the receiver's format can't
// express (docs/howto/relay.md says what to do then). What they return owns its
// content. A message that is passed with std::move is taken apart without a
// copy of its payload. All functions are safe to call from any thread, on
// distinct messages.
#ifndef WAMP_RELAY_H_
#define WAMP_RELAY_H_

#include <cstdint>

#include "absl/status/status.h"
#include "wamp/session.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {

// What the dealer decides of an INVOCATION.
struct InvocationRelay {
  // Who is disclosed as the caller (WAMP: Caller Identification). Of an empty
  // identity, nothing is.
  SessionIdent caller;
  // Whether the registration is a pattern, so that the callee is told which
  // procedure was called (WAMP: Pattern-based Registration).
  bool pattern = false;
  // Whether the callee watches the `timeout` of the call, as its registration
  // asked for with `forward_timeout` (WAMP: Call Timeouts). If not, the dealer
  // does, and the callee isn't told.
  bool forward_timeout = false;
  // Whether the CALL comes from another router, whose `forward_for` is
  // believed. It must not be from a client: callees take the first principal
  // for the caller (SessionIdent::from_calldetails).
  bool from_router = false;
};

// The INVOCATION, under the id `request` of the callee's session, that passes
// `call` to the registration of that id. Has the call's `receive_progress`,
// `progress` and `transaction_hash`.
v1::Invocation ToInvocation(v1::Call call, uint64_t request,
                            uint64_t registration, InvocationRelay relay = {});

// What the broker decides of an EVENT.
struct EventRelay {
  // Who is disclosed as the publisher (WAMP: Publisher Identification). Of an
  // empty identity, nothing is.
  SessionIdent publisher;
  // Whether the subscription is a pattern, so that the subscriber is told which
  // topic was published to (WAMP: Pattern-based Subscription).
  bool pattern = false;
  // Whether the event was kept, and isn't sent because of the publication
  // (WAMP: Event Retention).
  bool retained = false;
  // Whether the PUBLISH comes from another router, whose `forward_for` is
  // believed. It must not be from a client: subscribers take the first
  // principal for the publisher (SessionIdent::from_eventdetails).
  bool from_router = false;
};

// The EVENT that delivers `publish` to the subscription of that id. Has the
// publication's `transaction_hash`.
//
// A broker with many receivers makes one EVENT, and changes it for each
// subscription, of which only the id differs among those of one kind; sessions
// that share a subscription and a serializer share the bytes, too:
//
//   Receivers receivers = Choose(publish.options());  // before it is moved
//   wamp::v1::Event event =
//       wamp::ToEvent(std::move(publish), first_subscription, publication);
//   for (const Receiver& receiver : receivers) {
//     event.mutable_details()->set_subscription(receiver.subscription);
//     Send(event, receiver);
//   }
v1::Event ToEvent(v1::Publish publish, uint64_t subscription,
                  uint64_t publication, EventRelay relay = {});

// What the dealer decides of a RESULT, or of the ERROR in its place.
struct ResultRelay {
  // Who is disclosed as the callee; an autobahn extension. Of an empty
  // identity, nothing is.
  SessionIdent callee;
  // Whether the YIELD or ERROR comes from another router, whose `forward_for`
  // is believed.
  bool from_router = false;
};

// The RESULT that passes `yield` to the caller, as the answer to the CALL with
// the id `request` of the caller's session. Has the result's `progress`.
v1::Result ToResult(v1::Yield yield, uint64_t request, ResultRelay relay = {});

// The ERROR that passes a callee's `error` to the caller, as the answer to the
// CALL with the id `request` of the caller's session. Has its error URI.
v1::Error ToError(v1::Error error, uint64_t request, ResultRelay relay = {});

// The ERROR that refuses a request because of `status`, which must not be OK:
// there is no error URI for it, and the ERROR could not be written. The request
// is of `request_type`, for example v1::MESSAGE_TYPE_CALL, and has the id
// `request`.
//
// The error URI is ErrorUriOf(status); where the router knows a better one, it
// sets that in the result. The text of `status` is the only argument; if it is
// empty or not UTF-8, there is none. The peer reads it. The statuses of this
// library quote no value of a secret field; who makes another is to keep
// secrets out.
v1::Error ToError(const absl::Status& status, v1::MessageType request_type,
                  uint64_t request);

}  // namespace wamp

#endif  // WAMP_RELAY_H_
