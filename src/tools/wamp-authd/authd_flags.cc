#include "src/tools/wamp-authd/authd_flags.h"

#include "absl/status/status.h"

namespace wamp {
namespace tools {
namespace {

void Set(AuthdOption id, const std::string& value, AuthdFlags& flags) {
  switch (id) {
    case AuthdOption::kAgent:
      flags.agent = value;
      break;
    case AuthdOption::kCredentials:
      flags.credentials = true;
      break;
    case AuthdOption::kLog:
      flags.log = value;
      break;
    case AuthdOption::kPolicy:
      flags.policy = value;
      break;
    case AuthdOption::kRandom:
      flags.random = true;
      break;
    case AuthdOption::kStateKey:
      flags.state_keys.push_back(value);
      break;
  }
}

absl::Status Check(const AuthdFlags& flags) {
  absl::Status status = CheckServerFlags(flags.server);
  if (!status.ok()) return status;
  if (flags.credentials && flags.server.client_ca.empty()) {
    return absl::InvalidArgumentError(
        "--client-ca: missing, as --credentials is given, and only a router "
        "that shows a certificate is given credentials");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<AuthdFlags> ParseAuthdFlags(
    const std::vector<std::string>& args) {
  AuthdFlags flags;
  const Program program = AuthdProgram();
  absl::StatusOr<CommandChoice> choice = ParseCommand(program, args);
  if (!choice.ok()) return choice.status();
  flags.command = static_cast<AuthdCommand>(choice->command);
  flags.topic = choice->topic;
  if (choice->command < kFirstCommand) return flags;
  absl::Status status = ParseArguments(
      program, choice->command, args,
      [&](const OptionInfo& option, const std::string& value) {
        if (!SetServerOption(option, value, flags.server)) {
          Set(static_cast<AuthdOption>(option.id), value, flags);
        }
        return absl::OkStatus();
      },
      &flags.files);
  if (status.ok() && flags.command == AuthdCommand::kServe) {
    status = Check(flags);
  }
  if (!status.ok()) return status;
  return flags;
}

}  // namespace tools
}  // namespace wamp
