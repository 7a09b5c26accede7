// The server of who may join: `wamp-authd --help` says what it does.
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "src/tools/common/completion.h"
#include "src/tools/common/help.h"
#include "src/tools/common/output.h"
#include "src/tools/wamp-authd/authd_flags.h"
#include "src/tools/wamp-authd/principal_text.h"
#include "src/tools/wamp-authd/serve.h"
#include "src/tools/wamp-authd/state_key.h"
#include "wamp/auth/policy.h"
#include "wamp/version.h"

namespace wamp {
namespace tools {
namespace {

int Fail(const absl::Status& status) {
  std::cerr << "wamp-authd: " << status.message() << std::endl;
  return 1;
}

int Check(const AuthdFlags& flags) {
  int exit_status = 0;
  for (const std::string& file : flags.files) {
    const auto policy = auth::LoadPolicy(file);
    if (!policy.ok()) exit_status = Fail(policy.status());
  }
  return exit_status;
}

int Hash(const AuthdFlags& flags) {
  const std::string text((std::istreambuf_iterator<char>(std::cin)),
                         std::istreambuf_iterator<char>());
  absl::string_view secret = text;
  absl::ConsumeSuffix(&secret, "\n");
  const absl::StatusOr<std::string> printed =
      PrincipalText(secret, flags.method, flags.form);
  return printed.ok() ? Say(*printed) : Fail(printed.status());
}

int Main(const std::vector<std::string>& args) {
  const absl::StatusOr<AuthdFlags> flags = ParseAuthdFlags(args);
  if (!flags.ok()) {
    std::cerr << "wamp-authd: " << flags.status().message()
              << "\nTry wamp-authd --help.\n";
    return 2;
  }
  switch (flags->command) {
    case AuthdCommand::kHelp:
      return Say(HelpText(AuthdProgram(), flags->topic));
    case AuthdCommand::kCompletion:
      return Say(CompletionScript(AuthdProgram(), flags->topic));
    case AuthdCommand::kVersion:
      return Say(absl::StrCat("wamp-authd ", kVersion, "\n"));
    case AuthdCommand::kServe: {
      const absl::Status status = Serve(*flags);
      return status.ok() ? 0 : Fail(status);
    }
    case AuthdCommand::kCheck:
      return Check(*flags);
    case AuthdCommand::kHash:
      return Hash(*flags);
    case AuthdCommand::kKeygen:
      return Say(NewStateKey());
  }
  return 2;
}

}  // namespace
}  // namespace tools
}  // namespace wamp

int main(int argc, char** argv) {
  return wamp::tools::RunProgram(argc, argv, wamp::tools::Main);
}
