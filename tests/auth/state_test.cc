// What an authenticator remembers of a challenge, and of attempts: nothing that
// does not expire.
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/auth/client.h"
#include "tests/testing/status_matchers.h"
#include "wamp/auth/authenticator.h"

namespace wamp {
namespace auth {
namespace {

using testing::Client;
using ::testing::HasSubstr;
using testing::HelloOf;
using testing::Join;
using testing::kOtherStateKey;
using testing::kStateKey;
using testing::MakeTestAuthenticator;
using testing::PolicyProto;
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
constexpr char kTooMany[] =
    "deny wamp.error.authentication_failed: too many attempts have failed";
constexpr char kAccepted[] = "accept cra as user by wampcra";

Client GoodClient() { return {{"wampcra"}, "cra", "secret1"}; }
Client BadClient() { return {{"wampcra"}, "cra", "wrong"}; }

class StateTest : public ::testing::Test {
 protected:
  std::unique_ptr<Authenticator> Make(AuthenticatorOptions options = {}) {
    return MakeTestAuthenticator(&now_, std::move(options));
  }
  std::unique_ptr<Authenticator> MakeWithKeys(std::vector<std::string> keys) {
    AuthenticatorOptions options;
    options.state_keys = std::move(keys);
    return Make(std::move(options));
  }

  // The answer of one authenticator to the challenge of another.
  static std::string Pass(Authenticator& first, Authenticator& second,
                          const Client& client = GoodClient()) {
    const auto hello = first.Hello(HelloOf(client));
    return TextOf(second.Authenticate(RequestOf(hello->challenge(), client)));
  }

  absl::Time now_ = absl::FromUnixSeconds(1700000000);
};

TEST_F(StateTest, IsGoodOnAnotherReplica) {
  EXPECT_EQ(Pass(*Make(), *Make()), kAccepted);
}

TEST_F(StateTest, IsNoGoodUnderAnotherKey) {
  EXPECT_EQ(Pass(*Make(), *MakeWithKeys({kOtherStateKey})), kWrongState);
}

TEST_F(StateTest, IsNoGoodUnderARandomKey) {
  AuthenticatorOptions options;
  options.clock = [this] { return now_; };
  const auto policy = testing::MakeTestPolicy();
  EXPECT_EQ(Pass(**Authenticator::Make(policy, options),
                 **Authenticator::Make(policy, options)),
            kWrongState);
}

// While keys change, replicas have the one or the other in front.
TEST_F(StateTest, IsGoodUnderAnyOfTheKeys) {
  const auto before = MakeWithKeys({kStateKey, kOtherStateKey});
  const auto after = MakeWithKeys({kOtherStateKey, kStateKey});
  EXPECT_EQ(Pass(*before, *after), kAccepted);
  EXPECT_EQ(Pass(*after, *before), kAccepted);
  EXPECT_EQ(Pass(*after, *MakeWithKeys({kStateKey})), kWrongState);
}

TEST_F(StateTest, IsGoodOnce) {
  const auto authenticator = Make();
  const Client client = GoodClient();
  const auto hello = authenticator->Hello(HelloOf(client));
  const auto request = RequestOf(hello->challenge(), client);
  EXPECT_EQ(TextOf(authenticator->Authenticate(request)), kAccepted);
  EXPECT_EQ(TextOf(authenticator->Authenticate(request)), kWrongState);
}

TEST_F(StateTest, IsUsedUpByAWrongProof) {
  const auto authenticator = Make();
  const auto hello = authenticator->Hello(HelloOf(GoodClient()));
  EXPECT_EQ(TextOf(authenticator->Authenticate(
                RequestOf(hello->challenge(), BadClient()))),
            kWrongProof);
  EXPECT_EQ(TextOf(authenticator->Authenticate(
                RequestOf(hello->challenge(), GoodClient()))),
            kWrongState);
}

TEST_F(StateTest, Expires) {
  const auto authenticator = Make();
  const Client client = GoodClient();
  const auto first = authenticator->Hello(HelloOf(client));
  const auto second = authenticator->Hello(HelloOf(client));
  EXPECT_EQ(first->challenge().time_to_live().seconds(), 30);
  now_ += absl::Milliseconds(29999);
  EXPECT_EQ(TextOf(authenticator->Authenticate(
                RequestOf(first->challenge(), client))),
            kAccepted);
  now_ += absl::Milliseconds(1);
  EXPECT_EQ(TextOf(authenticator->Authenticate(
                RequestOf(second->challenge(), client))),
            kWrongState);
}

TEST_F(StateTest, CanBeUsedAsOftenAsCanBeRemembered) {
  AuthenticatorOptions options;
  options.most_used_states = 2;
  const auto authenticator = Make(options);
  EXPECT_EQ(Join(*authenticator, GoodClient()), kAccepted);
  EXPECT_EQ(Join(*authenticator, GoodClient()), kAccepted);
  EXPECT_EQ(Join(*authenticator, GoodClient()),
            "RESOURCE_EXHAUSTED: too many challenges were answered");
  now_ += absl::Seconds(31);
  EXPECT_EQ(Join(*authenticator, GoodClient()), kAccepted);
}

struct BindingSample {
  std::string name;
  std::function<void(v1::AuthenticateRequest&)> change;
};

void PrintTo(const BindingSample& sample, std::ostream* out) {
  *out << sample.name;
}

class BindingTest : public StateTest,
                    public ::testing::WithParamInterface<BindingSample> {};

TEST_P(BindingTest, IsNoGoodElsewhere) {
  const auto authenticator = Make();
  const Client client = GoodClient();
  const auto hello = authenticator->Hello(HelloOf(client));
  v1::AuthenticateRequest request = RequestOf(hello->challenge(), client);
  v1::AuthenticateRequest changed = request;
  GetParam().change(changed);
  EXPECT_EQ(TextOf(authenticator->Authenticate(changed)), kWrongState);
  EXPECT_EQ(TextOf(authenticator->Authenticate(request)), kAccepted);
}

INSTANTIATE_TEST_SUITE_P(
    All, BindingTest,
    ::testing::Values(
        BindingSample{"another_request",
                      [](auto& r) { r.set_request_id("request 2"); }},
        BindingSample{"another_host",
                      [](auto& r) {
                        r.mutable_transport()->set_peer("tcp4:192.0.2.2:40000");
                      }},
        BindingSample{"another_port",
                      [](auto& r) {
                        r.mutable_transport()->set_peer("tcp4:192.0.2.1:40001");
                      }},
        BindingSample{"another_channel",
                      [](auto& r) {
                        r.mutable_transport()
                            ->mutable_channel_id()
                            ->mutable_entries(0)
                            ->mutable_value()
                            ->mutable_bytes_value()
                            ->back() ^= 1;
                      }},
        BindingSample{
            "no_channel",
            [](auto& r) { r.mutable_transport()->clear_channel_id(); }},
        BindingSample{"no_transport", [](auto& r) { r.clear_transport(); }}),
    [](const ::testing::TestParamInfo<BindingSample>& tested) {
      return tested.param.name;
    });

TEST_F(StateTest, DoesNotTellWhatIsInIt) {
  const auto authenticator = Make();
  const Client client = GoodClient();
  const auto first = authenticator->Hello(HelloOf(client))->challenge();
  const auto second = authenticator->Hello(HelloOf(client))->challenge();
  EXPECT_NE(first.state(), second.state());
  for (const char* word : {"wampcra", "realm1", "user", "nonce"}) {
    EXPECT_EQ(first.state().find(word), std::string::npos) << word;
  }
}

class LimitTest : public StateTest {};

TEST_F(LimitTest, RefusesEvenTheRightProofAfterTooManyWrongOnes) {
  const auto authenticator = Make();
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(Join(*authenticator, BadClient()), kWrongProof) << i;
  }
  EXPECT_EQ(Join(*authenticator, BadClient()), kTooMany);
  EXPECT_EQ(Join(*authenticator, GoodClient()), kTooMany);
  EXPECT_EQ(Join(*authenticator, {{"ticket"}, "ticket", "random ticket"}),
            "accept ticket as user by ticket");
  now_ += absl::Seconds(10);
  EXPECT_EQ(Join(*authenticator, GoodClient()), kAccepted);
  EXPECT_EQ(Join(*authenticator, BadClient()), kWrongProof);
  EXPECT_EQ(Join(*authenticator, GoodClient()), kTooMany);
}

TEST_F(LimitTest, DoesNotTellWhoExists) {
  const auto authenticator = Make();
  Client stranger = BadClient();
  stranger.authid = "stranger";
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(Join(*authenticator, stranger), kWrongProof) << i;
  }
  EXPECT_EQ(Join(*authenticator, stranger), kTooMany);
}

TEST_F(LimitTest, CountsNoAttemptThatSucceeds) {
  const auto authenticator = Make();
  for (int i = 0; i < 50; ++i) {
    ASSERT_EQ(Join(*authenticator, GoodClient()), kAccepted) << i;
  }
}

TEST_F(LimitTest, IsOfAHostWhateverItsPorts) {
  AuthenticatorOptions options;
  options.per_authid = {1000, absl::Seconds(1)};
  options.per_peer = {3, absl::Seconds(1)};
  const auto authenticator = Make(options);
  Client client = BadClient();
  for (int i = 0; i < 3; ++i) {
    client.peer = absl::StrCat("tcp4:192.0.2.1:", 40000 + i);
    EXPECT_EQ(Join(*authenticator, client), kWrongProof);
  }
  client.peer = "tcp4:192.0.2.1:50000";
  EXPECT_EQ(Join(*authenticator, client), kTooMany);
  client.peer = "tcp4:192.0.2.2:50000";
  EXPECT_EQ(Join(*authenticator, client), kWrongProof);
}

TEST_F(LimitTest, OfAnAuthidTakesNothingFromTheHost) {
  AuthenticatorOptions options;
  options.per_authid = {1, absl::Hours(1)};
  options.per_peer = {2, absl::Hours(1)};
  const auto authenticator = Make(options);
  EXPECT_EQ(Join(*authenticator, BadClient()), kWrongProof);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(Join(*authenticator, BadClient()), kTooMany);
  }
  EXPECT_EQ(Join(*authenticator, {{"ticket"}, "ticket", "wrong"}), kWrongProof);
}

class SwapTest : public StateTest {
 protected:
  static std::shared_ptr<const Policy> PolicyWithout(
      const std::string& authid) {
    v1::Policy policy = PolicyProto();
    auto* principals = policy.mutable_realms(0)->mutable_principals();
    for (int i = 0; i < principals->size(); ++i) {
      if (principals->Get(i).authid() == authid) {
        principals->DeleteSubrange(i, 1);
        break;
      }
    }
    return MakePolicy(policy).value();
  }
};

TEST_F(SwapTest, JudgesChallengesBeforeIt) {
  const auto authenticator = Make();
  const Client client = GoodClient();
  const auto hello = authenticator->Hello(HelloOf(client));
  authenticator->SetPolicy(PolicyWithout("cra"));
  EXPECT_EQ(TextOf(authenticator->Authenticate(
                RequestOf(hello->challenge(), client))),
            kWrongProof);
  authenticator->SetPolicy(PolicyWithout("ticket"));
  EXPECT_EQ(Join(*authenticator, client), kAccepted);
}

TEST_F(SwapTest, CanTakeTheRealmAway) {
  const auto authenticator = Make();
  const Client client = GoodClient();
  const auto hello = authenticator->Hello(HelloOf(client));
  authenticator->SetPolicy(MakePolicy(v1::Policy()).value());
  EXPECT_EQ(TextOf(authenticator->Authenticate(
                RequestOf(hello->challenge(), client))),
            kWrongState);
}

TEST_F(SwapTest, HappensUnderLoad) {
  const auto authenticator = Make();
  std::vector<std::thread> threads;
  std::vector<std::string> wrong(4);
  for (std::string& text : wrong) {
    threads.emplace_back([&authenticator, &text] {
      for (int i = 0; i < 300 && text.empty(); ++i) {
        const std::string joined = Join(*authenticator, GoodClient());
        if (joined != kAccepted) text = joined;
      }
    });
  }
  for (int i = 0; i < 30; ++i) authenticator->SetPolicy(PolicyWithout("key"));
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, ::testing::Each(""));
}

struct OptionSample {
  std::string name;
  std::function<void(AuthenticatorOptions&)> change;
  std::string error;
};

void PrintTo(const OptionSample& sample, std::ostream* out) {
  *out << sample.name;
}

class OptionTest : public ::testing::TestWithParam<OptionSample> {};

TEST_P(OptionTest, IsRefused) {
  AuthenticatorOptions options;
  GetParam().change(options);
  EXPECT_THAT(Authenticator::Make(testing::MakeTestPolicy(), options).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith(GetParam().error)));
}

INSTANTIATE_TEST_SUITE_P(
    All, OptionTest,
    ::testing::Values(
        OptionSample{"short_key",
                     [](auto& o) {
                       o.state_keys = {kStateKey, "CANARY7"};
                     },
                     "AuthenticatorOptions.state_keys[1]: expected 32 bytes, "
                     "got something else"},
        OptionSample{"short_decoy_key", [](auto& o) { o.decoy_key = "x"; },
                     "AuthenticatorOptions.decoy_key: expected 32 bytes"},
        OptionSample{"no_time",
                     [](auto& o) { o.time_to_live = absl::ZeroDuration(); },
                     "AuthenticatorOptions.time_to_live: expected 1 second"},
        OptionSample{"no_attempts",
                     [](auto& o) {
                       o.per_peer = {0, absl::Seconds(1)};
                     },
                     "AuthenticatorOptions.per_authid and per_peer: "},
        OptionSample{"no_refill",
                     [](auto& o) {
                       o.per_authid = {1, absl::ZeroDuration()};
                     },
                     "AuthenticatorOptions.per_authid and per_peer: "}),
    [](const ::testing::TestParamInfo<OptionSample>& tested) {
      return tested.param.name;
    });

}  // namespace
}  // namespace auth
}  // namespace wamp
