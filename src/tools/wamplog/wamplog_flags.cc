#include "src/tools/wamplog/wamplog_flags.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"
#include "src/tools/common/stream_options.h"
#include "src/tools/wamplog/open_store.h"
#include "src/tools/wamplog/time_text.h"
#include "wamp/id.h"
#include "wamp/log/uuid.h"

namespace wamp {
namespace tools {
namespace {

// What has been read of the command line.
struct Draft {
  LogFlags flags;
  StreamOptions stream;
  absl::Time now;
};

absl::Status SetTime(absl::string_view option, const std::string& value,
                     absl::Time now, absl::Time& out) {
  absl::StatusOr<absl::Time> time = ParseTime(option, value, now);
  if (time.ok()) out = *time;
  return time.status();
}

absl::Status SetSession(absl::string_view option, const std::string& value,
                        log::Filter& filter) {
  uint64_t session = 0;
  if (absl::SimpleAtoi(value, &session) && session >= 1 && session <= kMaxId) {
    filter.session = session;
    return absl::OkStatus();
  }
  if (log::IsUuid(value)) {
    filter.session_uid = value;
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      option, ": expected a session's number, 1 to 2^53, or its uid, got ",
      internal::Quote(value)));
}

absl::Status SetEvent(absl::string_view option, const std::string& value,
                      log::Filter& filter) {
  return Choose(option, value, EventWords(), filter.events.emplace_back());
}

// Takes the value of an option of the name `option`.
absl::Status Set(LogOption id, absl::string_view option,
                 const std::string& value, Draft& draft) {
  LogFlags& flags = draft.flags;
  const auto text = [&value](auto& out) {
    out = value;
    return absl::OkStatus();
  };
  switch (id) {
    case LogOption::kAt:
    case LogOption::kHappened:
      return SetTime(option, value, draft.now, flags.at.emplace());
    case LogOption::kAuthid:
      return text(flags.filter.authid);
    case LogOption::kAuthrole:
      return text(flags.filter.authrole);
    case LogOption::kBefore:
      return SetTime(option, value, draft.now, flags.before);
    case LogOption::kCheckpoint:
      return text(flags.checkpoints.emplace_back());
    case LogOption::kClient:
      return text(flags.client);
    case LogOption::kColor:
      return Choose(option, value, ColorModes(), flags.color);
    case LogOption::kEvent:
      return SetEvent(option, value, flags.filter);
    case LogOption::kFollow:
      flags.follow = true;
      return absl::OkStatus();
    case LogOption::kFormat:
      return SetFormat(option, value, flags.format, draft.stream);
    case LogOption::kForwardedFor:
      return text(flags.forwarded_for);
    case LogOption::kFraming:
      return SetFraming(option, value, draft.stream);
    case LogOption::kFrom:
      return Choose(option, value, AppendSources(), flags.source);
    case LogOption::kKeepOpen:
      flags.keep_open = true;
      return absl::OkStatus();
    case LogOption::kKey:
      return text(flags.key);
    case LogOption::kLimit:
      return SetNumber(option, value, flags.limit);
    case LogOption::kName:
      return text(flags.name);
    case LogOption::kNode:
      if (value.empty()) {
        return absl::InvalidArgumentError(
            absl::StrCat(option, ": expected a name, got \"\""));
      }
      return text(flags.node);
    case LogOption::kNodeFilter:
      return text(flags.filter.node);
    case LogOption::kOldestFirst:
      flags.order = log::Order::kOldestFirst;
      return absl::OkStatus();
    case LogOption::kOutput:
      return Choose(option, value, RecordForms(), flags.form);
    case LogOption::kOutputFile:
      return text(flags.output);
    case LogOption::kPeer:
      return text(flags.peer);
    case LogOption::kRealm:
      return text(flags.filter.realm);
    case LogOption::kReason:
      return text(flags.filter.reason);
    case LogOption::kRouter:
      return text(flags.router);
    case LogOption::kSession:
      return SetSession(option, value, flags.filter);
    case LogOption::kSince:
      return SetTime(option, value, draft.now, flags.filter.since);
    case LogOption::kStore:
      flags.store = value;
      return CheckStoreSpec(value);
    case LogOption::kUntil:
      return SetTime(option, value, draft.now, flags.filter.until);
    case LogOption::kVerifier:
      return text(flags.verifier);
  }
  return absl::InternalError(absl::StrCat(option, ": not known"));
}

absl::Status CheckSources(const LogFlags& flags) {
  const bool sides = !flags.client.empty() || !flags.router.empty();
  if (sides && (flags.client.empty() || flags.router.empty())) {
    return absl::InvalidArgumentError(
        absl::StrCat(flags.client.empty() ? "--client" : "--router",
                     ": missing, as the other side is given"));
  }
  if (sides &&
      (!flags.files.empty() || flags.source == AppendSource::kRecords)) {
    return absl::InvalidArgumentError(
        "--client: expected neither FILE nor --from=records with it");
  }
  if (flags.client == "-" && flags.router == "-") {
    return absl::InvalidArgumentError(
        "--router: expected another file than --client, got standard input "
        "for both");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<LogFlags> ParseLogFlags(const std::vector<std::string>& args,
                                       absl::Time now) {
  Draft draft;
  draft.now = now;
  LogFlags& flags = draft.flags;
  const Program program = WamplogProgram();
  absl::StatusOr<CommandChoice> choice = ParseCommand(program, args);
  if (!choice.ok()) return choice.status();
  flags.command = static_cast<LogCommand>(choice->command);
  flags.topic = choice->topic;
  if (choice->command < kFirstCommand) return flags;
  if (flags.command == LogCommand::kTail) flags.limit = 10;
  if (flags.command == LogCommand::kReport) flags.limit = 5000;
  absl::Status status = ParseArguments(
      program, choice->command, args,
      [&](const OptionInfo& option, const std::string& value) {
        return SetServerOption(option, value, flags.server)
                   ? absl::OkStatus()
                   : Set(static_cast<LogOption>(option.id), option.name, value,
                         draft);
      },
      &flags.files);
  if (status.ok()) {
    status = SettleGuess("--format", draft.stream, flags.guess);
  }
  if (status.ok()) status = Settle("--framing", draft.stream, flags.format);
  if (status.ok()) status = CheckSources(flags);
  if (status.ok() && flags.verifier.empty() != flags.checkpoints.empty()) {
    status = absl::InvalidArgumentError(
        flags.verifier.empty() ? "--verifier: missing, as --checkpoint is given"
                               : "--checkpoint: missing, as --verifier is "
                                 "given");
  }
  if (status.ok() && flags.filter.since >= flags.filter.until) {
    status = absl::InvalidArgumentError(
        "--until: expected a time after that of --since");
  }
  if (status.ok() && flags.command == LogCommand::kServe) {
    status = CheckServerFlags(flags.server);
  }
  if (!status.ok()) return status;
  if (flags.files.empty() && flags.client.empty()) {
    flags.files.emplace_back("-");
  }
  return flags;
}

}  // namespace tools
}  // namespace wamp
