// Whatever text is a policy can be asked, and one that isn't is refused with
// words. JSON and protobuf's text form say the same.
#include <memory>
#include <string>

#include "google/protobuf/text_format.h"
#include "tests/fuzz/fuzz.h"
#include "wamp/auth/authenticator.h"
#include "wamp/auth/authorizer.h"
#include "wamp/auth/policy.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {
namespace {

using SharedPolicy = absl::StatusOr<std::shared_ptr<const Policy>>;

void Ask(const std::shared_ptr<const Policy>& policy) {
  v1::AuthorizeRequest request;
  request.set_uri("com.example.add");
  request.set_action(wamp::v1::ACTION_CALL);
  request.mutable_session()->set_realm("realm1");
  request.mutable_session()->set_authrole("user");
  request.mutable_session()->set_authid("joe");
  const absl::StatusOr<v1::AuthorizeResponse> decision =
      Authorizer(policy).Authorize(request);
  fuzz::ExpectOk("a policy decides", decision.status());
  fuzz::Expect("a decision is one",
               decision->has_allow() || decision->has_deny());
  const auto authenticator = Authenticator::Make(policy, {});
  fuzz::ExpectOk("a policy has an authenticator", authenticator.status());
  v1::HelloRequest hello;
  hello.set_request_id("1");
  hello.mutable_details()->set_realm("realm1");
  hello.mutable_details()->set_authid("joe");
  for (const char* method : {"ticket", "wampcra", "scram", "wamp-scram"}) {
    hello.mutable_details()->mutable_authmethods()->add_values(method);
  }
  const absl::StatusOr<v1::HelloResponse> answer =
      (*authenticator)->Hello(hello);
  fuzz::ExpectOk("a policy answers", answer.status());
  fuzz::Expect("nobody joins without a proof", !answer->has_accept());
}

void Parse(fuzz::Input input) {
  const bool is_json = input.Choose(2) == 0;
  const SharedPolicy policy = ParsePolicy(
      input.Rest(), is_json ? PolicyFormat::kJson : PolicyFormat::kTextproto);
  fuzz::CountRead(is_json ? "policy in JSON" : "policy in text", input.Rest(),
                  policy.ok());
  if (!policy.ok()) {
    fuzz::Expect("what is refused is explained",
                 !policy.status().message().empty());
    return;
  }
  Ask(*policy);
  if (!is_json) return;
  const auto message =
      Decode<v1::Policy>(input.Rest(), wamp::v1::SERIALIZER_JSON);
  fuzz::ExpectOk("a policy of JSON is a message", message.status());
  std::string text;
  google::protobuf::TextFormat::PrintToString(*message, &text);
  fuzz::ExpectOk("a policy of JSON is one of protobuf's text",
                 ParsePolicy(text, PolicyFormat::kTextproto).status());
}

}  // namespace
}  // namespace auth
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::auth::Parse(wamp::fuzz::Input(data, size));
  return 0;
}
