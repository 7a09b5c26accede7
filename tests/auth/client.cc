#include "tests/auth/client.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"
#include "wamp/auth/client_proof.h"
#include "wamp/authentication.h"
#include "wamp/dict.h"
#include "wamp/value.h"

namespace wamp {
namespace auth {
namespace testing {
namespace {

constexpr char kClientNonce[] = "Y2xpZW50";

v1::Principal* Add(const std::string& authid, v1::Realm* realm) {
  v1::Principal* principal = realm->add_principals();
  principal->set_authid(authid);
  principal->set_role("user");
  return principal;
}

v1::ScramKeys KeysOf(const std::string& kdf, const std::string& password) {
  v1::ScramKeys keys;
  keys.set_kdf(kdf);
  keys.set_salt("00112233445566778899aabbccddeeff");
  keys.set_iterations(kdf == "pbkdf2" ? 64 : 2);
  if (kdf != "pbkdf2") keys.set_memory(64);
  return MakeScramKeys(password, keys).value();
}

v1::Policy* NewPolicy() {
  auto* policy = new v1::Policy;
  policy->set_default_realm("realm1");
  v1::Realm* realm = policy->add_realms();
  realm->set_name("realm1");
  realm->set_anonymous_role("guest");
  const v1::TicketHash random =
      HashTicket("random ticket", TicketStrength::kRandom).value();
  *Add("ticket", realm)->mutable_ticket() = random;
  *Add("password", realm)->mutable_ticket() =
      HashTicket("password", TicketStrength::kPassword).value();
  Add("cra", realm)->mutable_wampcra()->set_secret("secret1");
  v1::WampcraKey* salted = Add("salted", realm)->mutable_wampcra();
  salted->set_secret("secret2");
  salted->set_salt("salt123");
  salted->set_iterations(100);
  salted->set_keylen(16);
  Add("key", realm)->add_pubkeys(CryptosignPublicKey(kPrivateKey).value());
  *Add("scram", realm)->mutable_scram() = KeysOf("pbkdf2", "pencil");
  *Add("argon", realm)->mutable_scram() = KeysOf("argon2id13", "pencil");
  *Add("autobahn", realm)->mutable_scram() = KeysOf("argon2id-13", "pencil");
  v1::Principal* blocked = Add("blocked", realm);
  *blocked->mutable_ticket() = random;
  blocked->mutable_refusal()->set_reason("com.example.blocked");
  blocked->mutable_refusal()->set_message("ask the office");
  v1::Principal* all = Add("all", realm);
  all->set_role("admin");
  *all->mutable_ticket() = HashTicket("all", TicketStrength::kRandom).value();
  all->mutable_wampcra()->set_secret("all");
  all->add_pubkeys(CryptosignPublicKey(kOtherPrivateKey).value());
  *all->mutable_scram() = KeysOf("pbkdf2", "all");
  policy->add_realms()->set_name("empty");
  return policy;
}

std::string Say(const wamp::v1::Accept& accept) {
  return absl::StrCat("accept ", accept.authid(), " as ", accept.authrole(),
                      " by ", accept.authmethod());
}

std::string Say(const wamp::v1::Deny& deny) {
  return absl::StrCat("deny ", deny.reason(), ": ", deny.message());
}

std::string Say(const v1::PendingChallenge& pending) {
  return absl::StrCat("challenge ", pending.challenge().method());
}

}  // namespace

const char kPrivateKey[] = "the private key of 32 bytes of a";
const char kOtherPrivateKey[] = "the private key of 32 bytes of b";
const char kChannelId[] = "an id of 32 bytes of a channel. ";
const char kStateKey[] = "a key of 32 bytes of all states.";
const char kOtherStateKey[] = "a key of 32 bytes of new states.";

const v1::Policy& PolicyProto() {
  static const auto* const policy = NewPolicy();
  return *policy;
}

std::shared_ptr<const Policy> MakeTestPolicy() {
  auto policy = MakePolicy(PolicyProto());
  EXPECT_THAT(policy, wamp::testing::IsOk());
  return policy.value();
}

std::unique_ptr<Authenticator> MakeTestAuthenticator(
    absl::Time* now, AuthenticatorOptions options) {
  if (options.state_keys.empty()) options.state_keys = {kStateKey};
  options.clock = [now] { return *now; };
  return Authenticator::Make(MakeTestPolicy(), std::move(options)).value();
}

v1::HelloRequest HelloOf(const Client& client) {
  v1::HelloRequest request;
  request.set_request_id(client.request_id);
  wamp::v1::HelloDetails* details = request.mutable_details();
  if (!client.realm.empty()) details->set_realm(client.realm);
  if (!client.authid.empty()) details->set_authid(client.authid);
  if (!client.authrole.empty()) details->set_authrole(client.authrole);
  for (const std::string& method : client.authmethods) {
    details->mutable_authmethods()->add_values(method);
  }
  HelloAuthextra extra;
  extra->set_nonce(kClientNonce);
  const auto pubkey = CryptosignPublicKey(client.secret);
  if (pubkey.ok()) extra->set_pubkey(*pubkey);
  if (!client.channel_binding.empty()) {
    extra->set_channel_binding(client.channel_binding);
  }
  *details->mutable_authextra() = ToDict(extra).value();
  request.mutable_transport()->set_peer(client.peer);
  *request.mutable_transport()->mutable_channel_id() =
      MakeDict({{"tls-unique", Bytes{client.channel_id}}});
  return request;
}

wamp::v1::Authenticate AnswerTo(const wamp::v1::Challenge& challenge,
                                const Client& client) {
  wamp::v1::Authenticate answer;
  const auto extra = FromDict<ChallengeExtra>(challenge.extra()).value();
  const std::string& method = challenge.method();
  if (method == "ticket") {
    answer.set_signature(client.secret);
  } else if (method == "wampcra") {
    answer.set_signature(
        SignWampcra(WampcraKeyOf(client.secret, extra), extra->challenge()));
  } else if (method == "cryptosign") {
    answer.set_signature(
        SignCryptosign(client.secret, extra,
                       extra->has_channel_binding() ? client.channel_id : "")
            .value());
  } else {
    ScramExchange exchange;
    exchange.dialect = method == "scram" ? ScramDialect::kAutobahn
                                         : ScramDialect::kSpecification;
    exchange.authid = client.authid;
    exchange.client_nonce = kClientNonce;
    exchange.challenge = extra;
    if (extra->has_channel_binding()) exchange.channel_id = client.channel_id;
    const ScramProof proof = ProveScram(client.secret, exchange).value();
    answer.set_signature(proof.signature);
    *answer.mutable_extra() = ToDict(proof.extra).value();
  }
  return answer;
}

v1::AuthenticateRequest RequestOf(const v1::PendingChallenge& pending,
                                  const Client& client) {
  v1::AuthenticateRequest request;
  request.set_request_id(client.request_id);
  request.set_state(pending.state());
  *request.mutable_authenticate() = AnswerTo(pending.challenge(), client);
  *request.mutable_transport() = HelloOf(client).transport();
  return request;
}

std::string TextOf(const absl::StatusOr<v1::HelloResponse>& response) {
  if (!response.ok()) return response.status().ToString();
  switch (response->answer_case()) {
    case v1::HelloResponse::kAccept:
      return Say(response->accept());
    case v1::HelloResponse::kDeny:
      return Say(response->deny());
    case v1::HelloResponse::kChallenge:
      return Say(response->challenge());
    case v1::HelloResponse::kCredential:
      return "credential";
    default:
      return "nothing";
  }
}

std::string TextOf(const absl::StatusOr<v1::AuthenticateResponse>& response) {
  if (!response.ok()) return response.status().ToString();
  switch (response->answer_case()) {
    case v1::AuthenticateResponse::kAccept:
      return Say(response->accept());
    case v1::AuthenticateResponse::kDeny:
      return Say(response->deny());
    case v1::AuthenticateResponse::kChallenge:
      return Say(response->challenge());
    default:
      return "nothing";
  }
}

std::string Join(Authenticator& authenticator, const Client& client) {
  const auto response = authenticator.Hello(HelloOf(client));
  if (!response.ok() || !response->has_challenge()) return TextOf(response);
  return TextOf(
      authenticator.Authenticate(RequestOf(response->challenge(), client)));
}

}  // namespace testing
}  // namespace auth
}  // namespace wamp
