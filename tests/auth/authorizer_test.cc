#include "wamp/auth/authorizer.h"

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/auth/uri_rules.h"
#include "tests/testing/status_matchers.h"

namespace wamp {
namespace auth {
namespace {

using ::testing::StartsWith;
using ::wamp::testing::IsOk;
using ::wamp::testing::StatusIs;

constexpr char kPolicy[] = R"pb(
  realms {
    name: "realm1"
    roles {
      name: "user"
      permissions { uri: "com." match: MATCH_PREFIX allow: true }
      permissions {
        uri: "com.secret."
        match: MATCH_PREFIX
        allow: false
        refusal { reason: "com.example.secret" message: "not for you" }
      }
      permissions {
        uri: "com.secret.public"
        actions: ACTION_CALL
        allow: true
        disclose: true
        cache_seconds: 60
      }
      permissions { uri: "com.secret.mine" allow: true authids: "joe" }
      permissions { uri: "com.secret.mine" allow: false cache_seconds: 5 }
      permissions { uri: "org..get" match: MATCH_WILDCARD allow: true }
      permissions { uri: "org.a." match: MATCH_WILDCARD allow: false }
      permissions { uri: "org.b.get" match: MATCH_WILDCARD allow: false }
      permissions { uri: "net.a." match: MATCH_PREFIX allow: true }
      permissions { uri: "net.a.b.x" allow: false authids: "eve" }
      permissions { uri: "edu.a..c" match: MATCH_WILDCARD allow: true }
      permissions { uri: "edu..b.c" match: MATCH_WILDCARD allow: false }
    }
    roles {
      name: "root"
      permissions { uri: "" match: MATCH_PREFIX allow: true }
    }
    roles { name: "nobody" }
  }
)pb";

struct Sample {
  std::string name;
  std::string uri;
  wamp::v1::Action action;
  // "allow", with " disclose", " cache 60s" and " authid" behind it.
  std::string expected;
  wamp::v1::Match match = wamp::v1::MATCH_EXACT;
  std::string authid = "joe";
  std::string role = "user";
  std::string realm = "realm1";
};

void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.name; }

v1::AuthorizeRequest RequestOf(const Sample& sample) {
  v1::AuthorizeRequest request;
  request.mutable_session()->set_realm(sample.realm);
  request.mutable_session()->set_authid(sample.authid);
  request.mutable_session()->set_authrole(sample.role);
  request.set_uri(sample.uri);
  request.set_action(sample.action);
  if (sample.action == wamp::v1::ACTION_SUBSCRIBE) {
    request.mutable_subscribe()->set_match(sample.match);
  } else if (sample.action == wamp::v1::ACTION_REGISTER) {
    request.mutable_register_()->set_match(sample.match);
  }
  return request;
}

std::string TextOf(const v1::AuthorizeResponse& response) {
  std::string text = "nothing";
  if (response.has_allow()) {
    text = response.allow().disclose() ? "allow disclose" : "allow";
  } else if (response.has_deny()) {
    text = absl::StrCat("deny ", response.deny().reason());
    if (response.deny().has_message()) {
      absl::StrAppend(&text, " (", response.deny().message(), ")");
    }
  }
  if (response.has_cache_time_to_live()) {
    absl::StrAppend(&text, " cache ", response.cache_time_to_live().seconds());
  }
  EXPECT_TRUE(response.has_depends_on_authid());
  if (response.depends_on_authid()) text += " authid";
  return text;
}

class AuthorizerTest : public ::testing::TestWithParam<Sample> {
 protected:
  AuthorizerTest()
      : authorizer_(ParsePolicy(kPolicy, PolicyFormat::kTextproto).value()) {}

  Authorizer authorizer_;
};

TEST_P(AuthorizerTest, Answers) {
  const auto response = authorizer_.Authorize(RequestOf(GetParam()));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(TextOf(*response), GetParam().expected);
}

std::vector<Sample> Samples() {
  constexpr auto kCall = wamp::v1::ACTION_CALL;
  constexpr auto kPublish = wamp::v1::ACTION_PUBLISH;
  constexpr auto kSubscribe = wamp::v1::ACTION_SUBSCRIBE;
  constexpr auto kRegister = wamp::v1::ACTION_REGISTER;
  constexpr auto kPrefix = wamp::v1::MATCH_PREFIX;
  constexpr auto kWildcard = wamp::v1::MATCH_WILDCARD;
  const std::string no = "deny wamp.error.not_authorized";
  const std::string secret = "deny com.example.secret (not for you)";
  return {
      {"prefix", "com.a", kCall, "allow"},
      {"longer_prefix", "com.secret.a", kCall, secret},
      {"exact", "com.secret.public", kCall, "allow disclose cache 60"},
      {"exact_of_another_action", "com.secret.public", kPublish, secret},
      {"of_the_authid", "com.secret.mine", kCall, "allow authid"},
      {"of_another_authid", "com.secret.mine", kCall, no + " cache 5 authid",
       wamp::v1::MATCH_EXACT, "eve"},
      {"nothing", "info.a", kCall, no},
      {"wildcard", "org.x.get", kCall, "allow"},
      {"wildcard_without_free_parts_is_exact", "org.b.get", kCall, no},
      {"wildcard_with_an_earlier_part", "org.a.get", kCall, no},
      {"wildcard_of_another_length", "org.x.y.get", kCall, no},
      {"wildcard_with_an_earlier_part_of_its_own", "edu.a.b.c", kCall, "allow"},
      {"the_other_wildcard", "edu.x.b.c", kCall, no},
      {"root", "anything", kPublish, "allow", wamp::v1::MATCH_EXACT, "joe",
       "root"},
      {"role_without_permissions", "com.a", kCall, no, wamp::v1::MATCH_EXACT,
       "joe", "nobody"},
      {"no_such_role", "com.a", kCall, no, wamp::v1::MATCH_EXACT, "joe",
       "users"},
      {"no_role", "com.a", kCall, no, wamp::v1::MATCH_EXACT, "joe", ""},
      {"no_such_realm", "com.a", kCall, no, wamp::v1::MATCH_EXACT, "joe",
       "user", "realm2"},
      {"subscribe", "com.a", kSubscribe, "allow"},
      {"subscribe_to_a_prefix", "com.a.", kSubscribe, "allow", kPrefix},
      {"subscribe_to_a_prefix_with_a_secret", "com.", kSubscribe,
       no + " cache 5", kPrefix},
      {"subscribe_to_a_prefix_in_a_secret", "com.secret.p", kSubscribe, secret,
       kPrefix},
      {"subscribe_to_part_of_a_secrets_name", "com.se", kSubscribe,
       no + " cache 5", kPrefix},
      {"subscribe_to_a_shorter_prefix", "inf", kSubscribe, no, kPrefix},
      {"subscribe_to_all", "", kSubscribe, no + " cache 5", kPrefix},
      {"subscribe_to_all_as_root", "", kSubscribe, "allow", kPrefix, "joe",
       "root"},
      {"subscribe_to_a_wildcard", "com.a..c", kSubscribe, "allow", kWildcard},
      {"subscribe_to_a_wildcard_with_a_secret", "com..x", kSubscribe, secret,
       kWildcard},
      {"subscribe_to_a_wildcard_of_two", "com.", kSubscribe, "allow",
       kWildcard},
      {"subscribe_to_what_is_forbidden_to_another", "net.a.", kSubscribe,
       "allow authid", kPrefix},
      {"subscribe_to_what_is_forbidden_in_part", "net.a.", kSubscribe,
       no + " authid", kPrefix, "eve"},
      {"register_a_wildcard", "org.a.get", kRegister, no, kWildcard},
      {"register_a_wildcard_of_a_wildcard", "org..get", kRegister, no,
       kWildcard},
  };
}

INSTANTIATE_TEST_SUITE_P(All, AuthorizerTest, ::testing::ValuesIn(Samples()),
                         [](const ::testing::TestParamInfo<Sample>& tested) {
                           return tested.param.name;
                         });

struct Lacking {
  std::string name;
  std::function<void(v1::AuthorizeRequest&)> change;
  std::string error;
};

void PrintTo(const Lacking& lacking, std::ostream* out) {
  *out << lacking.name;
}

class LackingTest : public ::testing::TestWithParam<Lacking> {};

TEST_P(LackingTest, IsToldToTheRouter) {
  const Authorizer authorizer(
      ParsePolicy(kPolicy, PolicyFormat::kTextproto).value());
  v1::AuthorizeRequest request =
      RequestOf({"", "com.a", wamp::v1::ACTION_SUBSCRIBE, ""});
  ASSERT_THAT(authorizer.Authorize(request), IsOk());
  GetParam().change(request);
  EXPECT_THAT(authorizer.Authorize(request).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith(GetParam().error)));
}

INSTANTIATE_TEST_SUITE_P(
    All, LackingTest,
    ::testing::Values(
        Lacking{"session", [](auto& r) { r.clear_session(); },
                "AuthorizeRequest.session: expected one, got nothing"},
        Lacking{"realm", [](auto& r) { r.mutable_session()->clear_realm(); },
                "AuthorizeRequest.session.realm: expected a URI, got nothing"},
        Lacking{"uri", [](auto& r) { r.clear_uri(); },
                "AuthorizeRequest.uri: expected a URI, got nothing"},
        Lacking{"no_uri", [](auto& r) { r.set_uri("a b"); },
                "AuthorizeRequest.uri: expected a loose URI"},
        Lacking{"a_pattern", [](auto& r) { r.set_uri("a..b"); },
                "AuthorizeRequest.uri: expected a loose URI"},
        Lacking{"action", [](auto& r) { r.clear_action(); },
                "AuthorizeRequest.action: expected one that is known, got 0"},
        Lacking{"unknown_action",
                [](auto& r) { r.set_action(wamp::v1::Action(99)); },
                "AuthorizeRequest.action: expected one that is known, got 99"},
        Lacking{"options_of_another_action", [](auto& r) { r.mutable_call(); },
                "AuthorizeRequest.options: expected those of the action"},
        Lacking{"unknown_match",
                [](auto& r) {
                  r.mutable_subscribe()->set_match(wamp::v1::Match(99));
                },
                "AuthorizeRequest.options.match: expected one that is known"}),
    [](const ::testing::TestParamInfo<Lacking>& tested) {
      return tested.param.name;
    });

TEST(AuthorizerSwapTest, AsksTheNewPolicy) {
  Authorizer authorizer(ParsePolicy(kPolicy, PolicyFormat::kTextproto).value());
  const auto request = RequestOf({"", "com.a", wamp::v1::ACTION_CALL, ""});
  EXPECT_EQ(TextOf(*authorizer.Authorize(request)), "allow");
  authorizer.SetPolicy(MakePolicy(v1::Policy()).value());
  EXPECT_EQ(TextOf(*authorizer.Authorize(request)),
            "deny wamp.error.not_authorized");
}

// Sets of URIs, against all URIs of a small alphabet.
TEST(UriSetTest, RelatesAsItsUrisDo) {
  const std::vector<std::string> parts = {"", "a", "b", "ab"};
  std::vector<std::string> patterns = {""};
  std::vector<std::string> names;
  for (const std::string& first : parts) {
    patterns.push_back(first);
    for (const std::string& second : parts) {
      patterns.push_back(absl::StrCat(first, ".", second));
      for (const std::string& third : parts) {
        patterns.push_back(absl::StrCat(first, ".", second, ".", third));
      }
    }
  }
  // Longer than any pattern, so that prefixes have names that no wildcard has.
  for (const std::string& pattern : patterns) {
    if (IsValidUri(pattern)) {
      names.push_back(pattern);
      names.push_back(pattern + ".b.b.c");
      names.push_back(pattern + "c");
      names.push_back(pattern + "c.c");
      names.push_back(pattern + ".c.c");
    }
  }
  std::vector<internal::UriSet> sets;
  for (const std::string& pattern : patterns) {
    for (const UriMatch match :
         {UriMatch::kExact, UriMatch::kPrefix, UriMatch::kWildcard}) {
      if (IsValidUri(pattern, UriStrictness::kLoose, match)) {
        sets.push_back({pattern, match});
      }
    }
  }
  const auto is_in = [](const std::string& name, const internal::UriSet& set) {
    return UriMatches(set.uri, set.match, name);
  };
  ASSERT_GT(sets.size(), 100U);
  for (const internal::UriSet& a : sets) {
    for (const internal::UriSet& b : sets) {
      bool covers = true;
      bool overlap = false;
      for (const std::string& name : names) {
        covers &= !is_in(name, b) || is_in(name, a);
        overlap |= is_in(name, a) && is_in(name, b);
      }
      // What is said of both is safe: to cover is to cover each name, and a
      // name of both is an overlap.
      if (internal::Covers(a, b)) {
        EXPECT_TRUE(covers) << a.uri << " " << int(a.match) << " " << b.uri
                            << " " << int(b.match);
      }
      if (overlap) {
        EXPECT_TRUE(internal::Overlap(a, b))
            << a.uri << " " << int(a.match) << " " << b.uri << " "
            << int(b.match);
      }
      EXPECT_EQ(internal::Overlap(a, b), internal::Overlap(b, a));
    }
    EXPECT_TRUE(internal::Covers(a, a)) << a.uri;
  }
}

}  // namespace
}  // namespace auth
}  // namespace wamp
