// The command line of wamp-authd.
#ifndef WAMP_SRC_TOOLS_WAMP_AUTHD_AUTHD_FLAGS_H_
#define WAMP_SRC_TOOLS_WAMP_AUTHD_AUTHD_FLAGS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "src/tools/server/server_flags.h"
#include "src/tools/wamp-authd/options.h"

namespace wamp {
namespace tools {

struct AuthdFlags {
  AuthdCommand command = AuthdCommand::kHelp;
  // The command that help is asked for, or "all"; the shell to complete for.
  std::string topic;
  std::string policy;
  ServerFlags server;
  std::vector<std::string> state_keys;
  bool credentials = false;
  std::string agent;
  // Where answers are written to, a line each; "-" is standard error, and empty
  // means nowhere.
  std::string log;
  // What to hash for, and in which form to print that.
  HashMethod method = HashMethod::kTicket;
  PolicyForm form = PolicyForm::kJson;
  // Policies to be checked; "-" is standard input.
  std::vector<std::string> files;
};

// Fails with what is wrong, and where.
absl::StatusOr<AuthdFlags> ParseAuthdFlags(
    const std::vector<std::string>& args);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMP_AUTHD_AUTHD_FLAGS_H_
