// What a router does about credentials that are none.
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/grpc/test_server.h"
#include "wamp/auth/v1/authenticator.grpc.pb.h"
#include "wamp/grpc/authenticator_client.h"

namespace wamp {
namespace auth {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Answers each HELLO with the same credential.
class Service final : public v1::AuthenticatorService::Service {
 public:
  grpc::Status Hello(grpc::ServerContext* /*context*/,
                     const v1::HelloRequest* request,
                     v1::HelloResponse* response) override {
    was_asked_for = request->offer().credentials();
    *response->mutable_credential() = credential;
    return grpc::Status::OK;
  }

  v1::Credential credential;
  bool was_asked_for = false;
};

struct Case {
  std::string name;
  std::string credential;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

class Credentials : public ::testing::TestWithParam<Case> {
 protected:
  // What becomes of a client that offers these methods.
  wamp::v1::Frame Join(const std::string& credential,
                       const std::vector<std::string>& methods = {"wampcra",
                                                                  "scram"}) {
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        credential, &service_.credential))
        << credential;
    AuthenticatorClient client(server_.Connect(), options_);
    PendingSession pending(&client, {});
    wamp::v1::Frame frame;
    wamp::v1::HelloDetails* details = frame.mutable_hello()->mutable_details();
    details->set_realm("realm1");
    details->set_authid("joe");
    details->mutable_session_roles()->mutable_caller();
    for (const std::string& method : methods) {
      details->mutable_authmethods()->add_values(method);
    }
    wamp::v1::Frame answer = pending.Answer(frame);
    status_ = pending.status();
    return answer;
  }

  void ExpectRefusal(const wamp::v1::Frame& answer) {
    EXPECT_EQ(answer.abort().details().reason(),
              "wamp.error.authentication_failed")
        << answer.ShortDebugString();
    EXPECT_FALSE(status_.ok());
    EXPECT_THAT(status_.ToString(), Not(HasSubstr("CANARY7")));
    EXPECT_THAT(answer.ShortDebugString(), Not(HasSubstr("CANARY7")));
  }

  Service service_;
  wamp::testing::TestServer server_{&service_};
  AuthenticatorClientOptions options_ = [] {
    AuthenticatorClientOptions options;
    options.verifies_credentials = true;
    return options;
  }();
  absl::Status status_;
};

constexpr char kGood[] = R"pb(accept { authrole: "user" }
                              wampcra { secret: "CANARY7" })pb";

TEST_P(Credentials, AreRefused) { ExpectRefusal(Join(GetParam().credential)); }

INSTANTIATE_TEST_SUITE_P(
    Malformed, Credentials,
    ::testing::ValuesIn(std::vector<Case>{
        {"Empty", ""},
        {"NoMethod", R"pb(accept { authrole: "user" })pb"},
        {"NoRole", R"pb(wampcra { secret: "CANARY7" })pb"},
        {"NoSecret", R"pb(accept { authrole: "user" }
                          wampcra {})pb"},
        {"NoRealm",
         R"pb(accept { authrole: "user" realm: "no realm" }
              wampcra { secret: "CANARY7" })pb"},
        {"AnotherMethod",
         R"pb(accept { authrole: "user" authmethod: "ticket" }
              wampcra { secret: "CANARY7" })pb"},
        {"NotOffered",
         R"pb(accept { authrole: "user" }
              cryptosign { pubkeys: "0123456789abcdef0123456789abcdef" })pb"},
        {"NoKeys", R"pb(accept { authrole: "user" }
                        scram {})pb"},
        {"ShortKeys",
         R"pb(accept { authrole: "user" }
              scram {
                kdf: "pbkdf2"
                salt: "12345678"
                iterations: 1
                stored_key: "CANARY7"
                server_key: "CANARY7"
              })pb"},
        {"TooMuchMemory",
         R"pb(accept { authrole: "user" }
              scram {
                kdf: "argon2id13"
                salt: "12345678"
                iterations: 1
                memory: 4294967295
                stored_key: "0123456789abcdef0123456789abcdef"
                server_key: "0123456789abcdef0123456789abcdef"
              })pb"}}),
    [](const auto& tested) { return tested.param.name; });

using Credential = Credentials;

TEST_F(Credential, LeadsToAChallenge) {
  EXPECT_EQ(Join(kGood).challenge().method(), "wampcra");
  EXPECT_TRUE(service_.was_asked_for);
}

TEST_F(Credential, IsRefusedByARouterThatHasNotAskedForIt) {
  options_.verifies_credentials = false;
  ExpectRefusal(Join(kGood));
  EXPECT_FALSE(service_.was_asked_for);
}

TEST_F(Credential, IsRefusedForAMethodThatTheRouterDoesNotAllow) {
  options_.authmethods = {"scram"};
  ExpectRefusal(Join(kGood));
}

TEST_F(Credential, IsRefusedForAClientThatOffersNothing) {
  ExpectRefusal(Join(kGood, {}));
}

}  // namespace
}  // namespace auth
}  // namespace wamp
