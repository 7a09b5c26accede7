#include "src/tools/common/command_line.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "src/text/quote.h"
#include "src/tools/common/suggestion.h"
#include "src/tools/common/words.h"

namespace wamp {
namespace tools {
namespace {

const CommandInfo* Find(const Program& program, int command) {
  for (const CommandInfo& info : program.commands) {
    if (info.id == command) return &info;
  }
  return nullptr;
}

// Takes the words after "help" or "completion": the one that may, or must, be
// there.
absl::Status ParseTopic(const Program& program, const CommandInfo& command,
                        const std::vector<std::string>& args,
                        std::string& topic) {
  if (args.size() == 1 && command.operands != Operands::kShell) {
    return absl::OkStatus();
  }
  const std::string& given = args.size() == 1 ? "" : args[1];
  if (args.size() > 2) {
    return absl::InvalidArgumentError(
        absl::StrCat(args[0], ": expected one word, got ", args.size() - 1));
  }
  Words<std::string> words;
  for (const std::string& word : TopicsOf(program, command)) {
    words.emplace_back(word, word);
  }
  return Choose(args[0], given, words, topic);
}

// Whether `name` is that of the option, or its short one.
bool IsCalled(const OptionInfo& option, absl::string_view name) {
  return option.name == name ||
         (!option.short_name.empty() && option.short_name == name);
}

// The options of the command that do what others of `name` do in other
// commands.
std::vector<std::string> Counterparts(const Program& program,
                                      const CommandInfo& command,
                                      absl::string_view name) {
  std::vector<std::string> found;
  for (const OptionInfo& option : program.options) {
    const bool is_one =
        std::any_of(program.options.begin(), program.options.end(),
                    [&](const OptionInfo& other) {
                      return other.id == option.id && IsCalled(other, name);
                    });
    if (is_one && HasOption(command, option)) found.emplace_back(option.name);
  }
  return found;
}

// Reads the option at `args[i]`; if its value is the next argument, `i` moves
// on to that. Sets `found` to the option, and `value` to its value.
absl::Status ParseOption(const Program& program, const CommandInfo& command,
                         const std::vector<std::string>& args, size_t& i,
                         const OptionInfo*& found, std::string& value) {
  const std::string& arg = args[i];
  // "-fjson" is "-f=json".
  const bool joined = arg.size() > 2 && arg[1] != '-' && arg[2] != '=';
  const size_t equals = joined ? 1 : arg.find('=');
  const std::string name = arg.substr(0, joined ? 2 : equals);
  std::vector<std::string> known = {"--help", "--version"};
  for (const OptionInfo& option : program.options) {
    if (!HasOption(command, option)) continue;
    known.emplace_back(option.name);
    if (!IsCalled(option, name)) continue;
    found = &option;
    if (equals != std::string::npos) {
      if (option.value.empty()) {
        return absl::InvalidArgumentError(
            absl::StrCat(option.name, ": expected no value"));
      }
      value = arg.substr(equals + 1);
    } else if (!option.value.empty()) {
      if (i + 1 == args.size()) {
        return absl::InvalidArgumentError(
            absl::StrCat(option.name, ": expected a value"));
      }
      value = args[++i];
    }
    return absl::OkStatus();
  }
  const std::vector<std::string> others = Counterparts(program, command, name);
  return absl::InvalidArgumentError(
      absl::StrCat(internal::Escape(joined ? arg : name), ": no such option",
                   others.empty() ? Suggestion(joined ? arg : name, known)
                                  : DidYouMean(others)));
}

}  // namespace

bool HasOption(const CommandInfo& command, const OptionInfo& option) {
  return (option.commands & Bit(command.id)) != 0;
}

bool DoesWork(const CommandInfo& command) {
  return command.operands == Operands::kNone ||
         command.operands == Operands::kFiles;
}

std::vector<std::string> CommandNames(const Program& program) {
  std::vector<std::string> names;
  for (const CommandInfo& info : program.commands) {
    names.emplace_back(info.name);
  }
  return names;
}

std::vector<std::string> Shells() { return {"bash", "zsh", "fish"}; }

std::vector<std::string> TopicsOf(const Program& program,
                                  const CommandInfo& command) {
  if (command.operands == Operands::kShell) return Shells();
  std::vector<std::string> topics = CommandNames(program);
  topics.emplace_back("all");
  return topics;
}

absl::StatusOr<CommandChoice> ParseCommand(
    const Program& program, const std::vector<std::string>& args) {
  CommandChoice choice;
  Words<int> commands;
  for (const CommandInfo& info : program.commands) {
    commands.emplace_back(info.name, info.id);
  }
  for (const std::string& arg : args) {
    if (arg == "--") break;
    if (arg == "--help" || arg == "-h") {
      // Of the command, if there is one.
      for (const auto& [name, command] : commands) {
        if (name == args[0]) choice.topic = name;
      }
      return choice;
    }
    if (arg == "--version" || arg == "-V") {
      choice.command = kVersionCommand;
      return choice;
    }
  }
  if (args.empty()) return absl::InvalidArgumentError("command: missing");
  if (absl::StartsWith(args[0], "-")) {
    return absl::InvalidArgumentError(absl::StrCat(
        internal::Escape(args[0]), ": expected a command before any option",
        Suggestion(args[0], {"--help", "--version"})));
  }
  absl::Status status = Choose("command", args[0], commands, choice.command);
  if (!status.ok()) return status;
  const CommandInfo* info = Find(program, choice.command);
  if (info != nullptr && !DoesWork(*info)) {
    status = ParseTopic(program, *info, args, choice.topic);
    if (!status.ok()) return status;
  }
  return choice;
}

absl::Status ParseArguments(
    const Program& program, int command, const std::vector<std::string>& args,
    const std::function<absl::Status(const OptionInfo& option,
                                     const std::string& value)>& set,
    std::vector<std::string>* files) {
  const CommandInfo* info = Find(program, command);
  if (info == nullptr) return absl::InternalError("command: not known");
  std::vector<int> given;
  bool options_ended = false;
  for (size_t i = 1; i < args.size(); ++i) {
    if (options_ended || args[i] == "-" || !absl::StartsWith(args[i], "-")) {
      if (info->operands == Operands::kNone) {
        return absl::InvalidArgumentError(absl::StrCat(
            info->name, ": expected no FILE, got ", internal::Quote(args[i])));
      }
      files->push_back(args[i]);
    } else if (args[i] == "--") {
      options_ended = true;
    } else {
      const OptionInfo* option = nullptr;
      std::string value;
      absl::Status status = ParseOption(program, *info, args, i, option, value);
      if (status.ok()) status = set(*option, value);
      if (!status.ok()) return status;
      given.push_back(option->id);
    }
  }
  for (const OptionInfo& option : program.options) {
    if (option.required && HasOption(*info, option) &&
        std::find(given.begin(), given.end(), option.id) == given.end()) {
      return absl::InvalidArgumentError(absl::StrCat(option.name, ": missing"));
    }
  }
  return absl::OkStatus();
}

absl::Status SetNumber(absl::string_view option, const std::string& value,
                       uint64_t& out) {
  if (absl::SimpleAtoi(value, &out)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      option, ": expected a number, got ", internal::Quote(value)));
}

}  // namespace tools
}  // namespace wamp
