#include "src/tools/wampcat/wampcat_help.h"

#include "absl/strings/string_view.h"
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
    R"(Files may have any size, messages that of --max-bytes: one at a time is in
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

constexpr absl::string_view kFormWritten =
    R"(FORM:   text       a line for people, which can't be read back: number, name,
                   ids, details, what the payload holds; secrets are hidden
        table      a row of a table: number, name, ">" to the router or "<"
                   from it, request, session, bytes of the message and of its
                   payload, URI
        tree       a line for each key, features as one list; secrets are hidden
        json       a line of protobuf's JSON of wamp.v1.Frame
        textproto  a line of protobuf's text format of wamp.v1.Frame
        binary     wamp.v1.Frame records, each after its length as a varint
        wamp-json  a line of JSON, the WAMP message itself with all its keys, as
                   transcode --to=json writes it; not read back by encode
        Only text, table and tree hide secrets; all other forms show them.
)";

constexpr absl::string_view kFormRead =
    R"(FORM:   json, textproto or binary, as decode writes them with --output
)";

constexpr absl::string_view kFaults =
    R"(Faults are reported on standard error, with file, message, place and byte of the
file, whatever --message asks for; the good messages are still printed. After a
broken message, reading goes on with the next one of a batch or RawSocket
stream, or with the next line of JSON that starts with "[". Elsewhere it can't
be known where the next message starts, as after a broken length, and the rest
of the file is not read.
)";

constexpr absl::string_view kExitStatus =
    R"(exit status: 0 all is well, 1 there were faults, 2 wrong usage, or a file that
             can't be read
)";

constexpr ValueInfo kValues[] = {
    {"FORMAT", kFormat, true},
    {"FRAMING", kFraming, false},
    {"FORM", kFormWritten, false, Bit(Id(Command::kDecode))},
    {"FORM", kFormRead, false, Bit(Id(Command::kEncode))},
};

}  // namespace

Program WampcatProgram() {
  Program program;
  program.name = "wampcat";
  program.what = "reads, checks and writes WAMP messages";
  program.commands = Commands();
  program.options = Options();
  program.values = kValues;
  program.input = kInput;
  program.more_input = kSizes;
  program.faults = kFaults;
  program.exit_status = kExitStatus;
  return program;
}

}  // namespace tools
}  // namespace wamp
