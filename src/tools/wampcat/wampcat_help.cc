#include "src/tools/wampcat/wampcat_help.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "src/tools/wampcat/options.h"

namespace wamp {
namespace tools {
namespace {

constexpr absl::string_view kInput =
    R"(Without FILE, or where it is "-", standard input is read; "--" ends the options.
Without the format of what is read, and its framing, it is told from the first
bytes, and named on standard error. Values may follow an option as they are, as
in "--format json" or "-f json".
)";

constexpr absl::string_view kSizes =
    R"(Files may have any size, messages up to 1 GiB: one message at a time is in
memory, and is printed as soon as it is there. Where a file takes long, a line
on the terminal tells how far it has come.
)";

constexpr absl::string_view kFormat =
    R"(FORMAT: $FORMATS
        The names of subprotocols, for example wamp.2.cbor, mean the same. With
        ".batched" after it, a name implies the framing. Peers call BJData
        "ubjson", too; what is read as ubjson is BJData from the first message
        on that can't be UBJSON. What is written is what the name says.
)";

constexpr absl::string_view kFraming =
    R"(FRAMING: how messages are kept apart
        none       WAMP arrays back to back; JSON with white space, 0x18 or 0x1E
                   between them, and written one per line
        batched    as in batched WebSocket messages: 0x1E or 0x18 after each
                   message in JSON, a length of four bytes before it otherwise
        rawsocket  as in a RawSocket connection, what one peer sends: handshakes
                   and packets. A handshake chooses the FORMAT that is read, if
                   it is not given; one is written at the start. Pings and pongs
                   are reported and skipped.
)";

constexpr absl::string_view kPeoplesForms =
    R"(        text       a line for people, which can't be read back: number, name,
                   ids, details, what the payload holds; secrets are hidden
        table      a row of a table: number, name, ">" to the router or "<"
                   from it, request, session, bytes of the message and of its
                   payload, URI
        tree       a line for each key, features as one list; secrets are hidden
)";

constexpr absl::string_view kTypedForms =
    R"(        json       a line of protobuf's JSON of wamp.v1.Frame
        textproto  a line of protobuf's text format of wamp.v1.Frame
        binary     wamp.v1.Frame records, each after its length as a varint
)";

constexpr absl::string_view kWampJson =
    R"(        wamp-json  a line of JSON, the WAMP message itself with all its keys, as
                   transcode --to=json writes it; not read back by encode
        Only text, table and tree hide secrets; all other forms show them.
)";

// The forms that a command reads, or those that one writes.
std::string FormHelp(bool written) {
  constexpr absl::string_view kName = "FORM:";
  std::string text =
      written ? absl::StrCat(kPeoplesForms, kTypedForms, kWampJson)
              : absl::StrCat(kTypedForms,
                             "        These are what decode writes with "
                             "--output of the same name.\n");
  return text.replace(0, kName.size(), kName.data(), kName.size());
}

constexpr absl::string_view kFaults =
    R"(Faults are reported on standard error, with file, message, place and byte of the
file; the good messages are still printed. After a broken message, reading goes
on with the next one of a batch or RawSocket stream, or with the next line of
JSON that starts with "[". Elsewhere it can't be known where the next message
starts, as after a broken length, and the rest of the file is not read.
)";

constexpr absl::string_view kExitStatus =
    R"(exit status: 0 all is well, 1 there were faults, 2 wrong usage, or a file that
             can't be read
)";

// Where the texts of options start.
constexpr size_t kTextColumn = 21;

// "  wampcat decode [option...]", and below it what that does.
void AppendUsage(const CommandInfo& command, std::string* text) {
  absl::StrAppend(text, "  wampcat ", command.name, " ", command.arguments,
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

// The options of the command; of all commands if it is null.
void AppendOptions(const CommandInfo* command, std::string* text) {
  absl::StrAppend(text, "\noptions:\n");
  for (const OptionInfo& option : Options()) {
    if (command != nullptr && !HasOption(command->command, option)) continue;
    std::string what(option.what);
    if (command == nullptr) {
      std::vector<absl::string_view> names;
      size_t readers = 0;
      for (const CommandInfo& info : Commands()) {
        readers += TakesFiles(info.command) ? 1 : 0;
        if (HasOption(info.command, option)) names.push_back(info.name);
      }
      if (names.size() < readers) {
        absl::StrAppend(&what, "\n(", absl::StrJoin(names, ", "), ")");
      }
    }
    AppendOption(Term(option), what, text);
  }
  AppendOption("-h, --help", "print this", text);
}

// Whether an option of the command has such a value.
bool HasValue(Command command, absl::string_view value) {
  const auto options = Options();
  return std::any_of(
      options.begin(), options.end(), [&](const OptionInfo& option) {
        return option.value == value && HasOption(command, option);
      });
}

std::string CommandHelp(const CommandInfo& command) {
  std::string text = "usage:\n";
  AppendUsage(command, &text);
  if (TakesFiles(command.command)) {
    AppendOptions(&command, &text);
    absl::StrAppend(&text, "\n", kInput);
    for (const auto& [value, about] :
         {std::pair("FORMAT", std::string(kFormat)),
          std::pair("FRAMING", std::string(kFraming)),
          std::pair("FORM", FormHelp(command.command == Command::kDecode))}) {
      if (HasValue(command.command, value)) {
        absl::StrAppend(&text, "\n", about);
      }
    }
  } else if (command.command == Command::kCompletion) {
    absl::StrAppend(&text, "\nSHELL: ", absl::StrJoin(Shells(), ", "), "\n");
  }
  if (!command.examples.empty()) {
    absl::StrAppend(&text, "\nexamples:\n", command.examples);
  }
  return text;
}

std::string Overview(bool full) {
  std::string text =
      "wampcat: reads, checks and writes WAMP messages\n\nusage:\n";
  for (const CommandInfo& command : Commands()) AppendUsage(command, &text);
  absl::StrAppend(&text, "  wampcat --help | --version\n\n", kInput);
  if (full) {
    absl::StrAppend(&text, kSizes);
    AppendOptions(nullptr, &text);
    absl::StrAppend(&text, "\n", kFormat, kFraming, FormHelp(true), "\n",
                    kFaults);
  } else {
    absl::StrAppend(&text, "\n", kFormat);
  }
  absl::StrAppend(&text, "\n", kExitStatus, "\nexamples:\n");
  for (const CommandInfo& command : Commands()) {
    // Of each command the first, if there is not room for all.
    absl::StrAppend(&text, full ? command.examples
                                : command.examples.substr(
                                      0, command.examples.find('\n') + 1));
  }
  return text;
}

}  // namespace

std::string HelpText(absl::string_view topic) {
  std::string text;
  if (topic.empty() || topic == "all") text = Overview(!topic.empty());
  for (const CommandInfo& command : Commands()) {
    if (command.name == topic) text = CommandHelp(command);
  }
  return absl::StrReplaceAll(
      text, {{"$FORMATS", absl::StrJoin(FormatNames(), ", ")}});
}

}  // namespace tools
}  // namespace wamp
