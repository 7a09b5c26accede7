#include "src/tools/common/completion.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace wamp {
namespace tools {
namespace {

std::string Joined(const std::vector<std::string>& words) {
  return absl::StrJoin(words, " ");
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
constexpr absl::string_view kBash = R"bash(# Completes the words of $NAME.
_$NAME() {
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
    [[ $current == -* || " $FILELESS " == *" $command "* ]] || return
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
}
complete -o bashdefault -o default -F _$NAME $NAME
)bash";

std::string BashScript(const Program& program) {
  std::string values;
  std::vector<std::string> fileless;
  std::string words;
  for (const CommandInfo& command : program.commands) {
    std::vector<std::string> options;
    for (const OptionInfo& option : program.options) {
      if (!HasOption(command, option)) continue;
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
    if (command.operands != Operands::kFiles) {
      fileless.emplace_back(command.name);
    }
    absl::StrAppend(
        &words, "      ", command.name, ") words=\"",
        Joined(DoesWork(command) ? options : TopicsOf(program, command)),
        "\" ;;\n");
  }
  return absl::StrReplaceAll(kBash,
                             {{"$COMMANDS", Joined(CommandNames(program))},
                              {"$FILELESS", Joined(fileless)},
                              {"$NAME", program.name},
                              {"$VALUES", values},
                              {"$WORDS", words}});
}

// A text between the brackets, or the colons, of zsh's functions.
std::string ZshText(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{":", "\\:"}, {"[", "\\["}, {"]", "\\]"}, {"'", R"('\'')"}});
}

std::string ZshScript(const Program& program) {
  std::string script =
      "#compdef $NAME\n"
      "# Completes the words of $NAME.\n"
      "_$NAME() {\n"
      "  local -a commands=(\n";
  for (const CommandInfo& command : program.commands) {
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
  for (const CommandInfo& command : program.commands) {
    absl::StrAppend(&script, "    ", command.name, ")\n      _arguments");
    for (const OptionInfo& option : program.options) {
      if (!HasOption(command, option)) continue;
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
        DoesWork(command)
            ? absl::StrCat("'--help[print what the command does]'",
                           command.operands == Operands::kFiles
                               ? " \\\n        '*:file:_files'"
                               : "")
            : absl::StrCat("'1:word:(", Joined(TopicsOf(program, command)),
                           ")'"),
        "\n      ;;\n");
  }
  absl::StrAppend(&script,
                  "  esac\n"
                  "}\n"
                  "if [[ $funcstack[1] == _$NAME ]]; then\n"
                  "  _$NAME \"$@\"\n"
                  "else\n"
                  "  compdef _$NAME $NAME\n"
                  "fi\n");
  return absl::StrReplaceAll(script, {{"$NAME", program.name}});
}

std::string FishScript(const Program& program) {
  std::string script =
      absl::StrCat("# Completes the words of ", program.name, ".\n");
  const std::string line = absl::StrCat("complete -c ", program.name, " -n ");
  for (const CommandInfo& command : program.commands) {
    absl::StrAppend(&script, line, "__fish_use_subcommand -f -a ", command.name,
                    " -d ", Quoted(command.what), "\n");
  }
  for (const CommandInfo& command : program.commands) {
    const std::string within =
        absl::StrCat(line, "'__fish_seen_subcommand_from ", command.name, "'");
    if (!DoesWork(command)) {
      absl::StrAppend(&script, within, " -f -a ",
                      Quoted(Joined(TopicsOf(program, command))), "\n");
      continue;
    }
    if (command.operands != Operands::kFiles) {
      absl::StrAppend(&script, within, " -f\n");
    }
    for (const OptionInfo& option : program.options) {
      if (!HasOption(command, option)) continue;
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

std::string CompletionScript(const Program& program, absl::string_view shell) {
  if (shell == "bash") return BashScript(program);
  return shell == "zsh" ? ZshScript(program) : FishScript(program);
}

}  // namespace tools
}  // namespace wamp
