#include "src/tools/wampcat/wampcat_flags.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"
#include "src/tools/wampcat/suggestion.h"
#include "wamp/frame.h"
#include "wamp/transport/subprotocol.h"

namespace wamp {
namespace tools {
namespace {

// What an option's value may be.
template <class T>
using Words = std::vector<std::pair<std::string, T>>;

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

// Text is for people: it can't be read back.
Words<Form> TypedForms() {
  return {{"json", Form::kJson},
          {"textproto", Form::kTextproto},
          {"binary", Form::kBinary}};
}

template <class T>
absl::Status Choose(absl::string_view name, const std::string& value,
                    const Words<T>& words, T& out) {
  std::vector<std::string> known;
  for (const auto& [word, meaning] : words) {
    if (word == value) {
      out = meaning;
      return absl::OkStatus();
    }
    known.push_back(word);
  }
  return absl::InvalidArgumentError(
      absl::StrCat(name, ": expected one of ", absl::StrJoin(known, ", "),
                   ", got ", internal::Quote(value), Suggestion(value, known)));
}

absl::Status SetFormat(absl::string_view option, const std::string& value,
                       StreamFormat& format, Asked& asked) {
  const auto parsed = absl::StartsWith(value, "wamp.") ? ParseSubprotocol(value)
                                                       : ParseSerializer(value);
  if (!parsed.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(option, ": ", parsed.status().message()));
  }
  format.serializer = parsed->serializer;
  asked.name = value;
  asked.batched = parsed->batched;
  return absl::OkStatus();
}

absl::Status SetFrom(absl::string_view option, const std::string& value,
                     Draft& draft) {
  return SetFormat(option, value, draft.flags.from, draft.from);
}

absl::Status SetTo(absl::string_view option, const std::string& value,
                   Draft& draft) {
  return SetFormat(option, value, draft.flags.to, draft.to);
}

absl::Status SetFraming(absl::string_view option, const std::string& value,
                        Asked& asked) {
  asked.framing_name = value;
  return Choose(option, value,
                Words<StreamLayout>{{"none", StreamLayout::kBare},
                                    {"batched", StreamLayout::kBatched},
                                    {"rawsocket", StreamLayout::kRawSocket}},
                asked.framing.emplace());
}

absl::Status SetFromFraming(absl::string_view option, const std::string& value,
                            Draft& draft) {
  return SetFraming(option, value, draft.from);
}

absl::Status SetToFraming(absl::string_view option, const std::string& value,
                          Draft& draft) {
  return SetFraming(option, value, draft.to);
}

absl::Status SetSeparator(absl::string_view option, const std::string& value,
                          Draft& draft) {
  draft.to.separator = true;
  return Choose(
      option, value,
      Words<char>{{"0x1e", kJsonSeparator}, {"0x18", kAutobahnJsonSeparator}},
      draft.flags.to.separator);
}

absl::Status SetTypedFrom(absl::string_view option, const std::string& value,
                          Draft& draft) {
  return Choose(option, value, TypedForms(), draft.flags.form);
}

absl::Status SetOutput(absl::string_view option, const std::string& value,
                       Draft& draft) {
  Words<Form> words = TypedForms();
  words.insert(
      words.begin(),
      {{"text", Form::kText}, {"table", Form::kTable}, {"tree", Form::kTree}});
  words.emplace_back("wamp-json", Form::kWampJson);
  return Choose(option, value, words, draft.flags.form);
}

absl::Status SetMessage(absl::string_view option, const std::string& value,
                        Draft& draft) {
  draft.flags.message = absl::AsciiStrToUpper(value);
  const auto* type = v1::MessageType_descriptor();
  for (int i = 0; i < type->value_count(); ++i) {
    const auto name =
        MessageName(static_cast<v1::MessageType>(type->value(i)->number()));
    if (!name.empty() && name == draft.flags.message) return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      option, ": expected the name of a WAMP message, got \"", value, "\""));
}

absl::Status SetUnknown(absl::string_view option, const std::string& value,
                        Draft& draft) {
  draft.unknown = true;
  return Choose(option, value,
                Words<UnknownKeys>{{"ignore", UnknownKeys::kIgnore},
                                   {"keep", UnknownKeys::kKeep},
                                   {"reject", UnknownKeys::kReject}},
                draft.flags.decode.unknown_keys);
}

absl::Status SetProfile(absl::string_view option, const std::string& value,
                        Draft& draft) {
  absl::Status status = Choose(option, value,
                               Words<Profile>{{"spec", Profile::kSpec},
                                              {"autobahn", Profile::kAutobahn},
                                              {"lenient", Profile::kLenient}},
                               draft.flags.decode.profile);
  draft.flags.encode.json_nan = draft.flags.decode.profile == Profile::kSpec
                                    ? JsonNan::kReject
                                    : JsonNan::kAllow;
  return status;
}

absl::Status SetAllFaults(absl::string_view, const std::string&, Draft& draft) {
  draft.flags.decode.collect_all = true;
  return absl::OkStatus();
}

absl::Status SetPayload(absl::string_view, const std::string&, Draft& draft) {
  draft.flags.payload = true;
  return absl::OkStatus();
}

absl::Status SetMaxDepth(absl::string_view option, const std::string& value,
                         Draft& draft) {
  // As deep as typed messages are read back.
  constexpr int kMost = 80;
  int& depth = draft.flags.decode.limits.max_depth;
  if (absl::SimpleAtoi(value, &depth) && depth >= 1 && depth <= kMost) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": expected a number from 1 to ", kMost, ", got ",
                   internal::Quote(value)));
}

absl::Status SetMaxFaults(absl::string_view option, const std::string& value,
                          Draft& draft) {
  if (absl::SimpleAtoi(value, &draft.flags.max_faults)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      option, ": expected a number, got ", internal::Quote(value)));
}

constexpr unsigned Bit(Command command) {
  return 1u << static_cast<unsigned>(command);
}
constexpr unsigned kDecode = Bit(Command::kDecode);
constexpr unsigned kEncode = Bit(Command::kEncode);
constexpr unsigned kTranscode = Bit(Command::kTranscode);
constexpr unsigned kLint = Bit(Command::kLint);
constexpr unsigned kStats = Bit(Command::kStats);

struct Option {
  absl::string_view name;
  // The commands that have it.
  unsigned commands;
  bool required;
  bool has_value;
  absl::Status (*set)(absl::string_view option, const std::string& value,
                      Draft& draft);
};

constexpr Option kOptions[] = {
    {"--format", kDecode | kLint | kStats, false, true, SetFrom},
    {"--format", kEncode, true, true, SetTo},
    {"--from", kEncode, true, true, SetTypedFrom},
    {"--from", kTranscode, false, true, SetFrom},
    {"--to", kTranscode, true, true, SetTo},
    {"--framing", kDecode | kLint | kStats, false, true, SetFromFraming},
    {"--framing", kEncode, false, true, SetToFraming},
    {"--from-framing", kTranscode, false, true, SetFromFraming},
    {"--to-framing", kTranscode, false, true, SetToFraming},
    {"--separator", kEncode | kTranscode, false, true, SetSeparator},
    {"--output", kDecode, false, true, SetOutput},
    {"--payload", kDecode, false, false, SetPayload},
    {"--message", kDecode | kEncode | kTranscode | kLint | kStats, false, true,
     SetMessage},
    {"--unknown", kDecode | kTranscode | kLint | kStats, false, true,
     SetUnknown},
    {"--profile", kDecode | kEncode | kTranscode | kLint | kStats, false, true,
     SetProfile},
    {"--max-depth", kDecode | kTranscode | kLint | kStats, false, true,
     SetMaxDepth},
    {"--all-faults", kDecode | kTranscode, false, false, SetAllFaults},
    {"--max-faults", kDecode | kEncode | kTranscode | kLint, false, true,
     SetMaxFaults},
};

// The options that have a short form.
constexpr std::pair<absl::string_view, absl::string_view> kShortOptions[] = {
    {"-f", "--format"},
    {"-o", "--output"},
    {"-m", "--message"},
};

std::string LongName(absl::string_view name) {
  for (const auto& [short_name, long_name] : kShortOptions) {
    if (name == short_name) return std::string(long_name);
  }
  return std::string(name);
}

// Reads the option at `args[i]`; if its value is the next argument, `i` moves
// on to that.
absl::Status ParseOption(const std::vector<std::string>& args, size_t& i,
                         Draft& draft, unsigned& given) {
  const std::string& arg = args[i];
  const size_t equals = arg.find('=');
  const bool has_value = equals != std::string::npos;
  const std::string name = LongName(arg.substr(0, equals));
  std::vector<std::string> known;
  unsigned bit = 1;
  for (const Option& option : kOptions) {
    if ((option.commands & Bit(draft.flags.command)) != 0) {
      known.emplace_back(option.name);
      if (option.name == name) {
        if (has_value && !option.has_value) {
          return absl::InvalidArgumentError(
              absl::StrCat(name, ": expected no value"));
        }
        std::string value;
        if (has_value) {
          value = arg.substr(equals + 1);
        } else if (option.has_value) {
          if (i + 1 == args.size()) {
            return absl::InvalidArgumentError(
                absl::StrCat(name, ": expected a value"));
          }
          value = args[++i];
        }
        given |= bit;
        return option.set(name, value, draft);
      }
    }
    bit <<= 1;
  }
  return absl::InvalidArgumentError(
      absl::StrCat(name, ": no such option", Suggestion(name, known)));
}

absl::Status CheckComplete(const Draft& draft, unsigned given) {
  unsigned bit = 1;
  for (const Option& option : kOptions) {
    if (option.required && (option.commands & Bit(draft.flags.command)) != 0 &&
        (given & bit) == 0) {
      return absl::InvalidArgumentError(absl::StrCat(option.name, ": missing"));
    }
    bit <<= 1;
  }
  return absl::OkStatus();
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
  for (const std::string& arg : args) {
    if (arg == "--") break;
    if (arg == "--help" || arg == "-h") return flags;
    if (arg == "--version" || arg == "-V") {
      flags.command = Command::kVersion;
      return flags;
    }
  }
  if (args.empty()) return absl::InvalidArgumentError("command: missing");
  absl::Status status =
      Choose("command", args[0],
             Words<Command>{{"decode", Command::kDecode},
                            {"encode", Command::kEncode},
                            {"transcode", Command::kTranscode},
                            {"lint", Command::kLint},
                            {"stats", Command::kStats},
                            {"help", Command::kHelp}},
             flags.command);
  if (!status.ok()) return status;
  if (flags.command == Command::kHelp) return flags;
  if (flags.command == Command::kLint) {
    flags.decode.collect_all = true;
    flags.max_faults = 1000;
  }
  if (flags.command == Command::kStats) flags.max_faults = 0;
  unsigned given = 0;
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
