#include "wamp/log/session_recorder.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "src/log/record_parts.h"
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

void SessionRecorder::Identity::CopyFrom(const wamp::v1::SessionIdent& ident) {
  const auto copy = [](bool is_there, const auto& from, auto& to) {
    if (is_there) {
      to = from;
    } else {
      to.reset();
    }
  };
  copy(ident.has_session(), ident.session(), session);
  copy(ident.has_authid(), ident.authid(), authid);
  copy(ident.has_authrole(), ident.authrole(), authrole);
}

void SessionRecorder::Identity::CopyTo(wamp::v1::SessionIdent* ident) const {
  if (session) ident->set_session(*session);
  if (authid) ident->set_authid(*authid);
  if (authrole) ident->set_authrole(*authrole);
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

template <class Fill>
void SessionRecorder::Emit(const Fill& fill) {
  // What is returned is the sink's own, and need not be moved there.
  const auto make = [&] {
    v1::SessionRecord record;
    internal::SetTime(clock_(), record.mutable_time());
    fill(record);
    Complete(&record);
    redactor_.Apply(&record);
    return record;
  };
  sink_(make());
}

absl::Status SessionRecorder::Accepted(Accept accept) {
  if (!IsAttaching()) return OutOfOrder("an Accept", v1::SIDE_ROUTER);
  Emit([&](v1::SessionRecord& record) {
    internal::SetParts(*accept, &record);
    *record.mutable_accepted() = std::move(accept).proto();
  });
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
  Emit([&](v1::SessionRecord& record) {
    *record.mutable_decided() = std::move(decision);
  });
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
  Emit([&](v1::SessionRecord& record) {
    internal::SetParts(hello.details(), &record);
    *record.mutable_attaching() = hello.details();
    if (record.has_realm()) session_.set_realm(record.realm());
    claimed_ident_.CopyFrom(record.claimed_ident());
  });
  return absl::OkStatus();
}

absl::Status SessionRecorder::OnChallenge(
    const wamp::v1::Challenge& challenge) {
  if (state_ != State::kAttaching && state_ != State::kAuthenticating) {
    return OutOfOrder("CHALLENGE", v1::SIDE_ROUTER);
  }
  state_ = State::kChallenged;
  Emit([&](v1::SessionRecord& record) {
    *record.mutable_challenged() = challenge;
  });
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
  Emit([&](v1::SessionRecord& record) {
    internal::SetParts(welcome.details(), &record);
    *record.mutable_joined() = welcome.details();
    claimed_ident_ = {};
    ident_.CopyFrom(record.ident());
    if (record.has_realm()) session_.set_realm(record.realm());
  });
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
  ident_ = {};
  claimed_ident_ = {};
}

void SessionRecorder::Refuse(const wamp::v1::Abort& abort) {
  // Without its payload, which may be large.
  wamp::v1::Abort details;
  *details.mutable_details() = abort.details();
  Emit([&](v1::SessionRecord& record) {
    *record.mutable_denied() = ToDeny(std::move(details)).proto();
  });
}

void SessionRecorder::Leave(v1::LeaveCause cause, v1::Side side,
                            const wamp::v1::CloseDetails* details) {
  Emit([&](v1::SessionRecord& record) {
    v1::Left& left = *record.mutable_left();
    if (details != nullptr) {
      cause = CauseOf(cause, side, *details);
      *left.mutable_details() = *details;
    }
    left.set_cause(cause);
    if (side != v1::SIDE_UNSPECIFIED) left.set_side(side);
  });
}

void SessionRecorder::Complete(v1::SessionRecord* record) const {
  record->set_session_uid(session_.session_uid());
  if (!record->has_realm() && session_.has_realm()) {
    record->set_realm(session_.realm());
  }
  if (!record->has_ident() && !ident_.is_empty()) {
    ident_.CopyTo(record->mutable_ident());
  }
  if (!record->has_claimed_ident() && !claimed_ident_.is_empty()) {
    claimed_ident_.CopyTo(record->mutable_claimed_ident());
  }
  if (session_.has_transport()) {
    *record->mutable_transport() = session_.transport();
  }
  if (session_.claimed_addresses_size() > 0) {
    *record->mutable_claimed_addresses() = session_.claimed_addresses();
  }
  if (session_.redactions_size() > 0) {
    *record->mutable_redactions() = session_.redactions();
  }
}

}  // namespace log
}  // namespace wamp
