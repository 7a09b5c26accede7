// Asks a store in SQLite.
#ifndef WAMP_SRC_LOG_SQLITE_QUERY_H_
#define WAMP_SRC_LOG_SQLITE_QUERY_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/log/page_token.h"
#include "src/log/sqlite/database.h"
#include "wamp/log/store.h"

namespace wamp {
namespace internal {

struct SqliteAnswer {
  log::Page page;
  // The positions of bytes that are no record.
  std::vector<int64_t> spoiled;
};

// A page of what Query or OpenSessions is asked.
absl::StatusOr<SqliteAnswer> AnswerQuestion(Database* database,
                                            const Question& question,
                                            const log::PageOptions& options);

// A page of what Appended is asked.
absl::StatusOr<SqliteAnswer> AnswerAppended(Database* database,
                                            const log::Filter& filter,
                                            const log::PageOptions& options);

absl::StatusOr<log::Stats> CountRecords(Database* database);

absl::StatusOr<log::NodeHead> FindHead(Database* database,
                                       absl::string_view node);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_SQLITE_QUERY_H_
