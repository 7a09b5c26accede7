#include "wamp/grpc/authorizer_client.h"

#include <grpcpp/client_context.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "src/grpc/checked.h"
#include "src/grpc/decision_cache.h"

namespace wamp {
namespace auth {

absl::StatusOr<v1::AuthorizeRequest> ToAuthorizeRequest(
    const wamp::v1::SessionDetails& session, const wamp::v1::Frame& frame) {
  v1::AuthorizeRequest request;
  *request.mutable_session() = session;
  switch (frame.message_case()) {
    case wamp::v1::Frame::kCall:
      request.set_action(wamp::v1::ACTION_CALL);
      request.set_uri(frame.call().procedure());
      *request.mutable_call() = frame.call().options();
      break;
    case wamp::v1::Frame::kRegister:
      request.set_action(wamp::v1::ACTION_REGISTER);
      request.set_uri(frame.register_().procedure());
      *request.mutable_register_() = frame.register_().options();
      break;
    case wamp::v1::Frame::kPublish:
      request.set_action(wamp::v1::ACTION_PUBLISH);
      request.set_uri(frame.publish().topic());
      *request.mutable_publish() = frame.publish().options();
      break;
    case wamp::v1::Frame::kSubscribe:
      request.set_action(wamp::v1::ACTION_SUBSCRIBE);
      request.set_uri(frame.subscribe().topic());
      *request.mutable_subscribe() = frame.subscribe().options();
      break;
    default:
      return absl::InvalidArgumentError(
          "frame: expected CALL, REGISTER, PUBLISH or SUBSCRIBE, which alone "
          "have to be allowed");
  }
  return request;
}

struct AuthorizerClient::Call {
  // A context serves one try.
  std::optional<grpc::ClientContext> context;
  v1::AuthorizeRequest request;
  v1::AuthorizeResponse response;
  Callback done;
  absl::Time deadline;
  int retries = 0;
  uint64_t generation = 0;
};

AuthorizerClient::AuthorizerClient(
    const std::shared_ptr<grpc::ChannelInterface>& channel,
    AuthorizerClientOptions options)
    : stub_(v1::AuthorizerService::NewStub(channel)),
      options_([&] {
        if (!options.clock) options.clock = absl::Now;
        return std::move(options);
      }()),
      cache_(std::make_unique<internal::DecisionCache>(options_.cache_size)) {}

AuthorizerClient::~AuthorizerClient() = default;

v1::AuthorizeResponse AuthorizerClient::Authorize(
    const v1::AuthorizeRequest& request) {
  v1::AuthorizeResponse result;
  absl::Notification answered;
  Authorize(request, [&](v1::AuthorizeResponse answer) {
    result = std::move(answer);
    answered.Notify();
  });
  answered.WaitForNotification();
  return result;
}

void AuthorizerClient::Authorize(const v1::AuthorizeRequest& request,
                                 Callback done) {
  std::optional<v1::AuthorizeResponse> kept =
      cache_->Find(request, options_.clock());
  if (kept.has_value()) {
    done(*std::move(kept));
    return;
  }
  auto call = std::make_unique<Call>();
  call->request = request;
  call->done = std::move(done);
  call->deadline = absl::Now() + options_.timeout;
  call->retries = options_.retries;
  call->generation = cache_->generation();
  Start(std::move(call));
}

void AuthorizerClient::Start(std::unique_ptr<Call> owned) {
  Call* const call = owned.release();
  call->context.emplace();
  call->context->set_deadline(absl::ToChronoTime(call->deadline));
  stub_->async()->Authorize(
      &*call->context, &call->request, &call->response,
      [this, call](const grpc::Status& status) {
        std::unique_ptr<Call> ended(call);
        if (status.error_code() == grpc::StatusCode::UNAVAILABLE &&
            ended->retries > 0) {
          --ended->retries;
          ended->response.Clear();
          Start(std::move(ended));
          return;
        }
        v1::AuthorizeResponse answer =
            status.ok() ? wamp::internal::CheckDecision(
                              std::move(ended->response), options_.validates)
                        : wamp::internal::FailedDecision();
        const absl::Duration time =
            std::min(wamp::internal::TimeToLive(answer), options_.max_age);
        if (time > absl::ZeroDuration()) {
          cache_->Keep(ended->request, answer, options_.clock() + time,
                       ended->generation);
        }
        const Callback tell = std::move(ended->done);
        // Before the answer, upon which the program may let the channel go: a
        // thread of gRPC's must not hold the last of it.
        ended.reset();
        tell(std::move(answer));
      });
}

void AuthorizerClient::Forget() { cache_->Clear(); }

uint64_t AuthorizerClient::hits() const { return cache_->hits(); }

uint64_t AuthorizerClient::misses() const { return cache_->misses(); }

}  // namespace auth
}  // namespace wamp
