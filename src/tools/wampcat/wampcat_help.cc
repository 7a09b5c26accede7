// What `wampcat --help` prints.
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "src/tools/wampcat/wampcat_flags.h"
#include "wamp/transport/subprotocol.h"

namespace wamp {
namespace tools {
namespace {

constexpr absl::string_view kHelp =
    R"(wampcat: reads, checks and writes WAMP messages

usage:
  wampcat decode [--format=FORMAT] [option...] [FILE...]
      Prints the WAMP messages in the files as typed messages.
  wampcat encode --from=FORM --format=FORMAT [option...] [FILE...]
      Writes typed messages back as WAMP messages.
  wampcat transcode [--from=FORMAT] --to=FORMAT [option...] [FILE...]
      Writes the WAMP messages of one format in another, unknown keys and all.
  wampcat lint [--format=FORMAT] [option...] [FILE...]
      Prints nothing but all faults of all messages.
  wampcat stats [--format=FORMAT] [option...] [FILE...]
      Counts messages, sessions, errors and faults.
  wampcat help | --help | --version

Without FILE, or where it is "-", standard input is read; "--" ends the options.
Without the format of what is read, and its framing, it is told from the first
bytes, and named on standard error. Values may follow an option as they are, as
in "--format json" or "-f json".
Files may have any size, messages up to 1 GiB: one message at a time is in
memory, and is printed as soon as it is there. Where a file takes long, a line
on the terminal tells how far it has come.

FORMAT: $FORMATS
        The names of subprotocols, for example wamp.2.cbor, mean the same. With
        ".batched" after it, a name implies the framing. Peers call BJData
        "ubjson", too; what is read as ubjson is BJData from the first message
        on that can't be UBJSON. What is written is what the name says.
FRAMING: how messages are kept apart
        none       WAMP arrays back to back; JSON with white space, 0x18 or 0x1E
                   between them, and written one per line
        batched    as in batched WebSocket messages: 0x1E or 0x18 after each
                   message in JSON, a length of four bytes before it otherwise
        rawsocket  as in a RawSocket connection, what one peer sends: handshakes
                   and packets. A handshake chooses the FORMAT that is read, if
                   it is not given; one is written at the start. Pings and pongs
                   are reported and skipped.
FORM:   text       a line for people, which can't be read back: number, name,
                   ids, details, what the payload holds; secrets are hidden
        table      a row of a table: number, name, request, session, bytes of
                   the message and of its payload, URI
        tree       a line for each key, features as one list; secrets are hidden
        json       a line of protobuf's JSON of wamp.v1.Frame
        textproto  a line of protobuf's text format of wamp.v1.Frame
        binary     wamp.v1.Frame records, each after its length as a varint
        wamp-json  a line of JSON, the WAMP message itself with all its keys, as
                   transcode --to=json writes it; not read back by encode. So:
                   wampcat transcode --to=json FILE | jq -c 'select(.[0]==48)'
        Only text, table and tree hide secrets; all other forms show them.

options:
  -f, --format=FORMAT
  -o, --output=FORM  how to print (text)
  --payload          print arguments, in text and tree, which only count them
                     otherwise; what is secret of them nobody knows
  --framing=FRAMING  of the WAMP messages (none)
  --from-framing=FRAMING, --to-framing=FRAMING
                     the same for transcode, which reads and writes them
  --separator=BYTE   written in batched JSON: 0x1e, the specification's, or
                     0x18, the only one that autobahn-python reads (0x1e)
  -m, --message=NAME only messages of this name, for example WELCOME
  --unknown=WHAT     keys without a field: ignore, keep, reject (ignore; in
                     transcode and wamp-json: keep)
  --profile=PROFILE  whose rules hold (spec):
                     spec      those of the specification
                     autobahn  those of autobahn-python: ids are checked at the
                               positions of a message only; JSON may hold NaN
                     lenient   the same, and floats without a fraction pass as
                               integers, a value as a list of one
  --max-depth=N      how deep lists and dicts may be nested, 1 to 80 (20, which
                     protobuf's own readers take, in binary and in JSON)
  --all-faults       report all faults of a message, not just the first
  --max-faults=N     after so many faults the rest of a file is not read (20; in
                     lint: 1000); 0 reads on
  --help             print this

Faults are reported on standard error, with file, message, place and byte of the
file; the good messages are still printed. After a broken message, reading goes
on with the next one of a batch or RawSocket stream, or with the next line of
JSON. Elsewhere it can't be known where the next message starts, as after a
broken length, and the rest of the file is not read.

exit status: 0 all is well, 1 there were faults, 2 wrong usage, or a file that
             can't be read

examples:
  wampcat decode --format=msgpack session.msgpack
  wampcat decode --format=json --message=HELLO --output=textproto session.json
  wampcat decode --output=table session.msgpack
  wampcat decode --framing=rawsocket client-to-router.tcp
  wampcat stats session.msgpack
  wampcat lint --format=json --profile=autobahn --unknown=reject session.json
  wampcat decode --format=json --unknown=keep --output=binary in.json > in.pb
  wampcat encode --from=binary --format=msgpack in.pb > out.msgpack
  wampcat transcode --from=json --to=msgpack < in.json > out.msgpack
  wampcat transcode --from=wamp.2.json.batched --to=wamp.2.cbor.batched in > out
  wampcat transcode --from=json --to=cbor --to-framing=rawsocket in.json > out
)";

}  // namespace

std::string HelpText() {
  std::vector<std::string> formats;
  const auto* type = v1::Serializer_descriptor();
  for (int i = 0; i < type->value_count(); ++i) {
    const auto format = static_cast<v1::Serializer>(type->value(i)->number());
    if (format == v1::SERIALIZER_UNSPECIFIED) continue;
    formats.push_back(FormatSerializer({format, false}));
  }
  return absl::StrReplaceAll(kHelp,
                             {{"$FORMATS", absl::StrJoin(formats, ", ")}});
}

}  // namespace tools
}  // namespace wamp
