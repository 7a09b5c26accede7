// What threads share of the authenticator and the authorizer. The tests can say
// little about what happens between threads: ThreadSanitizer sees the rest.
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/auth/attempt_limiter.h"
#include "src/auth/used_states.h"
#include "tests/auth/client.h"
#include "tests/testing/at_once.h"
#include "wamp/auth/authenticator.h"
#include "wamp/auth/authorizer.h"
#include "wamp/auth/crossbar.h"
#include "wamp/auth/policy.h"

namespace wamp {
namespace auth {
namespace {

using ::testing::Each;
using ::wamp::testing::AtOnce;

constexpr size_t kThreads = 4;

absl::Time Now() { return absl::FromUnixSeconds(1700000000); }

int Sum(const std::vector<int>& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0);
}

TEST(AttemptLimiterSharingTest, GivesNoTokenTwice) {
  internal::AttemptLimiter limiter(100, absl::Hours(1));
  const auto taken = AtOnce(kThreads, [&](size_t) {
    int count = 0;
    for (int i = 0; i < 50; ++i) count += limiter.Take("joe", Now()) ? 1 : 0;
    return count;
  });
  EXPECT_EQ(Sum(taken), 100);
}

TEST(AttemptLimiterSharingTest, LosesNoTokenThatIsGivenBack) {
  internal::AttemptLimiter limiter(kThreads, absl::Hours(1));
  const auto refused = AtOnce(kThreads, [&](size_t) {
    int count = 0;
    for (int i = 0; i < 50; ++i) {
      if (limiter.Take("joe", Now())) {
        limiter.GiveBack("joe", Now());
      } else {
        ++count;
      }
    }
    return count;
  });
  EXPECT_EQ(Sum(refused), 0);
}

TEST(UsedStatesSharingTest, EachIsFirstOnce) {
  using Result = internal::UsedStates::Result;
  internal::UsedStates states(1000, absl::Seconds(30));
  const auto first = AtOnce(kThreads, [&](size_t) {
    int count = 0;
    for (int i = 0; i < 100; ++i) {
      count += states.Use(absl::StrCat(i), Now()) == Result::kFirst ? 1 : 0;
    }
    return count;
  });
  EXPECT_EQ(Sum(first), 100);
}

TEST(AuthenticatorSharingTest, HashesTicketsOneAfterTheOther) {
  absl::Time now = Now();
  AuthenticatorOptions options;
  options.most_derivations = 1;
  const auto authenticator =
      testing::MakeTestAuthenticator(&now, std::move(options));
  const auto joined = AtOnce(
      kThreads,
      [&](size_t i) {
        std::string all;
        // Few enough that those that fail and those under way are below the
        // limit of attempts.
        for (int j = 0; j < 3; ++j) {
          const bool good = (i + static_cast<size_t>(j)) % 2 == 0;
          const std::string text = testing::Join(
              *authenticator, {{"ticket"},
                               "ticket",
                               good ? "random ticket" : "another ticket"});
          all +=
              (text == "accept ticket as user by ticket") == good ? "" : text;
        }
        return all;
      },
      [&] {
        for (int i = 0; i < 5; ++i) {
          authenticator->SetPolicy(testing::MakeTestPolicy());
        }
      });
  EXPECT_THAT(joined, Each(""));
}

TEST(AuthorizerSharingTest, AnswersByOneOfThePolicies) {
  const auto policy = [](const char* allow) {
    return ParsePolicy(
               absl::StrCat(R"(realms { name: "realm1" roles { name: "user" )",
                            R"(permissions { uri: "com.a" allow: )", allow,
                            " } } }"),
               PolicyFormat::kTextproto)
        .value();
  };
  const auto yes = policy("true");
  const auto no = policy("false");
  Authorizer authorizer(yes);
  v1::AuthorizeRequest request;
  request.mutable_session()->set_realm("realm1");
  request.mutable_session()->set_authrole("user");
  request.set_uri("com.a");
  request.set_action(wamp::v1::ACTION_CALL);
  const auto wrong = AtOnce(
      kThreads,
      [&](size_t) {
        int count = 0;
        for (int i = 0; i < 100; ++i) {
          const auto answer = authorizer.Authorize(request);
          const bool is_one =
              answer.ok() && (answer->has_allow() || answer->has_deny());
          count += is_one ? 0 : 1;
        }
        return count;
      },
      [&] {
        for (int i = 0; i < 20; ++i) authorizer.SetPolicy(i % 2 ? yes : no);
      });
  EXPECT_EQ(Sum(wrong), 0);
}

TEST(CrossbarAuthorizerSharingTest, AsksItsProcedure) {
  const CrossbarAuthorizer authorizer([](const wamp::v1::List& /*arguments*/) {
    wamp::v1::Value yes;
    yes.set_bool_value(true);
    return yes;
  });
  v1::AuthorizeRequest request;
  request.set_uri("com.a");
  request.set_action(wamp::v1::ACTION_CALL);
  const auto allowed = AtOnce(kThreads, [&](size_t) {
    int count = 0;
    for (int i = 0; i < 50; ++i) {
      count += authorizer.Authorize(request).has_allow() ? 1 : 0;
    }
    return count;
  });
  EXPECT_THAT(allowed, Each(50));
}

}  // namespace
}  // namespace auth
}  // namespace wamp
