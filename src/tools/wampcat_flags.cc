#include "src/tools/wampcat_flags.h"

#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace wamp {
namespace tools {
namespace {

template <class T>
using Words = std::map<std::string, T>;

const Words<v1::Serializer>& Formats() {
  static const auto& words = *new Words<v1::Serializer>{
      {"json", v1::SERIALIZER_JSON}, {"msgpack", v1::SERIALIZER_MSGPACK}};
  return words;
}

const Words<Form>& Forms() {
  static const auto& words = *new Words<Form>{{"binary", Form::kBinary},
                                              {"json", Form::kJson},
                                              {"text", Form::kText},
                                              {"textproto", Form::kTextproto}};
  return words;
}

const Words<UnknownKeys>& Unknowns() {
  static const auto& words =
      *new Words<UnknownKeys>{{"ignore", UnknownKeys::kIgnore},
                              {"keep", UnknownKeys::kKeep},
                              {"reject", UnknownKeys::kReject}};
  return words;
}

const Words<Profile>& Profiles() {
  static const auto& words =
      *new Words<Profile>{{"autobahn", Profile::kAutobahn},
                          {"lenient", Profile::kLenient},
                          {"spec", Profile::kSpec}};
  return words;
}

const Words<Command>& Commands() {
  static const auto& words =
      *new Words<Command>{{"decode", Command::kDecode},
                          {"encode", Command::kEncode},
                          {"transcode", Command::kTranscode}};
  return words;
}

template <class T>
absl::Status Choose(const std::string& flag, const std::string& value,
                    const Words<T>& words, T& out) {
  const auto found = words.find(value);
  if (found != words.end()) {
    out = found->second;
    return absl::OkStatus();
  }
  std::vector<std::string> names;
  for (const auto& [name, unused] : words) names.push_back(name);
  return absl::InvalidArgumentError(absl::StrCat(flag, ": expected one of ",
                                                 absl::StrJoin(names, ", "),
                                                 ", got \"", value, "\""));
}

absl::Status ParseFlag(const std::string& arg, Flags& flags) {
  const size_t equals = arg.find('=');
  const std::string name = arg.substr(0, equals);
  const bool has_value = equals != std::string::npos;
  const std::string value = has_value ? arg.substr(equals + 1) : "";
  const bool encodes = flags.command == Command::kEncode;
  const bool transcodes = flags.command == Command::kTranscode;
  if (name == "--all-faults" && !has_value && !encodes) {
    flags.decode.collect_all = true;
    return absl::OkStatus();
  }
  if (!has_value) {
    return absl::InvalidArgumentError(
        absl::StrCat(name, ": no such option, or it lacks \"=value\""));
  }
  if (name == (encodes ? "--format" : "--to") && (encodes || transcodes)) {
    return Choose(name, value, Formats(), flags.to);
  }
  if (name == (transcodes ? "--from" : "--format") && !encodes) {
    return Choose(name, value, Formats(), flags.format);
  }
  if (name == "--from" && encodes) {
    return Choose(name, value, Forms(), flags.form);
  }
  if (name == "--output" && flags.command == Command::kDecode) {
    return Choose(name, value, Forms(), flags.form);
  }
  if (name == "--message" && !encodes) {
    flags.message = value;
    return absl::OkStatus();
  }
  if (name == "--unknown" && !encodes) {
    return Choose(name, value, Unknowns(), flags.decode.unknown_keys);
  }
  if (name == "--profile" && !encodes) {
    return Choose(name, value, Profiles(), flags.decode.profile);
  }
  return absl::InvalidArgumentError(absl::StrCat(name, ": no such option"));
}

// The options that a command can't do without.
absl::Status CheckComplete(const Flags& flags) {
  if (flags.command == Command::kEncode) {
    if (flags.to == v1::SERIALIZER_UNSPECIFIED) {
      return absl::InvalidArgumentError("--format: missing");
    }
    if (flags.form == Form::kText) {
      return absl::InvalidArgumentError(
          "--from: expected binary, json or textproto");
    }
    return absl::OkStatus();
  }
  const bool transcodes = flags.command == Command::kTranscode;
  if (flags.format == v1::SERIALIZER_UNSPECIFIED) {
    return absl::InvalidArgumentError(transcodes ? "--from: missing"
                                                 : "--format: missing");
  }
  if (transcodes && flags.to == v1::SERIALIZER_UNSPECIFIED) {
    return absl::InvalidArgumentError("--to: missing");
  }
  return absl::OkStatus();
}

}  // namespace

const absl::string_view kHelpText =
    R"(wampcat: reads and writes WAMP messages

usage:
  wampcat decode --format=FORMAT [option...] [FILE...]
      Prints the WAMP messages in the files as typed messages.
  wampcat encode --from=FORM --format=FORMAT [FILE...]
      Writes typed messages back as WAMP messages.
  wampcat transcode --from=FORMAT --to=FORMAT [option...] [FILE...]
      Writes the WAMP messages of one format in another, unknown keys and all.

Without FILE, or where it is "-", standard input is read. Messages stand back to
back; in JSON with white space, 0x18 or 0x1E between them.

FORMAT: json, msgpack
FORM:   text      a line for people: name, ids, details, what the payload holds;
                  secrets are hidden
        json      a line of protobuf's JSON of wamp.v1.Frame; nothing is hidden
        textproto a line of protobuf's text format of wamp.v1.Frame
        binary    wamp.v1.Frame records, each behind its length as a varint

options:
  --output=FORM      how to print (text)
  --message=NAME     only messages of this name, for example WELCOME
  --unknown=WHAT     keys without a field: ignore, keep, reject (ignore)
  --profile=PROFILE  whose rules hold: spec, autobahn, lenient (spec)
  --all-faults       report all faults of a message, not just the first
  --help             print this

Faulty messages are reported on standard error, with file, number, place and
byte, and the good ones are still printed.

exit status: 0 all is well, 1 some messages were faulty, 2 wrong usage

examples:
  wampcat decode --format=msgpack session.msgpack
  wampcat decode --format=json --output=binary in.json > frames.pb
  wampcat encode --from=binary --format=msgpack frames.pb > out.msgpack
  wampcat transcode --from=json --to=msgpack < in.json > out.msgpack
)";

absl::StatusOr<Flags> ParseFlags(const std::vector<std::string>& args) {
  Flags flags;
  for (const std::string& arg : args) {
    if (arg == "--help" || arg == "-h") return flags;
  }
  if (args.empty()) return absl::InvalidArgumentError("no command");
  if (absl::Status status =
          Choose("command", args[0], Commands(), flags.command);
      !status.ok()) {
    return status;
  }
  if (flags.command == Command::kTranscode) {
    flags.decode.unknown_keys = UnknownKeys::kKeep;
  }
  for (size_t i = 1; i < args.size(); ++i) {
    if (args[i] == "-" || !absl::StartsWith(args[i], "-")) {
      flags.files.push_back(args[i]);
    } else if (absl::Status status = ParseFlag(args[i], flags); !status.ok()) {
      return status;
    }
  }
  if (flags.files.empty()) flags.files.emplace_back("-");
  if (absl::Status status = CheckComplete(flags); !status.ok()) return status;
  return flags;
}

}  // namespace tools
}  // namespace wamp
