// The services of wamp.auth.v1 over an Authenticator and an Authorizer.
//
// Example:
//
//   auto authenticator_service =
//       wamp::auth::MakeAuthenticatorService(authenticator.get());
//   auto authorizer_service = wamp::auth::MakeAuthorizerService(&authorizer);
//   grpc::ServerBuilder builder;
//   builder.RegisterService(authenticator_service.get());
//   builder.RegisterService(authorizer_service.get());
//
// What a request lacks is an INVALID_ARGUMENT that names the place.
#ifndef WAMP_GRPC_AUTH_SERVICES_H_
#define WAMP_GRPC_AUTH_SERVICES_H_

#include <grpcpp/impl/service_type.h>

#include <memory>

#include "wamp/auth/authenticator.h"
#include "wamp/auth/authorizer.h"

namespace wamp {
namespace auth {

// The authenticator must outlive the service. A router that has proven who it
// is, by a certificate, is given credentials, if the authenticator gives them
// at all.
std::unique_ptr<grpc::Service> MakeAuthenticatorService(
    Authenticator* authenticator);

// The authorizer must outlive the service.
std::unique_ptr<grpc::Service> MakeAuthorizerService(Authorizer* authorizer);

}  // namespace auth
}  // namespace wamp

#endif  // WAMP_GRPC_AUTH_SERVICES_H_
