#include "wamp/auth/policy.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "src/auth/policy_index.h"
#include "tests/auth/client.h"
#include "tests/testing/status_matchers.h"
#include "wamp/message.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::PolicyProto;
using ::testing::StartsWith;
using ::wamp::testing::IsOk;
using ::wamp::testing::StatusIs;

// A policy with a fault, and the first line that is said of it.
struct Fault {
  std::string name;
  // What changes one that is good.
  std::function<void(v1::Policy&)> change;
  std::string error;
};

void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.name; }

v1::Realm* RealmIn(v1::Policy& policy) { return policy.mutable_realms(0); }

v1::Principal* In(v1::Policy& policy, const std::string& authid) {
  for (auto& principal : *RealmIn(policy)->mutable_principals()) {
    if (principal.authid() == authid) return &principal;
  }
  return nullptr;
}

v1::Permission* PermissionIn(v1::Policy& policy) {
  v1::Role* role = RealmIn(policy)->add_roles();
  role->set_name("user");
  v1::Permission* permission = role->add_permissions();
  permission->set_uri("com.example");
  permission->set_allow(true);
  return permission;
}

class PolicyFaultTest : public ::testing::TestWithParam<Fault> {};

TEST_P(PolicyFaultTest, IsSaidWithItsPlace) {
  v1::Policy policy = PolicyProto();
  ASSERT_THAT(MakePolicy(policy).status(), IsOk());
  GetParam().change(policy);
  EXPECT_THAT(MakePolicy(policy).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith(GetParam().error)));
}

// The same, of a text in each form.
TEST_P(PolicyFaultTest, IsSaidOfAText) {
  v1::Policy policy = PolicyProto();
  GetParam().change(policy);
  std::string textproto;
  ASSERT_TRUE(google::protobuf::TextFormat::PrintToString(policy, &textproto));
  EXPECT_THAT(ParsePolicy(textproto, PolicyFormat::kTextproto).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith(GetParam().error)));
  const auto json = Encode(policy, wamp::v1::SERIALIZER_JSON);
  ASSERT_THAT(json, IsOk());
  EXPECT_THAT(ParsePolicy(*json, PolicyFormat::kJson).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith(GetParam().error)));
}

std::vector<Fault> Faults() {
  return {
      {"realm_without_a_name", [](auto& p) { RealmIn(p)->clear_name(); },
       "Policy.realms[0].name: expected "},
      {"realm_that_is_no_uri", [](auto& p) { RealmIn(p)->set_name("a b"); },
       "Policy.realms[0].name: expected a URI"},
      {"realm_twice", [](auto& p) { p.add_realms()->set_name("realm1"); },
       "Policy.realms[2].name: expected a name of its own, got \"realm1\", as "
       "in Policy.realms[0].name"},
      {"default_realm_that_is_none",
       [](auto& p) { p.set_default_realm("realm9"); },
       "Policy.default_realm: expected the name of one of the realms, got "
       "\"realm9\""},
      {"anonymous_role_without_a_name",
       [](auto& p) { RealmIn(p)->set_anonymous_role(""); },
       "Policy.realms[0].anonymous_role: expected a text, got an empty one"},
      {"principal_without_a_name",
       [](auto& p) { In(p, "ticket")->set_authid(""); },
       "Policy.realms[0].principals[0].authid: expected a text"},
      {"principal_without_a_role",
       [](auto& p) { In(p, "ticket")->clear_role(); },
       "Policy.realms[0].principals[0].role: expected "},
      {"principal_twice", [](auto& p) { In(p, "cra")->set_authid("ticket"); },
       "Policy.realms[0].principals[2].authid: expected a name of its own, got "
       "\"ticket\", as in Policy.realms[0].principals[0].authid"},
      {"method_without_a_credential",
       [](auto& p) { In(p, "cra")->add_authmethods("ticket"); },
       "Policy.realms[0].principals[2].authmethods[0]: expected a method that "
       "there is a credential for, got \"ticket\""},
      {"method_that_is_none",
       [](auto& p) { In(p, "cra")->add_authmethods("tiket"); },
       "Policy.realms[0].principals[2].authmethods[0]: expected a method"},
      {"argon_in_the_other_dialect",
       [](auto& p) { In(p, "argon")->add_authmethods("scram"); },
       "Policy.realms[0].principals[6].authmethods[0]: expected a method"},
      {"ticket_kdf",
       [](auto& p) { In(p, "ticket")->mutable_ticket()->set_kdf("md5"); },
       "Policy.realms[0].principals[0].ticket.kdf: expected \"pbkdf2\" or "
       "\"argon2id13\", got \"md5\""},
      {"ticket_salt",
       [](auto& p) { In(p, "ticket")->mutable_ticket()->set_salt("CANARY7"); },
       "Policy.realms[0].principals[0].ticket.salt: expected 8 to 64 bytes as "
       "hexadecimal digits, got something else"},
      {"short_ticket_salt",
       [](auto& p) {
         In(p, "ticket")->mutable_ticket()->set_salt("00112233445566");
       },
       "Policy.realms[0].principals[0].ticket.salt: expected 8 to 64 bytes"},
      {"ticket_hash",
       [](auto& p) { In(p, "ticket")->mutable_ticket()->set_hash("CANARY7"); },
       "Policy.realms[0].principals[0].ticket.hash: expected 32 bytes as "
       "hexadecimal digits, got something else"},
      {"ticket_iterations",
       [](auto& p) { In(p, "ticket")->mutable_ticket()->set_iterations(0); },
       "Policy.realms[0].principals[0].ticket.iterations: expected "},
      {"ticket_of_many_iterations",
       [](auto& p) {
         In(p, "ticket")->mutable_ticket()->set_iterations(10000001);
       },
       "Policy.realms[0].principals[0].ticket.iterations: expected at most "
       "10000000, got 10000001"},
      {"ticket_of_pbkdf2_with_memory",
       [](auto& p) { In(p, "ticket")->mutable_ticket()->set_memory(8); },
       "Policy.realms[0].principals[0].ticket.memory: expected nothing with "
       "pbkdf2, got 8"},
      {"ticket_of_argon_without_memory",
       [](auto& p) { In(p, "password")->mutable_ticket()->clear_memory(); },
       "Policy.realms[0].principals[1].ticket.memory: expected 8 to 1048576, "
       "got nothing"},
      {"ticket_that_costs_too_much",
       [](auto& p) {
         In(p, "password")->mutable_ticket()->set_iterations(1000);
       },
       "Policy.realms[0].principals[1].ticket: expected iterations times "
       "memory "
       "of at most 16777216, got 19456000"},
      {"wampcra_without_a_secret",
       [](auto& p) { In(p, "cra")->mutable_wampcra()->clear_secret(); },
       "Policy.realms[0].principals[2].wampcra: expected either secret or "
       "derived_key, got neither"},
      {"wampcra_with_both",
       [](auto& p) {
         In(p, "cra")->mutable_wampcra()->set_derived_key("CANARY7");
       },
       "Policy.realms[0].principals[2].wampcra: expected either secret or "
       "derived_key, got both"},
      {"wampcra_with_an_empty_secret",
       [](auto& p) { In(p, "cra")->mutable_wampcra()->set_secret(""); },
       "Policy.realms[0].principals[2].wampcra.secret: expected a text"},
      {"wampcra_with_an_empty_salt",
       [](auto& p) { In(p, "salted")->mutable_wampcra()->set_salt(""); },
       "Policy.realms[0].principals[3].wampcra.salt: expected a text, got an "
       "empty one"},
      {"wampcra_of_many_iterations",
       [](auto& p) {
         In(p, "salted")->mutable_wampcra()->set_iterations(10000001);
       },
       "Policy.realms[0].principals[3].wampcra.iterations: expected at most "
       "10000000, got 10000001"},
      {"wampcra_of_no_iterations",
       [](auto& p) { In(p, "salted")->mutable_wampcra()->set_iterations(0); },
       "Policy.realms[0].principals[3].wampcra.iterations: expected an integer "
       "of at least 1"},
      {"wampcra_iterations_without_a_salt",
       [](auto& p) { In(p, "cra")->mutable_wampcra()->set_iterations(7); },
       "Policy.realms[0].principals[2].wampcra.salt: expected one with "
       "iterations, got nothing"},
      {"wampcra_derived_key",
       [](auto& p) {
         In(p, "salted")->mutable_wampcra()->clear_secret();
         In(p, "salted")->mutable_wampcra()->set_derived_key("CANARY7");
       },
       "Policy.realms[0].principals[3].wampcra.derived_key: expected 16 bytes "
       "in base64, got something else"},
      {"wampcra_keylen",
       [](auto& p) { In(p, "salted")->mutable_wampcra()->set_keylen(2000); },
       "Policy.realms[0].principals[3].wampcra.keylen: expected at most 1024"},
      {"pubkey", [](auto& p) { In(p, "key")->set_pubkeys(0, "00"); },
       "Policy.realms[0].principals[4].pubkeys[0]: expected 32 bytes"},
      {"pubkey_twice",
       [](auto& p) { In(p, "all")->set_pubkeys(0, In(p, "key")->pubkeys(0)); },
       "Policy.realms[0].principals[9].pubkeys[0]: expected a name of its own"},
      {"scram_kdf",
       [](auto& p) { In(p, "scram")->mutable_scram()->set_kdf("argon2"); },
       "Policy.realms[0].principals[5].scram.kdf: expected \"pbkdf2\", "
       "\"argon2id13\" or \"argon2id-13\", got \"argon2\""},
      {"scram_salt",
       [](auto& p) { In(p, "scram")->mutable_scram()->set_salt("CANARY7"); },
       "Policy.realms[0].principals[5].scram.salt: expected 8 to 64 bytes"},
      {"scram_key",
       [](auto& p) {
         In(p, "scram")->mutable_scram()->set_stored_key("CANARY7");
       },
       "Policy.realms[0].principals[5].scram.stored_key: expected 32 bytes"},
      {"scram_without_a_key",
       [](auto& p) { In(p, "scram")->mutable_scram()->clear_server_key(); },
       "Policy.realms[0].principals[5].scram.server_key: expected "},
      {"refusal_that_is_no_uri",
       [](auto& p) {
         In(p, "blocked")->mutable_refusal()->set_reason("not a uri");
       },
       "Policy.realms[0].principals[8].refusal.reason: expected a URI"},
      {"role_without_a_name",
       [](auto& p) {
         PermissionIn(p);
         RealmIn(p)->mutable_roles(0)->set_name("");
       },
       "Policy.realms[0].roles[0].name: expected a text"},
      {"role_twice",
       [](auto& p) {
         PermissionIn(p);
         PermissionIn(p);
       },
       "Policy.realms[0].roles[1].name: expected a name of its own"},
      {"permission_without_a_word",
       [](auto& p) { PermissionIn(p)->clear_allow(); },
       "Policy.realms[0].roles[0].permissions[0].allow: expected "},
      {"permission_for_no_uri",
       [](auto& p) { PermissionIn(p)->set_uri("com.example."); },
       "Policy.realms[0].roles[0].permissions[0].uri: expected a URI as "
       "`match` "
       "says, got \"com.example.\""},
      {"permission_for_too_long",
       [](auto& p) { PermissionIn(p)->set_cache_seconds(86401); },
       "Policy.realms[0].roles[0].permissions[0].cache_seconds: expected at "
       "most "
       "86400, got 86401"},
  };
}

INSTANTIATE_TEST_SUITE_P(All, PolicyFaultTest, ::testing::ValuesIn(Faults()),
                         [](const ::testing::TestParamInfo<Fault>& tested) {
                           return tested.param.name;
                         });

TEST(PolicyTest, SaysAllFaults) {
  v1::Policy policy = PolicyProto();
  In(policy, "ticket")->mutable_ticket()->set_salt("");
  In(policy, "cra")->mutable_wampcra()->set_secret("");
  EXPECT_THAT(MakePolicy(policy).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("something else; Policy.realms[0]."
                                 "principals[2].wampcra.secret: ")));
}

// What is said of so many permissions whose decisions are kept for too long.
std::string SaidOfFaults(int count) {
  v1::Policy policy = PolicyProto();
  v1::Permission permission = *PermissionIn(policy);
  permission.set_cache_seconds(86401);
  v1::Role* role = RealmIn(policy)->mutable_roles(0);
  role->clear_permissions();
  for (int i = 0; i < count; ++i) *role->add_permissions() = permission;
  return std::string(MakePolicy(policy).status().message());
}

TEST(PolicyTest, SaysHowManyMoreFaultsThereAre) {
  EXPECT_THAT(SaidOfFaults(20), EndsWith(", got 86401"));
  EXPECT_THAT(SaidOfFaults(23), EndsWith(", got 86401; and 3 more"));
}

TEST(PolicyTest, TakesTheLongestTimeToKeepADecision) {
  v1::Policy policy = PolicyProto();
  PermissionIn(policy)->set_cache_seconds(86400);
  EXPECT_THAT(MakePolicy(policy), IsOk());
}

TEST(PolicyTest, QuotesWhatTheSyntaxExpects) {
  EXPECT_THAT(ParsePolicy("realms: x", PolicyFormat::kTextproto).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("Expected \"{\"")));
}

TEST(PolicyTest, IsNotDerivedTwice) {
  v1::Policy policy = PolicyProto();
  v1::WampcraKey* key = In(policy, "salted")->mutable_wampcra();
  key->clear_secret();
  key->set_derived_key("prq7+YkJ1/KlW1X0YczMHw==");
  const auto made = MakePolicy(policy);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(
      (*made)->index().FindRealm("realm1")->FindByAuthid("salted")->cra->key,
      "prq7+YkJ1/KlW1X0YczMHw==");
}

// As the specification has it where nothing else is said.
TEST(PolicyTest, DerivesKeysOf32BytesIn1000Rounds) {
  v1::Policy policy = PolicyProto();
  In(policy, "salted")->mutable_wampcra()->clear_iterations();
  In(policy, "salted")->mutable_wampcra()->clear_keylen();
  const auto made = MakePolicy(policy);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(
      (*made)->index().FindRealm("realm1")->FindByAuthid("salted")->cra->key,
      "nythvFZ7EuM5sPCQrrgnz1oJiZXUNcZZFlDIdGSiNUs=");
}

// Secrets at places where none belong, and texts that are none.
struct Canary {
  std::string name;
  PolicyFormat format;
  std::string text;
  std::string error;
};

void PrintTo(const Canary& canary, std::ostream* out) { *out << canary.name; }

class CanaryTest : public ::testing::TestWithParam<Canary> {};

TEST_P(CanaryTest, IsNotShown) {
  const absl::Status status =
      ParsePolicy(GetParam().text, GetParam().format).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               StartsWith(GetParam().error)));
  EXPECT_THAT(status.ToString(), Not(HasSubstr("CANARY")));
}

std::vector<Canary> Canaries() {
  const std::string start = "realms { name: 'r' principals { authid: 'a' ";
  const auto text = PolicyFormat::kTextproto;
  const auto json = PolicyFormat::kJson;
  const std::string head =
      R"({"realms": [{"name": "r", "principals": [{"authid": "a", )";
  return {
      {"unquoted", text, start + "wampcra { secret: CANARY7 } } }",
       "line 1, column 63: Expected string"},
      {"field", text, start + "CANARY7: 1 } }",
       "line 1, column 52: Message type \"wamp.auth.v1.Principal\" has no "
       "field "
       "named \"\u2026\"."},
      {"after_a_value", text, start + "wampcra { secret: 'x' CANARY7 } } }",
       "line 1, column "},
      {"not_closed", text, start + "wampcra { secret: 'CANARY7 } } }",
       "line 1, column "},
      {"two_lines", text, start + "wampcra { secret: 'CANARY7\n' } } }",
       "line 1, column "},
      {"escape", text, start + "wampcra { secret: 'CANARY\\q7' } } }",
       "line 1, column "},
      {"number", text, start + "wampcra { iterations: 'CANARY7' } } }",
       "line 1, column "},
      {"enum", text, "realms { roles { permissions { match: CANARY7 } } }",
       "line 1, column "},
      {"bool", text, "realms { roles { permissions { allow: CANARY7 } } }",
       "line 1, column "},
      {"nothing_known", text, "CANARY7", "line 1, column "},
      {"utf8", text, start + "wampcra { secret: '\xff CANARY7' } } }", ""},
      {"json_number", json, head + R"("wampcra": {"secret": 777}}]}]})",
       "Policy.realms[0].principals[0].wampcra.secret: expected a string, got"},
      {"json_unquoted", json, head + R"("wampcra": {"secret": CANARY7}}]}]})",
       "Policy.realms[0].principals[0].wampcra.secret: "},
      {"json_key", json, head + R"("wampcra": {"secrets": "CANARY7"}}]}]})",
       "Policy.realms[0].principals[0].wampcra: expected no such key"},
      {"json_string", json, head + R"("ticket": "CANARY7"}]}]})",
       "Policy.realms[0].principals[0].ticket: expected a dict, got string"},
      {"json_list", json, head + R"("wampcra": ["CANARY7"]}]}]})",
       "Policy.realms[0].principals[0].wampcra: expected "},
      {"json_not_closed", json, head + R"("wampcra": {"secret": "CANARY7)",
       "Policy.realms[0].principals[0].wampcra.secret: "},
      {"json_after_the_end", json, R"({} "CANARY7")", "Policy: "},
      {"json_utf8", json, head + "\"wampcra\": {\"secret\": \"\xff CANARY7\"",
       "Policy.realms[0].principals[0].wampcra.secret: "},
      {"json_list_of_nothing", json, R"(["CANARY7"])", "Policy: expected "},
  };
}

INSTANTIATE_TEST_SUITE_P(All, CanaryTest, ::testing::ValuesIn(Canaries()),
                         [](const ::testing::TestParamInfo<Canary>& tested) {
                           return tested.param.name;
                         });

TEST(PolicyTest, PrintsNoSecret) {
  const std::string text = ToString(PolicyProto());
  const v1::Realm& realm = PolicyProto().realms(0);
  EXPECT_THAT(text, HasSubstr("ticket"));
  EXPECT_THAT(text, Not(HasSubstr("secret1")));
  EXPECT_THAT(text, Not(HasSubstr("salt123")));
  EXPECT_THAT(text, Not(HasSubstr(realm.principals(0).ticket().hash())));
  EXPECT_THAT(text, Not(HasSubstr(realm.principals(0).ticket().salt())));
  EXPECT_THAT(text, Not(HasSubstr(realm.principals(5).scram().stored_key())));
}

constexpr char kTextproto[] = R"(
realms {
  name: "realm1"
  roles {
    name: "user"
    permissions { uri: "com." match: MATCH_PREFIX actions: ACTION_CALL allow: true }
  }
}
)";
constexpr char kJson[] = R"({"realms": [{"name": "realm1", "roles": [{
  "name": "user", "permissions": [{"uri": "com.", "match": "prefix",
  "actions": ["call"], "allow": true}]}]}]})";

class FileTest : public ::testing::Test {
 protected:
  // The path of a file of the test's own.
  static std::string Write(const std::string& name, const std::string& text) {
    std::string path = absl::StrCat(::testing::TempDir(), "/", name);
    std::ofstream(path) << text;
    return path;
  }
};

TEST_F(FileTest, IsReadInTheFormThatItsNameSays) {
  for (const auto& [name, text] : {std::pair("policy.json", kJson),
                                   std::pair("policy.textproto", kTextproto),
                                   std::pair("policy.txtpb", kTextproto),
                                   std::pair("policy.pbtxt", kTextproto)}) {
    const auto policy = LoadPolicy(Write(name, text));
    ASSERT_THAT(policy, IsOk()) << name;
    const auto& roles = (*policy)->index().FindRealm("realm1")->roles;
    EXPECT_EQ(roles.at("user").patterns.size(), 1U) << name;
  }
}

TEST_F(FileTest, IsNamedInAnError) {
  const std::string path = Write("bad.json", R"({"realms": [{}]})");
  EXPECT_THAT(LoadPolicy(path).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith(absl::StrCat(
                           path, ": Policy.realms[0].name: expected "))));
}

TEST_F(FileTest, HasToBeThere) {
  EXPECT_THAT(LoadPolicy("/nonexistent/policy.json").status(),
              StatusIs(absl::StatusCode::kNotFound,
                       StartsWith("/nonexistent/policy.json: No such file")));
}

TEST_F(FileTest, HasToBeAFile) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/folder.json");
  std::filesystem::create_directory(path);
  EXPECT_THAT(LoadPolicy(path).status(),
              StatusIs(absl::StatusCode::kUnavailable,
                       StartsWith(absl::StrCat(path, ": Is a directory"))));
}

TEST_F(FileTest, HasToHaveAKnownEnding) {
  EXPECT_THAT(LoadPolicy("policy.yaml").status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith("policy.yaml: expected a name that ends")));
}

TEST(TicketHashTest, HasANewSaltEachTime) {
  const auto first = HashTicket("x", TicketStrength::kRandom);
  const auto second = HashTicket("x", TicketStrength::kRandom);
  EXPECT_NE(first->salt(), second->salt());
  EXPECT_NE(first->hash(), second->hash());
}

}  // namespace
}  // namespace auth
}  // namespace wamp
