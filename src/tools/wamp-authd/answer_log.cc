#include "src/tools/wamp-authd/answer_log.h"

#include <iostream>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/sync/mutex_lock.h"
#include "src/text/quote.h"
#include "wamp/log/lines.h"
#include "wamp/log/record.h"

namespace wamp {
namespace tools {
namespace {

// Reasons come from the policy alone, so that there are few of them.
prometheus::Labels LabelsOf(const log::v1::SessionRecord& record) {
  prometheus::Labels labels = {{"event", std::string(log::EventName(record))}};
  if (record.has_decided()) {
    labels["answer"] = record.decided().allowed() ? "allow" : "deny";
  }
  std::string reason = record.denied().reason();
  if (reason.empty()) reason = record.decided().reason();
  if (!reason.empty()) labels["reason"] = reason;
  return labels;
}

}  // namespace

AnswerLog::AnswerLog(Metrics* metrics)
    : answers_(metrics->Counters(
          "wamp_answers_total",
          "What was answered: clients that were accepted, denied or "
          "challenged, and actions that were decided on.")),
      failures_(
          metrics->Counters("wamp_log_failures_total",
                            "Lines of the log that could not be written.")) {}

absl::StatusOr<std::unique_ptr<AnswerLog>> AnswerLog::Open(
    const std::string& path, Metrics* metrics) {
  auto log = std::unique_ptr<AnswerLog>(new AnswerLog(metrics));
  const sync::MutexLock lock(log->mutex_);
  if (path == "-") {
    log->out_ = &std::cerr;
  } else if (!path.empty()) {
    log->file_.open(path, std::ios::app | std::ios::binary);
    if (!log->file_) {
      return absl::NotFoundError(absl::StrCat("--log: ", internal::Quote(path),
                                              ": cannot be written"));
    }
    log->out_ = &log->file_;
  }
  return log;
}

void AnswerLog::Add(const log::v1::SessionRecord& record) {
  answers_.Add(LabelsOf(record)).Increment();
  const sync::MutexLock lock(mutex_);
  if (out_ == nullptr) return;
  *out_ << log::JsonLine(record) + "\n" << std::flush;
  if (*out_) return;
  // A full disk ends no server, and is not kept quiet.
  out_->clear();
  failures_.Add({}).Increment();
}

}  // namespace tools
}  // namespace wamp
