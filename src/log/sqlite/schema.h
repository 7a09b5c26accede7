// The tables of a store in SQLite.
#ifndef WAMP_SRC_LOG_SQLITE_SCHEMA_H_
#define WAMP_SRC_LOG_SQLITE_SCHEMA_H_

#include <cstdint>

#include "absl/status/status.h"
#include "src/log/sqlite/database.h"

namespace wamp {
namespace internal {

// Fails for a file of another program, or of a later release.
absl::Status CheckOwner(Database* database);

// Brings the tables up to date, or makes them in an empty file.
absl::Status UpdateSchema(Database* database);

// Fails for a file that is no store of this release.
absl::Status CheckSchema(Database* database);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_SQLITE_SCHEMA_H_
