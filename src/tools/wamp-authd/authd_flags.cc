#include "src/tools/wamp-authd/authd_flags.h"

#include "absl/status/status.h"

namespace wamp {
namespace tools {
namespace {

absl::Status Set(AuthdOption id, const std::string& value, AuthdFlags& flags) {
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
    case AuthdOption::kMethod:
      return Choose("--method", value, HashMethods(), flags.method);
    case AuthdOption::kOutput:
      return Choose("--output", value, PolicyForms(), flags.form);
    case AuthdOption::kPolicy:
      flags.policy = value;
      break;
    case AuthdOption::kStateKey:
      flags.state_keys.push_back(value);
      break;
  }
  return absl::OkStatus();
}

absl::Status CheckFlags(const AuthdFlags& flags) {
  if (flags.command == AuthdCommand::kCheck && flags.files.empty()) {
    return absl::InvalidArgumentError("check: expected a FILE, got none");
  }
  if (flags.command != AuthdCommand::kServe) return absl::OkStatus();
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
        return SetServerOption(option, value, flags.server)
                   ? absl::OkStatus()
                   : Set(static_cast<AuthdOption>(option.id), value, flags);
      },
      &flags.files);
  if (status.ok()) status = CheckFlags(flags);
  if (!status.ok()) return status;
  return flags;
}

}  // namespace tools
}  // namespace wamp
