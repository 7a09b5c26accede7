#include "wamp/grpc/authorizer_client.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "src/sync/mutex_lock.h"
#include "tests/grpc/test_server.h"
#include "tests/testing/at_once.h"
#include "wamp/error_uri.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {
namespace {

using ::google::protobuf::TextFormat;

// Answers as it has been told, and counts the questions.
class FakeService final : public v1::AuthorizerService::Service {
 public:
  void Say(const std::string& text) {
    sync::MutexLock lock(mutex_);
    EXPECT_TRUE(TextFormat::ParseFromString(text, &answer_)) << text;
  }
  void Fail(grpc::StatusCode code) {
    sync::MutexLock lock(mutex_);
    status_ = grpc::Status(code, "out of order");
  }
  int asked() const {
    sync::MutexLock lock(mutex_);
    return asked_;
  }

 private:
  grpc::Status Authorize(grpc::ServerContext* /*context*/,
                         const v1::AuthorizeRequest* /*request*/,
                         v1::AuthorizeResponse* response) override {
    sync::MutexLock lock(mutex_);
    ++asked_;
    *response = answer_;
    return status_;
  }

  mutable absl::Mutex mutex_;
  v1::AuthorizeResponse answer_ ABSL_GUARDED_BY(mutex_);
  grpc::Status status_ ABSL_GUARDED_BY(mutex_);
  int asked_ ABSL_GUARDED_BY(mutex_) = 0;
};

v1::AuthorizeRequest Question(absl::string_view authid,
                              absl::string_view uri = "com.example.add") {
  v1::AuthorizeRequest request;
  request.mutable_session()->set_realm("realm1");
  request.mutable_session()->set_session(1);
  request.mutable_session()->set_authrole("user");
  request.mutable_session()->set_authid(std::string(authid));
  request.set_uri(std::string(uri));
  request.set_action(wamp::v1::ACTION_CALL);
  return request;
}

class AuthorizerClientTest : public ::testing::Test {
 protected:
  AuthorizerClientTest()
      : now_(absl::FromUnixSeconds(1700000000)), server_(&service_) {}

  std::unique_ptr<AuthorizerClient> MakeClient(
      AuthorizerClientOptions options = {}) {
    options.clock = [this] {
      sync::MutexLock lock(mutex_);
      return now_;
    };
    return std::make_unique<AuthorizerClient>(server_.Connect(), options);
  }

  void Wait(absl::Duration time) {
    sync::MutexLock lock(mutex_);
    now_ += time;
  }

  absl::Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
  FakeService service_;
  wamp::testing::TestServer server_;
};

constexpr char kForRole[] =
    "allow {} cache_time_to_live { seconds: 60 } depends_on_authid: false";
constexpr char kForAuthid[] =
    "allow {} cache_time_to_live { seconds: 60 } depends_on_authid: true";
constexpr char kForWhoKnows[] = "allow {} cache_time_to_live { seconds: 60 }";
constexpr char kNotKept[] = "allow {} depends_on_authid: false";

TEST_F(AuthorizerClientTest, AnAnswerForARoleIsKeptForTheRole) {
  service_.Say(kForRole);
  const auto client = MakeClient();
  EXPECT_TRUE(client->Authorize(Question("joe")).has_allow());
  EXPECT_TRUE(client->Authorize(Question("joe")).has_allow());
  EXPECT_TRUE(client->Authorize(Question("eve")).has_allow());
  EXPECT_EQ(service_.asked(), 1);
  EXPECT_EQ(client->hits(), 2U);
  EXPECT_EQ(client->misses(), 1U);
}

TEST_F(AuthorizerClientTest, AnAnswerForAnAuthidIsKeptForThatAlone) {
  for (const char* answer : {kForAuthid, kForWhoKnows}) {
    service_.Say(answer);
    const auto client = MakeClient();
    const int before = service_.asked();
    client->Authorize(Question("joe"));
    client->Authorize(Question("joe"));
    EXPECT_EQ(service_.asked(), before + 1) << answer;
    client->Authorize(Question("eve"));
    EXPECT_EQ(service_.asked(), before + 2) << answer;
    v1::AuthorizeRequest nobody = Question("");
    nobody.mutable_session()->clear_authid();
    client->Authorize(nobody);
    EXPECT_EQ(service_.asked(), before + 3) << answer;
  }
}

TEST_F(AuthorizerClientTest, ThreadsShareIt) {
  service_.Say(kForRole);
  AuthorizerClientOptions options;
  options.cache_size = 2;
  const auto client = MakeClient(options);
  const auto allowed = ::wamp::testing::AtOnce(
      4,
      [&](size_t i) {
        int count = 0;
        for (size_t j = 0; j < 25; ++j) {
          const std::string uri = absl::StrCat("com.example.", (i + j) % 3);
          count += client->Authorize(Question("joe", uri)).has_allow() ? 1 : 0;
        }
        return count;
      },
      [&] {
        for (int i = 0; i < 10; ++i) client->Forget();
      });
  EXPECT_THAT(allowed, ::testing::Each(25));
  EXPECT_EQ(client->hits() + client->misses(), 100U);
  EXPECT_EQ(client->misses(), static_cast<uint64_t>(service_.asked()));
}

TEST_F(AuthorizerClientTest, AnAnswerIsNotKeptUnlessTheServiceSaysSo) {
  service_.Say(kNotKept);
  const auto client = MakeClient();
  client->Authorize(Question("joe"));
  client->Authorize(Question("joe"));
  EXPECT_EQ(service_.asked(), 2);
}

TEST_F(AuthorizerClientTest, WhatIsRevokedIsForgottenWithinASecond) {
  service_.Say(kForRole);
  const auto client = MakeClient();
  EXPECT_TRUE(client->Authorize(Question("joe")).has_allow());
  service_.Say(R"(deny { reason: "wamp.error.not_authorized" })");
  Wait(absl::Milliseconds(999));
  EXPECT_TRUE(client->Authorize(Question("joe")).has_allow());
  Wait(absl::Milliseconds(1));
  EXPECT_TRUE(client->Authorize(Question("joe")).has_deny());
}

TEST_F(AuthorizerClientTest, ForgetForgetsAtOnce) {
  service_.Say(kForRole);
  const auto client = MakeClient();
  client->Authorize(Question("joe"));
  client->Forget();
  client->Authorize(Question("joe"));
  EXPECT_EQ(service_.asked(), 2);
}

TEST_F(AuthorizerClientTest, WhatDiffersInAnythingIsAnotherQuestion) {
  service_.Say(kForRole);
  const auto client = MakeClient();
  client->Authorize(Question("joe"));
  std::vector<v1::AuthorizeRequest> others(6, Question("joe"));
  others[0].mutable_session()->set_realm("realm2");
  others[1].mutable_session()->set_authrole("admin");
  others[2].set_uri("com.example.ad");
  others[3].set_action(wamp::v1::ACTION_REGISTER);
  others[4].set_action(wamp::v1::ACTION_REGISTER);
  others[4].mutable_register_()->set_match(wamp::v1::MATCH_PREFIX);
  // Texts that are the same once they are one.
  others[5].mutable_session()->set_authrole("userc");
  others[5].set_uri("om.example.add");
  int asked = 1;
  for (const v1::AuthorizeRequest& other : others) {
    client->Authorize(other);
    EXPECT_EQ(service_.asked(), ++asked) << other.ShortDebugString();
  }
}

TEST_F(AuthorizerClientTest, TheLeastUsedAnswerGoes) {
  service_.Say(kForRole);
  AuthorizerClientOptions options;
  options.cache_size = 2;
  const auto client = MakeClient(options);
  for (const char* uri : {"a", "b", "a", "c", "a"}) {
    client->Authorize(Question("joe", uri));
  }
  EXPECT_EQ(service_.asked(), 3);
  client->Authorize(Question("joe", "b"));
  EXPECT_EQ(service_.asked(), 4);
}

TEST_F(AuthorizerClientTest, AnAnswerThatIsForgottenUnderWayIsNotKept) {
  const auto client = MakeClient();
  service_.Say(kForRole);
  absl::Notification answered;
  // The answer comes from a thread of gRPC's, after the client has forgotten.
  client->Authorize(Question("joe"),
                    [&](const v1::AuthorizeResponse&) { answered.Notify(); });
  client->Forget();
  answered.WaitForNotification();
  // Whichever came first, nothing is left of before.
  client->Forget();
  client->Authorize(Question("joe"));
  EXPECT_EQ(service_.asked(), 2);
}

struct BadAnswer {
  const char* name;
  const char* text;
};

class BadAnswerTest : public AuthorizerClientTest,
                      public ::testing::WithParamInterface<BadAnswer> {};

TEST_P(BadAnswerTest, IsADenyThatIsNotKept) {
  service_.Say(
      absl::StrCat(GetParam().text, " cache_time_to_live { seconds: 60 }"));
  const auto client = MakeClient();
  for (int i = 1; i <= 2; ++i) {
    EXPECT_EQ(client->Authorize(Question("joe")).deny().reason(),
              error_uri::kAuthorizationFailed);
    EXPECT_EQ(service_.asked(), i);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Answers, BadAnswerTest,
    ::testing::ValuesIn(std::vector<BadAnswer>{
        {"NothingSet", ""},
        {"EmptyDeny", "deny {}"},
        {"ReasonThatIsNoUri", R"(deny { reason: "a b#" })"},
        {"ValidationThatNobodyDoes", "allow { validate {} }"},
    }),
    [](const auto& test) { return std::string(test.param.name); });

TEST_F(AuthorizerClientTest, ARouterThatValidatesIsToldByWhat) {
  service_.Say("allow { validate {} }");
  AuthorizerClientOptions options;
  options.validates = true;
  EXPECT_TRUE(
      MakeClient(options)->Authorize(Question("joe")).allow().has_validate());
}

class ErrorTest : public AuthorizerClientTest,
                  public ::testing::WithParamInterface<int> {};

TEST_P(ErrorTest, IsADeny) {
  const auto code = static_cast<grpc::StatusCode>(GetParam());
  service_.Say(kForRole);
  service_.Fail(code);
  EXPECT_EQ(MakeClient()->Authorize(Question("joe")).deny().reason(),
            error_uri::kAuthorizationFailed);
  EXPECT_EQ(service_.asked(), code == grpc::StatusCode::UNAVAILABLE ? 2 : 1);
}

INSTANTIATE_TEST_SUITE_P(Codes, ErrorTest, ::testing::Range(1, 17));

struct FrameSample {
  const char* name;
  const char* json;
  wamp::v1::Action action;
  const char* uri;
  v1::AuthorizeRequest::OptionsCase options;
};

class FrameTest : public ::testing::TestWithParam<FrameSample> {};

TEST_P(FrameTest, AsksWhatItWants) {
  wamp::v1::Frame frame;
  const absl::Status status =
      Decode(GetParam().json, wamp::v1::SERIALIZER_JSON, &frame);
  ASSERT_TRUE(status.ok()) << status;
  wamp::v1::SessionDetails session;
  session.set_realm("realm1");

  const auto request = ToAuthorizeRequest(session, frame);

  ASSERT_TRUE(request.ok()) << request.status();
  EXPECT_EQ(request->session().realm(), "realm1");
  EXPECT_EQ(request->action(), GetParam().action);
  EXPECT_EQ(request->uri(), GetParam().uri);
  EXPECT_EQ(request->options_case(), GetParam().options);
}

INSTANTIATE_TEST_SUITE_P(
    Frames, FrameTest,
    ::testing::ValuesIn(std::vector<FrameSample>{
        {"Call", R"([48,1,{"timeout":5},"com.example.add"])",
         wamp::v1::ACTION_CALL, "com.example.add", v1::AuthorizeRequest::kCall},
        {"Register", R"([64,1,{"match":"prefix"},"com.example."])",
         wamp::v1::ACTION_REGISTER, "com.example.",
         v1::AuthorizeRequest::kRegister},
        {"Publish", R"([16,1,{},"com.example.news"])", wamp::v1::ACTION_PUBLISH,
         "com.example.news", v1::AuthorizeRequest::kPublish},
        {"Subscribe", R"([32,1,{},"com.example.news"])",
         wamp::v1::ACTION_SUBSCRIBE, "com.example.news",
         v1::AuthorizeRequest::kSubscribe},
    }),
    [](const auto& test) { return std::string(test.param.name); });

TEST(OtherFrameTest, AsksNothing) {
  wamp::v1::Frame frame;
  frame.mutable_goodbye();
  EXPECT_EQ(ToAuthorizeRequest({}, frame).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace auth
}  // namespace wamp
