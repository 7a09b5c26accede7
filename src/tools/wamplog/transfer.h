// The commands that move records in and out of a store, and remove them.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_TRANSFER_H_
#define WAMP_SRC_TOOLS_WAMPLOG_TRANSFER_H_

#include "absl/status/status.h"
#include "src/tools/common/progress.h"
#include "src/tools/wamplog/open_store.h"
#include "src/tools/wamplog/teller.h"
#include "src/tools/wamplog/wamplog_flags.h"
#include "wamp/log/store.h"

namespace wamp {
namespace tools {

// `wamplog export`: of each node all records, as they follow one another.
absl::Status Export(const LogFlags& flags, log::Store& store, Teller& teller);

// `wamplog import`.
absl::Status Import(const LogFlags& flags, StoreToFill& store, Teller& teller);

// `wamplog prune`.
absl::Status Prune(const LogFlags& flags, log::Store& store, Teller& teller);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_TRANSFER_H_
