#include "wamp/grpc/auth_services.h"

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/auth/client.h"
#include "tests/grpc/test_server.h"
#include "wamp/auth/v1/authorizer.grpc.pb.h"
#include "wamp/error_uri.h"
#include "wamp/grpc/authenticator_client.h"
#include "wamp/grpc/status.h"
#include "wamp/violation.h"

namespace wamp {
namespace auth {
namespace {

using testing::AnswerTo;
using testing::Client;
using testing::HelloOf;
using testing::kPrivateKey;
using testing::MakeTestAuthenticator;
using testing::MakeTestPolicy;

struct JoinSample {
  const char* name;
  Client client;
  // What the client gets in the end: its authrole, or the reason of an ABORT.
  std::string outcome;
};

class AuthServicesTest : public ::testing::TestWithParam<JoinSample> {
 protected:
  AuthServicesTest()
      : now_(absl::Now()),
        authenticator_(MakeTestAuthenticator(&now_)),
        service_(MakeAuthenticatorService(authenticator_.get())),
        server_(service_.get()),
        client_(server_.Connect()) {}

  absl::Time now_;
  const std::unique_ptr<Authenticator> authenticator_;
  const std::unique_ptr<grpc::Service> service_;
  wamp::testing::TestServer server_;
  AuthenticatorClient client_;
};

// The whole way of a router: frames in, frames out, a server in between.
void ExpectJoin(AuthenticatorClient& authenticator, const JoinSample& sample) {
  const Client& client = sample.client;
  const v1::HelloRequest request = HelloOf(client);
  PendingSessionOptions options;
  options.transport = request.transport();
  options.roles.mutable_dealer();
  PendingSession pending(&authenticator, options);
  wamp::v1::Frame frame;
  *frame.mutable_hello()->mutable_details() = request.details();

  wamp::v1::Frame answer = pending.Answer(frame);
  if (answer.has_challenge()) {
    frame.Clear();
    *frame.mutable_authenticate() = AnswerTo(answer.challenge(), client);
    answer = pending.Answer(frame);
  }

  EXPECT_TRUE(pending.is_over());
  EXPECT_TRUE(pending.status().ok()) << pending.status();
  EXPECT_EQ(answer.has_welcome() ? answer.welcome().details().authrole()
                                 : answer.abort().details().reason(),
            sample.outcome);
  if (answer.has_welcome() && !client.authid.empty()) {
    EXPECT_EQ(answer.welcome().details().authid(), client.authid);
    EXPECT_EQ(answer.welcome().details().authmethod(),
              client.authmethods.front());
  }
}

TEST_P(AuthServicesTest, AClientJoinsOrNot) { ExpectJoin(client_, GetParam()); }

// Gives all that ask what they need to verify a client themselves.
class Trusting final : public v1::AuthenticatorService::Service {
 public:
  explicit Trusting(Authenticator* authenticator)
      : authenticator_(*authenticator) {}

  grpc::Status Hello(grpc::ServerContext* /*context*/,
                     const v1::HelloRequest* request,
                     v1::HelloResponse* response) override {
    auto answer = authenticator_.Hello(*request, RouterTrust::kCredentials);
    if (!answer.ok()) return ToGrpcStatus(answer.status());
    *response = *std::move(answer);
    if (response->has_credential()) ++credentials;
    return grpc::Status::OK;
  }

  grpc::Status Authenticate(grpc::ServerContext* /*context*/,
                            const v1::AuthenticateRequest* request,
                            v1::AuthenticateResponse* response) override {
    auto answer = authenticator_.Authenticate(*request);
    if (!answer.ok()) return ToGrpcStatus(answer.status());
    *response = *std::move(answer);
    ++authenticated;
    return grpc::Status::OK;
  }

  std::atomic<int> credentials{0};
  std::atomic<int> authenticated{0};

 private:
  Authenticator& authenticator_;
};

TEST_P(AuthServicesTest, ARouterVerifiesByItself) {
  AuthenticatorOptions options;
  options.give_credentials = true;
  const auto authenticator = MakeTestAuthenticator(&now_, options);
  Trusting service(authenticator.get());
  wamp::testing::TestServer server(&service);
  AuthenticatorClientOptions client_options;
  client_options.verifies_credentials = true;
  AuthenticatorClient client(server.Connect(), client_options);

  ExpectJoin(client, GetParam());
  // Either has judged, and not both.
  EXPECT_LE(service.credentials + service.authenticated, 1);
  const std::string& method = GetParam().client.authmethods.front();
  if (method == "wampcra" || method == "cryptosign" || method == "scram") {
    EXPECT_EQ(service.credentials, 1);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Methods, AuthServicesTest,
    ::testing::ValuesIn(std::vector<JoinSample>{
        {"Anonymous", {{"anonymous"}}, "guest"},
        {"Ticket", {{"ticket"}, "ticket", "random ticket"}, "user"},
        {"Password", {{"ticket"}, "password", "password"}, "user"},
        {"Wampcra", {{"wampcra"}, "cra", "secret1"}, "user"},
        {"WampcraSalted", {{"wampcra"}, "salted", "secret2"}, "user"},
        {"Cryptosign", {{"cryptosign"}, "key", kPrivateKey}, "user"},
        {"WampScram", {{"wamp-scram"}, "scram", "pencil"}, "user"},
        {"Scram", {{"scram"}, "autobahn", "pencil"}, "user"},
        {"Argon2", {{"wamp-scram"}, "argon", "pencil"}, "user"},
        {"WrongTicket",
         {{"ticket"}, "ticket", "another"},
         "wamp.error.authentication_denied"},
        {"WrongSecret",
         {{"wampcra"}, "cra", "another"},
         "wamp.error.authentication_denied"},
        {"WrongPassword",
         {{"wamp-scram"}, "scram", "another"},
         "wamp.error.authentication_denied"},
        {"NobodyByThatName",
         {{"ticket"}, "nobody", "random ticket"},
         "wamp.error.authentication_denied"},
    }),
    [](const auto& test) { return std::string(test.param.name); });

using AuthServicesErrorTest = AuthServicesTest;

TEST_F(AuthServicesErrorTest, ARequestThatLacksSomethingIsInvalid) {
  const auto stub = v1::AuthenticatorService::NewStub(server_.Connect());
  grpc::ClientContext context;
  v1::HelloResponse response;
  const absl::Status status =
      FromGrpcStatus(stub->Hello(&context, v1::HelloRequest(), &response));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()),
              ::testing::HasSubstr("request_id"));
}

TEST_F(AuthServicesErrorTest, TheServiceSaysWhatItCanDo) {
  const auto capabilities = client_.GetCapabilities();
  ASSERT_TRUE(capabilities.ok()) << capabilities.status();
  EXPECT_THAT(capabilities->authmethods(), ::testing::Contains("cryptosign"));
  EXPECT_FALSE(capabilities->credentials());
}

TEST(AuthorizerServiceTest, Answers) {
  Authorizer authorizer(MakeTestPolicy());
  const auto service = MakeAuthorizerService(&authorizer);
  wamp::testing::TestServer server(service.get());
  const auto stub = v1::AuthorizerService::NewStub(server.Connect());

  v1::AuthorizeRequest request;
  request.mutable_session()->set_realm("realm1");
  request.mutable_session()->set_session(1);
  request.mutable_session()->set_authrole("nobody's");
  request.set_uri("com.example.anything");
  request.set_action(wamp::v1::ACTION_CALL);
  v1::AuthorizeResponse response;
  grpc::ClientContext context;
  const grpc::Status status = stub->Authorize(&context, request, &response);

  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.deny().reason(), error_uri::kNotAuthorized);

  request.clear_uri();
  grpc::ClientContext another;
  const absl::Status fault =
      FromGrpcStatus(stub->Authorize(&another, request, &response));
  EXPECT_EQ(fault.code(), absl::StatusCode::kInvalidArgument);
  const wamp::v1::Violations violations = ViolationsOf(fault);
  ASSERT_EQ(violations.violations_size(), 1);
  EXPECT_EQ(violations.violations(0).path(), "AuthorizeRequest.uri");
  EXPECT_EQ(violations.violations(0).rule(), wamp::v1::VIOLATION_RULE_REQUIRED);
}

}  // namespace
}  // namespace auth
}  // namespace wamp
