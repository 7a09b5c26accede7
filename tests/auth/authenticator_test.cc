#include "wamp/auth/authenticator.h"

#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/auth/client.h"
#include "tests/testing/status_matchers.h"
#include "wamp/authentication.h"
#include "wamp/value.h"

namespace wamp {
namespace auth {
namespace {

using testing::Client;
using ::testing::HasSubstr;
using testing::HelloOf;
using testing::Join;
using testing::kChannelId;
using testing::kOtherPrivateKey;
using testing::kOtherStateKey;
using testing::kPrivateKey;
using testing::kStateKey;
using testing::MakeTestAuthenticator;
using testing::RequestOf;
using ::testing::StartsWith;
using testing::TextOf;
using ::wamp::testing::StatusIs;

constexpr char kWrongProof[] =
    "deny wamp.error.authentication_denied: the credentials are wrong";
constexpr char kWrongState[] =
    "deny wamp.error.authentication_failed: the challenge can't be answered "
    "any "
    "more";
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
      {"argon_of_the_other_dialect", {{"scram"}, "argon", "pencil"}, kNoMethod},
      {"autobahns_argon",
       {{"scram"}, "autobahn", "pencil"},
       "accept autobahn as user by scram"},
      {"autobahns_argon_of_the_other_dialect",
       {{"wamp-scram"}, "autobahn", "pencil"},
       kNoMethod},
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
      {"a_method_without_a_credential", {{"wampcra"}, "ticket", ""}, kNoMethod},
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

}  // namespace
}  // namespace auth
}  // namespace wamp
