// Whatever a service answers, a router's client is sent a message that is one,
// or none; and the answer makes a line for a log.
//
// A line each: HelloResponse, AuthenticateResponse, AuthorizeResponse, and a
// HelloRequest, in protobuf's text form.
#include <string>

#include "src/grpc/answer.h"
#include "src/grpc/answer_records.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/text.h"
#include "wamp/frame.h"
#include "wamp/log/lines.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {
namespace {

template <class Response>
void Send(const Response& response, const std::string& realm) {
  internal::AnswerContext context;
  context.realm = realm;
  context.session = 7;
  v1::PendingChallenge pending;
  const absl::StatusOr<wamp::v1::Frame> frame =
      internal::ToFrame(response, context, &pending);
  if (!frame.ok()) return;
  fuzz::Expect(
      "a router sends WELCOME, CHALLENGE or ABORT",
      frame->has_welcome() || frame->has_challenge() || frame->has_abort());
  fuzz::Expect("a challenge has a state",
               !frame->has_challenge() || !pending.state().empty());
  std::string bytes;
  fuzz::ExpectOk("what is sent can be written",
                 Encode(*frame, wamp::v1::SERIALIZER_CBOR, &bytes));
  wamp::v1::Frame read;
  fuzz::ExpectOk("what is sent can be read",
                 Decode(bytes, wamp::v1::SERIALIZER_CBOR, &read));
}

template <class Request, class Response>
void Log(const Request& request, const Response& response) {
  log::JsonLine(wamp::internal::RecordOf(request, response));
}

void Answer(fuzz::Input input) {
  v1::HelloResponse hello_response;
  v1::AuthenticateResponse authenticate_response;
  v1::AuthorizeResponse authorize_response;
  v1::HelloRequest request;
  const bool has_hello = fuzz::ReadText(input.Until('\n'), &hello_response);
  const bool has_proof =
      fuzz::ReadText(input.Until('\n'), &authenticate_response);
  const bool has_decision =
      fuzz::ReadText(input.Until('\n'), &authorize_response);
  if (!fuzz::ReadText(input.Rest(), &request)) request.Clear();
  const std::string& realm = request.details().realm();
  if (has_hello) {
    Send(hello_response, realm);
    Log(request, hello_response);
  }
  if (has_proof) {
    Send(authenticate_response, realm);
    v1::AuthenticateRequest proof;
    proof.set_request_id(request.request_id());
    *proof.mutable_transport() = request.transport();
    Log(proof, authenticate_response);
  }
  if (has_decision) {
    v1::AuthorizeRequest action;
    action.set_uri(realm);
    action.mutable_session()->set_authid(request.details().authid());
    Log(action, authorize_response);
  }
}

}  // namespace
}  // namespace auth
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::auth::Answer(wamp::fuzz::Input(data, size));
  return 0;
}
