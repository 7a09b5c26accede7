// The commands and options of wamp-authd.
#ifndef WAMP_SRC_TOOLS_WAMP_AUTHD_OPTIONS_H_
#define WAMP_SRC_TOOLS_WAMP_AUTHD_OPTIONS_H_

#include "src/tools/common/command_line.h"
#include "src/tools/common/words.h"

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
  kMethod,
  kOutput,
  kPolicy,
  kStateKey,
};

// What `wamp-authd hash` hashes for.
enum class HashMethod {
  kTicket,
  // A ticket that nobody could guess.
  kRandomTicket,
  kWampcra,
  kWampScram,
  kScram,
};

inline Words<HashMethod> HashMethods() {
  return {{"ticket", HashMethod::kTicket},
          {"random-ticket", HashMethod::kRandomTicket},
          {"wampcra", HashMethod::kWampcra},
          {"wamp-scram", HashMethod::kWampScram},
          {"scram", HashMethod::kScram}};
}

// The forms of a policy.
enum class PolicyForm { kJson, kTextproto };

inline Words<PolicyForm> PolicyForms() {
  return {{"json", PolicyForm::kJson}, {"textproto", PolicyForm::kTextproto}};
}

// Commands, options, and the texts of the help.
Program AuthdProgram();

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMP_AUTHD_OPTIONS_H_
