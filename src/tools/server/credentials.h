// By what a server of gRPC is protected.
#ifndef WAMP_SRC_TOOLS_SERVER_CREDENTIALS_H_
#define WAMP_SRC_TOOLS_SERVER_CREDENTIALS_H_

#include <grpcpp/security/server_credentials.h>

#include <memory>

#include "absl/status/statusor.h"
#include "src/tools/server/server_flags.h"

namespace wamp {
namespace tools {

// What the flags ask for: TLS, of certificates that each new connection looks
// at anew, or nothing at all.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeCredentials(
    const ServerFlags& flags);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_SERVER_CREDENTIALS_H_
