// Nothing tells a name that exists from one that does not.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/auth/decoy.h"
#include "src/auth/policy_index.h"
#include "tests/auth/client.h"
#include "wamp/auth/authenticator.h"
#include "wamp/value.h"

namespace wamp {
namespace auth {
namespace {

using testing::Client;
using testing::HelloOf;
using testing::Join;
using testing::kOtherPrivateKey;
using testing::kOtherStateKey;
using testing::kPrivateKey;
using testing::kStateKey;
using testing::MakeTestAuthenticator;
using testing::PolicyProto;
using testing::TextOf;

constexpr char kWrongProof[] =
    "deny wamp.error.authentication_denied: the credentials are wrong";

// What can be seen of a value, but for the value itself.
std::string ShapeOf(const wamp::v1::Value& value) {
  if (value.has_string_value()) {
    return absl::StrCat("text of ", value.string_value().size());
  }
  return absl::StrCat("number ", value.uint_value());
}

// The keys of a challenge, and what its values look like.
std::string ShapeOf(const wamp::v1::Challenge& challenge) {
  std::string shape = challenge.method();
  for (const auto& entry : challenge.extra().entries()) {
    absl::StrAppend(&shape, " ", entry.key(), ": ", ShapeOf(entry.value()));
  }
  return shape;
}

class StrangerTest : public ::testing::TestWithParam<Client> {
 protected:
  absl::Time now_ = absl::FromUnixSeconds(1700000000);

  // An authenticator for which all are like the one of the test.
  std::unique_ptr<Authenticator> Make() {
    v1::Policy policy;
    v1::Realm* realm = policy.add_realms();
    realm->set_name("realm1");
    for (const v1::Principal& principal :
         PolicyProto().realms(0).principals()) {
      if (principal.authid() == GetParam().authid) {
        *realm->add_principals() = principal;
      }
    }
    auto authenticator = MakeTestAuthenticator(&now_);
    authenticator->SetPolicy(MakePolicy(policy).value());
    return authenticator;
  }

  static Client Stranger(const std::string& authid) {
    Client client = GetParam();
    client.authid = authid;
    return client;
  }
};

TEST_P(StrangerTest, IsAnsweredAsOneWhoExists) {
  const auto authenticator = Make();
  const auto known = authenticator->Hello(HelloOf(GetParam()));
  ASSERT_TRUE(known->has_challenge()) << TextOf(known);
  // As long as the known name, which is in the text of WAMP-CRA.
  const Client client = Stranger(std::string(GetParam().authid.size(), 'x'));
  const auto stranger = authenticator->Hello(HelloOf(client));
  ASSERT_TRUE(stranger->has_challenge()) << TextOf(stranger);
  EXPECT_EQ(ShapeOf(stranger->challenge().challenge()),
            ShapeOf(known->challenge().challenge()));
  EXPECT_EQ(stranger->challenge().state().size(),
            known->challenge().state().size());
  EXPECT_EQ(Join(*authenticator, client), kWrongProof);
  Client wrong = GetParam();
  wrong.secret =
      wrong.secret == kPrivateKey ? kOtherPrivateKey : "something wrong";
  EXPECT_EQ(Join(*authenticator, wrong), kWrongProof);
}

// A salt that changed would be one that was made up.
TEST_P(StrangerTest, HasTheSameSaltEachTime) {
  const auto salt_of = [](Authenticator& authenticator, const Client& client) {
    const auto hello = authenticator.Hello(HelloOf(client));
    const wamp::v1::Value* salt =
        Find(hello->challenge().challenge().extra(), "salt");
    return salt == nullptr ? "" : salt->string_value();
  };
  const auto authenticator = Make();
  std::set<std::string> salts;
  for (int i = 0; i < 20; ++i) {
    const Client client = Stranger(absl::StrCat("stranger", i));
    const std::string salt = salt_of(*authenticator, client);
    EXPECT_EQ(salt_of(*authenticator, client), salt);
    EXPECT_EQ(salt_of(*Make(), client), salt);
    salts.insert(salt);
  }
  if (salt_of(*authenticator, GetParam()).empty()) {
    EXPECT_THAT(salts, ::testing::ElementsAre(""));
  } else {
    EXPECT_EQ(salts.size(), 20U);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, StrangerTest,
    ::testing::Values(Client{{"ticket"}, "ticket", "random ticket"},
                      Client{{"ticket"}, "password", "password"},
                      Client{{"wampcra"}, "cra", "secret1"},
                      Client{{"wampcra"}, "salted", "secret2"},
                      Client{{"cryptosign"}, "key", kPrivateKey},
                      Client{{"wamp-scram"}, "scram", "pencil"},
                      Client{{"scram"}, "scram", "pencil"},
                      Client{{"wamp-scram"}, "argon", "pencil"},
                      Client{{"scram"}, "autobahn", "pencil"}),
    [](const ::testing::TestParamInfo<Client>& tested) {
      return absl::StrCat(
          tested.param.authid,
          tested.param.authmethods[0] == "scram" ? "_autobahn" : "");
    });

// Of one method alone each name is asked for a proof, or none is.
TEST(StrangerTest, IsAskedByTheMethodsOfAll) {
  absl::Time now = absl::FromUnixSeconds(1700000000);
  const auto authenticator = MakeTestAuthenticator(&now);
  std::vector<std::string> names;
  for (const v1::Principal& principal : PolicyProto().realms(0).principals()) {
    names.push_back(principal.authid());
    names.push_back(absl::StrCat("stranger ", principal.authid()));
  }
  for (const char* method :
       {"ticket", "wampcra", "cryptosign", "wamp-scram", "scram"}) {
    for (const std::string& name : names) {
      EXPECT_EQ(
          TextOf(authenticator->Hello(HelloOf({{method}, name, kPrivateKey}))),
          absl::StrCat("challenge ", method))
          << name;
      Client nobody{{method}, name, kPrivateKey};
      nobody.realm = "empty";
      EXPECT_THAT(TextOf(authenticator->Hello(HelloOf(nobody))),
                  ::testing::StartsWith("deny wamp.error.no_matching"))
          << name;
    }
  }
}

TEST(StrangerTest, HasAKeyThatNobodyHas) {
  absl::Time now = absl::FromUnixSeconds(1700000000);
  const auto authenticator = MakeTestAuthenticator(&now);
  for (const char* key : {"a private key of 32 bytes, alone", kStateKey}) {
    EXPECT_EQ(Join(*authenticator, {{"cryptosign"}, "", key}), kWrongProof);
  }
}

TEST(StrangerTest, KeepsItsSaltWhenStateKeysChange) {
  absl::Time now = absl::FromUnixSeconds(1700000000);
  AuthenticatorOptions options;
  options.decoy_key = kStateKey;
  const auto extra_of = [&now, &options](const char* state_key) {
    options.state_keys = {state_key};
    const auto authenticator = MakeTestAuthenticator(&now, options);
    // Among so many some look like a principal with a salt.
    std::string salts;
    for (int i = 0; i < 50; ++i) {
      const auto hello = authenticator->Hello(
          HelloOf({{"wamp-scram"}, absl::StrCat("stranger", i)}));
      const wamp::v1::Value* salt =
          Find(hello->challenge().challenge().extra(), "salt");
      if (salt != nullptr) salts += salt->string_value();
    }
    return salts;
  };
  const std::string salts = extra_of(kStateKey);
  EXPECT_FALSE(salts.empty());
  EXPECT_EQ(extra_of(kOtherStateKey), salts);
}

// Strangers are as different as those who exist.
TEST(DecoyTest, LooksLikeAnyOfTheRealm) {
  const auto policy = testing::MakeTestPolicy();
  const internal::RealmIndex& realm = *policy->index().FindRealm("realm1");
  std::map<std::string, int> seen;
  for (int i = 0; i < 1000; ++i) {
    const internal::Principal decoy = internal::MakeDecoy(
        realm, absl::StrCat("stranger", i), kStateKey, internal::kNoMethod);
    EXPECT_EQ(
        internal::MethodsOfDecoy(realm, absl::StrCat("stranger", i), kStateKey),
        decoy.methods);
    ++seen[absl::StrCat(decoy.role, " ", decoy.methods)];
  }
  std::map<std::string, int> shapes;
  for (const internal::Principal& principal : realm.principals) {
    ++shapes[absl::StrCat(principal.role, " ", principal.methods)];
  }
  EXPECT_EQ(seen.size(), shapes.size());
  for (const auto& [shape, count] : seen) {
    EXPECT_EQ(shapes.count(shape), 1U) << shape;
    EXPECT_GT(count, 20) << shape;
  }
}

TEST(DecoyTest, IsNobodyInAnEmptyRealm) {
  const auto policy = testing::MakeTestPolicy();
  const internal::Principal decoy =
      internal::MakeDecoy(*policy->index().FindRealm("empty"), "stranger",
                          kStateKey, internal::kNoMethod);
  EXPECT_EQ(decoy.methods, static_cast<uint32_t>(internal::kNoMethod));
}

}  // namespace
}  // namespace auth
}  // namespace wamp
