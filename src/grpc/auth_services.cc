#include "wamp/grpc/auth_services.h"

#include <grpcpp/security/auth_context.h>
#include <grpcpp/server_context.h>

#include <utility>

#include "absl/status/statusor.h"
#include "src/grpc/answer_records.h"
#include "wamp/auth/v1/authenticator.grpc.pb.h"
#include "wamp/auth/v1/authorizer.grpc.pb.h"
#include "wamp/grpc/status.h"

namespace wamp {
namespace auth {
namespace {

template <class Request, class Response>
grpc::Status Answer(const AuthServiceOptions& options, const Request& request,
                    absl::StatusOr<Response> answer, Response* response) {
  if (!answer.ok()) return ToGrpcStatus(answer.status());
  if (options.records) {
    options.records(wamp::internal::RecordOf(request, *answer));
  }
  *response = *std::move(answer);
  return grpc::Status::OK;
}

// The methods may take their time, as the hashing of a ticket does, so that
// they run on threads of their own.
class AuthenticatorServer final : public v1::AuthenticatorService::Service {
 public:
  AuthenticatorServer(Authenticator* authenticator, AuthServiceOptions options)
      : authenticator_(*authenticator), options_(std::move(options)) {}

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
        options_, *request,
        authenticator_.Hello(*request, is_known ? RouterTrust::kCredentials
                                                : RouterTrust::kNone),
        response);
  }

  grpc::Status Authenticate(grpc::ServerContext* /*context*/,
                            const v1::AuthenticateRequest* request,
                            v1::AuthenticateResponse* response) override {
    return Answer(options_, *request, authenticator_.Authenticate(*request),
                  response);
  }

 private:
  Authenticator& authenticator_;
  const AuthServiceOptions options_;
};

class AuthorizerServer final : public v1::AuthorizerService::Service {
 public:
  AuthorizerServer(Authorizer* authorizer, AuthServiceOptions options)
      : authorizer_(*authorizer), options_(std::move(options)) {}

  grpc::Status Authorize(grpc::ServerContext* /*context*/,
                         const v1::AuthorizeRequest* request,
                         v1::AuthorizeResponse* response) override {
    return Answer(options_, *request, authorizer_.Authorize(*request),
                  response);
  }

 private:
  Authorizer& authorizer_;
  const AuthServiceOptions options_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeAuthenticatorService(
    Authenticator* authenticator, AuthServiceOptions options) {
  return std::make_unique<AuthenticatorServer>(authenticator,
                                               std::move(options));
}

std::unique_ptr<grpc::Service> MakeAuthorizerService(
    Authorizer* authorizer, AuthServiceOptions options) {
  return std::make_unique<AuthorizerServer>(authorizer, std::move(options));
}

}  // namespace auth
}  // namespace wamp
