// A router that lets clients join and does nothing else: WAMP messages in JSON,
// one a line, from standard input and to standard output.
//
// Usage: join_driver POLICY CHANNEL_ID
//
// The id, in hexadecimal digits, is that of the "tls-unique" channel that all
// clients are said to come by.
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "wamp/auth/authenticator.h"
#include "wamp/frame.h"
#include "wamp/frame_types.h"
#include "wamp/session.h"
#include "wamp/value.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {
namespace {

class Router {
 public:
  Router(std::unique_ptr<Authenticator> authenticator,
         const std::string& channel_id)
      : authenticator_(std::move(authenticator)) {
    transport_.set_peer("tcp4:192.0.2.1:40000");
    *transport_.mutable_channel_id() =
        MakeDict({{"tls-unique", Bytes{channel_id}}});
  }

  wamp::v1::Frame Answer(const wamp::v1::Frame& frame) {
    if (frame.has_hello()) {
      v1::HelloRequest request;
      request.set_request_id("1");
      *request.mutable_details() = frame.hello().details();
      *request.mutable_transport() = transport_;
      const auto response = authenticator_->Hello(request);
      if (!response.ok()) return Refusal(response.status());
      return Say(*response);
    }
    v1::AuthenticateRequest request;
    request.set_request_id("1");
    request.set_state(state_);
    *request.mutable_authenticate() = frame.authenticate();
    *request.mutable_transport() = transport_;
    const auto response = authenticator_->Authenticate(request);
    if (!response.ok()) return Refusal(response.status());
    return Say(*response);
  }

 private:
  static wamp::v1::Frame Refusal(const absl::Status& status) {
    wamp::v1::Frame frame;
    *frame.mutable_abort() =
        ToAbort(Deny("wamp.error.invalid_argument", status.message()));
    return frame;
  }

  // What both responses have.
  template <class Response>
  wamp::v1::Frame Say(const Response& response) {
    wamp::v1::Frame frame;
    if (response.has_accept()) {
      wamp::v1::RouterRoles roles;
      roles.mutable_broker();
      *frame.mutable_welcome() =
          ToWelcome(Accept(response.accept()), /*session=*/1, roles);
    } else if (response.has_challenge()) {
      state_ = response.challenge().state();
      *frame.mutable_challenge() = response.challenge().challenge();
    } else {
      *frame.mutable_abort() = ToAbort(Deny(response.deny()));
    }
    return frame;
  }

  const std::unique_ptr<Authenticator> authenticator_;
  wamp::v1::TransportDetails transport_;
  std::string state_;
};

int Run(const std::string& policy_path, const std::string& channel_id) {
  const auto policy = LoadPolicy(policy_path);
  if (!policy.ok()) {
    std::cerr << policy.status().message() << "\n";
    return 1;
  }
  auto authenticator = Authenticator::Make(*policy, AuthenticatorOptions());
  Router router(*std::move(authenticator), channel_id);
  for (std::string line; std::getline(std::cin, line);) {
    const auto frame = Decode<wamp::v1::Frame>(line, wamp::v1::SERIALIZER_JSON);
    if (!frame.ok()) {
      std::cerr << frame.status().message() << "\n";
      return 1;
    }
    const auto answer =
        Encode(router.Answer(*frame), wamp::v1::SERIALIZER_JSON);
    if (!answer.ok()) {
      std::cerr << answer.status().message() << "\n";
      return 1;
    }
    std::cout << *answer << std::endl;
  }
  return 0;
}

}  // namespace
}  // namespace auth
}  // namespace wamp

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  return wamp::auth::Run(argv[1], absl::HexStringToBytes(argv[2]));
}
