// Checks a store in SQLite.
#ifndef WAMP_SRC_LOG_SQLITE_VERIFY_H_
#define WAMP_SRC_LOG_SQLITE_VERIFY_H_

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "src/log/sqlite/connections.h"
#include "wamp/log/store.h"

namespace wamp {
namespace internal {

absl::StatusOr<log::VerifyReport> VerifyRecords(
    SqliteConnections* connections, const log::VerifyOptions& options);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_SQLITE_VERIFY_H_
