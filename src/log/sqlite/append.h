// Puts records into a store in SQLite, and takes them out again.
#ifndef WAMP_SRC_LOG_SQLITE_APPEND_H_
#define WAMP_SRC_LOG_SQLITE_APPEND_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/log/sqlite/database.h"
#include "wamp/log/store.h"

namespace wamp {
namespace internal {

absl::Status AppendRecords(Database* database,
                           absl::Span<const log::SealedRecord> records);

// Removes what a policy says, some at a time, and returns how many.
absl::StatusOr<uint64_t> PruneRecords(Database* database,
                                      const log::PrunePolicy& policy);

// Puts the bytes of a record aside, which can't be read.
absl::Status PutAside(Database* database, int64_t position,
                      absl::string_view error);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_SQLITE_APPEND_H_
