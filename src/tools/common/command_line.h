// What a command line is made of: commands and options, as tables of which
// parser, help, manual and completions are made.
#ifndef WAMP_SRC_TOOLS_COMMON_COMMAND_LINE_H_
#define WAMP_SRC_TOOLS_COMMON_COMMAND_LINE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace wamp {
namespace tools {

// The number of an enum's value, by which the tables call it.
template <class Enum>
constexpr int Id(Enum value) {
  return static_cast<int>(value);
}

// The commands that all programs have. Those of their own follow.
inline constexpr int kHelpCommand = 0;
inline constexpr int kVersionCommand = 1;
inline constexpr int kCompletionCommand = 2;
inline constexpr int kFirstCommand = 3;

// What may follow a command, besides its options.
enum class Operands {
  kNone,
  kFiles,
  // The name of a command, or "all".
  kTopic,
  // The name of a shell.
  kShell,
};

struct CommandInfo {
  int id;
  absl::string_view name;
  Operands operands;
  // What follows the name, in the help.
  absl::string_view arguments;
  // A sentence.
  absl::string_view what;
  // The command lines of examples, each with its line break.
  absl::string_view examples;
};

struct OptionInfo {
  int id;
  absl::string_view name;
  // "-f", say; empty if there is none.
  absl::string_view short_name;
  // What the value is called; empty if the option has none.
  absl::string_view value;
  // The words that a value can be, if they are few; null if it is free.
  std::vector<std::string> (*words)();
  // The commands that have it, as a sum of Bit, and whether they need it.
  unsigned commands;
  bool required;
  // Lines of up to 59 columns, without the last line break.
  absl::string_view what;
};

// What the values of some options are, for the help.
struct ValueInfo {
  // What it is called.
  absl::string_view value;
  absl::string_view about;
  // Whether the help on all commands in short has it, too.
  bool in_overview;
  // The commands for which it is so, as a sum of Bit; 0 for all that have such
  // an option. The help on all commands has the first of a name.
  unsigned commands = 0;
};

struct Program {
  absl::string_view name;
  // What it does, in a few words.
  absl::string_view what;
  // In the order of the help.
  absl::Span<const CommandInfo> commands;
  // In the order of the help. A name may occur once for each command.
  absl::Span<const OptionInfo> options;
  absl::Span<const ValueInfo> values;
  // The rest of the help, in paragraphs: on what is read, what else there is to
  // know of that, faults, and the exit status.
  absl::string_view input;
  absl::string_view more_input;
  absl::string_view faults;
  absl::string_view exit_status;
};

constexpr unsigned Bit(int command) {
  return 1u << static_cast<unsigned>(command);
}

bool HasOption(const CommandInfo& command, const OptionInfo& option);

// Whether the command does more than to tell of others.
bool DoesWork(const CommandInfo& command);

std::vector<std::string> CommandNames(const Program& program);

// The shells that a program can write completions for.
std::vector<std::string> Shells();

// The words that may follow a command which does no work.
std::vector<std::string> TopicsOf(const Program& program,
                                  const CommandInfo& command);

struct CommandChoice {
  int command = kHelpCommand;
  // The command that help is asked for, or "all"; the shell to complete for.
  std::string topic;
};

// Takes the words up to the command, and all of them unless that does work.
// Errors say what is wrong, and where.
absl::StatusOr<CommandChoice> ParseCommand(
    const Program& program, const std::vector<std::string>& args);

// Takes what comes after a command that does work: hands options to `set`, and
// adds operands to `files`.
absl::Status ParseArguments(
    const Program& program, int command, const std::vector<std::string>& args,
    const std::function<absl::Status(const OptionInfo& option,
                                     const std::string& value)>& set,
    std::vector<std::string>* files);

// Sets `out` to the number that an option of the name `option` is given.
absl::Status SetNumber(absl::string_view option, const std::string& value,
                       uint64_t& out);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_COMMAND_LINE_H_
