#include "src/tools/wamplog/options.h"

#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "src/tools/common/stream_options.h"
#include "src/tools/server/server_flags.h"

namespace wamp {
namespace tools {
namespace {

constexpr CommandInfo kCommands[] = {
    {Id(LogCommand::kAppend), "append", Operands::kFiles,
     "--store=STORE [option...] [FILE...]",
     "Makes records of the WAMP messages of a connection, and stores them.",
     R"(  wamplog append --store=sqlite:s.db --client=c.tcp --router=r.tcp
  wamplog append --store=sqlite:s.db --peer=tcp4:192.0.2.1:5000 both-ways.json
  wamplog append --store=sqlite:s.db --from=records new.records
)"},
    {Id(LogCommand::kQuery), "query", Operands::kNone,
     "--store=STORE [option...]",
     "Prints the records that all options fit, the newest first.",
     R"(  wamplog query --store=sqlite:s.db --realm=realm1 --authid=joe --since=2h
  wamplog query --store=sqlite:s.db --event=denied --output=json | jq .denied
)"},
    {Id(LogCommand::kTail), "tail", Operands::kNone,
     "--store=STORE [-f] [option...]",
     "Prints the last records, the newest last, and with -f those that come.",
     R"(  wamplog tail --store=sqlite:s.db -f --event=denied --event=left
)"},
    {Id(LogCommand::kOpen), "open", Operands::kNone,
     "--store=STORE [option...]",
     "Prints the sessions that were open at an instant.",
     R"(  wamplog open --store=sqlite:s.db --at=2026-01-02T10:05:00Z --realm=realm1
)"},
    {Id(LogCommand::kStats), "stats", Operands::kNone,
     "--store=STORE [option...]",
     "Counts events and reasons, and draws the open sessions over time.",
     R"(  wamplog stats --store=sqlite:s.db --since=7d
)"},
    {Id(LogCommand::kReport), "report", Operands::kNone,
     "--store=STORE --output=FILE [option...]",
     "Writes a page for a browser: sessions on a time line, charts, a table.",
     R"(  wamplog report --store=sqlite:s.db --since=1d --output=report.html
)"},
    {Id(LogCommand::kVerify), "verify", Operands::kNone,
     "--store=STORE [option...]",
     "Finds records that were edited, removed, moved or put in.",
     R"(  wamplog verify --store=sqlite:s.db
  wamplog verify --store=sqlite:s.db --checkpoint=monday --verifier=log.pub
)"},
    {Id(LogCommand::kCheckpoint), "checkpoint", Operands::kNone,
     "--store=STORE --key=FILE [--node=NAME]",
     "Prints a signed text, to be kept elsewhere, of what the store holds.",
     R"(  wamplog checkpoint --store=sqlite:s.db --key=log.key > monday
)"},
    {Id(LogCommand::kKeygen), "keygen", Operands::kNone,
     "--name=NAME --key=FILE",
     "Makes a new key for checkpoints, and prints the one that verifies them.",
     R"(  wamplog keygen --name=logs.example.com --key=log.key > log.pub
)"},
    {Id(LogCommand::kPrune), "prune", Operands::kNone,
     "--store=STORE --before=TIME",
     "Removes records from before a time; the rest stays verifiable.",
     R"(  wamplog prune --store=sqlite:s.db --before=365d
)"},
    {Id(LogCommand::kExport), "export", Operands::kNone,
     "--store=STORE [option...]",
     "Writes the records as they are stored, for import or another program.",
     R"(  wamplog export --store=sqlite:s.db > all.records
)"},
    {Id(LogCommand::kImport), "import", Operands::kFiles,
     "--store=STORE [FILE...]",
     "Stores records that were exported; those that are there are left out.",
     R"(  wamplog import --store=sqlite:copy.db all.records
)"},
    {Id(LogCommand::kServe), "serve", Operands::kNone,
     "--store=STORE --listen=ADDRESS [option...]",
     "Takes records from routers, and answers questions, by gRPC.",
     R"(  wamplog serve --store=sqlite:s.db --listen=unix:/run/wamplog.sock
  wamplog serve --store=sqlite:s.db --listen=0.0.0.0:8444 \
      --tls-cert=cert.pem --tls-key=key.pem --client-ca=routers.pem
)"},
    {Id(LogCommand::kCompletion), "completion", Operands::kShell, "SHELL",
     "Prints the script by which a shell completes wamplog's words.",
     R"(  source <(wamplog completion bash)
)"},
    {Id(LogCommand::kHelp), "help", Operands::kTopic, "[COMMAND]",
     "Tells more of a command; of all, by \"help all\".", ""},
};

constexpr unsigned kAppend = Bit(Id(LogCommand::kAppend));
constexpr unsigned kQuery = Bit(Id(LogCommand::kQuery));
constexpr unsigned kTail = Bit(Id(LogCommand::kTail));
constexpr unsigned kOpen = Bit(Id(LogCommand::kOpen));
constexpr unsigned kStats = Bit(Id(LogCommand::kStats));
constexpr unsigned kReport = Bit(Id(LogCommand::kReport));
constexpr unsigned kVerify = Bit(Id(LogCommand::kVerify));
constexpr unsigned kCheckpoint = Bit(Id(LogCommand::kCheckpoint));
constexpr unsigned kKeygen = Bit(Id(LogCommand::kKeygen));
constexpr unsigned kPrune = Bit(Id(LogCommand::kPrune));
constexpr unsigned kExport = Bit(Id(LogCommand::kExport));
constexpr unsigned kImport = Bit(Id(LogCommand::kImport));
constexpr unsigned kServe = Bit(Id(LogCommand::kServe));
// Those that ask for some records.
constexpr unsigned kFilters = kQuery | kTail | kOpen | kStats | kReport;
constexpr unsigned kTimes = kQuery | kStats | kReport | kExport;
constexpr unsigned kPrints = kQuery | kTail | kOpen;

const OptionInfo kOwnOptions[] = {
    {Id(LogOption::kStore), "--store", "-s", "STORE", nullptr,
     kFilters | kAppend | kVerify | kCheckpoint | kPrune | kExport | kImport |
         kServe,
     true, "where the records are"},
    {Id(LogOption::kFrom), "--from", "", "WHAT",
     [] { return Spellings(AppendSources()); }, kAppend, false,
     R"(what the files hold (frames):
frames   WAMP messages of one connection, of both sides in
         the order in which they passed
records  wamp.log.v1.SessionRecord, not sealed, each after
         its length as a varint)"},
    {Id(LogOption::kClient), "--client", "", "FILE", nullptr, kAppend, false,
     R"(what the client sent, and nothing else; with --router, in
place of FILE)"},
    {Id(LogOption::kRouter), "--router", "", "FILE", nullptr, kAppend, false,
     "what the router sent to this client"},
    {Id(LogOption::kFormat), "--format", "-f", "FORMAT", FormatNames, kAppend,
     false, "format of messages; without it, the first bytes tell"},
    {Id(LogOption::kFraming), "--framing", "", "FRAMING",
     [] { return Spellings(Framings()); }, kAppend, false,
     "how messages are kept apart: none, batched or rawsocket"},
    {Id(LogOption::kPeer), "--peer", "", "ADDRESS", nullptr, kAppend, false,
     "address of the client, as the router sees it"},
    {Id(LogOption::kForwardedFor), "--forwarded-for", "", "LIST", nullptr,
     kAppend, false,
     R"(addresses that proxies claim, as in X-Forwarded-For; none
of them is trusted)"},
    {Id(LogOption::kHappened), "--at", "", "TIME", nullptr, kAppend, false,
     "when all of it happened (now)"},
    {Id(LogOption::kKeepOpen), "--keep-open", "", "", nullptr, kAppend, false,
     R"(a session that is open at the end of the files stays so;
otherwise its connection counts as lost)"},
    {Id(LogOption::kNode), "--node", "", "NAME", nullptr, kAppend, false,
     R"(who makes the records, a name that is unique among those
that write to a log (the name of this machine))"},
    {Id(LogOption::kAt), "--at", "", "TIME", nullptr, kOpen, false,
     "the instant (now)"},
    {Id(LogOption::kRealm), "--realm", "-r", "REALM", nullptr, kFilters, false,
     "only this realm"},
    {Id(LogOption::kAuthid), "--authid", "-a", "AUTHID", nullptr, kFilters,
     false, "only who is, or claims to be, this"},
    {Id(LogOption::kAuthrole), "--authrole", "", "ROLE", nullptr, kFilters,
     false, "only this role"},
    {Id(LogOption::kSession), "--session", "", "ID", nullptr, kFilters, false,
     "only this session: WAMP's number, or the uid of the log"},
    {Id(LogOption::kNodeFilter), "--node", "", "NAME", nullptr,
     kFilters | kExport, false, "only records that this node made"},
    {Id(LogOption::kNode), "--node", "", "NAME", nullptr, kCheckpoint, false,
     "whose records; needed if there is more than one"},
    {Id(LogOption::kReason), "--reason", "", "URI", nullptr,
     kQuery | kTail | kReport, false,
     "only what was refused, or ended, for this reason"},
    {Id(LogOption::kEvent), "--event", "-e", "EVENT",
     [] { return Spellings(EventWords()); }, kQuery | kTail, false,
     R"(only this; may be given more than once: attaching,
challenged, accepted, denied, joined, left, decided)"},
    {Id(LogOption::kSince), "--since", "", "TIME", nullptr, kTimes, false,
     "only from this time on"},
    {Id(LogOption::kUntil), "--until", "", "TIME", nullptr, kTimes, false,
     "only before this time"},
    {Id(LogOption::kBefore), "--before", "", "TIME", nullptr, kPrune, true,
     R"(records of before this go, also those of sessions that are
still open; those that a node stored after later ones stay)"},
    {Id(LogOption::kLimit), "--limit", "-n", "N", nullptr, kPrints | kReport,
     false, R"(at most so many records; 0 for all (query, open: 0; tail:
10; report: 5000))"},
    {Id(LogOption::kOldestFirst), "--oldest-first", "", "", nullptr,
     kQuery | kOpen, false, "the other order"},
    {Id(LogOption::kFollow), "--follow", "-f", "", nullptr, kTail, false,
     "go on with the records that come, until interrupted"},
    {Id(LogOption::kOutput), "--output", "-o", "FORM",
     [] { return Spellings(RecordForms()); }, kPrints, false,
     "how to print (table)"},
    {Id(LogOption::kOutputFile), "--output", "-o", "FILE", nullptr, kReport,
     true, "the page; \"-\" is standard output"},
    {Id(LogOption::kCheckpoint), "--checkpoint", "", "FILE", nullptr, kVerify,
     false, "that this holds, too; may be given more than once"},
    {Id(LogOption::kVerifier), "--verifier", "", "FILE", nullptr, kVerify,
     false, "the key that keygen has printed, for the checkpoints"},
    {Id(LogOption::kKey), "--key", "", "FILE", nullptr, kCheckpoint | kKeygen,
     true,
     R"(the secret key. keygen makes the file, for its owner to
read, and overwrites none)"},
    {Id(LogOption::kKey), "--key", "", "FILE", nullptr, kServe, false,
     "the secret key of the checkpoints that are asked for (none)"},
    {Id(LogOption::kName), "--name", "", "NAME", nullptr, kKeygen, true,
     "whose log it is, for example the name of a host"},
    {Id(LogOption::kColor), "--color", "", "WHEN",
     [] { return Spellings(ColorModes()); }, kPrints | kStats | kVerify, false,
     R"(auto, always or never (auto: on a terminal, unless the
variable NO_COLOR is set))"},
};

constexpr absl::string_view kInput =
    R"(A store keeps records of sessions: who asked to join, who was let in or turned
away and why, how sessions ended. No secrets get that far: they are taken out of
what is appended. Without FILE, or where it is "-", standard input is read; "--"
ends the options. Values may follow an option as they are, as in "-s STORE".
)";

constexpr absl::string_view kStore =
    R"(STORE:  sqlite:PATH        a file, which append, import and serve make if it
                           is not there
        postgres:CONNINFO  a database, as libpq takes it: "host=db dbname=log",
                           or a URL; these make the schema wamp_log.
                           Passwords belong into ~/.pgpass, since others can see
                           the words of a command
)";

constexpr absl::string_view kTime =
    R"(TIME:   2026-01-02T10:05:00Z, or with an offset such as +01:00; without one, and
        for 2026-01-02 alone, it is UTC. 90s, 10m, 2h and 7d are so long ago
)";

constexpr absl::string_view kForm =
    R"(FORM:   table      a row for each record, for people
        json       a line of JSON for each, with WAMP's names of keys
        otlp       a line of OTLP/JSON for each: OpenTelemetry's log data model
        delimited  wamp.log.v1.SessionRecord, each after its length as a varint
)";

constexpr absl::string_view kFormat =
    R"(FORMAT: $FORMATS
        or the name of a subprotocol, for example wamp.2.cbor.batched
)";

constexpr absl::string_view kFaults =
    R"(Faults are reported on standard error, with file, message, place and byte. What
can be read around them is stored, or printed, all the same.
)";

constexpr absl::string_view kExitStatus =
    R"(exit status: 0 all is well, 1 there were faults, or the store is not intact, 2
             wrong usage, or a file or store that can't be read or written
)";

constexpr ValueInfo kValues[] = {
    {"STORE", kStore, true},
    {"TIME", kTime, true},
    {"FORM", kForm, false},
    {"FORMAT", kFormat, false},
    {"ADDRESS", kServerAddress.about, false, kServe},
};

}  // namespace

Words<log::v1::SessionRecord::EventCase> EventWords() {
  using Record = log::v1::SessionRecord;
  Words<Record::EventCase> words;
  const auto* events = Record::descriptor()->FindOneofByName("event");
  for (int i = 0; i < events->field_count(); ++i) {
    const auto* field = events->field(i);
    words.emplace_back(field->name(),
                       static_cast<Record::EventCase>(field->number()));
  }
  return words;
}

Program WamplogProgram() {
  static const std::vector<OptionInfo>* const options = [] {
    auto* const all = new std::vector<OptionInfo>(std::begin(kOwnOptions),
                                                  std::end(kOwnOptions));
    const std::vector<OptionInfo> server =
        ServerOptions(Id(LogCommand::kServe));
    all->insert(all->end(), server.begin(), server.end());
    return all;
  }();
  Program program;
  program.name = "wamplog";
  program.what = "keeps, shows and checks logs of WAMP sessions";
  program.commands = kCommands;
  program.options = *options;
  program.values = kValues;
  program.input = kInput;
  program.faults = kFaults;
  program.exit_status = kExitStatus;
  return program;
}

}  // namespace tools
}  // namespace wamp
