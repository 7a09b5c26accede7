#include "src/log/postgres/verify.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/log/chain_verifier.h"
#include "src/log/record_columns.h"
#include "src/log/session_times.h"

namespace wamp {
namespace internal {
namespace {

using log::v1::SessionRecord;

// How much is looked at before others are let in.
constexpr int64_t kRowsAtOnce = 1000;
constexpr int64_t kSmallest = std::numeric_limits<int64_t>::min();

// What a store says of all that is in it, at an instant.
struct Outline {
  std::vector<NodeEnds> nodes;
  std::vector<int64_t> node_ids;
  uint64_t total = 0;
  int64_t pruned = 0;
};

absl::StatusOr<int64_t> CountPruned(PostgresConnection* connection) {
  return connection->AskInt("SELECT sum(pruned)::int8 FROM nodes");
}

absl::StatusOr<Outline> ReadOutline(PostgresConnection* connection) {
  const absl::StatusOr<Result> rows = connection->Run(
      "SELECT name, count, pruned, boot_id, sequence, hash, anchor, node "
      "FROM nodes ORDER BY node");
  if (!rows.ok()) return rows.status();
  Outline outline;
  for (int row = 0; row < rows->rows(); ++row) {
    NodeEnds ends;
    ends.head.node = std::string(rows->Text(row, 0));
    ends.head.count = static_cast<uint64_t>(rows->Int(row, 1));
    ends.head.pruned = static_cast<uint64_t>(rows->Int(row, 2));
    ends.head.boot_id = std::string(rows->Text(row, 3));
    ends.head.sequence = static_cast<uint64_t>(rows->Int(row, 4));
    ends.head.hash = std::string(rows->Text(row, 5));
    ends.anchor = std::string(rows->Text(row, 6));
    outline.total += ends.head.count - ends.head.pruned;
    // The server may say anything, and the sum be out of range.
    outline.pruned = static_cast<int64_t>(
        static_cast<uint64_t>(outline.pruned) + ends.head.pruned);
    outline.node_ids.push_back(rows->Int(row, 7));
    outline.nodes.push_back(std::move(ends));
  }
  return outline;
}

// Where among a node's records.
struct Place {
  int64_t number = kSmallest;
  int64_t position = kSmallest;
};

// What `sessions` knows of a record that says that one was joined or left.
bool KnowsSession(const Result& rows, int row, const RecordColumns& columns,
                  int64_t position) {
  const bool joined = columns.event == SessionRecord::kJoined;
  if (!columns.session_uid ||
      !(joined || columns.event == SessionRecord::kLeft)) {
    return true;
  }
  const auto joined_position = rows.OptionalInt(row, 14);
  const auto ended = rows.OptionalInt(row, 15);
  return joined ? joined_position && *joined_position <= position
                : ended && *ended <= columns.time;
}

// A server that never came to an end would be asked for ever.
absl::Status OutOfOrder(absl::string_view table) {
  return absl::DataLossError(absl::StrCat("PostgreSQL: expected the rows of ",
                                          table, " in order, got others"));
}

// Gives a node's rows after `*place` to the verifier, and moves that on.
// Returns how many there were.
absl::StatusOr<int> TakeRows(PostgresConnection* connection,
                             const NodeEnds& node, int64_t node_id,
                             Place* place, ChainVerifier* verifier) {
  Parameters parameters;
  parameters.Add(node_id);
  parameters.Add(place->number);
  parameters.Add(place->position);
  parameters.Add(static_cast<int64_t>(node.head.count));
  parameters.Add(kRowsAtOnce);
  const absl::StatusOr<Result> rows = connection->Run(
      "SELECT r.number, r.position, r.record_id, r.hash, r.time, r.event, "
      "r.realm, r.authid, r.authrole, r.session, r.session_uid, r.reason, "
      "r.bytes, i.hash = r.hash, s.joined_position, s.ended "
      "FROM records AS r LEFT JOIN ids AS i ON i.record_id = r.record_id "
      "LEFT JOIN sessions AS s ON s.uid = r.session_uid "
      "WHERE r.node = $1 AND (r.number, r.position) > ($2, $3) "
      "AND r.number <= $4 ORDER BY r.number, r.position LIMIT $5",
      parameters);
  if (!rows.ok()) return rows.status();
  for (int row = 0; row < rows->rows(); ++row) {
    StoredRow stored;
    stored.node = node.head.node;
    stored.number = static_cast<uint64_t>(rows->Int(row, 0));
    const int64_t position = rows->Int(row, 1);
    stored.record_id = rows->Text(row, 2);
    stored.hash = rows->Text(row, 3);
    stored.columns.time = rows->Int(row, 4);
    stored.columns.event = rows->Int(row, 5);
    stored.columns.realm = rows->OptionalText(row, 6);
    stored.columns.authid = rows->OptionalText(row, 7);
    stored.columns.authrole = rows->OptionalText(row, 8);
    stored.columns.session = rows->OptionalInt(row, 9);
    stored.columns.session_uid = rows->OptionalText(row, 10);
    stored.columns.reason = rows->OptionalText(row, 11);
    if (std::pair(rows->Int(row, 0), position) <=
        std::pair(place->number, place->position)) {
      return OutOfOrder("records");
    }
    if (position <= place->position) {
      verifier->AddFault(stored.node, stored.number,
                         "its position is not after that of the one before");
    }
    if (rows->Int(row, 13) != 1) {
      verifier->AddFault(stored.node, stored.number,
                         "the table of ids doesn't have it");
    }
    if (!KnowsSession(*rows, row, stored.columns, position)) {
      verifier->AddFault(stored.node, stored.number,
                         "the table of sessions doesn't have it");
    }
    if (rows->IsNull(row, 12)) {
      verifier->TakeUnreadable(stored.node, stored.number,
                               "its bytes have been put aside, or are gone");
    } else {
      stored.bytes = rows->Text(row, 12);
      verifier->Take(stored);
    }
    *place = {rows->Int(row, 0), position};
  }
  return rows->rows();
}

// What no chain leads to: how many rows, and what to say of them.
constexpr std::pair<const char*, const char*> kStrays[] = {
    {"SELECT count(*) FROM records AS r LEFT JOIN nodes AS n "
     "ON n.node = r.node WHERE n.node IS NULL OR r.number > n.count",
     " records of no chain"},
    // Each record has been found to have its own.
    {"SELECT (SELECT count(*) FROM ids) - (SELECT count(*) FROM records)",
     " more ids than records"},
};

// Looks at sessions after `*uid`, and moves that on. Returns how many there
// were.
absl::StatusOr<int> TakeSessions(PostgresConnection* connection,
                                 std::string* uid, ChainVerifier* verifier) {
  Parameters parameters;
  parameters.Add(absl::string_view(*uid));
  parameters.Add(kRowsAtOnce);
  parameters.Add(int64_t{SessionRecord::kJoined});
  parameters.Add(int64_t{SessionRecord::kLeft});
  const absl::StatusOr<Result> rows = connection->Run(
      "SELECT s.uid, s.joined_position, s.joined, s.ended_position, s.ended, "
      "s.span, j.session_uid = s.uid AND j.event = $3, "
      "e.session_uid = s.uid AND e.event = $4 FROM sessions AS s "
      "LEFT JOIN records AS j ON j.time = s.joined AND "
      "j.position = s.joined_position "
      "LEFT JOIN records AS e ON e.time = s.ended AND "
      "e.position = s.ended_position "
      "WHERE s.uid > $1 ORDER BY s.uid LIMIT $2",
      parameters);
  if (!rows.ok()) return rows.status();
  for (int row = 0; row < rows->rows(); ++row) {
    const absl::string_view next = rows->Text(row, 0);
    if (next <= *uid) return OutOfOrder("sessions");
    *uid = std::string(next);
    SessionTimes times;
    times.joined = rows->OptionalInt(row, 2);
    times.ended = rows->OptionalInt(row, 4);
    const bool right = times.joined.has_value() == !rows->IsNull(row, 1) &&
                       (!times.joined || rows->Int(row, 6) == 1) &&
                       times.ended.has_value() == !rows->IsNull(row, 3) &&
                       (!times.ended || rows->Int(row, 7) == 1) &&
                       rows->OptionalInt(row, 5) == times.Span();
    if (!right) {
      verifier->AddFault("", 0,
                         "the table of sessions has what no record says");
    }
  }
  return rows->rows();
}

}  // namespace

absl::StatusOr<log::VerifyReport> VerifyRecords(
    PostgresConnections* connections, const log::VerifyOptions& options) {
  const absl::StatusOr<Outline> outline = connections->Read(ReadOutline);
  if (!outline.ok()) return outline.status();
  ChainVerifier verifier(options, outline->nodes);

  uint64_t done = 0;
  for (size_t i = 0; i < outline->nodes.size(); ++i) {
    Place place;
    for (;;) {
      const absl::StatusOr<int> count =
          connections->Read([&](PostgresConnection* connection) {
            return TakeRows(connection, outline->nodes[i], outline->node_ids[i],
                            &place, &verifier);
          });
      if (count.status().code() == absl::StatusCode::kDataLoss) {
        verifier.AddFault(outline->nodes[i].head.node, 0,
                          absl::StrCat("the files are broken after record ",
                                       std::max<int64_t>(place.number, 0)));
        break;
      }
      if (!count.ok()) return count.status();
      if (*count == 0) break;
      done += static_cast<uint64_t>(*count);
      if (options.progress) {
        options.progress(std::min(done, outline->total), outline->total);
      }
    }
  }
  for (const auto& [sql, what] : kStrays) {
    const absl::StatusOr<int64_t> count =
        connections->Read([&, query = sql](PostgresConnection* connection) {
          return connection->AskInt(query);
        });
    if (!count.ok()) return count.status();
    if (*count > 0) {
      verifier.AddFault("", 0, absl::StrCat("there are ", *count, what));
    }
  }
  std::string uid;
  for (;;) {
    const absl::StatusOr<int> count =
        connections->Read([&](PostgresConnection* connection) {
          return TakeSessions(connection, &uid, &verifier);
        });
    if (!count.ok()) return count.status();
    if (*count == 0) break;
  }
  const absl::StatusOr<int64_t> pruned = connections->Read(CountPruned);
  if (!pruned.ok()) return pruned.status();
  if (*pruned != outline->pruned) {
    return absl::AbortedError("records have been pruned meanwhile");
  }
  return verifier.Finish();
}

}  // namespace internal
}  // namespace wamp
