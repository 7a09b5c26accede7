#include "src/tools/wampcat_flags.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "src/internal/annotations.h"
#include "src/internal/with_medium.h"
#include "wamp/frame.h"

namespace wamp {
namespace tools {
namespace {

// What an option's value may be.
template <class T>
using Words = std::vector<std::pair<std::string, T>>;

// The formats that the library can read and write, by their names in WAMP.
Words<v1::Serializer> Formats() {
  Words<v1::Serializer> words;
  const auto* type = v1::Serializer_descriptor();
  for (int i = 0; i < type->value_count(); ++i) {
    const auto format = static_cast<v1::Serializer>(type->value(i)->number());
    const bool known = internal::WithMedium(
        format, [](auto) { return true; }, [] { return false; });
    if (known) words.emplace_back(internal::TokenOf(type->value(i)), format);
  }
  return words;
}

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
  return absl::InvalidArgumentError(absl::StrCat(name, ": expected one of ",
                                                 absl::StrJoin(known, ", "),
                                                 ", got \"", value, "\""));
}

absl::Status SetFrom(const std::string& value, Flags& flags) {
  return Choose(flags.command == Command::kTranscode ? "--from" : "--format",
                value, Formats(), flags.from);
}

absl::Status SetTo(const std::string& value, Flags& flags) {
  return Choose(flags.command == Command::kTranscode ? "--to" : "--format",
                value, Formats(), flags.to);
}

absl::Status SetTypedFrom(const std::string& value, Flags& flags) {
  return Choose("--from", value, TypedForms(), flags.form);
}

absl::Status SetOutput(const std::string& value, Flags& flags) {
  Words<Form> words = TypedForms();
  words.emplace(words.begin(), "text", Form::kText);
  return Choose("--output", value, words, flags.form);
}

absl::Status SetMessage(const std::string& value, Flags& flags) {
  flags.message = absl::AsciiStrToUpper(value);
  const auto* type = v1::MessageType_descriptor();
  for (int i = 0; i < type->value_count(); ++i) {
    const auto name =
        MessageName(static_cast<v1::MessageType>(type->value(i)->number()));
    if (!name.empty() && name == flags.message) return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "--message: expected the name of a WAMP message, got \"", value, "\""));
}

absl::Status SetUnknown(const std::string& value, Flags& flags) {
  return Choose("--unknown", value,
                Words<UnknownKeys>{{"ignore", UnknownKeys::kIgnore},
                                   {"keep", UnknownKeys::kKeep},
                                   {"reject", UnknownKeys::kReject}},
                flags.decode.unknown_keys);
}

absl::Status SetProfile(const std::string& value, Flags& flags) {
  absl::Status status = Choose("--profile", value,
                               Words<Profile>{{"spec", Profile::kSpec},
                                              {"autobahn", Profile::kAutobahn},
                                              {"lenient", Profile::kLenient}},
                               flags.decode.profile);
  flags.encode.json_nan = flags.decode.profile == Profile::kSpec
                              ? JsonNan::kReject
                              : JsonNan::kAllow;
  return status;
}

absl::Status SetAllFaults(const std::string&, Flags& flags) {
  flags.decode.collect_all = true;
  return absl::OkStatus();
}

constexpr unsigned Bit(Command command) {
  return 1u << static_cast<unsigned>(command);
}
constexpr unsigned kDecode = Bit(Command::kDecode);
constexpr unsigned kEncode = Bit(Command::kEncode);
constexpr unsigned kTranscode = Bit(Command::kTranscode);
constexpr unsigned kLint = Bit(Command::kLint);

struct Option {
  absl::string_view name;
  // The commands that have it.
  unsigned commands;
  bool required;
  bool has_value;
  absl::Status (*set)(const std::string& value, Flags& flags);
};

constexpr Option kOptions[] = {
    {"--format", kDecode | kLint, true, true, SetFrom},
    {"--format", kEncode, true, true, SetTo},
    {"--from", kEncode, true, true, SetTypedFrom},
    {"--from", kTranscode, true, true, SetFrom},
    {"--to", kTranscode, true, true, SetTo},
    {"--output", kDecode, false, true, SetOutput},
    {"--message", kDecode | kEncode | kTranscode | kLint, false, true,
     SetMessage},
    {"--unknown", kDecode | kTranscode | kLint, false, true, SetUnknown},
    {"--profile", kDecode | kEncode | kTranscode | kLint, false, true,
     SetProfile},
    {"--all-faults", kDecode | kTranscode, false, false, SetAllFaults},
};

absl::Status ParseOption(const std::string& arg, Flags& flags,
                         unsigned& given) {
  const size_t equals = arg.find('=');
  const bool has_value = equals != std::string::npos;
  const std::string name = arg.substr(0, equals);
  unsigned bit = 1;
  for (const Option& option : kOptions) {
    if (option.name == name && (option.commands & Bit(flags.command)) != 0) {
      if (option.has_value != has_value) {
        return absl::InvalidArgumentError(
            absl::StrCat(name, option.has_value ? ": expected \"=value\""
                                                : ": expected no value"));
      }
      given |= bit;
      return option.set(has_value ? arg.substr(equals + 1) : "", flags);
    }
    bit <<= 1;
  }
  return absl::InvalidArgumentError(absl::StrCat(name, ": no such option"));
}

absl::Status CheckComplete(const Flags& flags, unsigned given) {
  unsigned bit = 1;
  for (const Option& option : kOptions) {
    if (option.required && (option.commands & Bit(flags.command)) != 0 &&
        (given & bit) == 0) {
      return absl::InvalidArgumentError(absl::StrCat(option.name, ": missing"));
    }
    bit <<= 1;
  }
  return absl::OkStatus();
}

constexpr absl::string_view kHelp =
    R"(wampcat: reads, checks and writes WAMP messages

usage:
  wampcat decode --format=FORMAT [option...] [FILE...]
      Prints the WAMP messages in the files as typed messages.
  wampcat encode --from=FORM --format=FORMAT [option...] [FILE...]
      Writes typed messages back as WAMP messages.
  wampcat transcode --from=FORMAT --to=FORMAT [option...] [FILE...]
      Writes the WAMP messages of one format in another, unknown keys and all.
  wampcat lint --format=FORMAT [option...] [FILE...]
      Prints nothing but all faults of all messages.

Without FILE, or where it is "-", standard input is read; "--" ends the options.
WAMP messages are whole arrays, back to back; in JSON with white space, 0x18 or
0x1E between them, and written one per line. A message may have any size, as may
the input: it is read as it comes, one message at a time.

FORMAT: $FORMATS
FORM:   text       a line for people, which can't be read back: number, name,
                   ids, details, what the payload holds; secrets are hidden
        json       a line of protobuf's JSON of wamp.v1.Frame
        textproto  a line of protobuf's text format of wamp.v1.Frame
        binary     wamp.v1.Frame records, each behind its length as a varint
        Only text hides secrets.

options:
  --output=FORM      how to print (text)
  --message=NAME     only messages of this name, for example WELCOME
  --unknown=WHAT     keys without a field: ignore, keep, reject (ignore; in
                     transcode: keep)
  --profile=PROFILE  whose rules hold (spec):
                     spec      those of the specification
                     autobahn  those of autobahn-python: ids are checked at the
                               positions of a message only; JSON may hold NaN
                     lenient   the same, and floats without a fraction pass as
                               integers, a value as a list of one
  --all-faults       report all faults of a message, not just the first
  --help             print this

Faults are reported on standard error, with file, message, place and byte of the
file; the good messages are still printed. After bytes that are no JSON, reading
goes on with the next line; in other formats it can't be known where the next
message starts, and the rest of the file is not read.

exit status: 0 all is well, 1 there were faults, 2 wrong usage

examples:
  wampcat decode --format=msgpack session.msgpack
  wampcat decode --format=json --message=HELLO --output=textproto session.json
  wampcat lint --format=json --profile=autobahn --unknown=reject session.json
  wampcat decode --format=json --unknown=keep --output=binary in.json > in.pb
  wampcat encode --from=binary --format=msgpack in.pb > out.msgpack
  wampcat transcode --from=json --to=msgpack < in.json > out.msgpack
)";

}  // namespace

std::string HelpText() {
  std::vector<std::string> formats;
  for (const auto& [word, format] : Formats()) formats.push_back(word);
  return absl::StrReplaceAll(kHelp,
                             {{"$FORMATS", absl::StrJoin(formats, ", ")}});
}

absl::StatusOr<Flags> ParseFlags(const std::vector<std::string>& args) {
  Flags flags;
  for (const std::string& arg : args) {
    if (arg == "--") break;
    if (arg == "--help" || arg == "-h") return flags;
  }
  if (args.empty()) return absl::InvalidArgumentError("command: missing");
  absl::Status status =
      Choose("command", args[0],
             Words<Command>{{"decode", Command::kDecode},
                            {"encode", Command::kEncode},
                            {"transcode", Command::kTranscode},
                            {"lint", Command::kLint}},
             flags.command);
  if (!status.ok()) return status;
  if (flags.command == Command::kTranscode) {
    flags.decode.unknown_keys = UnknownKeys::kKeep;
  }
  flags.decode.collect_all = flags.command == Command::kLint;
  unsigned given = 0;
  bool options_ended = false;
  for (size_t i = 1; i < args.size(); ++i) {
    if (options_ended || args[i] == "-" || !absl::StartsWith(args[i], "-")) {
      flags.files.push_back(args[i]);
    } else if (args[i] == "--") {
      options_ended = true;
    } else {
      status = ParseOption(args[i], flags, given);
      if (!status.ok()) return status;
    }
  }
  status = CheckComplete(flags, given);
  if (!status.ok()) return status;
  if (flags.files.empty()) flags.files.emplace_back("-");
  return flags;
}

}  // namespace tools
}  // namespace wamp
