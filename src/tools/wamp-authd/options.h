// The commands and options of wamp-authd.
#ifndef WAMP_SRC_TOOLS_WAMP_AUTHD_OPTIONS_H_
#define WAMP_SRC_TOOLS_WAMP_AUTHD_OPTIONS_H_

#include "src/tools/common/command_line.h"

namespace wamp {
namespace tools {

enum class AuthdCommand {
  kHelp = kHelpCommand,
  kVersion = kVersionCommand,
  kCompletion = kCompletionCommand,
  kServe = kFirstCommand,
  kCheck,
  kHash,
  kKeygen,
};

enum class AuthdOption {
  kAgent,
  kCredentials,
  kLog,
  kPolicy,
  kRandom,
  kStateKey,
};

// Commands, options, and the texts of the help.
Program AuthdProgram();

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMP_AUTHD_OPTIONS_H_
