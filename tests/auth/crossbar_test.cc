#include "wamp/auth/crossbar.h"

#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "tests/auth/message_text.h"
#include "tests/testing/status_matchers.h"

namespace wamp {
namespace auth {
namespace {

using ::google::protobuf::util::MessageDifferencer;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::wamp::testing::IsOk;
using ::wamp::testing::StatusIs;

template <class T>
void ExpectSame(const T& got, const std::string& expected) {
  const T message = FromText<T>(expected);
  EXPECT_TRUE(MessageDifferencer::Equals(got, message))
      << got.DebugString() << "expected: " << message.DebugString();
}

// 32 bytes each, in hexadecimal digits, and as protobuf's text has them.
constexpr char kOnes[] =
    "3131313131313131313131313131313131313131313131313131313131313131";
constexpr char kTwos[] =
    "3232323232323232323232323232323232323232323232323232323232323232";
const std::string& OnesText() {
  static const auto* const text = new std::string(32, '1');
  return *text;
}
const std::string& TwosText() {
  static const auto* const text = new std::string(32, '2');
  return *text;
}

struct PrincipalCase {
  std::string name;
  std::string authmethod;
  // What the authenticator returns, in JSON.
  std::string result;
  // The HelloResponse, as text.
  std::string response;
};
void PrintTo(const PrincipalCase& c, std::ostream* out) { *out << c.name; }

constexpr char kRequest[] = R"pb(
  request_id: "r1"
  details {
    realm: "realm1"
    authid: "joe"
    authmethods { values: "ticket" }
    authextra {
      entries {
        key: "a"
        value { uint_value: 1 }
      }
    }
  }
  transport { peer: "tcp4:192.0.2.1:5000" }
)pb";

std::string Accepted(const std::string& authmethod,
                     const std::string& more = R"(authid: "joe")") {
  return absl::StrCat("realm: \"realm1\" authrole: \"user\" authmethod: \"",
                      authmethod, "\" authprovider: \"dynamic\" ", more);
}

std::vector<PrincipalCase> PrincipalCases() {
  return {
      {"Role", "ticket", R"("user")",
       absl::StrCat("accept {", Accepted("ticket"), "}")},
      {"RoleOfDict", "anonymous", R"({"role": "user"})",
       absl::StrCat("accept {", Accepted("anonymous"), "}")},
      {"AllOfDict", "tls",
       R"({"realm": "realm2", "authid": "jim", "role": "user",
           "extra": {"b": "c"}})",
       R"(accept { realm: "realm2" authid: "jim" authrole: "user"
                   authmethod: "tls" authprovider: "dynamic"
                   authextra { entries { key: "b"
                                         value { string_value: "c" } } } })"},
      {"Cra", "wampcra", R"({"role": "user", "secret": "secret1"})",
       absl::StrCat("credential { accept {", Accepted("wampcra"),
                    R"(} wampcra { secret: "secret1" } })")},
      {"SaltedCra", "wampcra",
       R"({"role": "user", "secret": "secret1", "salt": "salt123",
           "iterations": 100, "keylen": 16})",
       absl::StrCat("credential { accept {", Accepted("wampcra"),
                    R"(} wampcra { secret: "secret1" salt: "salt123"
                                   iterations: 100 keylen: 16 } })")},
      {"SaltedCraByDefault", "wampcra",
       R"({"role": "user", "secret": "secret1", "salt": "salt123"})",
       absl::StrCat("credential { accept {", Accepted("wampcra"),
                    R"(} wampcra { secret: "secret1" salt: "salt123"
                                   iterations: 1000 keylen: 32 } })")},
      {"Cryptosign", "cryptosign",
       absl::StrCat(R"({"role": "user", "pubkey": ")", kOnes, R"("})"),
       absl::StrCat("credential { accept {", Accepted("cryptosign"),
                    R"(} cryptosign { pubkeys: ")", OnesText(), R"(" } })")},
      {"Pbkdf2Scram", "scram",
       absl::StrCat(R"({"role": "user", "kdf": "pbkdf2", "salt": "3131",
                        "iterations": 4096, "stored-key": ")",
                    kOnes, R"(", "server-key": ")", kTwos, R"("})"),
       absl::StrCat("credential { accept {", Accepted("scram"),
                    R"(} scram { kdf: "pbkdf2" salt: "11" iterations: 4096
                                 stored_key: ")",
                    OnesText(), R"(" server_key: ")", TwosText(), R"(" } })")},
      {"ArgonScram", "scram",
       absl::StrCat(R"({"role": "user", "kdf": "argon2id-13", "salt": "3131",
                        "iterations": 3, "memory": 512, "stored-key": ")",
                    kOnes, R"(", "server-key": ")", kTwos, R"("})"),
       absl::StrCat("credential { accept {", Accepted("scram"),
                    R"(} scram { kdf: "argon2id13" salt: "11" iterations: 3
                                 memory: 512 stored_key: ")",
                    OnesText(), R"(" server_key: ")", TwosText(), R"(" } })")},
  };
}

class Principals : public ::testing::TestWithParam<PrincipalCase> {};

TEST_P(Principals, BecomeAnAnswer) {
  const auto response = HelloResponseOf(
      FromJson<wamp::v1::Value>(GetParam().result),
      FromText<v1::HelloRequest>(kRequest), GetParam().authmethod);
  ASSERT_THAT(response.status(), IsOk());
  ExpectSame(*response, GetParam().response);
}

TEST_P(Principals, ComeBack) {
  const auto response = FromText<v1::HelloResponse>(GetParam().response);
  const auto result = CrossbarResultOf(response);
  ASSERT_THAT(result.status(), IsOk());
  const auto again = HelloResponseOf(
      *result, FromText<v1::HelloRequest>(kRequest), GetParam().authmethod);
  ASSERT_THAT(again.status(), IsOk());
  ExpectSame(*again, GetParam().response);
}

INSTANTIATE_TEST_SUITE_P(Crossbar, Principals,
                         ::testing::ValuesIn(PrincipalCases()),
                         [](const auto& tested) { return tested.param.name; });

struct FaultCase {
  std::string name;
  std::string authmethod;
  std::string result;
  std::string said;
};
void PrintTo(const FaultCase& c, std::ostream* out) { *out << c.name; }

class Faults : public ::testing::TestWithParam<FaultCase> {};

TEST_P(Faults, AreNoAccept) {
  const auto response = HelloResponseOf(
      FromJson<wamp::v1::Value>(GetParam().result),
      FromText<v1::HelloRequest>(kRequest), GetParam().authmethod);
  EXPECT_THAT(response.status(), StatusIs(absl::StatusCode::kInvalidArgument,
                                          AllOf(HasSubstr(GetParam().said),
                                                Not(HasSubstr("CANARY7")))));
}

INSTANTIATE_TEST_SUITE_P(
    Crossbar, Faults,
    ::testing::ValuesIn(std::vector<FaultCase>{
        {"Null", "ticket", "null", "principal"},
        {"False", "ticket", "false", "principal"},
        {"EmptyRole", "ticket", R"("")", "role"},
        {"NoRole", "ticket", R"({"authid": "joe"})", "role"},
        {"NumberAsRole", "ticket", R"({"role": 1})", "role"},
        {"NoSecret", "wampcra", R"("user")", "principal.secret"},
        {"NumberAsSecret", "wampcra", R"({"role": "user", "secret": 7})",
         "secret"},
        {"ListAsSecret", "wampcra",
         R"({"role": "user", "secret": ["CANARY7"]})", "secret"},
        {"NoIterations", "wampcra",
         R"({"role": "user", "secret": "CANARY7", "salt": "s",
             "iterations": 0})",
         "iterations"},
        {"NoPubkey", "cryptosign", R"("user")", "principal.pubkey"},
        {"ShortPubkey", "cryptosign", R"({"role": "user", "pubkey": "31"})",
         "principal.pubkey"},
        {"NoKdf", "scram", R"("user")", "principal.kdf"},
        {"NoMemory", "scram",
         R"({"role": "user", "kdf": "argon2id-13", "iterations": 1})",
         "principal.memory"},
        {"NoDigits", "scram",
         R"({"role": "user", "kdf": "pbkdf2", "iterations": 1,
             "salt": "CANARY7"})",
         "principal.salt"}}),
    [](const auto& tested) { return tested.param.name; });

TEST(CrossbarAuthenticators, AreCalled) {
  v1::CrossbarDetails details;
  details.set_authmethod("ticket");
  details.set_session(7);
  details.set_ticket("secret1");
  const auto arguments =
      CrossbarArgumentsOf(FromText<v1::HelloRequest>(kRequest), details);
  ASSERT_THAT(arguments.status(), IsOk());
  EXPECT_EQ(ToJson(*arguments),
            R"(["realm1","joe",{"transport":{"peer":"tcp4:192.0.2.1:5000"},)"
            R"("session":7,"authmethod":"ticket","authextra":{"a":1},)"
            R"("ticket":"secret1"}])");
}

TEST(CrossbarAuthenticators, AreCalledForThoseWhoSayNothing) {
  v1::CrossbarDetails details;
  details.set_authmethod("anonymous");
  const auto arguments = CrossbarArgumentsOf(v1::HelloRequest(), details);
  ASSERT_THAT(arguments.status(), IsOk());
  EXPECT_EQ(ToJson(*arguments), R"([null,null,{"authmethod":"anonymous"}])");
}

TEST(CrossbarAuthenticators, AskAService) {
  v1::CrossbarDetails details;
  const auto request = HelloRequestOf(
      FromJson<wamp::v1::List>(
          R"(["realm1","joe",{"transport":{"peer":"tcp4:192.0.2.1:5000"},
              "session":7,"authmethod":"ticket","authextra":{"a":1},
              "ticket":"secret1"}])"),
      "r1", &details);
  ASSERT_THAT(request.status(), IsOk());
  ExpectSame(*request, absl::StrCat(kRequest,
                                    R"(offer { authmethods: "ticket"
                                     credentials: true })"));
  EXPECT_EQ(details.ticket(), "secret1");
}

TEST(CrossbarAuthenticators, MustBeCalledRight) {
  v1::CrossbarDetails details;
  for (const char* json :
       {"[]", R"(["realm1","joe"])", R"([1,"joe",{"authmethod":"x"}])",
        R"(["realm1","joe",{}])", R"(["realm1","joe","x"])"}) {
    EXPECT_THAT(
        HelloRequestOf(FromJson<wamp::v1::List>(json), "r1", &details).status(),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("")))
        << json;
  }
}

TEST(CrossbarAuthenticators, SayWhyNot) {
  v1::HelloResponse response;
  response.mutable_deny()->set_reason("com.example.error.barred");
  response.mutable_deny()->set_message("not today");
  EXPECT_THAT(CrossbarResultOf(response).status(),
              StatusIs(absl::StatusCode::kPermissionDenied,
                       "com.example.error.barred: not today"));
  EXPECT_THAT(CrossbarResultOf(v1::HelloResponse()).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("")));
}

}  // namespace
}  // namespace auth
}  // namespace wamp
