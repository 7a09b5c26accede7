#include "wamp/log/session_recorder.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "wamp/error_uri.h"
#include "wamp/frame_types.h"

namespace wamp {
namespace log {
namespace {

v1::LeaveCause CauseOf(v1::LeaveCause cause, v1::Side side,
                       const wamp::v1::CloseDetails& details) {
  const bool killed =
      side == v1::SIDE_ROUTER && details.reason() == close_reason::kKilled;
  return killed ? v1::LEAVE_CAUSE_KILLED : cause;
}

}  // namespace

std::vector<v1::ClaimedAddress> AddressesOf(absl::string_view source,
                                            absl::string_view list) {
  std::vector<v1::ClaimedAddress> addresses;
  for (const absl::string_view part : absl::StrSplit(list, ',')) {
    const absl::string_view address = absl::StripAsciiWhitespace(part);
    if (address.empty()) continue;
    v1::ClaimedAddress& claimed = addresses.emplace_back();
    claimed.set_address(std::string(address));
    claimed.set_source(std::string(source));
    claimed.set_trusted(false);
  }
  return addresses;
}

SessionRecorder::SessionRecorder(Sink sink, Connection connection,
                                 Redactor redactor, Clock clock)
    : sink_(std::move(sink)),
      redactor_(std::move(redactor)),
      clock_(std::move(clock)) {
  if (connection.transport->ByteSizeLong() > 0) {
    *session_.mutable_transport() = std::move(connection.transport).proto();
  }
  for (v1::ClaimedAddress& address : connection.claimed_addresses) {
    *session_.add_claimed_addresses() = std::move(address);
  }
  redactor_.Apply(&session_);
}

absl::Status SessionRecorder::Received(const wamp::v1::Frame& frame) {
  switch (frame.message_case()) {
    case wamp::v1::Frame::kHello:
      return OnHello(frame.hello());
    case wamp::v1::Frame::kAuthenticate:
      return OnAuthenticate();
    case wamp::v1::Frame::kAbort:
      return OnAbort(frame.abort(), v1::SIDE_CLIENT);
    case wamp::v1::Frame::kGoodbye:
      return OnGoodbye(frame.goodbye(), v1::SIDE_CLIENT);
    case wamp::v1::Frame::kWelcome:
      return OutOfOrder("WELCOME", v1::SIDE_CLIENT);
    case wamp::v1::Frame::kChallenge:
      return OutOfOrder("CHALLENGE", v1::SIDE_CLIENT);
    default:
      return absl::OkStatus();
  }
}

absl::Status SessionRecorder::Sent(const wamp::v1::Frame& frame) {
  switch (frame.message_case()) {
    case wamp::v1::Frame::kChallenge:
      return OnChallenge(frame.challenge());
    case wamp::v1::Frame::kWelcome:
      return OnWelcome(frame.welcome());
    case wamp::v1::Frame::kAbort:
      return OnAbort(frame.abort(), v1::SIDE_ROUTER);
    case wamp::v1::Frame::kGoodbye:
      return OnGoodbye(frame.goodbye(), v1::SIDE_ROUTER);
    case wamp::v1::Frame::kHello:
      return OutOfOrder("HELLO", v1::SIDE_ROUTER);
    case wamp::v1::Frame::kAuthenticate:
      return OutOfOrder("AUTHENTICATE", v1::SIDE_ROUTER);
    default:
      return absl::OkStatus();
  }
}

absl::Status SessionRecorder::Accepted(Accept accept) {
  if (!IsAttaching()) return OutOfOrder("an Accept", v1::SIDE_ROUTER);
  Emit(RecordOf(std::move(accept), clock_()));
  return absl::OkStatus();
}

absl::Status SessionRecorder::Decided(const wamp::v1::Frame& request,
                                      bool allowed, absl::string_view reason) {
  absl::StatusOr<v1::Decision> decision = DecisionOf(request);
  if (!decision.ok()) return decision.status();
  decision->set_allowed(allowed);
  if (!reason.empty()) decision->set_reason(std::string(reason));
  return Decided(*std::move(decision));
}

absl::Status SessionRecorder::Decided(v1::Decision decision) {
  if (state_ != State::kOpen) return OutOfOrder("a Decision", v1::SIDE_ROUTER);
  Emit(RecordOf(std::move(decision), clock_()));
  return absl::OkStatus();
}

void SessionRecorder::TransportLost() { Ended(v1::LEAVE_CAUSE_TRANSPORT_LOST); }

void SessionRecorder::Ended(v1::LeaveCause cause) {
  if (IsAttaching() || state_ == State::kOpen) {
    Leave(cause, v1::SIDE_UNSPECIFIED, nullptr);
  }
  state_ = State::kIdle;
}

absl::Status SessionRecorder::OnHello(const wamp::v1::Hello& hello) {
  if (state_ != State::kIdle && state_ != State::kClosing) {
    return OutOfOrder("HELLO", v1::SIDE_CLIENT);
  }
  Begin();
  state_ = State::kAttaching;
  v1::SessionRecord record = RecordOf(HelloDetails(hello.details()), clock_());
  if (record.has_realm()) session_.set_realm(record.realm());
  if (record.has_claimed_ident()) {
    *session_.mutable_claimed_ident() = record.claimed_ident();
  }
  Emit(std::move(record));
  return absl::OkStatus();
}

absl::Status SessionRecorder::OnChallenge(
    const wamp::v1::Challenge& challenge) {
  if (state_ != State::kAttaching && state_ != State::kAuthenticating) {
    return OutOfOrder("CHALLENGE", v1::SIDE_ROUTER);
  }
  state_ = State::kChallenged;
  Emit(RecordOf(Challenge(challenge), clock_()));
  return absl::OkStatus();
}

absl::Status SessionRecorder::OnAuthenticate() {
  if (state_ != State::kChallenged) {
    return OutOfOrder("AUTHENTICATE", v1::SIDE_CLIENT);
  }
  state_ = State::kAuthenticating;
  return absl::OkStatus();
}

absl::Status SessionRecorder::OnWelcome(const wamp::v1::Welcome& welcome) {
  // A WELCOME is what counts, even if nobody has answered the CHALLENGE.
  if (!IsAttaching()) return OutOfOrder("WELCOME", v1::SIDE_ROUTER);
  state_ = State::kOpen;
  v1::SessionRecord record =
      RecordOf(SessionDetails(welcome.details()), clock_());
  session_.clear_claimed_ident();
  if (record.has_ident()) *session_.mutable_ident() = record.ident();
  if (record.has_realm()) session_.set_realm(record.realm());
  Emit(std::move(record));
  return absl::OkStatus();
}

absl::Status SessionRecorder::OnAbort(const wamp::v1::Abort& abort,
                                      v1::Side side) {
  if (state_ == State::kClosing) {
    state_ = State::kIdle;
  } else if (state_ == State::kIdle && side == v1::SIDE_CLIENT) {
    return OutOfOrder("ABORT", side);
  } else if (state_ == State::kOpen || side == v1::SIDE_CLIENT) {
    Leave(v1::LEAVE_CAUSE_ABORT, side, &abort.details());
    state_ = State::kIdle;
  } else {
    // To what is no HELLO, too.
    if (state_ == State::kIdle) Begin();
    Refuse(abort);
    state_ = State::kIdle;
  }
  return absl::OkStatus();
}

absl::Status SessionRecorder::OnGoodbye(const wamp::v1::Goodbye& goodbye,
                                        v1::Side side) {
  if (state_ == State::kClosing && side != closed_by_) {
    state_ = State::kIdle;
    return absl::OkStatus();
  }
  if (state_ != State::kOpen) return OutOfOrder("GOODBYE", side);
  Leave(v1::LEAVE_CAUSE_GOODBYE, side, &goodbye.details());
  closed_by_ = side;
  state_ = State::kClosing;
  return absl::OkStatus();
}

absl::Status SessionRecorder::OutOfOrder(absl::string_view name,
                                         v1::Side side) const {
  absl::string_view expected;
  switch (state_) {
    case State::kIdle:
      expected = "HELLO from the client";
      break;
    case State::kAttaching:
    case State::kAuthenticating:
      expected = "CHALLENGE, WELCOME or ABORT from the router";
      break;
    case State::kChallenged:
      expected = "AUTHENTICATE or ABORT from the client";
      break;
    case State::kOpen:
      expected = "what an open session takes";
      break;
    case State::kClosing:
      expected = closed_by_ == v1::SIDE_CLIENT ? "GOODBYE from the router"
                                               : "GOODBYE from the client";
      break;
  }
  return absl::FailedPreconditionError(absl::StrCat(
      "SessionRecorder: expected ", expected, ", got ", name, " from the ",
      side == v1::SIDE_CLIENT ? "client" : "router"));
}

void SessionRecorder::Begin() {
  session_.set_session_uid(MakeUuid());
  session_.clear_realm();
  session_.clear_ident();
  session_.clear_claimed_ident();
}

void SessionRecorder::Refuse(const wamp::v1::Abort& abort) {
  // Without its payload, which may be large.
  wamp::v1::Abort details;
  *details.mutable_details() = abort.details();
  Emit(RecordOf(ToDeny(std::move(details)), clock_()));
}

void SessionRecorder::Leave(v1::LeaveCause cause, v1::Side side,
                            const wamp::v1::CloseDetails* details) {
  v1::Left left;
  if (details != nullptr) {
    cause = CauseOf(cause, side, *details);
    *left.mutable_details() = *details;
  }
  left.set_cause(cause);
  if (side != v1::SIDE_UNSPECIFIED) left.set_side(side);
  Emit(RecordOf(std::move(left), clock_()));
}

void SessionRecorder::Emit(v1::SessionRecord record) {
  record.set_session_uid(session_.session_uid());
  if (!record.has_realm() && session_.has_realm()) {
    record.set_realm(session_.realm());
  }
  if (!record.has_ident() && session_.has_ident()) {
    *record.mutable_ident() = session_.ident();
  }
  if (!record.has_claimed_ident() && session_.has_claimed_ident()) {
    *record.mutable_claimed_ident() = session_.claimed_ident();
  }
  if (session_.has_transport()) {
    *record.mutable_transport() = session_.transport();
  }
  *record.mutable_claimed_addresses() = session_.claimed_addresses();
  *record.mutable_redactions() = session_.redactions();
  redactor_.Apply(&record);
  sink_(std::move(record));
}

}  // namespace log
}  // namespace wamp
