// The tables of a store in PostgreSQL.
#ifndef WAMP_SRC_LOG_POSTGRES_SCHEMA_H_
#define WAMP_SRC_LOG_POSTGRES_SCHEMA_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "src/log/postgres/connection.h"

namespace wamp {
namespace internal {

// Brings the tables up to date, or makes them in a schema that is not there or
// empty.
absl::Status UpdateSchema(PostgresConnection* connection,
                          const std::string& schema);

// Fails for a schema that is no store of this release.
absl::Status CheckSchema(PostgresConnection* connection,
                         const std::string& schema);

// The number of a lock in the database, which programs take for a purpose.
int64_t LockOf(absl::string_view purpose, absl::string_view name);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_POSTGRES_SCHEMA_H_
