// Takes records out of a store in PostgreSQL.
#ifndef WAMP_SRC_LOG_POSTGRES_PRUNE_H_
#define WAMP_SRC_LOG_POSTGRES_PRUNE_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "src/log/postgres/connections.h"
#include "wamp/log/store.h"

namespace wamp {
namespace internal {

// Removes what a policy says, some at a time, and returns how many.
absl::StatusOr<uint64_t> PruneRecords(PostgresConnections* connections,
                                      const log::PrunePolicy& policy);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_POSTGRES_PRUNE_H_
