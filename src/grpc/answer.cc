#include "src/grpc/answer.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "wamp/error_uri.h"
#include "wamp/frame_types.h"
#include "wamp/session.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

absl::Status Fault(absl::string_view text) {
  return absl::InternalError(absl::StrCat("the service's answer ", text));
}

// The frame, unless a client must not be sent it.
absl::StatusOr<wamp::v1::Frame> Checked(wamp::v1::Frame frame) {
  const absl::Status status = Validate(frame);
  if (!status.ok()) return Fault(absl::StrCat("is none: ", status.message()));
  return frame;
}

absl::StatusOr<wamp::v1::Frame> Welcome(wamp::v1::Accept accept,
                                        const AnswerContext& context) {
  if (!accept.has_realm() && !context.realm.empty()) {
    accept.set_realm(context.realm);
  }
  // A session without a role may do nothing that anybody has decided upon.
  if (accept.authrole().empty()) return Fault("has no accept.authrole");
  if (accept.realm().empty()) return Fault("has no accept.realm");
  wamp::v1::Frame frame;
  *frame.mutable_welcome() =
      ToWelcome(Accept(std::move(accept)), context.session, context.roles);
  return Checked(std::move(frame));
}

absl::StatusOr<wamp::v1::Frame> Abort(wamp::v1::Deny deny) {
  wamp::v1::Frame frame;
  *frame.mutable_abort() = ToAbort(Deny(std::move(deny)));
  return Checked(std::move(frame));
}

absl::StatusOr<wamp::v1::Frame> Ask(v1::PendingChallenge answer,
                                    v1::PendingChallenge* pending) {
  if (answer.state().empty()) return Fault("has no challenge.state");
  const auto& time = answer.time_to_live();
  if (time.seconds() < 0 || time.nanos() < 0 ||
      (time.seconds() == 0 && time.nanos() == 0)) {
    return Fault("has no challenge.time_to_live");
  }
  wamp::v1::Frame frame;
  *frame.mutable_challenge() = std::move(*answer.mutable_challenge());
  answer.clear_challenge();
  *pending = std::move(answer);
  return Checked(std::move(frame));
}

}  // namespace

wamp::v1::Frame Refusal(absl::string_view error_uri,
                        absl::string_view message) {
  wamp::v1::Frame frame;
  *frame.mutable_abort() = ToAbort(Deny(error_uri, message));
  return frame;
}

wamp::v1::Frame NoAnswer() {
  return Refusal(error_uri::kAuthenticationFailed,
                 "the client can't be authenticated now");
}

absl::StatusOr<wamp::v1::Frame> ToFrame(v1::HelloResponse response,
                                        const AnswerContext& context,
                                        v1::PendingChallenge* pending) {
  switch (response.answer_case()) {
    case v1::HelloResponse::kAccept:
      return Welcome(std::move(*response.mutable_accept()), context);
    case v1::HelloResponse::kDeny:
      return Abort(std::move(*response.mutable_deny()));
    case v1::HelloResponse::kChallenge:
      return Ask(std::move(*response.mutable_challenge()), pending);
    case v1::HelloResponse::kCredential:
      return Fault("is a credential, which nobody has asked for");
    case v1::HelloResponse::ANSWER_NOT_SET:
      break;
  }
  return Fault("is none that is known");
}

absl::StatusOr<wamp::v1::Frame> ToFrame(v1::AuthenticateResponse response,
                                        const AnswerContext& context,
                                        v1::PendingChallenge* pending) {
  switch (response.answer_case()) {
    case v1::AuthenticateResponse::kAccept:
      return Welcome(std::move(*response.mutable_accept()), context);
    case v1::AuthenticateResponse::kDeny:
      return Abort(std::move(*response.mutable_deny()));
    case v1::AuthenticateResponse::kChallenge:
      return Ask(std::move(*response.mutable_challenge()), pending);
    case v1::AuthenticateResponse::ANSWER_NOT_SET:
      break;
  }
  return Fault("is none that is known");
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
