#include "wamp/auth/authenticator.h"

#include <memory>
#include <ostream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/auth/client.h"
#include "tests/testing/status_matchers.h"
#include "wamp/auth/client_proof.h"
#include "wamp/authentication.h"
#include "wamp/dict.h"
#include "wamp/value.h"

namespace wamp {
namespace auth {
namespace {

using testing::Client;
using testing::HelloOf;
using testing::Join;
using testing::kOtherPrivateKey;
using testing::kPrivateKey;
using testing::MakeTestAuthenticator;
using testing::RequestOf;
using ::testing::StartsWith;
using testing::TextOf;

constexpr char kWrongProof[] =
    "deny wamp.error.authentication_denied: the credentials are wrong";
constexpr char kNoMethod[] =
    "deny wamp.error.no_matching_auth_method: none of the authentication "
    "methods can be used";

struct JoinSample {
  std::string name;
  Client client;
  std::string expected;
};

void PrintTo(const JoinSample& sample, std::ostream* out) {
  *out << sample.name;
}

class JoinTest : public ::testing::TestWithParam<JoinSample> {
 protected:
  absl::Time now_ = absl::FromUnixSeconds(1700000000);
};

TEST_P(JoinTest, IsAnswered) {
  const auto authenticator = MakeTestAuthenticator(&now_);
  EXPECT_THAT(Join(*authenticator, GetParam().client),
              StartsWith(GetParam().expected));
}

Client With(Client client, void (*change)(Client&)) {
  change(client);
  return client;
}

std::vector<JoinSample> JoinSamples() {
  const Client key{{"cryptosign"}, "key", kPrivateKey};
  const Client scram{{"wamp-scram"}, "scram", "pencil"};
  return {
      {"anonymous", {{"anonymous"}}, "accept anonymous-"},
      {"no_methods", {{}}, "accept anonymous-"},
      {"anonymous_with_a_name", {{"anonymous"}, "all"}, "accept anonymous-"},
      {"anonymous_where_none_may",
       With({{"anonymous"}}, [](Client& c) { c.realm = "empty"; }), kNoMethod},
      {"anonymous_as_another_role",
       With({{"anonymous"}}, [](Client& c) { c.authrole = "user"; }),
       "deny wamp.error.no_such_role: "},
      {"no_realm", With({{"anonymous"}}, [](Client& c) { c.realm = ""; }),
       "accept anonymous-"},
      {"another_realm",
       With({{"anonymous"}}, [](Client& c) { c.realm = "realm9"; }),
       "deny wamp.error.no_such_realm: there is no such realm"},
      {"ticket",
       {{"ticket"}, "ticket", "random ticket"},
       "accept ticket as user by ticket"},
      {"wrong_ticket", {{"ticket"}, "ticket", "random"}, kWrongProof},
      {"empty_ticket", {{"ticket"}, "ticket", ""}, kWrongProof},
      {"password",
       {{"ticket"}, "password", "password"},
       "accept password as user by ticket"},
      {"wrong_password", {{"ticket"}, "password", "passwort"}, kWrongProof},
      {"wampcra",
       {{"wampcra"}, "cra", "secret1"},
       "accept cra as user by wampcra"},
      {"wrong_wampcra", {{"wampcra"}, "cra", "secret2"}, kWrongProof},
      {"salted",
       {{"wampcra"}, "salted", "secret2"},
       "accept salted as user by wampcra"},
      {"wrong_salted", {{"wampcra"}, "salted", "secret1"}, kWrongProof},
      {"cryptosign", key, "accept key as user by cryptosign"},
      {"cryptosign_without_a_name", With(key, [](Client& c) { c.authid = ""; }),
       "accept key as user by cryptosign"},
      {"cryptosign_of_another",
       With(key, [](Client& c) { c.secret = kOtherPrivateKey; }), kWrongProof},
      {"cryptosign_bound",
       With(key, [](Client& c) { c.channel_binding = "tls-unique"; }),
       "accept key as user by cryptosign"},
      {"cryptosign_bound_by_another_type",
       With(key, [](Client& c) { c.channel_binding = "tls-exporter"; }),
       "deny wamp.error.authentication_failed: "
       "HELLO.Details.authextra.channel_binding: expected one that the "
       "connection has, got \"tls-exporter\""},
      {"cryptosign_without_a_key", With(key, [](Client& c) { c.secret = ""; }),
       "deny wamp.error.authentication_failed: HELLO.Details.authextra.pubkey: "
       "expected 64 hexadecimal digits, got nothing"},
      {"scram", scram, "accept scram as user by wamp-scram"},
      {"wrong_scram", With(scram, [](Client& c) { c.secret = "pen"; }),
       kWrongProof},
      {"scram_bound",
       With(scram, [](Client& c) { c.channel_binding = "tls-unique"; }),
       "accept scram as user by wamp-scram"},
      {"scram_as_autobahn_speaks_it",
       {{"scram"}, "scram", "pencil"},
       "accept scram as user by scram"},
      {"scram_as_autobahn_speaks_it_bound",
       With({{"scram"}, "scram", "pencil"},
            [](Client& c) { c.channel_binding = "tls-unique"; }),
       "deny wamp.error.authentication_failed: "
       "HELLO.Details.authextra.channel_binding: expected none"},
      {"argon",
       {{"wamp-scram"}, "argon", "pencil"},
       "accept argon as user by wamp-scram"},
      {"wrong_argon", {{"wamp-scram"}, "argon", "pen"}, kWrongProof},
      {"argon_of_the_other_dialect",
       {{"scram"}, "argon", "pencil"},
       kWrongProof},
      {"autobahns_argon",
       {{"scram"}, "autobahn", "pencil"},
       "accept autobahn as user by scram"},
      {"autobahns_argon_of_the_other_dialect",
       {{"wamp-scram"}, "autobahn", "pencil"},
       kWrongProof},
      {"blocked",
       {{"ticket"}, "blocked", "random ticket"},
       "deny com.example.blocked: ask the office"},
      {"blocked_with_a_wrong_ticket",
       {{"ticket"}, "blocked", "x"},
       kWrongProof},
      {"role_that_it_has",
       With({{"ticket"}, "all", "all"},
            [](Client& c) { c.authrole = "admin"; }),
       "accept all as admin by ticket"},
      {"role_that_it_has_not",
       With({{"ticket"}, "all", "all"}, [](Client& c) { c.authrole = "user"; }),
       "deny wamp.error.no_such_role: "},
      {"role_that_it_has_not_with_a_wrong_ticket",
       With({{"ticket"}, "all", "x"}, [](Client& c) { c.authrole = "user"; }),
       kWrongProof},
      {"the_first_of_its_methods",
       {{"wampcra", "ticket"}, "all", "all"},
       "accept all as admin by wampcra"},
      {"the_first_that_there_is",
       {{"cookie", "x", "scram", "ticket"}, "all", "all"},
       "accept all as admin by scram"},
      {"a_method_without_a_credential",
       {{"wampcra"}, "ticket", ""},
       kWrongProof},
      {"another_realms_method",
       With({{"wampcra"}, "cra", "secret1"},
            [](Client& c) { c.realm = "empty"; }),
       kNoMethod},
      {"a_method_without_a_name", {{"ticket", "wampcra"}}, kNoMethod},
      {"a_name_of_a_kilobyte",
       {{"ticket"}, std::string(2000, 'x')},
       "deny wamp.error.authentication_failed: HELLO.Details: "},
  };
}

INSTANTIATE_TEST_SUITE_P(
    All, JoinTest, ::testing::ValuesIn(JoinSamples()),
    [](const ::testing::TestParamInfo<JoinSample>& tested) {
      return tested.param.name;
    });

class AuthenticatorTest : public ::testing::Test {
 protected:
  absl::Time now_ = absl::FromUnixSeconds(1700000000);
};

// A request that lacks something is the router's fault.
TEST_F(AuthenticatorTest, TellsTheRouterWhatItsHelloLacks) {
  const auto authenticator = MakeTestAuthenticator(&now_);
  v1::HelloRequest request = HelloOf({{"anonymous"}});
  request.clear_request_id();
  EXPECT_THAT(
      TextOf(authenticator->Hello(request)),
      StartsWith("INVALID_ARGUMENT: HelloRequest.request_id: expected a name, "
                 "got nothing"));
  request.set_request_id("1");
  request.mutable_details()->set_realm("no realm");
  EXPECT_THAT(TextOf(authenticator->Hello(request)),
              StartsWith("INVALID_ARGUMENT: HelloRequest.details.realm: "));
  request.clear_details();
  EXPECT_THAT(
      TextOf(authenticator->Hello(request)),
      StartsWith("INVALID_ARGUMENT: HelloRequest.details: expected those of a "
                 "HELLO, got nothing"));
}

TEST_F(AuthenticatorTest, TellsTheRouterWhatItsAuthenticateLacks) {
  const auto authenticator = MakeTestAuthenticator(&now_);
  const Client client{{"ticket"}, "ticket", "random ticket"};
  const auto hello = authenticator->Hello(HelloOf(client));
  const v1::AuthenticateRequest good = RequestOf(hello->challenge(), client);
  v1::AuthenticateRequest request = good;
  request.clear_request_id();
  EXPECT_THAT(TextOf(authenticator->Authenticate(request)),
              StartsWith("INVALID_ARGUMENT: AuthenticateRequest.request_id: "));
  request = good;
  request.clear_state();
  EXPECT_THAT(TextOf(authenticator->Authenticate(request)),
              StartsWith("INVALID_ARGUMENT: AuthenticateRequest.state: "));
  request = good;
  request.mutable_authenticate()->clear_signature();
  EXPECT_THAT(TextOf(authenticator->Authenticate(request)),
              StartsWith("INVALID_ARGUMENT: AuthenticateRequest.authenticate."
                         "signature: "));
  request.clear_authenticate();
  EXPECT_THAT(
      TextOf(authenticator->Authenticate(request)),
      StartsWith("INVALID_ARGUMENT: AuthenticateRequest.authenticate: "));
  EXPECT_EQ(TextOf(authenticator->Authenticate(good)),
            "accept ticket as user by ticket");
}

TEST_F(AuthenticatorTest, TakesWhatTheRouterOffers) {
  const auto authenticator = MakeTestAuthenticator(&now_);
  v1::HelloRequest request = HelloOf({{"wampcra", "ticket"}, "all", "all"});
  request.mutable_offer()->add_authmethods("ticket");
  EXPECT_EQ(TextOf(authenticator->Hello(request)), "challenge ticket");
  request.mutable_offer()->set_authmethods(0, "anonymous");
  EXPECT_EQ(TextOf(authenticator->Hello(request)), kNoMethod);
}

TEST_F(AuthenticatorTest, SaysWhatTheTextOfWampcraHasToSay) {
  const auto authenticator = MakeTestAuthenticator(&now_);
  v1::HelloRequest request = HelloOf({{"wampcra"}, "all", "all"});
  request.mutable_details()->set_pending_session(42);
  const auto response = authenticator->Hello(request);
  const wamp::v1::Dict& extra = response->challenge().challenge().extra();
  EXPECT_THAT(Find(extra, "challenge")->string_value(),
              ::testing::MatchesRegex(
                  R"(\{"authid":"all","authrole":"admin",)"
                  R"("authmethod":"wampcra","authprovider":"static",)"
                  R"("nonce":"[A-Za-z0-9_-]*",)"
                  R"("timestamp":"2023-11-14T22:13:20.000Z","session":42\})"));
  EXPECT_EQ(extra.entries_size(), 1);
}

TEST_F(AuthenticatorTest, SaysWhatItCanDo) {
  AuthenticatorOptions options;
  options.agent = "test 1";
  options.give_credentials = true;
  const auto authenticator = MakeTestAuthenticator(&now_, options);
  EXPECT_THAT(authenticator->GetCapabilities(),
              ::wamp::testing::EqualsProto(R"pb(
                authmethods: "anonymous"
                authmethods: "ticket"
                authmethods: "wampcra"
                authmethods: "cryptosign"
                authmethods: "wamp-scram"
                authmethods: "scram"
                credentials: true
                agent: "test 1"
              )pb"));
}

// Each of three has to agree before a credential is given.
TEST_F(AuthenticatorTest, GivesCredentialsIfAllAgree) {
  for (const bool given : {false, true}) {
    for (const RouterTrust trust :
         {RouterTrust::kNone, RouterTrust::kCredentials}) {
      for (const bool asked : {false, true}) {
        AuthenticatorOptions options;
        options.give_credentials = given;
        const auto authenticator = MakeTestAuthenticator(&now_, options);
        v1::HelloRequest request = HelloOf({{"wampcra"}, "cra", ""});
        if (asked) request.mutable_offer()->set_credentials(true);
        const bool agreed =
            given && asked && trust == RouterTrust::kCredentials;
        EXPECT_EQ(TextOf(authenticator->Hello(request, trust)),
                  agreed ? "credential" : "challenge wampcra");
      }
    }
  }
}

class CredentialTest : public AuthenticatorTest {
 protected:
  v1::HelloResponse Ask(const Client& client) {
    AuthenticatorOptions options;
    options.give_credentials = true;
    const auto authenticator = MakeTestAuthenticator(&now_, options);
    v1::HelloRequest request = HelloOf(client);
    request.mutable_offer()->set_credentials(true);
    return authenticator->Hello(request, RouterTrust::kCredentials).value();
  }
};

TEST_F(CredentialTest, OfWampcra) {
  EXPECT_THAT(Ask({{"wampcra"}, "cra"}), ::wamp::testing::EqualsProto(R"pb(
                credential {
                  accept {
                    realm: "realm1"
                    authid: "cra"
                    authrole: "user"
                    authmethod: "wampcra"
                    authprovider: "static"
                  }
                  wampcra { secret: "secret1" }
                }
              )pb"));
}

TEST_F(CredentialTest, OfSaltedWampcra) {
  const v1::WampcraCredential credential =
      Ask({{"wampcra"}, "salted"}).credential().wampcra();
  EXPECT_EQ(credential.salt(), "salt123");
  EXPECT_EQ(credential.iterations(), 100U);
  EXPECT_EQ(credential.keylen(), 16U);
  EXPECT_EQ(credential.secret().size(), 24U);
}

TEST_F(CredentialTest, OfCryptosign) {
  const v1::Credential credential =
      Ask({{"cryptosign"}, "", kPrivateKey}).credential();
  EXPECT_EQ(credential.accept().authid(), "key");
  ASSERT_EQ(credential.cryptosign().pubkeys_size(), 1);
  EXPECT_EQ(credential.cryptosign().pubkeys(0).size(), 32U);
}

TEST_F(CredentialTest, OfScram) {
  const v1::ScramCredential credential =
      Ask({{"scram"}, "autobahn"}).credential().scram();
  EXPECT_EQ(credential.kdf(), "argon2id13");
  EXPECT_EQ(credential.memory(), 64U);
  EXPECT_EQ(credential.salt().size(), 16U);
  EXPECT_EQ(credential.stored_key().size(), 32U);
}

TEST_F(CredentialTest, OfATicketIsNone) {
  EXPECT_EQ(TextOf(Ask({{"ticket"}, "ticket"})), "challenge ticket");
}

TEST_F(CredentialTest, OfWhoMayNotJoinIsNoneThatCanBeProven) {
  for (const char* authid : {"all", "stranger"}) {
    Client client{{"cryptosign"}, authid, kOtherPrivateKey};
    const v1::HelloResponse known = Ask(client);
    client.authrole = "guest";
    const v1::HelloResponse refused = Ask(client);
    ASSERT_EQ(TextOf(refused), TextOf(known)) << authid;
    if (!known.has_credential()) continue;
    EXPECT_EQ(refused.credential().cryptosign().pubkeys(0) ==
                  known.credential().cryptosign().pubkeys(0),
              authid == std::string("stranger"));
  }
}

TEST_F(CredentialTest, OfWhoMayNotHaveTheRoleIsNoneThatCanBeProven) {
  Client client{{"wampcra"}, "all"};
  const std::string right = Ask(client).credential().wampcra().secret();
  EXPECT_EQ(right, "all");
  client.authrole = "user";
  EXPECT_NE(Ask(client).credential().wampcra().secret(), right);
}

// The router's own proof, which clients check.
TEST_F(AuthenticatorTest, ProvesItselfInScram) {
  for (const auto& [method, authid, key] :
       {std::tuple("wamp-scram", "scram", "verifier"),
        std::tuple("scram", "scram", "scram_server_signature"),
        std::tuple("scram", "autobahn", "scram_server_signature")}) {
    const auto authenticator = MakeTestAuthenticator(&now_);
    const Client client{{method}, authid, "pencil"};
    const auto hello = authenticator->Hello(HelloOf(client));
    const auto response =
        authenticator->Authenticate(RequestOf(hello->challenge(), client));
    const wamp::v1::Value* proof = Find(response->accept().authextra(), key);
    ASSERT_NE(proof, nullptr) << method;
    ScramExchange exchange;
    exchange.dialect = method == std::string("scram")
                           ? ScramDialect::kAutobahn
                           : ScramDialect::kSpecification;
    exchange.authid = authid;
    exchange.client_nonce = "Y2xpZW50";
    exchange.challenge =
        FromDict<ChallengeExtra>(hello->challenge().challenge().extra())
            .value();
    EXPECT_EQ(proof->string_value(), ProveScram("pencil", exchange)->verifier);
  }
}

}  // namespace
}  // namespace auth
}  // namespace wamp
