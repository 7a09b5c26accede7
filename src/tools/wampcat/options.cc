#include "src/tools/wampcat/options.h"

#include "src/tools/common/stream_options.h"
#include "src/tools/wampcat/words.h"
#include "wamp/frame.h"
#include "wamp/v1/common.pb.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace tools {
namespace {

constexpr CommandInfo kCommands[] = {
    {Id(Command::kDecode), "decode", Operands::kFiles,
     "[--format=FORMAT] [option...] [FILE...]",
     "Prints the WAMP messages in the files as typed messages.",
     R"(  wampcat decode --format=msgpack session.msgpack
  wampcat decode --format=json --message=HELLO --output=textproto session.json
  wampcat decode --output=table session.msgpack
  wampcat decode --framing=rawsocket client-to-router.tcp
  wampcat decode --format=json --unknown=keep --output=binary in.json > in.pb
)"},
    {Id(Command::kEncode), "encode", Operands::kFiles,
     "--from=FORM --format=FORMAT [option...] [FILE...]",
     "Writes typed messages back as WAMP messages.",
     R"(  wampcat encode --from=binary --format=msgpack in.pb > out.msgpack
)"},
    {Id(Command::kTranscode), "transcode", Operands::kFiles,
     "[--from=FORMAT] --to=FORMAT [option...] [FILE...]",
     "Writes the WAMP messages of one format in another, unknown keys and all.",
     R"(  wampcat transcode --from=json --to=msgpack < in.json > out.msgpack
  wampcat transcode --from=wamp.2.json.batched --to=wamp.2.cbor.batched in > out
  wampcat transcode --from=json --to=cbor --to-framing=rawsocket in.json > out
  wampcat transcode --to=json session.msgpack | jq -c 'select(.[0]==48)'
)"},
    {Id(Command::kLint), "lint", Operands::kFiles,
     "[--format=FORMAT] [option...] [FILE...]",
     "Prints nothing but all faults of all messages.",
     R"(  wampcat lint --format=json --profile=autobahn --unknown=reject session.json
)"},
    {Id(Command::kStats), "stats", Operands::kFiles,
     "[--format=FORMAT] [option...] [FILE...]",
     "Counts messages, sessions, errors and faults.",
     R"(  wampcat stats session.msgpack
)"},
    {Id(Command::kCompletion), "completion", Operands::kShell, "SHELL",
     "Prints the script by which a shell completes wampcat's words.",
     R"(  source <(wampcat completion bash)
  wampcat completion zsh > ~/.zfunc/_wampcat
  wampcat completion fish > ~/.config/fish/completions/wampcat.fish
)"},
    {Id(Command::kHelp), "help", Operands::kTopic, "[COMMAND]",
     "Tells more of a command; of all, by \"help all\".", ""},
};

constexpr unsigned kDecode = Bit(Id(Command::kDecode));
constexpr unsigned kEncode = Bit(Id(Command::kEncode));
constexpr unsigned kTranscode = Bit(Id(Command::kTranscode));
constexpr unsigned kLint = Bit(Id(Command::kLint));
constexpr unsigned kStats = Bit(Id(Command::kStats));
constexpr unsigned kReads = kDecode | kLint | kStats;

const OptionInfo kOptions[] = {
    {Id(OptionId::kFormatRead), "--format", "-f", "FORMAT", FormatNames, kReads,
     false, "format of what is read; without it, the first bytes tell"},
    {Id(OptionId::kFormatWritten), "--format", "-f", "FORMAT", FormatNames,
     kEncode, true, "format of what is written"},
    {Id(OptionId::kFormRead), "--from", "", "FORM",
     [] { return Spellings(TypedForms()); }, kEncode, true,
     "form of what is read: json, textproto or binary"},
    {Id(OptionId::kFormatRead), "--from", "", "FORMAT", FormatNames, kTranscode,
     false, "format of what is read; without it, the first bytes tell"},
    {Id(OptionId::kFormatWritten), "--to", "", "FORMAT", FormatNames,
     kTranscode, true, "format of what is written"},
    {Id(OptionId::kFormWritten), "--output", "-o", "FORM",
     [] { return Spellings(OutputForms()); }, kDecode, false,
     "how to print (text)"},
    {Id(OptionId::kPayload), "--payload", "", "", nullptr, kDecode, false,
     R"(print arguments, in text and tree, which only count them
otherwise; what is secret of them nobody knows)"},
    {Id(OptionId::kFramingRead), "--framing", "", "FRAMING",
     [] { return Spellings(Framings()); }, kReads, false,
     "how the messages that are read are framed (none)"},
    {Id(OptionId::kFramingWritten), "--framing", "", "FRAMING",
     [] { return Spellings(Framings()); }, kEncode, false,
     "how the messages that are written are framed (none)"},
    {Id(OptionId::kFramingRead), "--from-framing", "", "FRAMING",
     [] { return Spellings(Framings()); }, kTranscode, false,
     "how the messages that are read are framed (none)"},
    {Id(OptionId::kFramingWritten), "--to-framing", "", "FRAMING",
     [] { return Spellings(Framings()); }, kTranscode, false,
     "how the messages that are written are framed (none)"},
    {Id(OptionId::kSeparator), "--separator", "", "BYTE",
     [] { return Spellings(Separators()); }, kEncode | kTranscode, false,
     R"(written in batched JSON: 0x1e, the specification's, or
0x18, the only one that autobahn-python reads (0x1e))"},
    {Id(OptionId::kMessage), "--message", "-m", "NAME", MessageNames,
     kDecode | kStats | kEncode | kTranscode, false,
     R"(only messages of this name, for example WELCOME; given more
than once, of these names. What can't be read is reported
all the same, and makes the exit status 1)"},
    {Id(OptionId::kUnknown), "--unknown", "", "WHAT",
     [] { return Spellings(UnknownKeysWords()); }, kReads | kTranscode, false,
     R"(keys without a field: ignore, keep, reject (ignore; in
transcode and wamp-json: keep))"},
    {Id(OptionId::kCarryForeign), "--carry-foreign", "", "", nullptr,
     kReads | kTranscode, false,
     R"(take what the format has and WAMP hasn't (CBOR's dates,
MessagePack's extensions, wider integers) as it is; it can
be written in the same format alone)"},
    {Id(OptionId::kProfile), "--profile", "", "PROFILE",
     [] { return Spellings(Profiles()); }, kReads | kEncode | kTranscode, false,
     R"(whose rules hold, also for what is encoded (spec):
spec      those of the specification
autobahn  those of autobahn-python: ids are checked at the
          positions of a message only; JSON may hold NaN
lenient   the same, and floats without a fraction pass as
          integers, a value as a list of one)"},
    {Id(OptionId::kMaxBytes), "--max-bytes", "", "N", nullptr,
     kReads | kEncode | kTranscode, false,
     R"(how long a message may be: 1 to 1073741824 bytes (67108864,
four times what a RawSocket packet can hold))"},
    {Id(OptionId::kMaxDepth), "--max-depth", "", "N", nullptr,
     kReads | kTranscode, false,
     R"(how deep lists and dicts may be nested, 1 to 80 (20, which
protobuf's own readers take, in binary and in JSON))"},
    {Id(OptionId::kMaxValues), "--max-values", "", "N", nullptr,
     kReads | kTranscode, false,
     R"(how many elements and entries the lists and dicts of a
message may have in all: 1 to 100000000 (1000000))"},
    {Id(OptionId::kAllFaults), "--all-faults", "", "", nullptr,
     kDecode | kTranscode, false,
     "report all faults of a message, not just the first"},
    {Id(OptionId::kMaxFaults), "--max-faults", "", "N", nullptr,
     kDecode | kEncode | kTranscode | kLint, false,
     R"(after so many faults the rest of a file is not read (20; in
lint: 1000); 0 reads on)"},
    {Id(OptionId::kColor), "--color", "", "WHEN",
     [] { return Spellings(ColorModes()); }, kReads | kEncode | kTranscode,
     false,
     R"(auto, always or never (auto: on a terminal, unless the
variable NO_COLOR is set))"},
};

}  // namespace

absl::Span<const CommandInfo> Commands() { return kCommands; }

absl::Span<const OptionInfo> Options() { return kOptions; }

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
