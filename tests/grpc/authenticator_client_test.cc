#include "wamp/grpc/authenticator_client.h"

#include <functional>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "src/sync/mutex_lock.h"
#include "tests/grpc/test_server.h"
#include "wamp/error_uri.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {
namespace {

using ::google::protobuf::TextFormat;
using ::testing::HasSubstr;

template <class Message>
Message FromText(const std::string& text) {
  Message message;
  EXPECT_TRUE(TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// What a service does, which a test may set at any time.
template <class Response>
class Behavior {
 public:
  using Function = std::function<grpc::Status(Response*)>;

  Behavior& operator=(Function function) {
    const sync::MutexLock lock(mutex_);
    function_ = std::move(function);
    return *this;
  }

  grpc::Status operator()(Response* response) const {
    Function function;
    {
      const sync::MutexLock lock(mutex_);
      function = function_;
    }
    return function(response);
  }

 private:
  mutable absl::Mutex mutex_;
  Function function_ ABSL_GUARDED_BY(mutex_);
};

// Answers as it has been told, and keeps what it has been asked.
class FakeService final : public v1::AuthenticatorService::Service {
 public:
  Behavior<v1::HelloResponse> hello;
  Behavior<v1::AuthenticateResponse> authenticate;

  std::vector<v1::HelloRequest> hellos() const {
    sync::MutexLock lock(mutex_);
    return hellos_;
  }
  std::vector<v1::AuthenticateRequest> authenticates() const {
    sync::MutexLock lock(mutex_);
    return authenticates_;
  }

 private:
  grpc::Status GetCapabilities(grpc::ServerContext* /*context*/,
                               const v1::GetCapabilitiesRequest* /*request*/,
                               v1::GetCapabilitiesResponse* response) override {
    response->add_authmethods("ticket");
    return grpc::Status::OK;
  }
  grpc::Status Hello(grpc::ServerContext* /*context*/,
                     const v1::HelloRequest* request,
                     v1::HelloResponse* response) override {
    {
      sync::MutexLock lock(mutex_);
      hellos_.push_back(*request);
    }
    return hello(response);
  }
  grpc::Status Authenticate(grpc::ServerContext* /*context*/,
                            const v1::AuthenticateRequest* request,
                            v1::AuthenticateResponse* response) override {
    {
      sync::MutexLock lock(mutex_);
      authenticates_.push_back(*request);
    }
    return authenticate(response);
  }

  mutable absl::Mutex mutex_;
  std::vector<v1::HelloRequest> hellos_ ABSL_GUARDED_BY(mutex_);
  std::vector<v1::AuthenticateRequest> authenticates_ ABSL_GUARDED_BY(mutex_);
};

template <class Response>
std::function<grpc::Status(Response*)> Says(const std::string& text) {
  return [answer = FromText<Response>(text)](Response* response) {
    *response = answer;
    return grpc::Status::OK;
  };
}

wamp::v1::Frame Read(absl::string_view json) {
  wamp::v1::Frame frame;
  const absl::Status status = Decode(json, wamp::v1::SERIALIZER_JSON, &frame);
  EXPECT_TRUE(status.ok()) << status;
  return frame;
}

std::string Written(const wamp::v1::Frame& frame) {
  return Encode(frame, wamp::v1::SERIALIZER_JSON).value_or("(not a message)");
}

constexpr absl::string_view kHello =
    R"([1,"realm1",{"roles":{"caller":{}},"authid":"joe"}])";
constexpr absl::string_view kAuthenticate = R"([5,"secret!",{}])";
constexpr absl::string_view kNoAnswer =
    R"([3,{"message":"the client can't be authenticated now"},)"
    R"("wamp.error.authentication_failed"])";

class AuthenticatorClientTest : public ::testing::Test {
 protected:
  AuthenticatorClientTest() : server_(&service_), client_(server_.Connect()) {}

  PendingSessionOptions Options() const {
    PendingSessionOptions options;
    options.session = 7;
    options.request_id = "attempt-1";
    options.transport.set_peer("tcp4:127.0.0.1:4711");
    options.roles.mutable_broker();
    return options;
  }

  FakeService service_;
  wamp::testing::TestServer server_;
  AuthenticatorClient client_;
};

TEST_F(AuthenticatorClientTest, AnAcceptIsAWelcome) {
  service_.hello = Says<v1::HelloResponse>(
      R"(accept { authid: "joe" authrole: "user" authmethod: "anonymous" })");
  PendingSession pending(&client_, Options());

  EXPECT_EQ(Written(pending.Answer(Read(kHello))),
            R"([2,7,{"realm":"realm1","authid":"joe","authrole":"user",)"
            R"("authmethod":"anonymous","roles":{"broker":{}}}])");
  EXPECT_TRUE(pending.is_over());
  EXPECT_TRUE(pending.status().ok()) << pending.status();

  ASSERT_EQ(service_.hellos().size(), 1U);
  const v1::HelloRequest request = service_.hellos()[0];
  EXPECT_EQ(request.request_id(), "attempt-1");
  EXPECT_EQ(request.details().authid(), "joe");
  EXPECT_EQ(request.transport().peer(), "tcp4:127.0.0.1:4711");
}

TEST_F(AuthenticatorClientTest, ADenyIsAnAbort) {
  service_.hello = Says<v1::HelloResponse>(
      R"(deny { reason: "wamp.error.no_such_realm" message: "no" })");
  PendingSession pending(&client_, Options());

  EXPECT_EQ(Written(pending.Answer(Read(kHello))),
            R"([3,{"message":"no"},"wamp.error.no_such_realm"])");
  EXPECT_TRUE(pending.is_over());
}

constexpr char kChallenge[] = R"(
    challenge {
      challenge { method: "ticket" extra {} }
      state: "sealed"
      time_to_live { seconds: 30 }
    })";

TEST_F(AuthenticatorClientTest, AChallengeIsAnsweredWithItsState) {
  service_.hello = Says<v1::HelloResponse>(kChallenge);
  service_.authenticate = Says<v1::AuthenticateResponse>(
      R"(accept { authid: "joe" authrole: "user" })");
  PendingSession pending(&client_, Options());

  EXPECT_EQ(Written(pending.Answer(Read(kHello))), R"([4,"ticket",{}])");
  EXPECT_FALSE(pending.is_over());
  EXPECT_TRUE(pending.Answer(Read(kAuthenticate)).has_welcome());
  EXPECT_TRUE(pending.is_over());

  ASSERT_EQ(service_.authenticates().size(), 1U);
  const v1::AuthenticateRequest request = service_.authenticates()[0];
  EXPECT_EQ(request.request_id(), "attempt-1");
  EXPECT_EQ(request.state(), "sealed");
  EXPECT_EQ(request.authenticate().signature(), "secret!");
  EXPECT_EQ(request.transport().peer(), "tcp4:127.0.0.1:4711");
}

TEST_F(AuthenticatorClientTest, AChallengeExpires) {
  service_.hello = Says<v1::HelloResponse>(R"(
      challenge {
        challenge { method: "ticket" extra {} }
        state: "sealed"
        time_to_live { nanos: 1 }
      })");
  PendingSession pending(&client_, Options());

  EXPECT_TRUE(pending.Answer(Read(kHello)).has_challenge());
  EXPECT_EQ(pending.Answer(Read(kAuthenticate)).abort().details().reason(),
            error_uri::kTimeout);
  EXPECT_TRUE(service_.authenticates().empty());
}

TEST_F(AuthenticatorClientTest, MessagesOutOfTurnEndTheAttempt) {
  service_.hello = Says<v1::HelloResponse>(kChallenge);
  for (const auto& frames : std::vector<std::vector<absl::string_view>>{
           {kAuthenticate},
           {kHello, kHello},
           {R"([48,1,{},"com.myapp.add"])"},
           {kHello, R"([6,{},"wamp.close.normal"])"},
       }) {
    PendingSession pending(&client_, Options());
    wamp::v1::Frame answer;
    for (const absl::string_view frame : frames) {
      answer = pending.Answer(Read(frame));
    }
    EXPECT_EQ(answer.abort().details().reason(), error_uri::kProtocolViolation)
        << Written(answer);
    EXPECT_TRUE(pending.is_over());
    EXPECT_TRUE(pending.Answer(Read(kHello)).has_abort());
  }
}

TEST_F(AuthenticatorClientTest, NothingIsSentToAClientThatAborts) {
  service_.hello = Says<v1::HelloResponse>(kChallenge);
  PendingSession pending(&client_, Options());
  pending.Answer(Read(kHello));

  const wamp::v1::Frame answer =
      pending.Answer(Read(R"([3,{},"wamp.error.cannot_authenticate"])"));
  EXPECT_EQ(answer.message_case(), wamp::v1::Frame::MESSAGE_NOT_SET);
  EXPECT_TRUE(pending.is_over());
}

TEST_F(AuthenticatorClientTest, ItSaysWhatTheServiceCanDo) {
  const auto capabilities = client_.GetCapabilities();
  ASSERT_TRUE(capabilities.ok()) << capabilities.status();
  EXPECT_THAT(capabilities->authmethods(), ::testing::ElementsAre("ticket"));
}

TEST_F(AuthenticatorClientTest, AnAttemptMayBeGivenUpWhileItIsAskedFor) {
  absl::Notification asked;
  absl::Notification go_on;
  service_.hello = [&](v1::HelloResponse* response) {
    asked.Notify();
    go_on.WaitForNotification();
    *response = FromText<v1::HelloResponse>(kChallenge);
    return grpc::Status::OK;
  };
  absl::Notification answered;
  wamp::v1::Frame answer;
  {
    PendingSession pending(&client_, Options());
    pending.Answer(Read(kHello), [&](wamp::v1::Frame frame) {
      answer = std::move(frame);
      answered.Notify();
    });
    asked.WaitForNotification();
    // Meanwhile the client breaks the protocol, and is told so; then it has
    // nothing to hear about its HELLO.
    EXPECT_TRUE(pending.Answer(Read(kHello)).has_abort());
  }
  go_on.Notify();
  answered.WaitForNotification();
  EXPECT_EQ(answer.message_case(), wamp::v1::Frame::MESSAGE_NOT_SET);
}

// What a service may not answer, and what the router's log is told.
struct BadAnswer {
  const char* name;
  std::string response;
  const char* status;
};

class BadAnswerTest : public AuthenticatorClientTest,
                      public ::testing::WithParamInterface<BadAnswer> {};

TEST_P(BadAnswerTest, IsARefusal) {
  service_.hello = Says<v1::HelloResponse>(GetParam().response);
  PendingSession pending(&client_, Options());

  EXPECT_EQ(Written(pending.Answer(Read(kHello))), kNoAnswer);
  EXPECT_TRUE(pending.is_over());
  EXPECT_EQ(pending.status().code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(pending.status().message()),
              HasSubstr(GetParam().status));
}

INSTANTIATE_TEST_SUITE_P(
    Answers, BadAnswerTest,
    ::testing::ValuesIn(std::vector<BadAnswer>{
        {"NothingSet", "", "none that is known"},
        {"EmptyAccept", "accept {}", "accept.authrole"},
        {"NoRole", R"(accept { authid: "joe" })", "accept.authrole"},
        {"RealmThatIsNoUri",
         R"(accept { authid: "joe" authrole: "user" realm: "a b#" })", "realm"},
        {"EmptyDeny", "deny {}", "reason"},
        {"ReasonThatIsNoUri", R"(deny { reason: "a b#" })", "reason"},
        {"EmptyChallenge", "challenge {}", "challenge.state"},
        {"ChallengeWithoutState",
         R"(challenge { challenge { method: "ticket" } time_to_live { seconds: 1 } })",
         "challenge.state"},
        {"ChallengeWithoutTime",
         R"(challenge { challenge { method: "ticket" } state: "x" })",
         "challenge.time_to_live"},
        {"ChallengeOfThePast",
         R"(challenge { challenge { method: "ticket" } state: "x"
                        time_to_live { seconds: -1 } })",
         "challenge.time_to_live"},
        {"ChallengeWithoutMethod",
         R"(challenge { challenge {} state: "x" time_to_live { seconds: 1 } })",
         "CHALLENGE"},
        {"Credential", R"(credential { accept { authrole: "user" } })",
         "credential"},
    }),
    [](const auto& test) { return std::string(test.param.name); });

TEST_F(AuthenticatorClientTest, AnArmOfANewerReleaseIsARefusal) {
  service_.hello = [](v1::HelloResponse* response) {
    // Field 15, which this release doesn't have.
    return response->ParseFromString(std::string("\x7a\0", 2))
               ? grpc::Status::OK
               : grpc::Status(grpc::StatusCode::INTERNAL, "bad test");
  };
  PendingSession pending(&client_, Options());
  EXPECT_EQ(Written(pending.Answer(Read(kHello))), kNoAnswer);
}

// Every error is a refusal, and only the absence of a service is asked twice.
class ErrorTest : public AuthenticatorClientTest,
                  public ::testing::WithParamInterface<int> {};

TEST_P(ErrorTest, IsARefusal) {
  const auto code = static_cast<grpc::StatusCode>(GetParam());
  service_.hello = [&](v1::HelloResponse* response) {
    // Never looked at.
    response->mutable_accept()->set_authrole("user");
    return grpc::Status(code, "out of order");
  };
  PendingSession pending(&client_, Options());

  EXPECT_EQ(Written(pending.Answer(Read(kHello))), kNoAnswer);
  EXPECT_EQ(static_cast<int>(pending.status().code()), GetParam());
  EXPECT_EQ(service_.hellos().size(),
            code == grpc::StatusCode::UNAVAILABLE ? 2U : 1U);
}

INSTANTIATE_TEST_SUITE_P(Codes, ErrorTest, ::testing::Range(1, 17));

TEST_F(AuthenticatorClientTest, AnAuthenticateIsNeverAskedTwice) {
  service_.hello = Says<v1::HelloResponse>(kChallenge);
  service_.authenticate = [](v1::AuthenticateResponse* /*response*/) {
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "gone");
  };
  PendingSession pending(&client_, Options());
  pending.Answer(Read(kHello));

  EXPECT_EQ(Written(pending.Answer(Read(kAuthenticate))), kNoAnswer);
  EXPECT_EQ(service_.authenticates().size(), 1U);
}

TEST_F(AuthenticatorClientTest, AServiceThatIsTooSlowIsARefusal) {
  // The service may come to it when the test is over.
  const auto over = std::make_shared<absl::Notification>();
  service_.hello = [over](v1::HelloResponse* response) {
    over->WaitForNotification();
    response->mutable_accept()->set_authrole("user");
    return grpc::Status::OK;
  };
  AuthenticatorClientOptions options;
  options.timeout = absl::Milliseconds(50);
  AuthenticatorClient hurried(server_.Connect(), options);
  PendingSession pending(&hurried, Options());

  EXPECT_EQ(Written(pending.Answer(Read(kHello))), kNoAnswer);
  EXPECT_EQ(pending.status().code(), absl::StatusCode::kDeadlineExceeded);
  over->Notify();
}

TEST(NoServerTest, IsARefusal) {
  // A port that nobody listens on any more.
  int port = 0;
  {
    FakeService service;
    port = wamp::testing::TestServer(&service).port();
  }
  AuthenticatorClient client(grpc::CreateChannel(
      absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials()));
  PendingSession pending(&client, {});

  EXPECT_EQ(Written(pending.Answer(Read(kHello))), kNoAnswer);
  EXPECT_EQ(pending.status().code(), absl::StatusCode::kUnavailable);
}

// Random bytes in the place of an answer: read as one or not, a client gets in
// by none that doesn't say so as a whole.
TEST_F(AuthenticatorClientTest, GarbageNeverLetsAnyoneIn) {
  std::minstd_rand random(20261128);  // NOLINT: the same in each run
  absl::Mutex mutex;
  std::string bytes;
  service_.hello = [&](v1::HelloResponse* response) {
    const sync::MutexLock lock(mutex);
    return response->ParseFromString(bytes)
               ? grpc::Status::OK
               : grpc::Status(grpc::StatusCode::INTERNAL, "garbage");
  };
  const std::string valid =
      FromText<v1::HelloResponse>(kChallenge).SerializeAsString();
  for (int i = 0; i < 2000; ++i) {
    {
      const sync::MutexLock lock(mutex);
      bytes = valid;
      for (int change = 0; change <= i % 4; ++change) {
        bytes[random() % bytes.size()] = static_cast<char>(random());
      }
      bytes.resize(random() % (bytes.size() + 1));
    }
    PendingSession pending(&client_, Options());
    const wamp::v1::Frame answer = pending.Answer(Read(kHello));
    EXPECT_TRUE(answer.has_abort() || answer.has_challenge())
        << Written(answer);
    EXPECT_TRUE(Validate(answer).ok()) << Validate(answer);
  }
}

}  // namespace
}  // namespace auth
}  // namespace wamp
