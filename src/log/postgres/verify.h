// Checks a store in PostgreSQL.
#ifndef WAMP_SRC_LOG_POSTGRES_VERIFY_H_
#define WAMP_SRC_LOG_POSTGRES_VERIFY_H_

#include "absl/status/statusor.h"
#include "src/log/postgres/connections.h"
#include "wamp/log/store.h"

namespace wamp {
namespace internal {

absl::StatusOr<log::VerifyReport> VerifyRecords(
    PostgresConnections* connections, const log::VerifyOptions& options);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_POSTGRES_VERIFY_H_
