#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "tests/auth/message_text.h"
#include "tests/testing/status_matchers.h"
#include "wamp/auth/crossbar.h"

namespace wamp {
namespace auth {
namespace {

using ::google::protobuf::util::MessageDifferencer;
using ::wamp::testing::IsOk;

struct Case {
  std::string name;
  std::string result;
  std::string response;
  // What a procedure returns that asks a service which says so.
  std::string back;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

class Results : public ::testing::TestWithParam<Case> {};

TEST_P(Results, BecomeAnAnswer) {
  const auto response =
      AuthorizeResponseOf(FromJson<wamp::v1::Value>(GetParam().result));
  ASSERT_THAT(response.status(), IsOk());
  EXPECT_TRUE(MessageDifferencer::Equals(
      *response, FromText<v1::AuthorizeResponse>(GetParam().response)))
      << response->DebugString();
}

TEST_P(Results, AreGiven) {
  EXPECT_EQ(ToJson(CrossbarResultOf(
                FromText<v1::AuthorizeResponse>(GetParam().response))),
            GetParam().back);
}

INSTANTIATE_TEST_SUITE_P(
    Crossbar, Results,
    ::testing::ValuesIn(std::vector<Case>{
        {"True", "true", "allow {} depends_on_authid: true",
         R"({"allow":true,"disclose":false,"cache":false})"},
        {"False", "false",
         R"pb(deny { reason: "wamp.error.not_authorized" }
              depends_on_authid: true)pb",
         R"({"allow":false,"disclose":false,"cache":false})"},
        {"Nothing", "{}",
         R"pb(deny { reason: "wamp.error.not_authorized" }
              depends_on_authid: true)pb",
         R"({"allow":false,"disclose":false,"cache":false})"},
        {"Disclose", R"({"allow": true, "disclose": true})",
         "allow { disclose: true } depends_on_authid: true",
         R"({"allow":true,"disclose":true,"cache":false})"},
        {"Cache", R"({"allow": true, "cache": true})",
         "allow {} cache_time_to_live { seconds: 60 } depends_on_authid: true",
         R"({"allow":true,"disclose":false,"cache":false})"},
        {"Validate", R"({"allow": true, "validate": {"call": "com.T"}})",
         R"pb(allow {
                validate {
                  entries {
                    key: "call"
                    value { string_value: "com.T" }
                  }
                }
              }
              depends_on_authid: true)pb",
         R"({"allow":true,"disclose":false,"cache":false,)"
         R"("validate":{"call":"com.T"}})"}}),
    [](const auto& tested) { return tested.param.name; });

TEST(CrossbarResults, AreKeptByCrossbarIfTheyHoldForAll) {
  EXPECT_EQ(ToJson(CrossbarResultOf(FromText<v1::AuthorizeResponse>(
                "allow {} cache_time_to_live { nanos: 1 } "
                "depends_on_authid: false"))),
            R"({"allow":true,"disclose":false,"cache":true})");
}

TEST(CrossbarResults, ThatMeanNothingAreRefused) {
  for (const char* json :
       {"null", "1", R"("yes")", R"({"allow": 1})", R"({"alow": true})",
        R"({"allow": true, "other": 1})",
        R"({"allow": true, "validate": 1})"}) {
    EXPECT_EQ(
        AuthorizeResponseOf(FromJson<wamp::v1::Value>(json)).status().code(),
        absl::StatusCode::kInvalidArgument)
        << json;
  }
}

constexpr char kRequest[] = R"pb(
  session { realm: "realm1" session: 7 authid: "joe" authrole: "user" }
  uri: "com.example.add"
  action: ACTION_REGISTER
  register { match: MATCH_PREFIX }
)pb";
constexpr char kArguments[] =
    R"([{"realm":"realm1","session":7,"authid":"joe","authrole":"user"},)"
    R"("com.example.add","register",{"match":"prefix"}])";

// Arguments, and the options that they are of a request.
struct Action {
  std::string name;
  std::string arguments;
  std::string request;
};
void PrintTo(const Action& action, std::ostream* out) { *out << action.name; }

class Actions : public ::testing::TestWithParam<Action> {};

TEST_P(Actions, GoBothWays) {
  const auto wanted = FromText<v1::AuthorizeRequest>(absl::StrCat(
      R"pb(session { realm: "realm1" session: 7 authid: "joe" authrole: "user" }
           uri: "com.example.add")pb",
      GetParam().request));
  const std::string arguments = absl::StrCat(
      R"([{"realm":"realm1","session":7,"authid":"joe","authrole":"user"},)"
      R"("com.example.add",)",
      GetParam().arguments, "]");
  const auto request = AuthorizeRequestOf(FromJson<wamp::v1::List>(arguments));
  ASSERT_THAT(request.status(), IsOk());
  EXPECT_TRUE(MessageDifferencer::Equals(*request, wanted))
      << request->DebugString();
  const auto back = CrossbarArgumentsOf(wanted);
  ASSERT_THAT(back.status(), IsOk());
  EXPECT_EQ(ToJson(*back), arguments);
}

INSTANTIATE_TEST_SUITE_P(
    Crossbar, Actions,
    ::testing::ValuesIn(std::vector<Action>{
        {"Call", R"("call",{"timeout":7})",
         "action: ACTION_CALL call { timeout: 7 }"},
        {"Register", R"("register",{"match":"prefix"})",
         "action: ACTION_REGISTER register { match: MATCH_PREFIX }"},
        {"Publish", R"("publish",{"retain":true})",
         "action: ACTION_PUBLISH publish { retain: true }"},
        {"Subscribe", R"("subscribe",{"match":"wildcard"})",
         "action: ACTION_SUBSCRIBE subscribe { match: MATCH_WILDCARD }"}}),
    [](const auto& tested) { return tested.param.name; });

TEST(CrossbarAuthorizers, AreCalledWithOptionsInAnyCase) {
  const auto arguments = CrossbarArgumentsOf(FromText<v1::AuthorizeRequest>(
      R"pb(uri: "com.a" action: ACTION_CALL)pb"));
  ASSERT_THAT(arguments.status(), IsOk());
  EXPECT_EQ(ToJson(*arguments), R"([{},"com.a","call",{}])");
  EXPECT_EQ(
      CrossbarArgumentsOf(FromText<v1::AuthorizeRequest>(R"pb(uri: "com.a")pb"))
          .status()
          .code(),
      absl::StatusCode::kInvalidArgument);
}

TEST(CrossbarAuthorizers, MustBeCalledRight) {
  for (const char* json :
       {"[]", R"([{},"com.a","call"])", R"([{},"","call",{}])",
        R"([{},"com.a","shout",{}])", R"([1,"com.a","call",{}])",
        R"([{},"com.a","subscribe",{"match":"x"}])"}) {
    EXPECT_EQ(
        AuthorizeRequestOf(FromJson<wamp::v1::List>(json)).status().code(),
        absl::StatusCode::kInvalidArgument)
        << json;
  }
}

TEST(CrossbarAuthorizer, AsksItsProcedure) {
  std::string asked;
  const CrossbarAuthorizer authorizer(
      [&asked](const wamp::v1::List& arguments) {
        asked = ToJson(arguments);
        return FromJson<wamp::v1::Value>("true");
      });
  EXPECT_TRUE(authorizer.Authorize(FromText<v1::AuthorizeRequest>(kRequest))
                  .has_allow());
  EXPECT_EQ(asked, kArguments);
}

TEST(CrossbarAuthorizer, RefusesWhenAnythingGoesWrong) {
  const auto request = FromText<v1::AuthorizeRequest>(kRequest);
  const CrossbarAuthorizer gone([](const wamp::v1::List& /*arguments*/) {
    return absl::UnavailableError("gone");
  });
  const CrossbarAuthorizer mad([](const wamp::v1::List& /*arguments*/) {
    return FromJson<wamp::v1::Value>(R"({"allow": "true"})");
  });
  for (const CrossbarAuthorizer* authorizer : {&gone, &mad}) {
    const v1::AuthorizeResponse response = authorizer->Authorize(request);
    EXPECT_EQ(response.deny().reason(), "wamp.error.authorization_failed");
    EXPECT_FALSE(response.has_cache_time_to_live());
  }
}

}  // namespace
}  // namespace auth
}  // namespace wamp
