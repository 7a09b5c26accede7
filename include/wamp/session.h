// The types of a session's life: opening, authenticating, closing (WAMP:
// Sessions; Authentication).
//
// Example: a router's authenticator,
//
//   wamp::HelloReturn Authenticate(const wamp::HelloDetails& hello) {
//     if (!hello->has_authid()) return wamp::Deny();
//     if (hello->authid() == "guest") return wamp::Accept();
//     return wamp::Challenge("ticket");
//   }
//
// and what it does with the answer (wamp/overloaded.h, wamp/frame_types.h):
//
//   wamp::v1::Frame reply;
//   Authenticate(hello).Visit(wamp::Overloaded{
//       [&](wamp::Accept accept) {
//         *reply.mutable_welcome() =
//             wamp::ToWelcome(std::move(accept), session, roles);
//       },
//       [&](wamp::Deny deny) {
//         *reply.mutable_abort() = wamp::ToAbort(std::move(deny));
//       },
//       [&](wamp::Challenge challenge) {
//         *reply.mutable_challenge() = std::move(challenge).proto();
//       },
//       [&](std::monostate) {
//         *reply.mutable_abort() = wamp::ToAbort(wamp::Deny());
//       },
//   });
//
// Every type here owns its content, and is as thread-safe as an `int`: one
// object may be read by many threads, or written by one. What a
// constructor takes is copied or moved in, and not checked.
#ifndef WAMP_SESSION_H_
#define WAMP_SESSION_H_

#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "absl/strings/string_view.h"
#include "wamp/error_uri.h"
#include "wamp/id.h"
#include "wamp/v1/session.pb.h"
#include "wamp/v1/transport.pb.h"
#include "wamp/wrapper.h"

namespace wamp {

class CallDetails;
class EventDetails;

// Lets a session in: what the router's WELCOME says of it.
using Accept = Wrapper<v1::Accept>;

// Describes a session that is still attaching: what its HELLO asked for.
using HelloDetails = Wrapper<v1::HelloDetails>;

// How a peer is connected: the transport, its addresses, its peer's process or
// certificate.
using TransportDetails = Wrapper<v1::TransportDetails>;

// Turns a session away: what the router's ABORT says.
class Deny : public Wrapper<v1::Deny> {
 public:
  // With the reason "wamp.error.not_authorized".
  Deny() : Deny(error_uri::kNotAuthorized) {}

  // With an error URI as reason, and a text for people.
  explicit Deny(absl::string_view reason);
  Deny(absl::string_view reason, absl::string_view message);

  // As it is: with no reason, if `proto` has none.
  explicit Deny(v1::Deny proto) : Wrapper(std::move(proto)) {}
};

// Asks a session to prove its identity (WAMP: Authentication Methods).
class Challenge : public Wrapper<v1::Challenge> {
 public:
  using Wrapper::Wrapper;

  // With a method, for example "wampcra", and what the method needs, for
  // example `MakeDict({{"challenge", text}})`. `extra` is present even if it is
  // empty.
  explicit Challenge(absl::string_view method, v1::Dict extra = {});
};

// Tells a router how to go on with a session that said HELLO: one of Accept,
// Deny and Challenge.
//
// A default-constructed HelloReturn is empty, as is one of a stored message
// without an answer. It is none of the three; treat it as a refusal.
class HelloReturn : public Wrapper<v1::HelloReturn> {
 public:
  using Wrapper::Wrapper;

  // Each of the answers is a HelloReturn.
  HelloReturn(Accept accept);        // NOLINT(google-explicit-constructor)
  HelloReturn(Deny deny);            // NOLINT(google-explicit-constructor)
  HelloReturn(Challenge challenge);  // NOLINT(google-explicit-constructor)

  // Whether there is no answer.
  bool is_empty() const {
    return proto().answer_case() == v1::HelloReturn::ANSWER_NOT_SET;
  }

  // A copy of the answer, if it is of the type asked for:
  // `if (auto deny = answer.As<Deny>()) …`.
  template <class Answer>
  std::optional<Answer> As() const {
    if constexpr (std::is_same_v<Answer, Accept>) {
      if (proto().has_accept()) return Accept(proto().accept());
    } else if constexpr (std::is_same_v<Answer, Deny>) {
      if (proto().has_deny()) return Deny(proto().deny());
    } else {
      static_assert(std::is_same_v<Answer, Challenge>,
                    "the answers are Accept, Deny and Challenge");
      if (proto().has_challenge()) return Challenge(proto().challenge());
    }
    return std::nullopt;
  }

  // Calls `visitor` with a copy of the answer, or with std::monostate if there
  // is none, and returns what it returns. The visitor must take all four, and
  // return one type: wamp::Overloaded makes one of lambdas.
  template <class Visitor>
  decltype(auto) Visit(Visitor&& visitor) const {
    static_assert(std::is_invocable_v<Visitor, Accept>,
                  "the visitor has no overload for wamp::Accept");
    static_assert(std::is_invocable_v<Visitor, Deny>,
                  "the visitor has no overload for wamp::Deny");
    static_assert(std::is_invocable_v<Visitor, Challenge>,
                  "the visitor has no overload for wamp::Challenge");
    static_assert(std::is_invocable_v<Visitor, std::monostate>,
                  "the visitor has no overload for std::monostate, no answer");
    switch (proto().answer_case()) {
      case v1::HelloReturn::kAccept:
        return std::forward<Visitor>(visitor)(Accept(proto().accept()));
      case v1::HelloReturn::kDeny:
        return std::forward<Visitor>(visitor)(Deny(proto().deny()));
      case v1::HelloReturn::kChallenge:
        return std::forward<Visitor>(visitor)(Challenge(proto().challenge()));
      case v1::HelloReturn::ANSWER_NOT_SET:
        break;
    }
    return std::forward<Visitor>(visitor)(std::monostate());
  }
};

// Describes a session that is open.
class SessionDetails : public Wrapper<v1::SessionDetails> {
 public:
  using Wrapper::Wrapper;

  // With the realm that is joined, and the session's id, 1 to 2^53.
  SessionDetails(absl::string_view realm, uint64_t session);

  // The session's id; none if it is absent or no valid id.
  std::optional<Id> session_id() const;
};

// Identifies a session by its id, its identity and its role. One identity
// (authid) can have any number of sessions, each with one role (authrole) that
// its permissions depend on.
class SessionIdent : public Wrapper<v1::SessionIdent> {
 public:
  using Wrapper::Wrapper;

  // With the id, 1 to 2^53, the identity and the role.
  SessionIdent(uint64_t session, absl::string_view authid,
               absl::string_view authrole);

  // Who made the call: the originator, if the call was forwarded by another
  // router (`forward_for` holds at least one principal), else the caller. If
  // the caller isn't disclosed, is_disclosed() is false.
  static SessionIdent from_calldetails(const CallDetails& details);

  // Who published the event: likewise, of the publisher.
  static SessionIdent from_eventdetails(const EventDetails& details);

  // The session's id; none if it is absent or no valid id.
  std::optional<Id> session_id() const;

  // Whether it is known which session this is. If not, nothing may be granted
  // to it that isn't granted to everybody.
  bool is_disclosed() const { return session_id().has_value(); }

  // By session, authid and authrole, absent ones first; for ordered containers.
  friend bool operator<(const SessionIdent& a, const SessionIdent& b) {
    return a.Fields() < b.Fields();
  }

  // For absl::flat_hash_map and the like.
  template <class H>
  friend H AbslHashValue(H hash, const SessionIdent& ident) {
    return H::combine(std::move(hash), ident.Fields());
  }

 private:
  // Each as whether it is present, and its value.
  std::tuple<bool, uint64_t, bool, absl::string_view, bool, absl::string_view>
  Fields() const {
    const v1::SessionIdent& ident = proto();
    return {ident.has_session(), ident.session(),      ident.has_authid(),
            ident.authid(),      ident.has_authrole(), ident.authrole()};
  }
};

// Describes the end of a session: what GOODBYE or ABORT says.
class CloseDetails : public Wrapper<v1::CloseDetails> {
 public:
  // The session has done its work.
  static constexpr absl::string_view REASON_DEFAULT = close_reason::kNormal;
  // The transport broke without a GOODBYE. Set locally, never on the wire.
  static constexpr absl::string_view REASON_TRANSPORT_LOST =
      close_reason::kTransportLost;
  // The peer shuts down altogether.
  static constexpr absl::string_view REASON_SYSTEM_SHUTDOWN =
      close_reason::kSystemShutdown;
  // The peer leaves the realm.
  static constexpr absl::string_view REASON_CLOSE_REALM =
      close_reason::kCloseRealm;
  // The answer to a GOODBYE.
  static constexpr absl::string_view REASON_GOODBYE_AND_OUT =
      close_reason::kGoodbyeAndOut;
  // Another session killed this one.
  static constexpr absl::string_view REASON_KILLED = close_reason::kKilled;

  // The default constructor gives no reason, not even REASON_DEFAULT.
  using Wrapper::Wrapper;

  // With a URI as reason, and a text for people.
  explicit CloseDetails(absl::string_view reason);
  CloseDetails(absl::string_view reason, absl::string_view message);
};

}  // namespace wamp

#endif  // WAMP_SESSION_H_
