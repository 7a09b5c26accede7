// What `wamplog stats` prints.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_LOG_STATS_H_
#define WAMP_SRC_TOOLS_WAMPLOG_LOG_STATS_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "src/tools/common/color.h"
#include "src/tools/common/progress.h"
#include "src/tools/wamplog/log_summary.h"
#include "src/tools/wamplog/teller.h"
#include "src/tools/wamplog/wamplog_flags.h"
#include "wamp/log/store.h"

namespace wamp {
namespace tools {

// How many sessions were open over time, as a chart of so many columns, with
// its axes.
std::string DrawSessions(const LogSummary& summary, size_t columns);

// `wamplog stats`.
absl::Status PrintStats(const LogFlags& flags, log::Store& store,
                        Teller& teller, Progress& progress);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_LOG_STATS_H_
