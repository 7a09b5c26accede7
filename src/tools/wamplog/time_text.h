// Times as people write and read them.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_TIME_TEXT_H_
#define WAMP_SRC_TOOLS_WAMPLOG_TIME_TEXT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace wamp {
namespace tools {

// The time that `text` says, "now" or "2h" (ago) included; `option` is where it
// was given, for errors.
absl::StatusOr<absl::Time> ParseTime(absl::string_view option,
                                     const std::string& text, absl::Time now);

// "2026-01-02 10:05:00", in UTC.
std::string TimeToSeconds(absl::Time time);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_TIME_TEXT_H_
