// Whatever credential a service gives, it challenges the client or is refused,
// and lets nobody in without a proof.
//
// A line each: Credential, HelloRequest and AuthenticateRequest, in protobuf's
// text form. The last is given the state of the challenge, where it has none.
#include <memory>

#include "src/grpc/credential_verifier.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/text.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {
namespace {

void Verify(fuzz::Input input) {
  v1::Credential credential;
  v1::HelloRequest hello;
  if (!fuzz::ReadText(input.Until('\n'), &credential) ||
      !fuzz::ReadText(input.Until('\n'), &hello)) {
    return;
  }
  const auto verifier =
      internal::CredentialVerifier::Make(credential, hello, {});
  if (!verifier.ok()) return;
  const absl::StatusOr<v1::HelloResponse> challenge = (*verifier)->Challenge();
  if (!challenge.ok()) return;
  fuzz::Expect("nobody joins without a proof",
               challenge->has_challenge() || challenge->has_deny(),
               challenge->ShortDebugString());
  v1::AuthenticateRequest request;
  if (!fuzz::ReadText(input.Rest(), &request)) return;
  if (!request.has_state() && challenge->has_challenge()) {
    request.set_state(challenge->challenge().state());
    request.set_request_id(hello.request_id());
    *request.mutable_transport() = hello.transport();
  }
  const absl::StatusOr<v1::AuthenticateResponse> answer =
      (*verifier)->Verify(request);
  fuzz::Expect("a proof that is made up proves nothing",
               !answer.ok() || !answer->has_accept());
}

}  // namespace
}  // namespace auth
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::auth::Verify(wamp::fuzz::Input(data, size));
  return 0;
}
