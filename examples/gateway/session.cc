#include "session.h"

#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "in_loop.h"
#include "wamp/error_uri.h"
#include "wamp/frame.h"
#include "wamp/frame_types.h"
#include "wamp/grpc/status.h"
#include "wamp/uri.h"

namespace gateway {
namespace {

// What the router can do (WAMP: Feature Announcement).
wamp::v1::RouterRoles Roles() {
  wamp::v1::RouterRoles roles;
  wamp::v1::Features& broker = *roles.mutable_broker()->mutable_features();
  broker.set_publisher_identification(true);
  broker.set_publisher_exclusion(true);
  broker.set_subscriber_blackwhite_listing(true);
  broker.set_pattern_based_subscription(true);
  broker.set_payload_passthru_mode(true);
  wamp::v1::Features& dealer = *roles.mutable_dealer()->mutable_features();
  dealer.set_caller_identification(true);
  dealer.set_pattern_based_registration(true);
  dealer.set_progressive_call_results(true);
  dealer.set_payload_passthru_mode(true);
  return roles;
}

// The type and the id of a request that an authorizer is asked about.
struct Request {
  wamp::v1::MessageType type;
  uint64_t id;
  absl::string_view uri;
  bool disclose_me;
  // Whether the client is told if the request fails.
  bool is_answered;
};

Request RequestOf(const wamp::v1::Frame& frame) {
  if (frame.has_call()) {
    const wamp::v1::Call& call = frame.call();
    return {wamp::v1::MESSAGE_TYPE_CALL, call.request(), call.procedure(),
            call.options().disclose_me(), true};
  }
  if (frame.has_publish()) {
    const wamp::v1::Publish& publish = frame.publish();
    return {wamp::v1::MESSAGE_TYPE_PUBLISH, publish.request(), publish.topic(),
            publish.options().disclose_me(), publish.options().acknowledge()};
  }
  if (frame.has_register_()) {
    const wamp::v1::Register& message = frame.register_();
    return {wamp::v1::MESSAGE_TYPE_REGISTER, message.request(),
            message.procedure(), false, true};
  }
  const wamp::v1::Subscribe& subscribe = frame.subscribe();
  return {wamp::v1::MESSAGE_TYPE_SUBSCRIBE, subscribe.request(),
          subscribe.topic(), false, true};
}

}  // namespace

Session::Session(const Services& services,
                 std::shared_ptr<Connection> connection)
    : services_(services), connection_(std::move(connection)) {}

absl::Status Session::Send(const wamp::v1::Frame& frame) {
  return connection_->Send(frame);
}

void Session::OnOpen() {
  recorder_.emplace(
      [this](wamp::log::v1::SessionRecord record) {
        services_.log.Add(std::move(record));
      },
      wamp::log::Connection{wamp::TransportDetails(connection_->Details()),
                            {}});
}

void Session::OnFrame(absl::StatusOr<wamp::v1::Frame> frame) {
  if (!frame.ok()) {
    Abort(wamp::ErrorUriFromStatus(frame.status()), frame.status().message());
    return;
  }
  // What is out of order makes no record, but what it is answered by does.
  recorder_->Received(*frame).IgnoreError();
  if (frame->has_abort()) {
    Leave();
    connection_->Close();
  } else if (is_open()) {
    Handle(*std::move(frame));
  } else {
    Join(*frame);
  }
}

void Session::OnLate() {
  if (!is_open()) {
    Abort(wamp::error_uri::kTimeout, "the client has not joined in time");
  }
}

void Session::OnClosed() {
  Leave();
  if (recorder_.has_value()) recorder_->TransportLost();
}

void Session::Shutdown() {
  if (is_open()) {
    Goodbye(wamp::close_reason::kSystemShutdown);
  } else if (recorder_.has_value()) {
    Abort(wamp::close_reason::kSystemShutdown, "the router ends");
  } else {
    connection_->Close();
  }
}

void Session::Join(const wamp::v1::Frame& frame) {
  if (!pending_.has_value()) {
    wamp::auth::PendingSessionOptions options;
    options.transport = connection_->Details();
    options.roles = Roles();
    // So that what the service says of the attempt is found in the log, too.
    options.request_id = recorder_->session_uid();
    pending_.emplace(&services_.authenticator, std::move(options));
  }
  pending_->Answer(
      frame, InLoop<wamp::v1::Frame>(
                 services_.loop,
                 [self = shared_from_this()](const wamp::v1::Frame& answer) {
                   self->OnJoinAnswer(answer);
                 }));
}

void Session::OnJoinAnswer(const wamp::v1::Frame& answer) {
  if (!pending_->status().ok()) {
    std::cerr << "gateway: " << pending_->request_id() << ": "
              << pending_->status().message() << std::endl;
  }
  // The client has gone, or was told to, while the service was thinking.
  if (!connection_->is_open()) return;
  if (!answer.has_welcome() && !answer.has_challenge()) {
    SendLast(answer);
    return;
  }
  if (answer.has_welcome()) {
    details_ = answer.welcome().details();
    ident_ = wamp::SessionIdent(details_.session(), details_.authid(),
                                details_.authrole());
    realm_ = &services_.realms[details_.realm()];
    connection_->SetJoined();
  }
  recorder_->Sent(answer).IgnoreError();
  Send(answer).IgnoreError();
  connection_->ReadNext();
}

void Session::Handle(wamp::v1::Frame frame) {
  switch (frame.message_case()) {
    case wamp::v1::Frame::kCall:
    case wamp::v1::Frame::kRegister:
    case wamp::v1::Frame::kPublish:
    case wamp::v1::Frame::kSubscribe:
      Authorize(std::move(frame));
      return;
    case wamp::v1::Frame::kUnsubscribe:
      realm_->broker.Unsubscribe(this, frame.unsubscribe());
      break;
    case wamp::v1::Frame::kUnregister:
      realm_->dealer.Unregister(this, frame.unregister());
      break;
    case wamp::v1::Frame::kCancel:
      realm_->dealer.Cancel(this, frame.cancel());
      break;
    case wamp::v1::Frame::kYield:
      realm_->dealer.Yield(this, std::move(*frame.mutable_yield()));
      break;
    case wamp::v1::Frame::kError:
      realm_->dealer.Error(this, std::move(*frame.mutable_error()));
      break;
    case wamp::v1::Frame::kGoodbye:
      Goodbye(wamp::close_reason::kGoodbyeAndOut);
      return;
    default:
      Abort(wamp::error_uri::kProtocolViolation,
            absl::StrCat("expected a message of an open session, got ",
                         wamp::MessageName(frame)));
      return;
  }
  connection_->ReadNext();
}

void Session::Authorize(wamp::v1::Frame frame) {
  const Request request = RequestOf(frame);
  const bool provides = frame.has_register_() || frame.has_publish();
  if (provides && wamp::IsReservedUri(request.uri)) {
    Refuse(frame, wamp::error_uri::kInvalidUri,
           "expected a URI that is not reserved, got one that starts with "
           "\"wamp\"");
    connection_->ReadNext();
    return;
  }
  const auto question = wamp::auth::ToAuthorizeRequest(details_, frame);
  if (!question.ok()) {
    Refuse(frame, wamp::ErrorUriFromStatus(question.status()),
           question.status().message());
    connection_->ReadNext();
    return;
  }
  services_.authorizer.Authorize(
      *question,
      InLoop<wamp::auth::v1::AuthorizeResponse>(
          services_.loop,
          [self = shared_from_this(), frame = std::move(frame)](
              const wamp::auth::v1::AuthorizeResponse& answer) mutable {
            self->OnDecision(std::move(frame), answer);
          }));
}

void Session::OnDecision(wamp::v1::Frame frame,
                         const wamp::auth::v1::AuthorizeResponse& answer) {
  if (!is_open()) return;
  if (!answer.has_allow()) {
    Refuse(frame, answer.deny().reason(), answer.deny().message());
  } else if (RequestOf(frame).disclose_me && !answer.allow().disclose()) {
    // A client that thinks it is known to the others must not be mistaken.
    Refuse(frame, wamp::error_uri::kOptionDisallowedDiscloseMe,
           "the session may not disclose itself here");
  } else {
    recorder_->Decided(frame, true).IgnoreError();
    Route(std::move(frame), answer.allow().disclose());
  }
  connection_->ReadNext();
}

void Session::Refuse(const wamp::v1::Frame& frame, absl::string_view error_uri,
                     absl::string_view text) {
  if (error_uri.empty()) error_uri = wamp::error_uri::kNotAuthorized;
  recorder_->Decided(frame, false, error_uri).IgnoreError();
  const Request request = RequestOf(frame);
  if (request.is_answered) SendError(request.type, request.id, error_uri, text);
}

void Session::Route(wamp::v1::Frame frame, bool disclose) {
  if (frame.has_call()) {
    realm_->dealer.Call(this, std::move(*frame.mutable_call()), disclose);
  } else if (frame.has_publish()) {
    realm_->broker.Publish(this, std::move(*frame.mutable_publish()), disclose);
  } else if (frame.has_register_()) {
    realm_->dealer.Register(this, frame.register_());
  } else {
    realm_->broker.Subscribe(this, frame.subscribe());
  }
}

void Session::Abort(absl::string_view reason, absl::string_view text) {
  wamp::v1::Frame frame;
  *frame.mutable_abort() = wamp::ToAbort(wamp::CloseDetails(reason, text));
  SendLast(frame);
}

void Session::Goodbye(absl::string_view reason) {
  wamp::v1::Frame frame;
  *frame.mutable_goodbye() = wamp::ToGoodbye(wamp::CloseDetails(reason));
  SendLast(frame);
}

void Session::SendLast(const wamp::v1::Frame& frame) {
  recorder_->Sent(frame).IgnoreError();
  Send(frame).IgnoreError();
  Leave();
  connection_->Close();
}

void Session::Leave() {
  if (!is_open()) return;
  realm_->broker.Leave(this);
  realm_->dealer.Leave(this);
  realm_ = nullptr;
}

}  // namespace gateway
