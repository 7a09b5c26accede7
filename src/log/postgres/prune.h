// Takes records out of a store in PostgreSQL.
#ifndef WAMP_SRC_LOG_POSTGRES_PRUNE_H_
#define WAMP_SRC_LOG_POSTGRES_PRUNE_H_

#include <cstdint>

#include "absl/status/status.h"
#include "src/log/postgres/connection.h"
#include "wamp/log/store.h"

namespace wamp {
namespace internal {

// Removes what a policy says, some at a time, and adds to `count` how many.
absl::Status PruneRecords(Connection* connection,
                          const log::PrunePolicy& policy, uint64_t* count);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_POSTGRES_PRUNE_H_
