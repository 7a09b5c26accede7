// Makes the records of a session out of the frames that pass a router.
//
// Example: one recorder for each connection, and one line for each frame,
//
//   wamp::log::SessionRecorder recorder(
//       [&](wamp::log::v1::SessionRecord record) { Append(record); },
//       {transport, wamp::log::AddressesOf("x-forwarded-for", header)});
//
//   recorder.Received(frame).IgnoreError();  // what the client has sent
//   recorder.Sent(frame).IgnoreError();      // what the router sends
//   recorder.TransportLost();                // when the connection is gone
//
// HELLO, CHALLENGE, WELCOME, ABORT and GOODBYE make records, and so do
// decisions that the router tells of. All other frames cost a look at their
// type.
#ifndef WAMP_LOG_SESSION_RECORDER_H_
#define WAMP_LOG_SESSION_RECORDER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "wamp/log/record.h"
#include "wamp/log/redaction.h"
#include "wamp/log/uuid.h"
#include "wamp/log/v1/record.pb.h"
#include "wamp/session.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace log {

// What a program knows of a connection.
struct Connection {
  // What it knows itself: the peer's address, the certificate, ….
  TransportDetails transport;
  // What others say of where the client is.
  std::vector<v1::ClaimedAddress> claimed_addresses;
};

// The addresses in a list such as that of the header X-Forwarded-For, none of
// them trusted. `source` says what carried it.
std::vector<v1::ClaimedAddress> AddressesOf(absl::string_view source,
                                            absl::string_view list);

// For the router's side of one connection, which may see several sessions, one
// after the other. To be used by one thread at a time.
class SessionRecorder {
 public:
  // Takes a record, without its secrets, in the thread of the call that made
  // it. NodeLog::Seal (node_log.h) adds what the node knows.
  using Sink = std::function<void(v1::SessionRecord)>;

  explicit SessionRecorder(Sink sink, Connection connection = {},
                           Redactor redactor = Redactor(),
                           Clock clock = absl::Now);

  // A frame that the client has sent, and one that the router sends. What is
  // out of order makes no record and changes nothing: it is a
  // FailedPrecondition, which says what was expected. The router's answer to
  // it, an ABORT, makes one.
  absl::Status Received(const wamp::v1::Frame& frame);
  absl::Status Sent(const wamp::v1::Frame& frame);

  // The router has decided to let the client in; a WELCOME is to follow. For
  // routers that want to keep what their authenticators say.
  absl::Status Accepted(Accept accept);

  // The router has decided on a CALL, REGISTER, PUBLISH or SUBSCRIBE of an open
  // session; `reason` is a URI, or empty.
  absl::Status Decided(const wamp::v1::Frame& request, bool allowed,
                       absl::string_view reason = {});
  // As above, with all that is known: see DecisionOf (record.h).
  absl::Status Decided(v1::Decision decision);

  // The connection is gone. After GOODBYE or ABORT there is nothing to record.
  void TransportLost();

  // The session is over for another reason, for example since the node stops.
  void Ended(v1::LeaveCause cause);

  // The uid of the session of now, or of the last one; empty before any HELLO.
  const std::string& session_uid() const { return session_.session_uid(); }

 private:
  enum class State {
    kIdle,            // There is no session.
    kAttaching,       // HELLO has been received,
    kChallenged,      // then CHALLENGE sent,
    kAuthenticating,  // then AUTHENTICATE received.
    kOpen,            // WELCOME has been sent.
    kClosing,         // One side has said GOODBYE, and the other has not.
  };

  // Who the session is, or claims to be. A message would take several times as
  // long to copy.
  struct Identity {
    bool is_empty() const { return !session && !authid && !authrole; }
    void CopyFrom(const wamp::v1::SessionIdent& ident);
    void CopyTo(wamp::v1::SessionIdent* ident) const;

    std::optional<uint64_t> session;
    std::optional<std::string> authid;
    std::optional<std::string> authrole;
  };

  bool IsAttaching() const {
    return state_ == State::kAttaching || state_ == State::kChallenged ||
           state_ == State::kAuthenticating;
  }

  absl::Status OnHello(const wamp::v1::Hello& hello);
  absl::Status OnChallenge(const wamp::v1::Challenge& challenge);
  absl::Status OnAuthenticate();
  absl::Status OnWelcome(const wamp::v1::Welcome& welcome);
  absl::Status OnAbort(const wamp::v1::Abort& abort, v1::Side side);
  absl::Status OnGoodbye(const wamp::v1::Goodbye& goodbye, v1::Side side);
  absl::Status OutOfOrder(absl::string_view name, v1::Side side) const;

  void Begin();
  void Refuse(const wamp::v1::Abort& abort);
  void Leave(v1::LeaveCause cause, v1::Side side,
             const wamp::v1::CloseDetails* details);
  // Gives a record to the sink: `fill` sets what happened.
  template <class Fill>
  void Emit(const Fill& fill);
  // Sets what all records of the session share, where it isn't set.
  void Complete(v1::SessionRecord* record) const;

  Sink sink_;
  Redactor redactor_;
  Clock clock_;
  State state_ = State::kIdle;
  // Who said GOODBYE first.
  v1::Side closed_by_ = v1::SIDE_UNSPECIFIED;
  Identity ident_;
  Identity claimed_ident_;
  // What else all records of the session share.
  v1::SessionRecord session_;
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_LOG_SESSION_RECORDER_H_
