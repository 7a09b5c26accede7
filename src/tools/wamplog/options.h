// The commands and options of wamplog.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_OPTIONS_H_
#define WAMP_SRC_TOOLS_WAMPLOG_OPTIONS_H_

#include "src/tools/common/command_line.h"
#include "src/tools/common/words.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace tools {

enum class LogCommand {
  kHelp = kHelpCommand,
  kVersion = kVersionCommand,
  kCompletion = kCompletionCommand,
  kAppend = kFirstCommand,
  kQuery,
  kTail,
  kOpen,
  kStats,
  kReport,
  kVerify,
  kCheckpoint,
  kKeygen,
  kPrune,
  kExport,
  kImport,
  kServe,
};

enum class LogOption {
  kAt,
  kAuthid,
  kAuthrole,
  kBefore,
  kCheckpoint,
  kClient,
  kColor,
  kEvent,
  kFollow,
  kFormat,
  kForwardedFor,
  kFraming,
  kFrom,
  kHappened,
  kKeepOpen,
  kKey,
  kLimit,
  kName,
  kNode,
  kNodeFilter,
  kOldestFirst,
  kOutput,
  kOutputFile,
  kPeer,
  kRealm,
  kReason,
  kRouter,
  kSession,
  kSince,
  kStore,
  kUntil,
  kVerifier,
};

// How records are printed.
enum class RecordForm { kTable, kJson, kOtlp, kDelimited };

inline Words<RecordForm> RecordForms() {
  return {{"table", RecordForm::kTable},
          {"json", RecordForm::kJson},
          {"otlp", RecordForm::kOtlp},
          {"delimited", RecordForm::kDelimited}};
}

// What `wamplog append` reads.
enum class AppendSource { kFrames, kRecords };

inline Words<AppendSource> AppendSources() {
  return {{"frames", AppendSource::kFrames},
          {"records", AppendSource::kRecords}};
}

// "attaching", "joined", ….
Words<log::v1::SessionRecord::EventCase> EventWords();

// Commands, options, and the texts of the help.
Program WamplogProgram();

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_OPTIONS_H_
