#include "src/tools/common/help.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "src/tools/common/stream_options.h"

namespace wamp {
namespace tools {
namespace {

// Where the texts of options start.
constexpr size_t kTextColumn = 21;

// "  wampcat decode [option...]", and below it what that does.
void AppendUsage(const Program& program, const CommandInfo& command,
                 std::string* text) {
  absl::StrAppend(text, "  ", program.name, " ", command.name,
                  command.arguments.empty() ? "" : " ", command.arguments,
                  "\n      ", command.what, "\n");
}

// The option's line, and those of its text that have no room there.
void AppendOption(absl::string_view term, absl::string_view what,
                  std::string* text) {
  std::string head = absl::StrCat("  ", term);
  bool first = true;
  for (const absl::string_view line : absl::StrSplit(what, '\n')) {
    if (first && head.size() >= kTextColumn) {
      absl::StrAppend(text, head, "\n");
      head.clear();
    }
    head.resize(kTextColumn, ' ');
    absl::StrAppend(text, head, line, "\n");
    head.clear();
    first = false;
  }
}

// "-f, --format=FORMAT".
std::string Term(const OptionInfo& option) {
  return absl::StrCat(option.short_name, option.short_name.empty() ? "" : ", ",
                      option.name, option.value.empty() ? "" : "=",
                      option.value);
}

// "(decode, lint)", in lines as long as those of options.
std::string Listed(const std::vector<absl::string_view>& names) {
  constexpr size_t kLongest = 59;
  std::string text = "(";
  size_t line = 0;
  for (const absl::string_view name : names) {
    if (text.size() - line + name.size() + 2 > kLongest) {
      text.back() = '\n';
      line = text.size();
    }
    absl::StrAppend(&text, name, ", ");
  }
  text.resize(text.size() - 2);
  return absl::StrCat(text, ")");
}

// The options of the command; of all commands if it is null.
void AppendOptions(const Program& program, const CommandInfo* command,
                   std::string* text) {
  absl::StrAppend(text, "\noptions:\n");
  for (const OptionInfo& option : program.options) {
    if (command != nullptr && !HasOption(*command, option)) continue;
    std::string what(option.what);
    if (command == nullptr) {
      std::vector<absl::string_view> names;
      size_t workers = 0;
      for (const CommandInfo& info : program.commands) {
        workers += DoesWork(info) ? 1 : 0;
        if (HasOption(info, option)) names.push_back(info.name);
      }
      if (names.size() < workers) {
        absl::StrAppend(&what, "\n", Listed(names));
      }
    }
    AppendOption(Term(option), what, text);
  }
  AppendOption("-h, --help", "print this", text);
}

// Whether an option of the command has such a value.
bool HasValue(const Program& program, const CommandInfo& command,
              absl::string_view value) {
  return std::any_of(program.options.begin(), program.options.end(),
                     [&](const OptionInfo& option) {
                       return option.value == value &&
                              HasOption(command, option);
                     });
}

std::string CommandHelp(const Program& program, const CommandInfo& command) {
  std::string text = "usage:\n";
  AppendUsage(program, command, &text);
  if (DoesWork(command)) {
    AppendOptions(program, &command, &text);
    if (command.operands == Operands::kFiles) {
      absl::StrAppend(&text, "\n", program.input);
    }
    for (const ValueInfo& value : program.values) {
      const bool is_here =
          value.commands == 0 || (value.commands & Bit(command.id)) != 0;
      if (is_here && HasValue(program, command, value.value)) {
        absl::StrAppend(&text, "\n", value.about);
      }
    }
  } else if (command.operands == Operands::kShell) {
    absl::StrAppend(&text, "\nSHELL: ", absl::StrJoin(Shells(), ", "), "\n");
  }
  if (!command.examples.empty()) {
    absl::StrAppend(&text, "\nexamples:\n", command.examples);
  }
  return text;
}

std::string Overview(const Program& program, bool full) {
  std::string text =
      absl::StrCat(program.name, ": ", program.what, "\n\nusage:\n");
  for (const CommandInfo& command : program.commands) {
    AppendUsage(program, command, &text);
  }
  absl::StrAppend(&text, "  ", program.name, " --help | --version\n\n",
                  program.input);
  if (full) {
    absl::StrAppend(&text, program.more_input);
    AppendOptions(program, nullptr, &text);
  }
  absl::StrAppend(&text, "\n");
  absl::string_view before;
  for (const ValueInfo& value : program.values) {
    const bool is_shown = full || value.in_overview;
    if (is_shown && value.value != before) absl::StrAppend(&text, value.about);
    before = value.value;
  }
  if (full) absl::StrAppend(&text, "\n", program.faults);
  absl::StrAppend(&text, "\n", program.exit_status, "\nexamples:\n");
  for (const CommandInfo& command : program.commands) {
    // Of each command the first, if there is not room for all.
    absl::StrAppend(&text, full ? command.examples
                                : command.examples.substr(
                                      0, command.examples.find('\n') + 1));
  }
  return text;
}

}  // namespace

std::string HelpText(const Program& program, absl::string_view topic) {
  std::string text;
  if (topic.empty() || topic == "all") text = Overview(program, !topic.empty());
  for (const CommandInfo& command : program.commands) {
    if (command.name == topic) text = CommandHelp(program, command);
  }
  return absl::StrReplaceAll(
      text, {{"$FORMATS", absl::StrJoin(FormatNames(), ", ")}});
}

}  // namespace tools
}  // namespace wamp
