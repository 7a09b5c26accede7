#include "wamp/grpc/authenticator_client.h"

#include <grpcpp/client_context.h>

#include <chrono>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "src/grpc/answer.h"
#include "src/grpc/credential_verifier.h"
#include "src/sync/mutex_lock.h"
#include "wamp/error_uri.h"
#include "wamp/grpc/status.h"
#include "wamp/id_generator.h"
#include "wamp/log/uuid.h"

namespace wamp {
namespace auth {

AuthenticatorClient::AuthenticatorClient(
    const std::shared_ptr<grpc::ChannelInterface>& channel,
    AuthenticatorClientOptions options)
    : stub_(v1::AuthenticatorService::NewStub(channel)),
      options_(std::move(options)) {}

absl::StatusOr<v1::GetCapabilitiesResponse>
AuthenticatorClient::GetCapabilities() {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + options_.timeout));
  v1::GetCapabilitiesResponse response;
  const grpc::Status status =
      stub_->GetCapabilities(&context, v1::GetCapabilitiesRequest(), &response);
  if (!status.ok()) return FromGrpcStatus(status);
  return response;
}

// Outlives its PendingSession while a call is under way.
struct PendingSession::Attempt : public std::enable_shared_from_this<Attempt> {
  enum class State { kNew, kAsking, kChallenged, kOver };

  // One call to the service, with what gRPC needs until it is answered.
  template <class Request, class Response>
  struct Call {
    std::shared_ptr<Attempt> attempt;
    // A context serves one try.
    std::optional<grpc::ClientContext> context;
    Request request;
    Response response;
    Callback done;
    absl::Time deadline;
    int retries = 0;
  };
  using HelloCall = Call<v1::HelloRequest, v1::HelloResponse>;
  using AuthenticateCall =
      Call<v1::AuthenticateRequest, v1::AuthenticateResponse>;

  Attempt(AuthenticatorClient* to_ask, PendingSessionOptions known)
      : client(to_ask), options(std::move(known)) {}

  void Ask(const wamp::v1::Hello& hello, Callback done);
  void Ask(const wamp::v1::Authenticate& authenticate, std::string seal,
           Callback done);
  // Fills what all calls have.
  template <class SomeCall>
  std::unique_ptr<SomeCall> NewCall();
  void Start(std::unique_ptr<HelloCall> call);
  void Start(std::unique_ptr<AuthenticateCall> call);
  // In place of the service, for an answer to HELLO that is a credential.
  absl::Status Challenge(HelloCall& call);
  template <class SomeCall>
  void Finish(absl::Status status, std::unique_ptr<SomeCall> call);

  AuthenticatorClient* const client;
  PendingSessionOptions options;
  std::string realm;
  // Of the router itself, which is asked in place of the service; null if that
  // has given no credential.
  std::unique_ptr<internal::CredentialVerifier> verifier;
  mutable absl::Mutex mutex;
  State state ABSL_GUARDED_BY(mutex) = State::kNew;
  absl::Status fault ABSL_GUARDED_BY(mutex);
  // Of the last challenge.
  std::string sealed ABSL_GUARDED_BY(mutex);
  absl::Time expires ABSL_GUARDED_BY(mutex);
};

template <class SomeCall>
std::unique_ptr<SomeCall> PendingSession::Attempt::NewCall() {
  auto call = std::make_unique<SomeCall>();
  call->attempt = shared_from_this();
  call->deadline = absl::Now() + client->options_.timeout;
  call->request.set_request_id(options.request_id);
  *call->request.mutable_transport() = options.transport;
  return call;
}

void PendingSession::Attempt::Ask(const wamp::v1::Hello& hello, Callback done) {
  auto call = NewCall<HelloCall>();
  call->done = std::move(done);
  *call->request.mutable_details() = hello.details();
  for (const std::string& method : client->options_.authmethods) {
    call->request.mutable_offer()->add_authmethods(method);
  }
  if (client->options_.verifies_credentials) {
    call->request.mutable_offer()->set_credentials(true);
  }
  call->retries = client->options_.retries;
  realm = hello.details().realm();
  Start(std::move(call));
}

void PendingSession::Attempt::Ask(const wamp::v1::Authenticate& authenticate,
                                  std::string seal, Callback done) {
  auto call = NewCall<AuthenticateCall>();
  call->done = std::move(done);
  call->request.set_state(std::move(seal));
  *call->request.mutable_authenticate() = authenticate;
  if (verifier == nullptr) {
    Start(std::move(call));
    return;
  }
  absl::StatusOr<v1::AuthenticateResponse> response =
      verifier->Verify(call->request);
  absl::Status status = response.status();
  if (status.ok()) call->response = *std::move(response);
  Finish(std::move(status), std::move(call));
}

void PendingSession::Attempt::Start(std::unique_ptr<HelloCall> owned) {
  HelloCall* const call = owned.release();
  call->context.emplace();
  call->context->set_deadline(absl::ToChronoTime(call->deadline));
  client->stub_->async()->Hello(
      &*call->context, &call->request, &call->response,
      [call](const grpc::Status& status) {
        std::unique_ptr<HelloCall> ended(call);
        const std::shared_ptr<Attempt> attempt = ended->attempt;
        if (status.error_code() == grpc::StatusCode::UNAVAILABLE &&
            ended->retries > 0) {
          --ended->retries;
          ended->response.Clear();
          attempt->Start(std::move(ended));
          return;
        }
        absl::Status answered = FromGrpcStatus(status);
        if (answered.ok() && ended->response.has_credential()) {
          answered = attempt->Challenge(*ended);
        }
        attempt->Finish(std::move(answered), std::move(ended));
      });
}

absl::Status PendingSession::Attempt::Challenge(HelloCall& call) {
  // Nobody has asked for it, and the answer is none.
  if (!client->options_.verifies_credentials) return absl::OkStatus();
  auto made = internal::CredentialVerifier::Make(
      call.response.credential(), call.request, client->options_.authmethods);
  if (!made.ok()) return made.status();
  verifier = *std::move(made);
  absl::StatusOr<v1::HelloResponse> response = verifier->Challenge();
  if (!response.ok()) return response.status();
  call.response = *std::move(response);
  return absl::OkStatus();
}

void PendingSession::Attempt::Start(std::unique_ptr<AuthenticateCall> owned) {
  AuthenticateCall* const call = owned.release();
  call->context.emplace();
  call->context->set_deadline(absl::ToChronoTime(call->deadline));
  client->stub_->async()->Authenticate(
      &*call->context, &call->request, &call->response,
      [call](const grpc::Status& status) {
        std::unique_ptr<AuthenticateCall> ended(call);
        const std::shared_ptr<Attempt> attempt = ended->attempt;
        attempt->Finish(FromGrpcStatus(status), std::move(ended));
      });
}

template <class SomeCall>
void PendingSession::Attempt::Finish(absl::Status status,
                                     std::unique_ptr<SomeCall> call) {
  auto response = std::move(call->response);
  const Callback done = std::move(call->done);
  // Before the answer, upon which the program may let the channel go: a thread
  // of gRPC's must not hold the last of it.
  call.reset();
  v1::PendingChallenge pending;
  absl::StatusOr<wamp::v1::Frame> answer = absl::UnknownError("");
  if (!status.ok()) {
    answer = std::move(status);
  } else {
    internal::AnswerContext context;
    context.realm = realm;
    context.session = options.session;
    context.roles = options.roles;
    answer = internal::ToFrame(std::move(response), context, &pending);
  }
  {
    sync::MutexLock lock(mutex);
    // The client has broken the protocol in the meantime, and been told so.
    if (state != State::kAsking) answer = wamp::v1::Frame();
    fault = answer.status();
    if (answer.ok() && answer->has_challenge()) {
      state = State::kChallenged;
      sealed = std::move(*pending.mutable_state());
      expires = absl::Now() + absl::Seconds(pending.time_to_live().seconds()) +
                absl::Nanoseconds(pending.time_to_live().nanos());
    } else {
      state = State::kOver;
    }
  }
  done(answer.ok() ? *std::move(answer) : internal::NoAnswer());
}

PendingSession::PendingSession(AuthenticatorClient* client,
                               PendingSessionOptions options)
    : attempt_(std::make_shared<Attempt>(client, std::move(options))) {
  if (attempt_->options.session == 0) {
    attempt_->options.session = RandomIds().Next().value();
  }
  if (attempt_->options.request_id.empty()) {
    attempt_->options.request_id = log::MakeUuid();
  }
}

PendingSession::~PendingSession() = default;

bool PendingSession::is_over() const {
  sync::MutexLock lock(attempt_->mutex);
  return attempt_->state == Attempt::State::kOver;
}

const std::string& PendingSession::request_id() const {
  return attempt_->options.request_id;
}

wamp::v1::Frame PendingSession::Answer(const wamp::v1::Frame& frame) {
  wamp::v1::Frame result;
  absl::Notification answered;
  Answer(frame, [&](wamp::v1::Frame answer) {
    result = std::move(answer);
    answered.Notify();
  });
  answered.WaitForNotification();
  return result;
}

absl::Status PendingSession::status() const {
  sync::MutexLock lock(attempt_->mutex);
  return attempt_->fault;
}

void PendingSession::Answer(const wamp::v1::Frame& frame, Callback done) {
  Attempt& attempt = *attempt_;
  std::string sealed;
  bool is_expected = false;
  bool is_late = false;
  {
    sync::MutexLock lock(attempt.mutex);
    is_expected =
        (attempt.state == Attempt::State::kNew && frame.has_hello()) ||
        (attempt.state == Attempt::State::kChallenged &&
         frame.has_authenticate());
    is_late = frame.has_authenticate() && absl::Now() >= attempt.expires;
    attempt.state = is_expected && !is_late ? Attempt::State::kAsking
                                            : Attempt::State::kOver;
    sealed.swap(attempt.sealed);
  }
  if (frame.has_abort()) {
    done(wamp::v1::Frame());
  } else if (!is_expected) {
    done(internal::Refusal(error_uri::kProtocolViolation,
                           "this message was not expected now"));
  } else if (is_late) {
    done(internal::Refusal(error_uri::kTimeout,
                           "the answer to the challenge came too late"));
  } else if (frame.has_hello()) {
    attempt_->Ask(frame.hello(), std::move(done));
  } else {
    attempt_->Ask(frame.authenticate(), std::move(sealed), std::move(done));
  }
}

}  // namespace auth
}  // namespace wamp
