// The command-line tool: `wamplog --help` says what it does.
#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "src/tools/common/completion.h"
#include "src/tools/common/help.h"
#include "src/tools/common/output.h"
#include "src/tools/common/progress.h"
#include "src/tools/wamplog/append.h"
#include "src/tools/wamplog/become_server.h"
#include "src/tools/wamplog/log_stats.h"
#include "src/tools/wamplog/open_store.h"
#include "src/tools/wamplog/proof.h"
#include "src/tools/wamplog/query.h"
#include "src/tools/wamplog/report.h"
#include "src/tools/wamplog/teller.h"
#include "src/tools/wamplog/transfer.h"
#include "src/tools/wamplog/wamplog_flags.h"
#include "wamp/version.h"

namespace wamp {
namespace tools {
namespace {

// What is written would spoil a terminal.
bool WritesBinary(const LogFlags& flags) {
  return flags.command == LogCommand::kExport ||
         (flags.form == RecordForm::kDelimited &&
          (flags.command == LogCommand::kQuery ||
           flags.command == LogCommand::kTail ||
           flags.command == LogCommand::kOpen));
}

absl::Status RunOnStore(const LogFlags& flags, log::Store& store,
                        Teller& teller, Progress& progress) {
  switch (flags.command) {
    case LogCommand::kQuery:
      return Query(flags, store, teller);
    case LogCommand::kTail:
      return Tail(flags, store, teller);
    case LogCommand::kOpen:
      return Open(flags, store, teller);
    case LogCommand::kStats:
      return PrintStats(flags, store, teller, progress);
    case LogCommand::kReport:
      return WriteReport(flags, store, teller, progress);
    case LogCommand::kVerify:
      return Verify(flags, store, teller, progress);
    case LogCommand::kCheckpoint:
      return MakeCheckpoint(flags, store);
    case LogCommand::kPrune:
      return Prune(flags, store, teller);
    case LogCommand::kExport:
      return Export(flags, store, teller);
    default:
      return absl::InternalError("command: not known");
  }
}

absl::Status RunOn(const LogFlags& flags, Teller& teller, Progress& progress) {
  if (flags.command == LogCommand::kKeygen) return MakeKeys(flags);
  if (flags.command == LogCommand::kAppend ||
      flags.command == LogCommand::kImport) {
    StoreToFill store(flags.store);
    return flags.command == LogCommand::kAppend
               ? Append(flags, store, teller, progress)
               : Import(flags, store, teller);
  }
  absl::StatusOr<std::unique_ptr<log::Store>> store = OpenStore(
      flags.store,
      flags.command == LogCommand::kPrune ? Access::kChange : Access::kRead);
  if (!store.ok()) return store.status();
  return RunOnStore(flags, **store, teller, progress);
}

int Run(const LogFlags& flags) {
  Progress progress(isatty(STDERR_FILENO) != 0, std::cerr);
  Teller teller(&progress);
  const absl::Status status = RunOn(flags, teller, progress);
  progress.Clear();
  if (!status.ok()) teller.Fail(status);
  std::cout.flush();
  if (!std::cout) {
    teller.Fail(absl::UnavailableError("(standard output): cannot be written"));
  }
  return teller.exit_status();
}

int Main(const std::vector<std::string>& args) {
  absl::StatusOr<LogFlags> flags = ParseLogFlags(args, absl::Now());
  if (!flags.ok()) {
    std::cerr << "wamplog: " << flags.status().message()
              << "\nTry wamplog --help.\n";
    return 2;
  }
  switch (flags->command) {
    case LogCommand::kHelp:
      return Say(HelpText(WamplogProgram(), flags->topic));
    case LogCommand::kCompletion:
      return Say(CompletionScript(WamplogProgram(), flags->topic));
    case LogCommand::kVersion:
      return Say(absl::StrCat("wamplog ", kVersion, "\n"));
    case LogCommand::kServe:
      return BecomeServer(args);
    default:
      break;
  }
  if (WritesBinary(*flags) && isatty(STDOUT_FILENO) != 0) {
    std::cerr << "wamplog: standard output is a terminal, and what is written "
                 "to it would be binary\nTry > FILE.\n";
    return 2;
  }
  return Run(*flags);
}

}  // namespace
}  // namespace tools
}  // namespace wamp

int main(int argc, char** argv) {
  return wamp::tools::RunProgram(argc, argv, wamp::tools::Main);
}
