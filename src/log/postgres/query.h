// Asks a store in PostgreSQL.
#ifndef WAMP_SRC_LOG_POSTGRES_QUERY_H_
#define WAMP_SRC_LOG_POSTGRES_QUERY_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/log/page_token.h"
#include "src/log/postgres/connection.h"
#include "wamp/log/store.h"

namespace wamp {
namespace internal {

struct PostgresAnswer {
  log::Page page;
  // Where there are bytes that are no record.
  std::vector<PageEnd> spoiled;
};

// A page of what Query or OpenSessions is asked.
absl::StatusOr<PostgresAnswer> AnswerQuestion(PostgresConnection* connection,
                                              const Question& question,
                                              const log::PageOptions& options);

// A page of what Appended is asked.
absl::StatusOr<PostgresAnswer> AnswerAppended(PostgresConnection* connection,
                                              const log::Filter& filter,
                                              const log::PageOptions& options);

absl::StatusOr<log::NodeHead> FindHead(PostgresConnection* connection,
                                       absl::string_view node);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_POSTGRES_QUERY_H_
