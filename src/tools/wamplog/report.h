// What `wamplog report` writes.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_REPORT_H_
#define WAMP_SRC_TOOLS_WAMPLOG_REPORT_H_

#include "absl/status/status.h"
#include "src/tools/common/progress.h"
#include "src/tools/wamplog/teller.h"
#include "src/tools/wamplog/wamplog_flags.h"
#include "wamp/log/store.h"

namespace wamp {
namespace tools {

// Writes a page that needs nothing else, and can load nothing: no text of a
// record becomes a part of it but as a value in its data.
absl::Status WriteReport(const LogFlags& flags, log::Store& store,
                         Teller& teller, Progress& progress);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_REPORT_H_
