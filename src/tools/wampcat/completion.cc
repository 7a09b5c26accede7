#include "src/tools/wampcat/completion.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "src/tools/wampcat/options.h"

namespace wamp {
namespace tools {
namespace {

std::string Joined(const std::vector<std::string>& words) {
  return absl::StrJoin(words, " ");
}

// The words that may follow a command which takes no files.
std::vector<std::string> Topics(Command command) {
  if (command == Command::kCompletion) return Shells();
  std::vector<std::string> topics = CommandNames();
  topics.emplace_back("all");
  return topics;
}

// The words that the value of an option can be; none if it is free.
std::string ValuesOf(const OptionInfo& option) {
  return option.words == nullptr ? "" : Joined(option.words());
}

// What an option is for, in the few words that its text starts with.
std::string About(const OptionInfo& option) {
  const absl::string_view words =
      option.what.substr(0, option.what.find_first_of("\n(;:"));
  return std::string(absl::StripTrailingAsciiWhitespace(words));
}

// A word of a script, as it is.
std::string Quoted(absl::string_view text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", R"('\'')"}}), "'");
}

// bash splits words at "=", so that an option, "=" and the start of a value are
// words of their own.
constexpr absl::string_view kBash = R"bash(# Completes the words of wampcat.
_wampcat() {
  local command=${COMP_WORDS[1]} current=${COMP_WORDS[COMP_CWORD]}
  local before=${COMP_WORDS[COMP_CWORD-1]} option= words=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "$COMMANDS --help --version" -- "$current"))
    return
  fi
  if [[ $current == "=" ]]; then
    option=$before current=
  elif [[ $before == "=" ]]; then
    option=${COMP_WORDS[COMP_CWORD-2]}
  elif [[ $before == -* ]]; then
    option=$before
  fi
  case "$command $option" in
$VALUES  esac
  if [[ -z $words ]]; then
    case $command in
$WORDS    esac
    # Files are completed where none of these fit.
    [[ $current == -* || $command == help || $command == completion ]] || return
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
}
complete -o bashdefault -o default -F _wampcat wampcat
)bash";

std::string BashScript() {
  std::string values;
  std::string words;
  for (const CommandInfo& command : Commands()) {
    std::vector<std::string> options;
    for (const OptionInfo& option : Options()) {
      if (!HasOption(command.command, option)) continue;
      options.push_back(
          absl::StrCat(option.name, option.value.empty() ? "" : "="));
      if (option.value.empty()) continue;
      std::string names =
          absl::StrCat("\"", command.name, " ", option.name, "\"");
      if (!option.short_name.empty()) {
        absl::StrAppend(&names, " | \"", command.name, " ", option.short_name,
                        "\"");
      }
      const std::string known = ValuesOf(option);
      absl::StrAppend(
          &values, "    ", names, ") ",
          known.empty() ? "return" : absl::StrCat("words=\"", known, "\""),
          " ;;\n");
    }
    options.emplace_back("--help");
    absl::StrAppend(
        &words, "      ", command.name, ") words=\"",
        Joined(TakesFiles(command.command) ? options : Topics(command.command)),
        "\" ;;\n");
  }
  return absl::StrReplaceAll(kBash, {{"$COMMANDS", Joined(CommandNames())},
                                     {"$VALUES", values},
                                     {"$WORDS", words}});
}

// A text between the brackets, or the colons, of zsh's functions.
std::string ZshText(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{":", "\\:"}, {"[", "\\["}, {"]", "\\]"}, {"'", R"('\'')"}});
}

std::string ZshScript() {
  std::string script =
      "#compdef wampcat\n"
      "# Completes the words of wampcat.\n"
      "_wampcat() {\n"
      "  local -a commands=(\n";
  for (const CommandInfo& command : Commands()) {
    absl::StrAppend(&script, "    '", command.name, ":", ZshText(command.what),
                    "'\n");
  }
  absl::StrAppend(&script,
                  "  )\n"
                  "  if ((CURRENT == 2)); then\n"
                  "    _describe command commands\n"
                  "    return\n"
                  "  fi\n"
                  "  shift words\n"
                  "  ((CURRENT -= 1))\n"
                  "  case $words[1] in\n");
  for (const CommandInfo& command : Commands()) {
    absl::StrAppend(&script, "    ", command.name, ")\n      _arguments");
    for (const OptionInfo& option : Options()) {
      if (!HasOption(command.command, option)) continue;
      const bool has_value = !option.value.empty();
      const std::string known = ValuesOf(option);
      const std::string rest = absl::StrCat(
          "[", ZshText(About(option)), "]",
          has_value ? absl::StrCat(
                          ":", option.value, ":",
                          known.empty() ? " " : absl::StrCat("(", known, ")"))
                    : "");
      absl::StrAppend(&script, " \\\n        '", option.name,
                      has_value ? "=" : "", rest, "'");
      if (!option.short_name.empty()) {
        absl::StrAppend(&script, " \\\n        '", option.short_name, rest,
                        "'");
      }
    }
    absl::StrAppend(
        &script, " \\\n        ",
        TakesFiles(command.command)
            ? "'--help[print what the command does]' \\\n        "
              "'*:file:_files'"
            : absl::StrCat("'1:word:(", Joined(Topics(command.command)), ")'"),
        "\n      ;;\n");
  }
  absl::StrAppend(&script,
                  "  esac\n"
                  "}\n"
                  "if [[ $funcstack[1] == _wampcat ]]; then\n"
                  "  _wampcat \"$@\"\n"
                  "else\n"
                  "  compdef _wampcat wampcat\n"
                  "fi\n");
  return script;
}

std::string FishScript() {
  std::string script = "# Completes the words of wampcat.\n";
  constexpr absl::string_view kLine = "complete -c wampcat -n ";
  for (const CommandInfo& command : Commands()) {
    absl::StrAppend(&script, kLine, "__fish_use_subcommand -f -a ",
                    command.name, " -d ", Quoted(command.what), "\n");
  }
  for (const CommandInfo& command : Commands()) {
    const std::string within =
        absl::StrCat(kLine, "'__fish_seen_subcommand_from ", command.name, "'");
    if (!TakesFiles(command.command)) {
      absl::StrAppend(&script, within, " -f -a ",
                      Quoted(Joined(Topics(command.command))), "\n");
      continue;
    }
    for (const OptionInfo& option : Options()) {
      if (!HasOption(command.command, option)) continue;
      absl::StrAppend(&script, within, " -l ", option.name.substr(2));
      if (!option.short_name.empty()) {
        absl::StrAppend(&script, " -s ", option.short_name.substr(1));
      }
      if (!option.value.empty()) absl::StrAppend(&script, " -x");
      if (option.words != nullptr) {
        absl::StrAppend(&script, " -a ", Quoted(ValuesOf(option)));
      }
      absl::StrAppend(&script, " -d ", Quoted(About(option)), "\n");
    }
  }
  return script;
}

}  // namespace

std::string CompletionScript(absl::string_view shell) {
  if (shell == "bash") return BashScript();
  return shell == "zsh" ? ZshScript() : FishScript();
}

}  // namespace tools
}  // namespace wamp
