// Sessions by Abseil's log, to wherever that goes: here to standard error. It
// cuts lines of more than some 15,000 bytes.
#include "absl/base/log_severity.h"
#include "absl/log/globals.h"
#include "absl/log/initialize.h"
#include "absl/log/log.h"
#include "session.h"
#include "wamp/log/lines.h"

int main() {
  absl::InitializeLog();
  absl::SetStderrThreshold(absl::LogSeverityAtLeast::kInfo);
  // The line, and nothing before it: its time is in it.
  absl::EnableLogPrefix(false);
  const bool good = LogSessions([](const wamp::log::v1::SessionRecord& record) {
    LOG(INFO) << wamp::log::JsonLine(record);
  });
  return good ? 0 : 1;
}
