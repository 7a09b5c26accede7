// Counts what is in a store in PostgreSQL.
#ifndef WAMP_SRC_LOG_POSTGRES_STATS_H_
#define WAMP_SRC_LOG_POSTGRES_STATS_H_

#include "absl/status/statusor.h"
#include "src/log/postgres/connection.h"
#include "wamp/log/store.h"

namespace wamp {
namespace internal {

absl::StatusOr<log::Stats> CountRecords(PostgresConnection* connection);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_POSTGRES_STATS_H_
