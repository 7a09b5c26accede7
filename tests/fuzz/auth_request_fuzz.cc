// Whatever a router asks an authenticator and an authorizer, they answer or say
// what is wrong with it, and nobody joins who has not proven to be somebody.
//
// A line each: HelloRequest, AuthenticateRequest and AuthorizeRequest, in
// protobuf's text form. The second is given the state of the answer to the
// first, where it has none.
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/text.h"
#include "wamp/auth/authenticator.h"
#include "wamp/auth/authorizer.h"
#include "wamp/auth/policy.h"
#include "wamp/error_uri.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {
namespace {

constexpr char kTicket[] = "ticket of joe";

v1::Policy MakeProto() {
  v1::Policy policy;
  constexpr char kJson[] = R"({"default_realm": "realm1", "realms": [
    {"name": "realm1", "anonymous_role": "guest",
     "principals": [
       {"authid": "cra", "role": "user", "wampcra": {"secret": "secret1"}},
       {"authid": "salted", "role": "user", "wampcra":
         {"secret": "secret2", "salt": "salt123", "iterations": 100,
          "keylen": 16}},
       {"authid": "key", "role": "user", "pubkeys":
         ["d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"]},
       {"authid": "joe", "role": "user"}],
     "roles": [{"name": "user", "permissions": [
       {"uri": "com.example.", "match": "prefix", "allow": true},
       {"uri": "com..add", "match": "wildcard", "allow": false,
        "actions": ["call"]},
       {"uri": "com.example.mine", "allow": true, "authids": ["joe"]}]}]}]})";
  fuzz::ExpectOk("the policy is one",
                 Decode(kJson, wamp::v1::SERIALIZER_JSON, &policy));
  *policy.mutable_realms(0)->mutable_principals(3)->mutable_ticket() =
      HashTicket(kTicket, TicketStrength::kRandom).value();
  return policy;
}

const std::shared_ptr<const Policy>& ThePolicy() {
  static const auto& policy =
      *new std::shared_ptr<const Policy>(MakePolicy(MakeProto()).value());
  return policy;
}

std::unique_ptr<Authenticator> NewAuthenticator() {
  AuthenticatorOptions options;
  options.state_keys = {"a key of 32 bytes of all states."};
  // Limits would hide what is looked for.
  options.per_authid = options.per_peer = {1e9, absl::Seconds(1)};
  options.clock = [] { return absl::FromUnixSeconds(1700000000); };
  return Authenticator::Make(ThePolicy(), options).value();
}

void Join(absl::string_view hello_text, absl::string_view authenticate_text) {
  const std::unique_ptr<Authenticator> authenticator = NewAuthenticator();
  v1::HelloRequest hello;
  if (!fuzz::ReadText(hello_text, &hello)) return;
  const absl::StatusOr<v1::HelloResponse> answer =
      authenticator->Hello(hello, RouterTrust::kCredentials);
  if (!answer.ok()) return;
  fuzz::Expect("an answer is one",
               answer->answer_case() != v1::HelloResponse::ANSWER_NOT_SET);
  fuzz::ExpectOk("an answer is valid", Validate(*answer));
  fuzz::Expect("who joins without a proof is anonymous",
               !answer->has_accept() || answer->accept().authrole() == "guest",
               answer->ShortDebugString());
  fuzz::Expect("nobody is given a credential who may not be",
               !answer->has_credential());

  v1::AuthenticateRequest request;
  if (!fuzz::ReadText(authenticate_text, &request)) return;
  const bool is_of_hello = !request.has_state() && answer->has_challenge();
  if (is_of_hello) {
    request.set_state(answer->challenge().state());
    request.set_request_id(hello.request_id());
    *request.mutable_transport() = hello.transport();
  }
  const absl::StatusOr<v1::AuthenticateResponse> joined =
      authenticator->Authenticate(request);
  if (!joined.ok()) return;
  fuzz::ExpectOk("an answer is valid", Validate(*joined));
  fuzz::Expect(
      "nobody joins without a proof",
      !joined->has_accept() ||
          (is_of_hello && request.authenticate().signature() == kTicket),
      joined->ShortDebugString());
}

void Authorize(absl::string_view text) {
  v1::AuthorizeRequest request;
  if (!fuzz::ReadText(text, &request)) return;
  const absl::StatusOr<v1::AuthorizeResponse> answer =
      Authorizer(ThePolicy()).Authorize(request);
  if (!answer.ok()) return;
  fuzz::ExpectOk("a decision is valid", Validate(*answer));
  fuzz::Expect(
      "only the role that may is allowed",
      !answer->has_allow() || (request.session().authrole() == "user" &&
                               request.session().realm() == "realm1"),
      request.ShortDebugString());
}

}  // namespace
}  // namespace auth
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::fuzz::Input input(data, size);
  const absl::string_view hello = input.Until('\n');
  const absl::string_view authenticate = input.Until('\n');
  wamp::auth::Join(hello, authenticate);
  wamp::auth::Authorize(input.Rest());
  return 0;
}
