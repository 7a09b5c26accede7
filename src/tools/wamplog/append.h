// The command that makes records and stores them.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_APPEND_H_
#define WAMP_SRC_TOOLS_WAMPLOG_APPEND_H_

#include "absl/status/status.h"
#include "src/tools/common/progress.h"
#include "src/tools/wamplog/open_store.h"
#include "src/tools/wamplog/teller.h"
#include "src/tools/wamplog/wamplog_flags.h"

namespace wamp {
namespace tools {

// `wamplog append`.
absl::Status Append(const LogFlags& flags, StoreToFill& store, Teller& teller,
                    Progress& progress);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_APPEND_H_
