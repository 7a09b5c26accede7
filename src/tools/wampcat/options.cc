#include "src/tools/wampcat/options.h"

#include "src/tools/wampcat/words.h"
#include "wamp/frame.h"
#include "wamp/transport/subprotocol.h"
#include "wamp/v1/common.pb.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace tools {
namespace {

constexpr CommandInfo kCommands[] = {
    {Command::kDecode, "decode", "[--format=FORMAT] [option...] [FILE...]",
     "Prints the WAMP messages in the files as typed messages.",
     R"(  wampcat decode --format=msgpack session.msgpack
  wampcat decode --format=json --message=HELLO --output=textproto session.json
  wampcat decode --output=table session.msgpack
  wampcat decode --framing=rawsocket client-to-router.tcp
  wampcat decode --format=json --unknown=keep --output=binary in.json > in.pb
)"},
    {Command::kEncode, "encode",
     "--from=FORM --format=FORMAT [option...] [FILE...]",
     "Writes typed messages back as WAMP messages.",
     R"(  wampcat encode --from=binary --format=msgpack in.pb > out.msgpack
)"},
    {Command::kTranscode, "transcode",
     "[--from=FORMAT] --to=FORMAT [option...] [FILE...]",
     "Writes the WAMP messages of one format in another, unknown keys and all.",
     R"(  wampcat transcode --from=json --to=msgpack < in.json > out.msgpack
  wampcat transcode --from=wamp.2.json.batched --to=wamp.2.cbor.batched in > out
  wampcat transcode --from=json --to=cbor --to-framing=rawsocket in.json > out
  wampcat transcode --to=json session.msgpack | jq -c 'select(.[0]==48)'
)"},
    {Command::kLint, "lint", "[--format=FORMAT] [option...] [FILE...]",
     "Prints nothing but all faults of all messages.",
     R"(  wampcat lint --format=json --profile=autobahn --unknown=reject session.json
)"},
    {Command::kStats, "stats", "[--format=FORMAT] [option...] [FILE...]",
     "Counts messages, sessions, errors and faults.",
     R"(  wampcat stats session.msgpack
)"},
    {Command::kCompletion, "completion", "SHELL",
     "Prints the script by which a shell completes wampcat's words.",
     R"(  source <(wampcat completion bash)
  wampcat completion zsh > ~/.zfunc/_wampcat
  wampcat completion fish > ~/.config/fish/completions/wampcat.fish
)"},
    {Command::kHelp, "help", "[COMMAND]",
     "Tells more of a command; of all, by \"help all\".", ""},
};

constexpr unsigned Bit(Command command) {
  return 1u << static_cast<unsigned>(command);
}
constexpr unsigned kDecode = Bit(Command::kDecode);
constexpr unsigned kEncode = Bit(Command::kEncode);
constexpr unsigned kTranscode = Bit(Command::kTranscode);
constexpr unsigned kLint = Bit(Command::kLint);
constexpr unsigned kStats = Bit(Command::kStats);
constexpr unsigned kReads = kDecode | kLint | kStats;

const OptionInfo kOptions[] = {
    {OptionId::kFormatRead, "--format", "-f", "FORMAT", FormatNames, kReads,
     false, "format of what is read; without it, the first bytes tell"},
    {OptionId::kFormatWritten, "--format", "-f", "FORMAT", FormatNames, kEncode,
     true, "format of what is written"},
    {OptionId::kFormRead, "--from", "", "FORM",
     [] { return Spellings(TypedForms()); }, kEncode, true,
     "form of what is read: json, textproto or binary"},
    {OptionId::kFormatRead, "--from", "", "FORMAT", FormatNames, kTranscode,
     false, "format of what is read; without it, the first bytes tell"},
    {OptionId::kFormatWritten, "--to", "", "FORMAT", FormatNames, kTranscode,
     true, "format of what is written"},
    {OptionId::kFormWritten, "--output", "-o", "FORM",
     [] { return Spellings(OutputForms()); }, kDecode, false,
     "how to print (text)"},
    {OptionId::kPayload, "--payload", "", "", nullptr, kDecode, false,
     R"(print arguments, in text and tree, which only count them
otherwise; what is secret of them nobody knows)"},
    {OptionId::kFramingRead, "--framing", "", "FRAMING",
     [] { return Spellings(Framings()); }, kReads, false,
     "how the messages that are read are framed (none)"},
    {OptionId::kFramingWritten, "--framing", "", "FRAMING",
     [] { return Spellings(Framings()); }, kEncode, false,
     "how the messages that are written are framed (none)"},
    {OptionId::kFramingRead, "--from-framing", "", "FRAMING",
     [] { return Spellings(Framings()); }, kTranscode, false,
     "how the messages that are read are framed (none)"},
    {OptionId::kFramingWritten, "--to-framing", "", "FRAMING",
     [] { return Spellings(Framings()); }, kTranscode, false,
     "how the messages that are written are framed (none)"},
    {OptionId::kSeparator, "--separator", "", "BYTE",
     [] { return Spellings(Separators()); }, kEncode | kTranscode, false,
     R"(written in batched JSON: 0x1e, the specification's, or
0x18, the only one that autobahn-python reads (0x1e))"},
    {OptionId::kMessage, "--message", "-m", "NAME", MessageNames,
     kReads | kEncode | kTranscode, false,
     R"(only messages of this name, for example WELCOME; given more
than once, of these names)"},
    {OptionId::kUnknown, "--unknown", "", "WHAT",
     [] { return Spellings(UnknownKeysWords()); }, kReads | kTranscode, false,
     R"(keys without a field: ignore, keep, reject (ignore; in
transcode and wamp-json: keep))"},
    {OptionId::kProfile, "--profile", "", "PROFILE",
     [] { return Spellings(Profiles()); }, kReads | kEncode | kTranscode, false,
     R"(whose rules hold, also for what is encoded (spec):
spec      those of the specification
autobahn  those of autobahn-python: ids are checked at the
          positions of a message only; JSON may hold NaN
lenient   the same, and floats without a fraction pass as
          integers, a value as a list of one)"},
    {OptionId::kMaxDepth, "--max-depth", "", "N", nullptr, kReads | kTranscode,
     false,
     R"(how deep lists and dicts may be nested, 1 to 80 (20, which
protobuf's own readers take, in binary and in JSON))"},
    {OptionId::kAllFaults, "--all-faults", "", "", nullptr,
     kDecode | kTranscode, false,
     "report all faults of a message, not just the first"},
    {OptionId::kMaxFaults, "--max-faults", "", "N", nullptr,
     kDecode | kEncode | kTranscode | kLint, false,
     R"(after so many faults the rest of a file is not read (20; in
lint: 1000); 0 reads on)"},
    {OptionId::kColor, "--color", "", "WHEN",
     [] { return Spellings(ColorModes()); }, kReads | kEncode | kTranscode,
     false,
     R"(auto, always or never (auto: on a terminal, unless the
variable NO_COLOR is set))"},
};

}  // namespace

absl::Span<const CommandInfo> Commands() { return kCommands; }

absl::Span<const OptionInfo> Options() { return kOptions; }

bool HasOption(Command command, const OptionInfo& option) {
  return (option.commands & Bit(command)) != 0;
}

bool TakesFiles(Command command) {
  return (Bit(command) & (kReads | kEncode | kTranscode)) != 0;
}

std::vector<std::string> CommandNames() {
  std::vector<std::string> names;
  for (const CommandInfo& info : kCommands) names.emplace_back(info.name);
  return names;
}

std::vector<std::string> Shells() { return {"bash", "zsh", "fish"}; }

std::vector<std::string> FormatNames() {
  std::vector<std::string> names;
  const auto* type = v1::Serializer_descriptor();
  for (int i = 0; i < type->value_count(); ++i) {
    const auto format = static_cast<v1::Serializer>(type->value(i)->number());
    if (format == v1::SERIALIZER_UNSPECIFIED) continue;
    names.push_back(FormatSerializer({format, false}));
  }
  return names;
}

std::vector<std::string> MessageNames() {
  std::vector<std::string> names;
  const auto* type = v1::MessageType_descriptor();
  for (int i = 0; i < type->value_count(); ++i) {
    const auto name =
        MessageName(static_cast<v1::MessageType>(type->value(i)->number()));
    if (!name.empty()) names.emplace_back(name);
  }
  return names;
}

}  // namespace tools
}  // namespace wamp
