#include "src/log/postgres/prune.h"

#include <limits>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/log/postgres/append.h"
#include "src/log/postgres/partitions.h"
#include "src/log/record_columns.h"

namespace wamp {
namespace internal {
namespace {

using log::v1::SessionRecord;

constexpr int64_t kPrunedAtOnce = 1000;

// A node's records up to a number. From `first` on there are some: the index
// holds those before that until the server vacuums it.
struct Prefix {
  int64_t node = 0;
  std::string name;
  int64_t last = 0;
  int64_t first = std::numeric_limits<int64_t>::min();
};

absl::StatusOr<std::optional<Prefix>> FindPrefix(PostgresConnection* connection,
                                                 int64_t after, int64_t before,
                                                 bool everything) {
  Parameters parameters;
  parameters.Add(after);
  const absl::StatusOr<Result> node = connection->Run(
      "SELECT node, name, count FROM nodes WHERE node > $1 ORDER BY node "
      "LIMIT 1",
      parameters);
  if (!node.ok()) return node.status();
  if (node->rows() == 0) return std::nullopt;
  Prefix prefix{node->Int(0, 0), std::string(node->Text(0, 1)),
                node->Int(0, 2)};
  if (everything) return prefix;
  Parameters stays;
  stays.Add(prefix.node);
  stays.Add(before);
  const absl::StatusOr<Result> first = connection->Run(
      "SELECT min(number) FROM records WHERE node = $1 AND time >= $2", stays);
  if (!first.ok()) return first.status();
  if (!first->IsNull(0, 0)) prefix.last = NumberBefore(first->Int(0, 0));
  return prefix;
}

// Brings the table of sessions in line with the records that are left of them,
// which are few: the index of events, a part of which is all of one kind, is of
// no use.
absl::Status Recount(PostgresConnection* connection,
                     const std::set<std::string>& sessions) {
  if (sessions.empty()) return absl::OkStatus();
  Parameters parameters;
  parameters.Add(Parameters::Texts(sessions.begin(), sessions.end()));
  absl::Status status =
      connection->Run("DELETE FROM sessions WHERE uid = ANY($1)", parameters)
          .status();
  if (!status.ok()) return status;
  parameters.Add(int64_t{SessionRecord::kJoined});
  parameters.Add(int64_t{SessionRecord::kLeft});
  const absl::StatusOr<Result> ends = connection->Run(
      "SELECT uid, j.position, j.time, l.position, l.time "
      "FROM unnest($1) AS uid "
      "LEFT JOIN LATERAL (SELECT position, time FROM records WHERE "
      "session_uid = uid AND event + 0 = $2 ORDER BY position LIMIT 1) AS j ON "
      "true "
      "LEFT JOIN LATERAL (SELECT position, time FROM records WHERE "
      "session_uid = uid AND event + 0 = $3 ORDER BY time, position LIMIT 1) "
      "AS l "
      "ON true "
      "WHERE j.position IS NOT NULL OR l.position IS NOT NULL",
      parameters);
  if (!ends.ok()) return ends.status();
  std::vector<SessionRow> rows;
  for (int row = 0; row < ends->rows(); ++row) {
    SessionRow session;
    session.uid = std::string(ends->Text(row, 0));
    session.times.joined_position = ends->OptionalInt(row, 1);
    session.times.joined = ends->OptionalInt(row, 2);
    session.times.ended_position = ends->OptionalInt(row, 3);
    session.times.ended = ends->OptionalInt(row, 4);
    rows.push_back(std::move(session));
  }
  return PutSessions(connection, rows);
}

// Deletes rows of a table by what it has of each record. The values go to the
// server: of a statement that finds them itself it doesn't know how many there
// are, and it may read the whole table.
template <class Values>
absl::Status DeleteAll(PostgresConnection* connection, absl::string_view where,
                       const Values& values) {
  Parameters parameters;
  parameters.Add(values);
  return connection
      ->Run(absl::StrCat("DELETE FROM ", where, " = ANY($1)"), parameters)
      .status();
}

// Removes the first records of a prefix, at most kPrunedAtOnce, in one
// transaction, and moves `first` on. Returns how many.
absl::StatusOr<int64_t> PruneSome(PostgresConnection* connection,
                                  Prefix* prefix) {
  PostgresTransaction transaction(connection,
                                  PostgresTransaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  absl::Status status = LockNodes(connection, {prefix->name});
  if (!status.ok()) return status;
  Parameters parameters;
  parameters.Add(prefix->node);
  parameters.Add(prefix->first);
  parameters.Add(prefix->last);
  parameters.Add(kPrunedAtOnce);
  const absl::StatusOr<Result> gone = connection->Run(
      "SELECT time, position, number, record_id, hash, event, session_uid "
      "FROM records WHERE node = $1 AND number >= $2 AND number <= $3 "
      "ORDER BY number, position LIMIT $4",
      parameters);
  if (!gone.ok()) return gone.status();
  const int count = gone->rows();
  if (count == 0) return 0;
  Parameters::Numbers times;
  Parameters::Numbers positions;
  Parameters::Texts ids;
  std::set<std::string> sessions;
  for (int row = 0; row < count; ++row) {
    times.emplace_back(gone->Int(row, 0));
    positions.emplace_back(gone->Int(row, 1));
    ids.emplace_back(gone->Text(row, 3));
    const int64_t event = gone->Int(row, 5);
    if (!gone->IsNull(row, 6) &&
        (event == SessionRecord::kJoined || event == SessionRecord::kLeft)) {
      sessions.emplace(gone->Text(row, 6));
    }
  }
  Parameters places;
  places.Add(times);
  places.Add(positions);
  status = connection
               ->Run(
                   "DELETE FROM records AS r USING unnest($1, $2) AS "
                   "places(time, position) WHERE r.time = places.time AND "
                   "r.position = places.position",
                   places)
               .status();
  if (!status.ok()) return status;
  status = DeleteAll(connection, "ids WHERE record_id", ids);
  if (!status.ok()) return status;
  status = DeleteAll(connection, "quarantine WHERE position", positions);
  if (!status.ok()) return status;
  status = Recount(connection, sessions);
  if (!status.ok()) return status;
  Parameters update;
  update.Add(prefix->node);
  update.Add(int64_t{count});
  update.Add(gone->Text(count - 1, 4));
  status = connection
               ->Run(
                   "UPDATE nodes SET pruned = pruned + $2, anchor = $3 WHERE "
                   "node = $1",
                   update)
               .status();
  if (!status.ok()) return status;
  status = transaction.Commit();
  if (!status.ok()) return status;
  prefix->first = gone->Int(count - 1, 2);
  return count;
}

}  // namespace

absl::StatusOr<uint64_t> PruneRecords(PostgresConnections* connections,
                                      const log::PrunePolicy& policy) {
  const bool everything = policy.before == absl::InfiniteFuture();
  const int64_t before = ToMicros(policy.before);
  uint64_t count = 0;
  int64_t after = std::numeric_limits<int64_t>::min();
  // Each step lets others in.
  for (;;) {
    auto prefix = connections->Write([&](PostgresConnection* connection) {
      return FindPrefix(connection, after, before, everything);
    });
    if (!prefix.ok()) return prefix.status();
    if (!*prefix) break;
    for (;;) {
      const auto some = connections->Write([&](PostgresConnection* connection) {
        return PruneSome(connection, &**prefix);
      });
      if (!some.ok()) return some.status();
      count += static_cast<uint64_t>(*some);
      if (*some < kPrunedAtOnce) break;
    }
    after = (*prefix)->node;
  }
  // Those that read may be in the way: then a later time will do.
  connections
      ->Write([&](PostgresConnection* connection) {
        return RemoveEmptyPartitions(connection, before);
      })
      .IgnoreError();
  return count;
}

}  // namespace internal
}  // namespace wamp
