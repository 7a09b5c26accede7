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
//
// What they answer can be kept in a log, or counted: one record for each client
// that was let in, turned away or challenged, and for each action,
//
//   wamp::auth::AuthServiceOptions options;
//   options.records = [](wamp::log::v1::SessionRecord record) {
//     std::clog << wamp::log::JsonLine(record) + "\n";
//   };
#ifndef WAMP_GRPC_AUTH_SERVICES_H_
#define WAMP_GRPC_AUTH_SERVICES_H_

#include <grpcpp/impl/service_type.h>

#include <functional>
#include <memory>

#include "wamp/auth/authenticator.h"
#include "wamp/auth/authorizer.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace auth {

struct AuthServiceOptions {
  // Takes a record of each answer, secrets included, on the thread of the call:
  // lines and stores take the secrets out, others need a Redactor. The
  // `session_uid` is the request's id. Several threads call it at once. Empty
  // means that no records are made.
  std::function<void(log::v1::SessionRecord)> records;
};

// The authenticator must outlive the service. A router that has proven who it
// is, by a certificate, is given credentials, if the authenticator gives them
// at all.
std::unique_ptr<grpc::Service> MakeAuthenticatorService(
    Authenticator* authenticator, AuthServiceOptions options = {});

// The authorizer must outlive the service.
std::unique_ptr<grpc::Service> MakeAuthorizerService(
    Authorizer* authorizer, AuthServiceOptions options = {});

}  // namespace auth
}  // namespace wamp

#endif  // WAMP_GRPC_AUTH_SERVICES_H_
