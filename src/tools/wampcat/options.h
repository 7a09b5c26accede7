// The commands and options of wampcat, of which parser, help, manual and
// completions are made.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_OPTIONS_H_
#define WAMP_SRC_TOOLS_WAMPCAT_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace wamp {
namespace tools {

enum class Command {
  kHelp,
  kVersion,
  kCompletion,
  kDecode,
  kEncode,
  kTranscode,
  kLint,
  kStats
};

struct CommandInfo {
  Command command;
  absl::string_view name;
  // What follows the name.
  absl::string_view arguments;
  // A sentence.
  absl::string_view what;
  // The command lines of examples, each with its line break.
  absl::string_view examples;
};

enum class OptionId {
  kAllFaults,
  kColor,
  kFormatRead,
  kFormatWritten,
  kFormRead,
  kFormWritten,
  kFramingRead,
  kFramingWritten,
  kMaxDepth,
  kMaxFaults,
  kMessage,
  kPayload,
  kProfile,
  kSeparator,
  kUnknown,
};

struct OptionInfo {
  OptionId id;
  absl::string_view name;
  // "-f", say; empty if there is none.
  absl::string_view short_name;
  // What the value is called; empty if the option has none.
  absl::string_view value;
  // The words that a value can be, if they are few; null if it is free.
  std::vector<std::string> (*words)();
  // The commands that have it, and whether they need it.
  unsigned commands;
  bool required;
  // Lines of up to 59 columns, without the last line break.
  absl::string_view what;
};

// The commands that a user can name, in the order of the help.
absl::Span<const CommandInfo> Commands();

// The options, in the order of the help. A name may occur once for each
// command.
absl::Span<const OptionInfo> Options();

bool HasOption(Command command, const OptionInfo& option);

// Whether a command reads messages.
bool TakesFiles(Command command);

// The names of the commands.
std::vector<std::string> CommandNames();

// The shells that `wampcat completion` knows.
std::vector<std::string> Shells();

// The names of the formats.
std::vector<std::string> FormatNames();

// The names of the WAMP messages.
std::vector<std::string> MessageNames();

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_OPTIONS_H_
