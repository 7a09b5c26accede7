// The commands that print records of a store.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_QUERY_H_
#define WAMP_SRC_TOOLS_WAMPLOG_QUERY_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "src/tools/wamplog/teller.h"
#include "src/tools/wamplog/wamplog_flags.h"
#include "wamp/log/store.h"

namespace wamp {
namespace tools {

// Asks for page after page, until `limit` records (0: all) have been given to
// `use` or that returns false. Tells of what is unreadable.
absl::Status ForEachPage(
    const std::function<absl::StatusOr<log::Page>(const log::PageOptions&)>&
        ask,
    log::Order order, uint64_t limit, Teller& teller,
    const std::function<bool(std::vector<log::SealedRecord>)>& use);

// `wamplog query`, `wamplog open` and `wamplog tail`.
absl::Status Query(const LogFlags& flags, log::Store& store, Teller& teller);
absl::Status Open(const LogFlags& flags, log::Store& store, Teller& teller);
absl::Status Tail(const LogFlags& flags, log::Store& store, Teller& teller);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_QUERY_H_
