// The command line of wamp-authd.
#ifndef WAMP_SRC_TOOLS_WAMP_AUTHD_AUTHD_FLAGS_H_
#define WAMP_SRC_TOOLS_WAMP_AUTHD_AUTHD_FLAGS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "src/tools/wamp-authd/options.h"

namespace wamp {
namespace tools {

struct AuthdFlags {
  AuthdCommand command = AuthdCommand::kHelp;
  // The command that help is asked for, or "all"; the shell to complete for.
  std::string topic;
  std::string policy;
  std::vector<std::string> listen;
  std::string tls_cert;
  std::string tls_key;
  std::string client_ca;
  bool insecure = false;
  std::vector<std::string> state_keys;
  bool credentials = false;
  std::string agent;
  // Of the ticket to be hashed.
  bool random = false;
  // Policies to be checked; "-" is standard input.
  std::vector<std::string> files;
};

// Fails with what is wrong, and where.
absl::StatusOr<AuthdFlags> ParseAuthdFlags(
    const std::vector<std::string>& args);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMP_AUTHD_AUTHD_FLAGS_H_
