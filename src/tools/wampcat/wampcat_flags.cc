#include "src/tools/wampcat/wampcat_flags.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"
#include "src/tools/wampcat/suggestion.h"
#include "src/tools/wampcat/words.h"
#include "wamp/transport/subprotocol.h"

namespace wamp {
namespace tools {
namespace {

// How a stream of WAMP messages was described.
struct Asked {
  // The value that names the format; it may say that there are batches.
  std::string name;
  bool batched = false;
  // The value of the option for the framing, and what it means.
  std::string framing_name;
  std::optional<StreamLayout> framing;
  bool separator = false;
};

// What has been read of the command line.
struct Draft {
  Flags flags;
  Asked from;
  Asked to;
  // Whether it says what becomes of keys without a field.
  bool unknown = false;
};

absl::Status SetFormat(absl::string_view option, const std::string& value,
                       StreamFormat& format, Asked& asked) {
  const auto parsed = absl::StartsWith(value, "wamp.") ? ParseSubprotocol(value)
                                                       : ParseSerializer(value);
  if (!parsed.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(option, ": ", parsed.status().message(),
                     Suggestion(value, FormatNames())));
  }
  format.serializer = parsed->serializer;
  asked.name = value;
  asked.batched = parsed->batched;
  return absl::OkStatus();
}

absl::Status SetFraming(absl::string_view option, const std::string& value,
                        Asked& asked) {
  asked.framing_name = value;
  return Choose(option, value, Framings(), asked.framing.emplace());
}

absl::Status AddMessage(absl::string_view option, const std::string& value,
                        Draft& draft) {
  const std::string message = absl::AsciiStrToUpper(value);
  const std::vector<std::string> names = MessageNames();
  if (std::find(names.begin(), names.end(), message) != names.end()) {
    draft.flags.messages.push_back(message);
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": expected the name of a WAMP message, got \"",
                   value, "\"", Suggestion(message, names)));
}

absl::Status SetProfile(absl::string_view option, const std::string& value,
                        Draft& draft) {
  absl::Status status =
      Choose(option, value, Profiles(), draft.flags.decode.profile);
  draft.flags.encode.json_nan = draft.flags.decode.profile == Profile::kSpec
                                    ? JsonNan::kReject
                                    : JsonNan::kAllow;
  return status;
}

absl::Status SetMaxDepth(absl::string_view option, const std::string& value,
                         Draft& draft) {
  int& depth = draft.flags.decode.limits.max_depth;
  if (absl::SimpleAtoi(value, &depth) && depth >= 1 && depth <= kDeepestFrame) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": expected a number from 1 to ", kDeepestFrame,
                   ", got ", internal::Quote(value)));
}

absl::Status SetMaxFaults(absl::string_view option, const std::string& value,
                          Draft& draft) {
  if (absl::SimpleAtoi(value, &draft.flags.max_faults)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      option, ": expected a number, got ", internal::Quote(value)));
}

// Takes the value of an option of the name `option`.
absl::Status Set(OptionId id, absl::string_view option,
                 const std::string& value, Draft& draft) {
  Flags& flags = draft.flags;
  switch (id) {
    case OptionId::kAllFaults:
      flags.decode.collect_all = true;
      return absl::OkStatus();
    case OptionId::kColor:
      return Choose(option, value, ColorModes(), flags.color);
    case OptionId::kFormatRead:
      return SetFormat(option, value, flags.from, draft.from);
    case OptionId::kFormatWritten:
      return SetFormat(option, value, flags.to, draft.to);
    case OptionId::kFormRead:
      return Choose(option, value, TypedForms(), flags.form);
    case OptionId::kFormWritten:
      return Choose(option, value, OutputForms(), flags.form);
    case OptionId::kFramingRead:
      return SetFraming(option, value, draft.from);
    case OptionId::kFramingWritten:
      return SetFraming(option, value, draft.to);
    case OptionId::kMaxDepth:
      return SetMaxDepth(option, value, draft);
    case OptionId::kMaxFaults:
      return SetMaxFaults(option, value, draft);
    case OptionId::kMessage:
      return AddMessage(option, value, draft);
    case OptionId::kPayload:
      flags.payload = true;
      return absl::OkStatus();
    case OptionId::kProfile:
      return SetProfile(option, value, draft);
    case OptionId::kSeparator:
      draft.to.separator = true;
      return Choose(option, value, Separators(), flags.to.separator);
    case OptionId::kUnknown:
      draft.unknown = true;
      return Choose(option, value, UnknownKeysWords(),
                    flags.decode.unknown_keys);
  }
  return absl::InternalError(absl::StrCat(option, ": not known"));
}

// Reads the option at `args[i]`; if its value is the next argument, `i` moves
// on to that. Adds it to `given`.
absl::Status ParseOption(const std::vector<std::string>& args, size_t& i,
                         Draft& draft, std::vector<OptionId>& given) {
  const std::string& arg = args[i];
  // "-fjson" is "-f=json".
  const bool joined = arg.size() > 2 && arg[1] != '-' && arg[2] != '=';
  const size_t equals = joined ? 1 : arg.find('=');
  const std::string name = arg.substr(0, joined ? 2 : equals);
  std::vector<std::string> known = {"--help", "--version"};
  for (const OptionInfo& option : Options()) {
    if (!HasOption(draft.flags.command, option)) continue;
    known.emplace_back(option.name);
    if (option.name != name &&
        (option.short_name.empty() || option.short_name != name)) {
      continue;
    }
    std::string value;
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
    given.push_back(option.id);
    return Set(option.id, option.name, value, draft);
  }
  return absl::InvalidArgumentError(
      absl::StrCat(joined ? arg : name, ": no such option",
                   Suggestion(joined ? arg : name, known)));
}

absl::Status CheckComplete(const Draft& draft,
                           const std::vector<OptionId>& given) {
  for (const OptionInfo& option : Options()) {
    if (option.required && HasOption(draft.flags.command, option) &&
        std::find(given.begin(), given.end(), option.id) == given.end()) {
      return absl::InvalidArgumentError(absl::StrCat(option.name, ": missing"));
    }
  }
  return absl::OkStatus();
}

// Takes the words after "help" or "completion": the one that may, or must, be
// there.
absl::Status ParseTopic(const std::vector<std::string>& args,
                        const std::vector<std::string>& known, bool required,
                        Flags& flags) {
  if (args.size() == 1 && !required) return absl::OkStatus();
  const std::string& given = args.size() == 1 ? "" : args[1];
  if (args.size() > 2) {
    return absl::InvalidArgumentError(
        absl::StrCat(args[0], ": expected one word, got ", args.size() - 1));
  }
  Words<std::string> words;
  for (const std::string& word : known) words.emplace_back(word, word);
  return Choose(args[0], given, words, flags.topic);
}

// Whether the format that is read is to be guessed: if neither it nor the
// framing was told. Of the framings, RawSocket alone tells the format.
absl::StatusOr<bool> IsGuessed(const Draft& draft) {
  const Command command = draft.flags.command;
  if (command == Command::kEncode || !draft.from.name.empty() ||
      draft.from.framing == StreamLayout::kRawSocket) {
    return false;
  }
  if (!draft.from.framing.has_value()) return true;
  return absl::InvalidArgumentError(absl::StrCat(
      command == Command::kTranscode ? "--from" : "--format", ": missing"));
}

// Puts together what the format's name and the option for the framing say.
absl::Status Settle(absl::string_view framing, const Asked& asked,
                    StreamFormat& format) {
  format.layout = asked.framing.value_or(asked.batched ? StreamLayout::kBatched
                                                       : StreamLayout::kBare);
  if (asked.batched && format.layout != StreamLayout::kBatched) {
    return absl::InvalidArgumentError(
        absl::StrCat(framing, ": expected batched, as \"", asked.name,
                     "\" says, got \"", asked.framing_name, "\""));
  }
  if (asked.separator && (format.layout != StreamLayout::kBatched ||
                          format.serializer != v1::SERIALIZER_JSON)) {
    return absl::InvalidArgumentError(
        "--separator: expected batched JSON to be written, got another format");
  }
  return absl::OkStatus();
}

absl::Status SettleBoth(Draft& draft) {
  const bool both = draft.flags.command == Command::kTranscode;
  absl::Status status = Settle(both ? "--from-framing" : "--framing",
                               draft.from, draft.flags.from);
  if (!status.ok()) return status;
  return Settle(both ? "--to-framing" : "--framing", draft.to, draft.flags.to);
}

}  // namespace

absl::StatusOr<Flags> ParseFlags(const std::vector<std::string>& args) {
  Draft draft;
  Flags& flags = draft.flags;
  Words<Command> commands;
  for (const CommandInfo& info : Commands()) {
    commands.emplace_back(info.name, info.command);
  }
  for (const std::string& arg : args) {
    if (arg == "--") break;
    if (arg == "--help" || arg == "-h") {
      // Of the command, if there is one.
      for (const auto& [name, command] : commands) {
        if (name == args[0]) flags.topic = name;
      }
      return flags;
    }
    if (arg == "--version" || arg == "-V") {
      flags.command = Command::kVersion;
      return flags;
    }
  }
  if (args.empty()) return absl::InvalidArgumentError("command: missing");
  if (absl::StartsWith(args[0], "-")) {
    return absl::InvalidArgumentError(
        absl::StrCat(args[0], ": expected a command before any option",
                     Suggestion(args[0], {"--help", "--version"})));
  }
  absl::Status status = Choose("command", args[0], commands, flags.command);
  if (!status.ok()) return status;
  if (flags.command == Command::kHelp) {
    std::vector<std::string> topics = CommandNames();
    topics.emplace_back("all");
    status = ParseTopic(args, topics, false, flags);
    if (!status.ok()) return status;
    return flags;
  }
  if (flags.command == Command::kCompletion) {
    status = ParseTopic(args, Shells(), true, flags);
    if (!status.ok()) return status;
    return flags;
  }
  if (flags.command == Command::kLint) {
    flags.decode.collect_all = true;
    flags.max_faults = 1000;
  }
  if (flags.command == Command::kStats) flags.max_faults = 0;
  std::vector<OptionId> given;
  bool options_ended = false;
  for (size_t i = 1; i < args.size(); ++i) {
    if (options_ended || args[i] == "-" || !absl::StartsWith(args[i], "-")) {
      flags.files.push_back(args[i]);
    } else if (args[i] == "--") {
      options_ended = true;
    } else {
      status = ParseOption(args, i, draft, given);
      if (!status.ok()) return status;
    }
  }
  status = CheckComplete(draft, given);
  if (!status.ok()) return status;
  absl::StatusOr<bool> guess = IsGuessed(draft);
  if (!guess.ok()) return guess.status();
  flags.guess = *guess;
  if (flags.payload && flags.form != Form::kText && flags.form != Form::kTree) {
    return absl::InvalidArgumentError(
        "--payload: expected --output=text or tree with it");
  }
  status = SettleBoth(draft);
  if (!status.ok()) return status;
  if (flags.form == Form::kWampJson) flags.to.serializer = v1::SERIALIZER_JSON;
  // What is written as WAMP messages is to be what was read.
  if (!draft.unknown &&
      (flags.command == Command::kTranscode || flags.form == Form::kWampJson)) {
    flags.decode.unknown_keys = UnknownKeys::kKeep;
  }
  if (flags.files.empty()) flags.files.emplace_back("-");
  return flags;
}

}  // namespace tools
}  // namespace wamp
