// The certificates that a server shows, and those that it takes.
#ifndef WAMP_SRC_TOOLS_SERVER_CERTIFICATES_H_
#define WAMP_SRC_TOOLS_SERVER_CERTIFICATES_H_

#include <grpcpp/security/server_credentials.h>

#include <memory>

#include "absl/status/statusor.h"
#include "src/tools/server/server_flags.h"

namespace wamp {
namespace tools {

// What the flags ask for: TLS of certificates that are read again when their
// files change, or none at all. Files that can't be read, or don't belong to
// each other, are errors that name them.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeCredentials(
    const ServerFlags& flags);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_SERVER_CERTIFICATES_H_
