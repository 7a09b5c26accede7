#include "src/log/postgres/stats.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/log/postgres/query.h"
#include "src/log/record_columns.h"

namespace wamp {
namespace internal {

absl::StatusOr<log::Stats> CountRecords(PostgresConnection* connection) {
  const PostgresTransaction transaction(connection,
                                        PostgresTransaction::Kind::kRead);
  if (!transaction.status().ok()) return transaction.status();
  log::Stats stats;
  const std::pair<const char*, uint64_t*> counts[] = {
      {"SELECT count(*) FROM quarantine", &stats.unreadable},
      {"SELECT count(*) FROM sessions WHERE joined IS NOT NULL",
       &stats.sessions},
      {"SELECT count(*) FROM sessions WHERE joined IS NOT NULL AND "
       "ended IS NULL",
       &stats.open_sessions},
      {"SELECT sum(pg_total_relation_size(c.oid))::int8 FROM pg_class AS c "
       "JOIN pg_namespace AS n ON n.oid = c.relnamespace "
       "WHERE n.nspname = current_schema() AND c.relkind = 'r'",
       &stats.bytes},
  };
  for (const auto& [sql, count] : counts) {
    const absl::StatusOr<int64_t> is = connection->AskInt(sql);
    if (!is.ok()) return is.status();
    *count = static_cast<uint64_t>(*is);
  }
  const absl::StatusOr<Result> events =
      connection->Run("SELECT event, count(*) FROM records GROUP BY event");
  if (!events.ok()) return events.status();
  for (int row = 0; row < events->rows(); ++row) {
    const auto count = static_cast<uint64_t>(events->Int(row, 1));
    stats.events[EventOf(events->Int(row, 0))] += count;
    stats.records += count;
  }
  stats.records -= std::min(stats.records, stats.unreadable);
  const absl::StatusOr<Result> times =
      connection->Run("SELECT min(time), max(time) FROM records");
  if (!times.ok()) return times.status();
  if (!times->IsNull(0, 0)) {
    stats.oldest = FromMicros(times->Int(0, 0));
    stats.newest = FromMicros(times->Int(0, 1));
  }
  const absl::StatusOr<Result> reasons = connection->Run(absl::StrCat(
      "SELECT reason, count(*) FROM records WHERE reason IS NOT NULL "
      "GROUP BY reason ORDER BY 2 DESC, 1 LIMIT ",
      log::Stats::kMostReasons));
  if (!reasons.ok()) return reasons.status();
  for (int row = 0; row < reasons->rows(); ++row) {
    stats.reasons.emplace_back(reasons->Text(row, 0),
                               static_cast<uint64_t>(reasons->Int(row, 1)));
  }
  const absl::StatusOr<Result> nodes =
      connection->Run("SELECT name FROM nodes ORDER BY name");
  if (!nodes.ok()) return nodes.status();
  for (int row = 0; row < nodes->rows(); ++row) {
    absl::StatusOr<log::NodeHead> head =
        FindHead(connection, nodes->Text(row, 0));
    if (!head.ok()) return head.status();
    stats.nodes.push_back(*std::move(head));
  }
  return stats;
}

}  // namespace internal
}  // namespace wamp
