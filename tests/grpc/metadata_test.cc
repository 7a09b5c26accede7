#include "wamp/grpc/metadata.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/grpc/test_server.h"
#include "tests/testing/status_matchers.h"
#include "wamp/auth/v1/authorizer.grpc.pb.h"
#include "wamp/grpc/status.h"

namespace wamp {
namespace {

using ::testing::HasSubstr;
using ::wamp::testing::IsOk;
using ::wamp::testing::StatusIs;
using ::wamp::testing::TestServer;

// Keeps whom it was asked for.
class Service final : public auth::v1::AuthorizerService::Service {
 public:
  grpc::Status Authorize(grpc::ServerContext* context,
                         const auth::v1::AuthorizeRequest* /*request*/,
                         auth::v1::AuthorizeResponse* /*response*/) override {
    auto ident = SessionIdentOf(*context);
    if (!ident.ok()) return ToGrpcStatus(ident.status());
    seen = *std::move(ident);
    return grpc::Status::OK;
  }

  std::optional<SessionIdent> seen;
};

class Metadata : public ::testing::Test {
 protected:
  absl::Status Call(grpc::ClientContext& context) {
    auth::v1::AuthorizeResponse response;
    return FromGrpcStatus(
        auth::v1::AuthorizerService::NewStub(server_.Connect())
            ->Authorize(&context, auth::v1::AuthorizeRequest(), &response));
  }

  Service service_;
  TestServer server_{&service_};
};

TEST_F(Metadata, TellsTheSession) {
  SessionIdent ident;
  ident->set_session(7);
  ident->set_authid("jos\xc3\xa9\n");
  ident->set_authrole("user");
  grpc::ClientContext context;
  AddMetadata(ident, &context);
  ASSERT_THAT(Call(context), IsOk());
  ASSERT_TRUE(service_.seen.has_value());
  EXPECT_EQ(service_.seen->proto().SerializeAsString(),
            ident.proto().SerializeAsString());
}

TEST_F(Metadata, IsAbsentInOtherCalls) {
  grpc::ClientContext context;
  ASSERT_THAT(Call(context), IsOk());
  EXPECT_FALSE(service_.seen.has_value());
}

TEST_F(Metadata, IsNotGuessed) {
  SessionIdent ident;
  ident->set_session(7);
  const std::string good = ident.proto().SerializeAsString();
  ident->set_session(0);
  const std::string zero = ident.proto().SerializeAsString();
  for (const std::vector<std::string>& values :
       {std::vector<std::string>{good, good}, {"CANARY7"}, {zero}}) {
    grpc::ClientContext context;
    for (const std::string& value : values) {
      context.AddMetadata(kSessionIdentKey, value);
    }
    const absl::Status status = Call(context);
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                                 HasSubstr("wamp-session-ident-bin: ")));
    EXPECT_THAT(std::string(status.message()),
                ::testing::Not(HasSubstr("CANARY7")));
  }
  EXPECT_FALSE(service_.seen.has_value());
}

}  // namespace
}  // namespace wamp
