// The commands and options of wampcat.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_OPTIONS_H_
#define WAMP_SRC_TOOLS_WAMPCAT_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "src/tools/common/command_line.h"

namespace wamp {
namespace tools {

enum class Command {
  kHelp = kHelpCommand,
  kVersion = kVersionCommand,
  kCompletion = kCompletionCommand,
  kDecode = kFirstCommand,
  kEncode,
  kTranscode,
  kLint,
  kStats
};

enum class OptionId {
  kAllFaults,
  kCarryForeign,
  kColor,
  kFormatRead,
  kFormatWritten,
  kFormRead,
  kFormWritten,
  kFramingRead,
  kFramingWritten,
  kMaxBytes,
  kMaxDepth,
  kMaxFaults,
  kMaxValues,
  kMessage,
  kPayload,
  kProfile,
  kSeparator,
  kUnknown,
};

// The commands that a user can name, in the order of the help.
absl::Span<const CommandInfo> Commands();

// The options, in the order of the help.
absl::Span<const OptionInfo> Options();

// The names of the WAMP messages.
std::vector<std::string> MessageNames();

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_OPTIONS_H_
