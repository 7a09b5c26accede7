#include "src/tools/wamp-authd/options.h"

#include <iterator>
#include <vector>

#include "src/tools/server/server_flags.h"

namespace wamp {
namespace tools {
namespace {

constexpr CommandInfo kCommands[] = {
    {Id(AuthdCommand::kServe), "serve", Operands::kNone,
     "--policy=FILE --listen=ADDRESS [option...]",
     "Answers routers, until it is told to terminate.",
     R"(  wamp-authd serve --policy=policy.json --listen=unix:/run/authd.sock
  wamp-authd serve --policy=policy.json --listen=0.0.0.0:8443 \
      --tls-cert=cert.pem --tls-key=key.pem --client-ca=routers.pem
)"},
    {Id(AuthdCommand::kCheck), "check", Operands::kFiles, "FILE...",
     "Says what is wrong with policies.",
     R"(  wamp-authd check policy.json
)"},
    {Id(AuthdCommand::kHash), "hash", Operands::kNone, "[option...]",
     "Reads a secret from standard input, and prints what a policy keeps of "
     "it.",
     R"(  wamp-authd hash < ticket
  wamp-authd hash --method=wampcra < secret
)"},
    {Id(AuthdCommand::kKeygen), "keygen", Operands::kNone, "",
     "Prints a new key for --state-key.",
     R"(  (umask 077 && wamp-authd keygen > state.key)
)"},
    {Id(AuthdCommand::kCompletion), "completion", Operands::kShell, "SHELL",
     "Prints the script by which a shell completes wamp-authd's words.",
     R"(  source <(wamp-authd completion bash)
)"},
    {Id(AuthdCommand::kHelp), "help", Operands::kTopic, "[COMMAND]",
     "Tells more of a command; of all, by \"help all\".", ""},
};

constexpr unsigned kServe = Bit(Id(AuthdCommand::kServe));
constexpr unsigned kHash = Bit(Id(AuthdCommand::kHash));

std::vector<OptionInfo> Options() {
  std::vector<OptionInfo> options = {
      {Id(AuthdOption::kPolicy), "--policy", "-p", "FILE", nullptr, kServe,
       true,
       R"(who may join and who may do what; read again upon SIGHUP,
when a file with faults leaves the policy as it was)"},
  };
  const std::vector<OptionInfo> server =
      ServerOptions(Id(AuthdCommand::kServe));
  options.insert(options.end(), server.begin(), server.end());
  const OptionInfo more[] = {
      {Id(AuthdOption::kLog), "--log", "", "FILE", nullptr, kServe, false,
       R"(where each answer is written to, as a line of JSON without
secrets; "-" is standard error (nowhere))"},
      {Id(AuthdOption::kStateKey), "--state-key", "", "FILE", nullptr, kServe,
       false,
       R"(what seals challenges, as keygen prints it: the same on all
replicas; further ones only open what is sealed (a new one
each time))"},
      {Id(AuthdOption::kCredentials), "--credentials", "", "", nullptr, kServe,
       false,
       R"(gives routers that ask for it, and show a certificate, what
they need to verify a client themselves)"},
      {Id(AuthdOption::kAgent), "--agent", "", "TEXT", nullptr, kServe, false,
       "what it calls itself, to routers (nothing)"},
      {Id(AuthdOption::kMethod), "--method", "-m", "METHOD",
       [] { return Spellings(HashMethods()); }, kHash, false,
       "what the secret is for (ticket)"},
      {Id(AuthdOption::kOutput), "--output", "-o", "FORM",
       [] { return Spellings(PolicyForms()); }, kHash, false,
       "the form of policy that it is for (json)"},
  };
  options.insert(options.end(), std::begin(more), std::end(more));
  return options;
}

constexpr ValueInfo kValues[] = {
    kServerAddress,
    {"METHOD",
     R"(METHOD is ticket; random-ticket, for one of 16 random bytes or more, which one
round of hashing protects; wampcra; wamp-scram, for clients that do as the
specification says; or scram, for those that do as autobahn does.
)",
     false},
    {"FORM", "FORM is json or textproto.\n", false},
};

}  // namespace

Program AuthdProgram() {
  static const std::vector<OptionInfo>* const options =
      new std::vector<OptionInfo>(Options());
  Program program;
  program.name = "wamp-authd";
  program.what =
      "decides for WAMP routers, by gRPC, who may join and who may do what";
  program.commands = kCommands;
  program.options = *options;
  program.values = kValues;
  program.input =
      R"(A policy is JSON, or protobuf's text form of wamp.auth.v1.Policy, by the
ending of the file's name: .json, or .textproto, .txtpb or .pbtxt.
)";
  program.exit_status =
      R"(0 if all went well, 1 if a policy has faults or the server could not go on,
2 for a wrong command line.
)";
  return program;
}

}  // namespace tools
}  // namespace wamp
