#include "src/tools/wamp-authd/authd_flags.h"

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"

namespace wamp {
namespace tools {
namespace {

absl::Status Set(AuthdOption id, const std::string& value, AuthdFlags& flags) {
  switch (id) {
    case AuthdOption::kAgent:
      flags.agent = value;
      break;
    case AuthdOption::kClientCa:
      flags.client_ca = value;
      break;
    case AuthdOption::kCredentials:
      flags.credentials = true;
      break;
    case AuthdOption::kInsecure:
      flags.insecure = true;
      break;
    case AuthdOption::kListen:
      flags.listen.push_back(value);
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
    case AuthdOption::kTlsCert:
      flags.tls_cert = value;
      break;
    case AuthdOption::kTlsKey:
      flags.tls_key = value;
      break;
  }
  return absl::OkStatus();
}

// Whether only programs of this machine can reach the address.
bool IsLocal(absl::string_view address) {
  return absl::StartsWith(address, "unix:") ||
         absl::StartsWith(address, "127.") ||
         absl::StartsWith(address, "[::1]:") ||
         absl::StartsWith(address, "localhost:");
}

absl::Status CheckTls(const AuthdFlags& flags) {
  if (flags.tls_cert.empty() != flags.tls_key.empty()) {
    return absl::InvalidArgumentError(
        flags.tls_key.empty() ? "--tls-key: missing, as --tls-cert is given"
                              : "--tls-cert: missing, as --tls-key is given");
  }
  if (!flags.client_ca.empty() && flags.tls_cert.empty()) {
    return absl::InvalidArgumentError(
        "--tls-cert: missing, as --client-ca is given");
  }
  if (flags.credentials && flags.client_ca.empty()) {
    return absl::InvalidArgumentError(
        "--client-ca: missing, as --credentials is given, and only a router "
        "that shows a certificate is given credentials");
  }
  if (!flags.tls_cert.empty() || flags.insecure) return absl::OkStatus();
  for (const std::string& address : flags.listen) {
    if (!IsLocal(address)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--listen: expected an address of this machine alone, as there is no "
          "--tls-cert, got ",
          internal::Quote(address), "; --insecure listens there all the same"));
    }
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
        return Set(static_cast<AuthdOption>(option.id), value, flags);
      },
      &flags.files);
  if (status.ok() && flags.command == AuthdCommand::kServe) {
    status = CheckTls(flags);
  }
  if (!status.ok()) return status;
  return flags;
}

}  // namespace tools
}  // namespace wamp
