// Puts records into a store in PostgreSQL.
#ifndef WAMP_SRC_LOG_POSTGRES_APPEND_H_
#define WAMP_SRC_LOG_POSTGRES_APPEND_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/log/postgres/connection.h"
#include "src/log/session_times.h"
#include "wamp/log/store.h"

namespace wamp {
namespace internal {

absl::Status AppendRecords(PostgresConnection* connection,
                           absl::Span<const log::SealedRecord> records);

// Makes the connection the one that writes for these nodes, until it ends, or
// says of which of them another one is. Two that take turns would each take
// their own last record for that of the node.
absl::Status HoldNodes(PostgresConnection* connection,
                       const std::vector<absl::string_view>& nodes);

// Lets nobody else write records of these nodes until the transaction ends,
// once nobody else does.
absl::Status LockNodes(PostgresConnection* connection,
                       const std::vector<absl::string_view>& nodes);

// What the table of sessions is to say of each.
struct SessionRow {
  std::string uid;
  SessionTimes times;
};
absl::Status PutSessions(PostgresConnection* connection,
                         const std::vector<SessionRow>& sessions);

// Puts the bytes of a record aside, which can't be read.
absl::Status PutAside(PostgresConnection* connection, int64_t time,
                      int64_t position, absl::string_view error);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_POSTGRES_APPEND_H_
