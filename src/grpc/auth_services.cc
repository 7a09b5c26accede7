#include "wamp/grpc/auth_services.h"

#include <grpcpp/security/auth_context.h>
#include <grpcpp/server_context.h>

#include <utility>

#include "absl/status/statusor.h"
#include "wamp/auth/v1/authenticator.grpc.pb.h"
#include "wamp/auth/v1/authorizer.grpc.pb.h"
#include "wamp/grpc/status.h"

namespace wamp {
namespace auth {
namespace {

template <class Response>
grpc::Status Answer(absl::StatusOr<Response> answer, Response* response) {
  if (!answer.ok()) return ToGrpcStatus(answer.status());
  *response = *std::move(answer);
  return grpc::Status::OK;
}

// The methods may take their time, as the hashing of a ticket does, so that
// they run on threads of their own.
class AuthenticatorServer final : public v1::AuthenticatorService::Service {
 public:
  explicit AuthenticatorServer(Authenticator* authenticator)
      : authenticator_(*authenticator) {}

  grpc::Status GetCapabilities(grpc::ServerContext* /*context*/,
                               const v1::GetCapabilitiesRequest* /*request*/,
                               v1::GetCapabilitiesResponse* response) override {
    *response = authenticator_.GetCapabilities();
    return grpc::Status::OK;
  }

  grpc::Status Hello(grpc::ServerContext* context,
                     const v1::HelloRequest* request,
                     v1::HelloResponse* response) override {
    const bool is_known = context->auth_context()->IsPeerAuthenticated();
    return Answer(
        authenticator_.Hello(*request, is_known ? RouterTrust::kCredentials
                                                : RouterTrust::kNone),
        response);
  }

  grpc::Status Authenticate(grpc::ServerContext* /*context*/,
                            const v1::AuthenticateRequest* request,
                            v1::AuthenticateResponse* response) override {
    return Answer(authenticator_.Authenticate(*request), response);
  }

 private:
  Authenticator& authenticator_;
};

class AuthorizerServer final : public v1::AuthorizerService::Service {
 public:
  explicit AuthorizerServer(Authorizer* authorizer)
      : authorizer_(*authorizer) {}

  grpc::Status Authorize(grpc::ServerContext* /*context*/,
                         const v1::AuthorizeRequest* request,
                         v1::AuthorizeResponse* response) override {
    return Answer(authorizer_.Authorize(*request), response);
  }

 private:
  Authorizer& authorizer_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeAuthenticatorService(
    Authenticator* authenticator) {
  return std::make_unique<AuthenticatorServer>(authenticator);
}

std::unique_ptr<grpc::Service> MakeAuthorizerService(Authorizer* authorizer) {
  return std::make_unique<AuthorizerServer>(authorizer);
}

}  // namespace auth
}  // namespace wamp
