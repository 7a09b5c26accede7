// The commands that show whether a store is what it was.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_PROOF_H_
#define WAMP_SRC_TOOLS_WAMPLOG_PROOF_H_

#include "absl/status/status.h"
#include "src/tools/common/progress.h"
#include "src/tools/wamplog/teller.h"
#include "src/tools/wamplog/wamplog_flags.h"
#include "wamp/log/store.h"

namespace wamp {
namespace tools {

// `wamplog verify`, `wamplog checkpoint` and `wamplog keygen`. The secret key
// goes into its file alone.
absl::Status Verify(const LogFlags& flags, log::Store& store, Teller& teller,
                    Progress& progress);
absl::Status MakeCheckpoint(const LogFlags& flags, log::Store& store);
absl::Status MakeKeys(const LogFlags& flags);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_PROOF_H_
