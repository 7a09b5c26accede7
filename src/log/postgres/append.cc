#include "src/log/postgres/append.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/log/page_token.h"
#include "src/log/postgres/partitions.h"
#include "src/log/postgres/schema.h"
#include "src/log/record_columns.h"
#include "src/log/refusals.h"
#include "src/text/quote.h"
#include "wamp/log/node_log.h"
#include "wamp/log/postgres_store.h"

namespace wamp {
namespace internal {
namespace {

using log::SealedRecord;
using log::v1::SessionRecord;

// What the table of nodes says of one.
struct Node {
  int64_t id = 0;
  int64_t count = 0;
  const SessionRecord* last = nullptr;
  std::string hash;
};

// A record that is not there yet.
struct NewRow {
  const SealedRecord* sealed = nullptr;
  std::string hash;
  RecordColumns columns;
  int64_t position = 0;
  int64_t node = 0;
  int64_t number = 0;
};

// One transaction, over many records at a time.
class Appender {
 public:
  explicit Appender(PostgresConnection* connection) : connection_(connection) {}

  absl::Status Append(absl::Span<const SealedRecord> records) {
    absl::Status status = FindNew(records);
    if (!status.ok() || rows_.empty()) return status;
    status = FindNodes();
    if (!status.ok()) return status;
    status = NumberRows();
    if (!status.ok()) return status;
    status = InsertIds();
    if (!status.ok()) return status;
    status = InsertRows();
    if (!status.ok()) return status;
    status = NoteSessions();
    if (!status.ok()) return status;
    return UpdateNodes();
  }

 private:
  // Those of `records` that are not there, each once.
  absl::Status FindNew(absl::Span<const SealedRecord> records) {
    Parameters::Texts ids;
    for (const SealedRecord& sealed : records) {
      ids.emplace_back(sealed.record.record_id());
    }
    Parameters parameters;
    parameters.Add(ids);
    const absl::StatusOr<Result> found = connection_->Run(
        "SELECT record_id, hash FROM ids WHERE record_id = ANY($1)",
        parameters);
    if (!found.ok()) return found.status();
    std::map<std::string, std::string, std::less<>> known;
    for (int row = 0; row < found->rows(); ++row) {
      known.emplace(found->Text(row, 0), found->Text(row, 1));
    }
    for (const SealedRecord& sealed : records) {
      const std::string& id = sealed.record.record_id();
      NewRow row;
      row.hash = log::RecordHash(sealed.bytes);
      const auto [place, is_new] = known.emplace(id, row.hash);
      if (!is_new) {
        if (place->second != row.hash) return IdOfAnother(id);
        continue;
      }
      row.sealed = &sealed;
      row.columns = ColumnsOf(sealed.record);
      rows_.push_back(std::move(row));
    }
    return absl::OkStatus();
  }

  absl::Status FindNodes() {
    // Of each node its first record, which names the one before.
    std::map<absl::string_view, const SessionRecord*> firsts;
    for (const NewRow& row : rows_) {
      firsts.emplace(row.sealed->record.node(), &row.sealed->record);
    }
    Parameters::Texts names;
    Parameters::Texts anchors;
    for (const auto& [name, record] : firsts) {
      names.emplace_back(name);
      anchors.emplace_back(record->previous_hash());
    }
    Parameters parameters;
    parameters.Add(names);
    absl::Status status = ReadNodes(parameters);
    if (!status.ok() || nodes_.size() == firsts.size()) return status;
    Parameters more = parameters;
    more.Add(anchors);
    const absl::StatusOr<Result> inserted = connection_->Run(
        "INSERT INTO nodes(name, count, pruned, boot_id, sequence, hash, "
        "anchor) SELECT name, 0, 0, '', 0, '', anchor "
        "FROM unnest($1, $2) AS t(name, anchor) "
        "ON CONFLICT (name) DO NOTHING",
        more);
    if (!inserted.ok()) return inserted.status();
    return ReadNodes(parameters);
  }

  absl::Status ReadNodes(const Parameters& names) {
    const absl::StatusOr<Result> found = connection_->Run(
        "SELECT name, node, count FROM nodes WHERE name = ANY($1)", names);
    if (!found.ok()) return found.status();
    for (int row = 0; row < found->rows(); ++row) {
      Node& node = nodes_[std::string(found->Text(row, 0))];
      node.id = found->Int(row, 1);
      node.count = found->Int(row, 2);
      absl::Status status =
          CheckCount(found->Text(row, 0), node.count, rows_.size());
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status NumberRows() {
    Parameters count;
    count.Add(static_cast<int64_t>(rows_.size()));
    const absl::StatusOr<Result> positions = connection_->Run(
        "SELECT nextval('positions') FROM generate_series(1, $1)", count);
    if (!positions.ok()) return positions.status();
    int i = 0;
    for (NewRow& row : rows_) {
      const SessionRecord& record = row.sealed->record;
      Node& node = nodes_[record.node()];
      row.position = positions->Int(i++, 0);
      row.node = node.id;
      row.number = ++node.count;
      node.last = &record;
      node.hash = row.hash;
    }
    return absl::OkStatus();
  }

  absl::Status InsertIds() {
    Parameters::Texts ids;
    Parameters::Texts hashes;
    for (const NewRow& row : rows_) {
      ids.emplace_back(row.sealed->record.record_id());
      hashes.emplace_back(row.hash);
    }
    Parameters parameters;
    parameters.Add(ids);
    parameters.Add(hashes);
    const absl::StatusOr<Result> inserted = connection_->Run(
        "INSERT INTO ids SELECT * FROM unnest($1, $2) ON CONFLICT DO NOTHING",
        parameters);
    if (!inserted.ok()) return inserted.status();
    if (inserted->changed() != static_cast<int64_t>(rows_.size())) {
      // As another node's: what was found before is found anew.
      return absl::AbortedError("another program has written the same ids");
    }
    return absl::OkStatus();
  }

  // In parts, as no parameter may have more than 1 GB.
  absl::Status InsertRows() {
    auto first = rows_.begin();
    while (first != rows_.end()) {
      auto last = first;
      size_t bytes = 0;
      while (last != rows_.end() && (last == first || bytes < kMostPageBytes)) {
        bytes += last->sealed->bytes.size();
        ++last;
      }
      absl::Status status = InsertSome(
          absl::MakeConstSpan(&*first, static_cast<size_t>(last - first)));
      if (!status.ok()) return status;
      first = last;
    }
    return absl::OkStatus();
  }

  absl::Status InsertSome(absl::Span<const NewRow> rows) {
    Parameters::Numbers positions, times, nodes, numbers, events, sessions;
    Parameters::Texts ids, hashes, realms, authids, authroles, uids, reasons,
        bytes;
    for (const NewRow& row : rows) {
      positions.emplace_back(row.position);
      times.emplace_back(row.columns.time);
      nodes.emplace_back(row.node);
      numbers.emplace_back(row.number);
      events.emplace_back(row.columns.event);
      sessions.push_back(row.columns.session);
      ids.emplace_back(row.sealed->record.record_id());
      hashes.emplace_back(row.hash);
      realms.push_back(row.columns.realm);
      authids.push_back(row.columns.authid);
      authroles.push_back(row.columns.authrole);
      uids.push_back(row.columns.session_uid);
      reasons.push_back(row.columns.reason);
      bytes.emplace_back(row.sealed->bytes);
    }
    Parameters parameters;
    for (const auto* column :
         {&positions, &times, &nodes, &numbers, &events, &sessions}) {
      parameters.Add(*column);
    }
    for (const auto* column : {&ids, &hashes, &realms, &authids, &authroles,
                               &uids, &reasons, &bytes}) {
      parameters.Add(*column);
    }
    return connection_
        ->Run(
            "INSERT INTO records(position, time, node, number, event, session, "
            "record_id, hash, realm, authid, authrole, session_uid, reason, "
            "bytes) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, "
            "$10, $11, $12, $13, $14)",
            parameters)
        .status();
  }

  absl::Status NoteSessions() {
    std::map<std::string, SessionTimes, std::less<>> sessions;
    Parameters::Texts uids;
    for (const NewRow& row : rows_) {
      if (row.columns.session_uid && IsEnd(row) &&
          sessions.emplace(*row.columns.session_uid, SessionTimes()).second) {
        uids.push_back(row.columns.session_uid);
      }
    }
    if (uids.empty()) return absl::OkStatus();
    Parameters parameters;
    parameters.Add(uids);
    const absl::StatusOr<Result> found = connection_->Run(
        "SELECT uid, joined_position, joined, ended_position, ended "
        "FROM sessions WHERE uid = ANY($1) ORDER BY uid FOR UPDATE",
        parameters);
    if (!found.ok()) return found.status();
    for (int row = 0; row < found->rows(); ++row) {
      SessionTimes& times = sessions.find(found->Text(row, 0))->second;
      times.joined_position = found->OptionalInt(row, 1);
      times.joined = found->OptionalInt(row, 2);
      times.ended_position = found->OptionalInt(row, 3);
      times.ended = found->OptionalInt(row, 4);
    }
    std::set<absl::string_view> changed;
    for (const NewRow& row : rows_) {
      if (!row.columns.session_uid || !IsEnd(row)) continue;
      const auto session = sessions.find(*row.columns.session_uid);
      if (session->second.Note(row.sealed->record.has_joined(), row.position,
                               row.columns.time)) {
        changed.insert(session->first);
      }
    }
    std::vector<SessionRow> puts;
    for (const auto& [uid, times] : sessions) {
      if (changed.count(uid) != 0) puts.push_back({uid, times});
    }
    return PutSessions(connection_, puts);
  }

  static bool IsEnd(const NewRow& row) {
    return row.sealed->record.has_joined() || row.sealed->record.has_left();
  }

  absl::Status UpdateNodes() {
    for (const auto& [name, node] : nodes_) {
      Parameters parameters;
      parameters.Add(node.id);
      parameters.Add(node.count);
      parameters.Add(absl::string_view(node.last->boot_id()));
      parameters.Add(static_cast<int64_t>(node.last->sequence()));
      parameters.Add(absl::string_view(node.hash));
      absl::Status status =
          connection_
              ->Run(
                  "UPDATE nodes SET count = $2, boot_id = $3, sequence = $4, "
                  "hash = $5 WHERE node = $1",
                  parameters)
              .status();
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  PostgresConnection* const connection_;
  std::vector<NewRow> rows_;
  std::map<std::string, Node> nodes_;
};

absl::Status TooLarge(absl::string_view what, size_t most, size_t size) {
  return absl::InvalidArgumentError(
      absl::StrCat(what, ": expected at most ", most, " bytes, got ", size));
}

absl::Status CheckSizes(absl::Span<const SealedRecord> records) {
  constexpr size_t kMostId = log::PostgresStore::kMostIdBytes;
  for (const SealedRecord& sealed : records) {
    const SessionRecord& record = sealed.record;
    const std::pair<const char*, size_t> sizes[] = {
        {"record_id", record.record_id().size()},
        {"node", record.node().size()},
        {"boot_id", record.boot_id().size()},
        {"session_uid", record.session_uid().size()},
    };
    for (const auto& [name, size] : sizes) {
      if (size > kMostId) return TooLarge(name, kMostId, size);
    }
    constexpr size_t kMost = log::PostgresStore::kMostRecordBytes;
    if (sealed.bytes.size() > kMost) {
      return TooLarge("SessionRecord", kMost, sealed.bytes.size());
    }
  }
  return absl::OkStatus();
}

// Appends the records in a transaction, and returns none, or the months of
// theirs that have no partition, and does nothing.
absl::StatusOr<Months> AppendUnlessMissing(
    PostgresConnection* connection, absl::Span<const SealedRecord> records,
    const Months& months, const std::vector<absl::string_view>& nodes) {
  PostgresTransaction transaction(connection,
                                  PostgresTransaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  absl::StatusOr<Months> missing = MissingPartitions(connection, months);
  if (!missing.ok() || !missing->empty()) return missing;
  absl::Status status = LockNodes(connection, nodes);
  if (!status.ok()) return status;
  status = Appender(connection).Append(records);
  if (!status.ok()) return status;
  status = transaction.Commit();
  if (!status.ok()) return status;
  return missing;
}

}  // namespace

absl::Status AppendRecords(PostgresConnection* connection,
                           absl::Span<const SealedRecord> records) {
  if (records.empty()) return absl::OkStatus();
  absl::Status status = CheckSealed(records);
  if (!status.ok()) return status;
  status = CheckSizes(records);
  if (!status.ok()) return status;
  Months months;
  std::set<absl::string_view> nodes;
  for (const SealedRecord& sealed : records) {
    const auto month = PartitionOf(ColumnsOf(sealed.record).time);
    if (month) months.insert(*month);
    nodes.insert(sealed.record.node());
  }
  const std::vector<absl::string_view> held(nodes.begin(), nodes.end());
  status = HoldNodes(connection, held);
  if (!status.ok()) return status;
  // A partition that has been made may have been found empty and be gone again.
  constexpr int kMostTurns = 10;
  for (int turn = 0; turn < kMostTurns; ++turn) {
    const absl::StatusOr<Months> missing =
        AppendUnlessMissing(connection, records, months, held);
    if (!missing.ok() || missing->empty()) return missing.status();
    status = MakePartitions(connection, *missing);
    if (!status.ok()) return status;
  }
  return absl::UnavailableError(
      "PostgreSQL: expected partitions that have been made, got none");
}

absl::Status HoldNodes(PostgresConnection* connection,
                       const std::vector<absl::string_view>& nodes) {
  for (const absl::string_view node : nodes) {
    const absl::StatusOr<bool> held = connection->Hold(LockOf("writer", node));
    if (!held.ok()) return held.status();
    if (!*held) {
      // A connection that was lost has it until the server knows.
      return absl::UnavailableError(absl::StrCat(
          "node ", Quote(node), ": another program writes for it"));
    }
  }
  return absl::OkStatus();
}

absl::Status LockNodes(PostgresConnection* connection,
                       const std::vector<absl::string_view>& nodes) {
  // In one order, so that no two wait for each other.
  std::set<int64_t> locks;
  for (const absl::string_view node : nodes) locks.insert(LockOf("node", node));
  Parameters parameters;
  parameters.Add(Parameters::Numbers(locks.begin(), locks.end()));
  return connection
      ->Run(
          "SELECT count(pg_advisory_xact_lock(number)) FROM unnest($1) AS "
          "number",
          parameters)
      .status();
}

absl::Status PutSessions(PostgresConnection* connection,
                         const std::vector<SessionRow>& sessions) {
  if (sessions.empty()) return absl::OkStatus();
  Parameters::Texts uids;
  Parameters::Numbers joined_positions, joined, ended_positions, ended, spans;
  for (const SessionRow& session : sessions) {
    uids.emplace_back(session.uid);
    joined_positions.push_back(session.times.joined_position);
    joined.push_back(session.times.joined);
    ended_positions.push_back(session.times.ended_position);
    ended.push_back(session.times.ended);
    spans.push_back(session.times.Span());
  }
  Parameters parameters;
  parameters.Add(uids);
  for (const auto* column :
       {&joined_positions, &joined, &ended_positions, &ended, &spans}) {
    parameters.Add(*column);
  }
  return connection
      ->Run(
          "INSERT INTO sessions(uid, joined_position, joined, ended_position, "
          "ended, span) SELECT * FROM unnest($1, $2, $3, $4, $5, $6) "
          "ON CONFLICT (uid) DO UPDATE SET joined_position = "
          "excluded.joined_position, joined = excluded.joined, ended_position "
          "= excluded.ended_position, ended = excluded.ended, span = "
          "excluded.span",
          parameters)
      .status();
}

absl::Status PutAside(PostgresConnection* connection, int64_t time,
                      int64_t position, absl::string_view error) {
  PostgresTransaction transaction(connection,
                                  PostgresTransaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  Parameters parameters;
  parameters.Add(time);
  parameters.Add(position);
  Parameters with_error = parameters;
  with_error.Add(error);
  absl::Status status =
      connection
          ->Run(
              "INSERT INTO quarantine SELECT position, bytes, $3 FROM records "
              "WHERE time = $1 AND position = $2 AND bytes IS NOT NULL "
              "ON CONFLICT DO NOTHING",
              with_error)
          .status();
  if (!status.ok()) return status;
  status = connection
               ->Run(
                   "UPDATE records SET bytes = NULL WHERE time = $1 AND "
                   "position = $2",
                   parameters)
               .status();
  if (!status.ok()) return status;
  return transaction.Commit();
}

}  // namespace internal
}  // namespace wamp
