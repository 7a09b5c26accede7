#include "src/log/sqlite/append.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/log/record_columns.h"
#include "src/log/refusals.h"
#include "src/log/session_times.h"
#include "wamp/log/node_log.h"

namespace wamp {
namespace internal {
namespace {

using log::SealedRecord;
using log::v1::SessionRecord;

// What the table of nodes says of one.
struct Node {
  int64_t id = 0;
  int64_t count = 0;
  std::string boot_id;
  int64_t sequence = 0;
  std::string hash;
};

absl::Status PutSession(Database* database, absl::string_view uid,
                        const SessionTimes& times) {
  Statement replace = database->Prepare(
      "REPLACE INTO sessions(uid, joined_position, joined, ended_position, "
      "ended, span) VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
  replace.Bind(1, uid);
  replace.Bind(2, times.joined_position);
  replace.Bind(3, times.joined);
  replace.Bind(4, times.ended_position);
  replace.Bind(5, times.ended);
  replace.Bind(6, times.Span());
  return replace.Run();
}

// One transaction.
class Appender {
 public:
  Appender(Database* database, size_t count)
      : database_(database), more_(count) {}

  absl::Status Append(const SealedRecord& sealed) {
    const SessionRecord& record = sealed.record;
    const std::string hash = log::RecordHash(sealed.bytes);
    absl::StatusOr<bool> known = IsKnown(record, hash);
    if (!known.ok() || *known) return known.status();
    absl::StatusOr<Node*> node = NodeOf(record);
    if (!node.ok()) return node.status();
    ++(*node)->count;
    (*node)->boot_id = record.boot_id();
    (*node)->sequence = static_cast<int64_t>(record.sequence());
    (*node)->hash = hash;
    return Insert(sealed, hash, **node);
  }

  absl::Status Finish() {
    Statement update = database_->Prepare(
        "UPDATE nodes SET count = ?2, boot_id = ?3, sequence = ?4, hash = ?5 "
        "WHERE node = ?1");
    for (const auto& [name, node] : nodes_) {
      update.Bind(1, node.id);
      update.Bind(2, node.count);
      update.Bind(3, node.boot_id);
      update.Bind(4, node.sequence);
      update.BindBlob(5, node.hash);
      absl::Status status = update.Run();
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<bool> IsKnown(const SessionRecord& record,
                               absl::string_view hash) {
    Statement select =
        database_->Prepare("SELECT hash FROM records WHERE record_id = ?1");
    select.Bind(1, record.record_id());
    absl::StatusOr<bool> row = select.Step();
    if (!row.ok() || !*row) return row;
    if (select.Text(0) == hash) return true;
    return IdOfAnother(record.record_id());
  }

  absl::StatusOr<Node*> NodeOf(const SessionRecord& record) {
    const auto found = nodes_.find(record.node());
    if (found != nodes_.end()) return &found->second;
    Node node;
    {
      Statement select =
          database_->Prepare("SELECT node, count FROM nodes WHERE name = ?1");
      select.Bind(1, record.node());
      const absl::StatusOr<bool> row = select.Step();
      if (!row.ok()) return row.status();
      if (*row) {
        node.id = select.Int(0);
        node.count = select.Int(1);
        absl::Status status = CheckCount(record.node(), node.count, more_);
        if (!status.ok()) return status;
        return &nodes_.emplace(record.node(), node).first->second;
      }
    }
    Statement insert = database_->Prepare(
        "INSERT INTO nodes(name, count, pruned, boot_id, sequence, hash, "
        "anchor) VALUES(?1, 0, 0, '', 0, x'', ?2)");
    insert.Bind(1, record.node());
    insert.BindBlob(2, record.previous_hash());
    absl::Status status = insert.Run();
    if (!status.ok()) return status;
    node.id = sqlite3_last_insert_rowid(database_->handle());
    return &nodes_.emplace(record.node(), node).first->second;
  }

  absl::Status Insert(const SealedRecord& sealed, absl::string_view hash,
                      const Node& node) {
    const SessionRecord& record = sealed.record;
    const RecordColumns columns = ColumnsOf(record);
    Statement insert = database_->Prepare(
        "INSERT INTO records(record_id, node, number, hash, time, event, "
        "realm, authid, authrole, session, session_uid, reason) "
        "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    insert.Bind(1, record.record_id());
    insert.Bind(2, node.id);
    insert.Bind(3, node.count);
    insert.BindBlob(4, hash);
    insert.Bind(5, columns.time);
    insert.Bind(6, columns.event);
    insert.Bind(7, columns.realm);
    insert.Bind(8, columns.authid);
    insert.Bind(9, columns.authrole);
    insert.Bind(10, columns.session);
    insert.Bind(11, columns.session_uid);
    insert.Bind(12, columns.reason);
    absl::Status status = insert.Run();
    if (!status.ok()) return status;
    const int64_t position = sqlite3_last_insert_rowid(database_->handle());
    Statement body = database_->Prepare("INSERT INTO bodies VALUES(?1, ?2)");
    body.Bind(1, position);
    body.BindBlob(2, sealed.bytes);
    status = body.Run();
    if (!status.ok() || !columns.session_uid ||
        !(record.has_joined() || record.has_left())) {
      return status;
    }
    return Note(*columns.session_uid, record.has_joined(), position,
                columns.time);
  }

  // Keeps that a session was joined or left.
  absl::Status Note(absl::string_view uid, bool is_joined, int64_t position,
                    int64_t time) {
    SessionTimes times;
    {
      Statement select = database_->Prepare(
          "SELECT joined_position, joined, ended_position, ended FROM sessions "
          "WHERE uid = ?1");
      select.Bind(1, uid);
      const absl::StatusOr<bool> row = select.Step();
      if (!row.ok()) return row.status();
      if (*row) {
        times.joined_position = select.OptionalInt(0);
        times.joined = select.OptionalInt(1);
        times.ended_position = select.OptionalInt(2);
        times.ended = select.OptionalInt(3);
      }
    }
    if (!times.Note(is_joined, position, time)) return absl::OkStatus();
    return PutSession(database_, uid, times);
  }

  Database* const database_;
  // How many records there may be to append.
  const size_t more_;
  std::map<std::string, Node> nodes_;
};

// A node's records up to a number.
struct Prefix {
  int64_t node = 0;
  int64_t last = 0;
};

constexpr int64_t kPrunedAtOnce = 1000;

absl::StatusOr<std::optional<Prefix>> FindPrefix(Database* database,
                                                 int64_t after, int64_t before,
                                                 bool everything) {
  Statement nodes = database->Prepare(
      "SELECT node, count FROM nodes WHERE node > ?1 ORDER BY node LIMIT 1");
  nodes.Bind(1, after);
  const absl::StatusOr<bool> node = nodes.Step();
  if (!node.ok()) return node.status();
  if (!*node) return std::nullopt;
  Prefix prefix{nodes.Int(0), nodes.Int(1)};
  if (everything) return prefix;
  Statement stays = database->Prepare(
      "SELECT number FROM records INDEXED BY records_node "
      "WHERE node = ?1 AND time >= ?2 ORDER BY number LIMIT 1");
  stays.Bind(1, prefix.node);
  stays.Bind(2, before);
  const absl::StatusOr<bool> row = stays.Step();
  if (!row.ok()) return row.status();
  if (*row) prefix.last = NumberBefore(stays.Int(0));
  return prefix;
}

// Brings the table of sessions in line with the records that are left of one.
absl::Status Recount(Database* database, absl::string_view uid) {
  SessionTimes times;
  const std::pair<int64_t, const char*> ends[] = {
      {SessionRecord::kJoined, "position"},
      {SessionRecord::kLeft, "time, position"},
  };
  for (const auto& [event, order] : ends) {
    Statement select = database->Prepare(absl::StrCat(
        "SELECT position, time FROM records INDEXED BY records_session_uid "
        "WHERE session_uid = ?1 AND event = ?2 ORDER BY ",
        order, " LIMIT 1"));
    select.Bind(1, uid);
    select.Bind(2, event);
    const absl::StatusOr<bool> row = select.Step();
    if (!row.ok()) return row.status();
    if (*row) {
      times.Note(event == SessionRecord::kJoined, select.Int(0), select.Int(1));
    }
  }
  if (times.joined || times.ended) return PutSession(database, uid, times);
  Statement remove = database->Prepare("DELETE FROM sessions WHERE uid = ?1");
  remove.Bind(1, uid);
  return remove.Run();
}

// Removes the first records of a prefix, at most kPrunedAtOnce, in one
// transaction. Returns how many.
absl::StatusOr<int64_t> PruneSome(Database* database, const Prefix& prefix) {
  SqliteTransaction transaction(database, SqliteTransaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  struct Row {
    int64_t position;
    // Of one that says that a session was joined or left.
    std::optional<std::string> uid;
  };
  std::vector<Row> rows;
  std::string anchor;
  {
    Statement select = database->Prepare(
        "SELECT position, hash, session_uid, event FROM records INDEXED BY "
        "records_node WHERE node = ?1 AND number <= ?2 ORDER BY number LIMIT "
        "?3");
    select.Bind(1, prefix.node);
    select.Bind(2, prefix.last);
    select.Bind(3, kPrunedAtOnce);
    for (;;) {
      const absl::StatusOr<bool> row = select.Step();
      if (!row.ok()) return row.status();
      if (!*row) break;
      rows.push_back({select.Int(0), std::nullopt});
      const bool counts = select.Int(3) == SessionRecord::kJoined ||
                          select.Int(3) == SessionRecord::kLeft;
      if (counts && !select.IsNull(2)) {
        rows.back().uid = std::string(select.Text(2));
      }
      anchor = std::string(select.Text(1));
    }
  }
  if (rows.empty()) return 0;
  for (const Row& row : rows) {
    for (const char* table : {"records", "bodies", "quarantine"}) {
      Statement remove = database->Prepare(
          absl::StrCat("DELETE FROM ", table, " WHERE position = ?1"));
      remove.Bind(1, row.position);
      absl::Status status = remove.Run();
      if (!status.ok()) return status;
    }
    if (row.uid) {
      absl::Status status = Recount(database, *row.uid);
      if (!status.ok()) return status;
    }
  }
  const auto count = static_cast<int64_t>(rows.size());
  Statement update = database->Prepare(
      "UPDATE nodes SET pruned = pruned + ?2, anchor = ?3 WHERE node = ?1");
  update.Bind(1, prefix.node);
  update.Bind(2, count);
  update.BindBlob(3, anchor);
  absl::Status status = update.Run();
  if (!status.ok()) return status;
  status = transaction.Commit();
  if (!status.ok()) return status;
  return count;
}

}  // namespace

absl::Status AppendRecords(Database* database,
                           absl::Span<const SealedRecord> records) {
  if (records.empty()) return absl::OkStatus();
  absl::Status status = CheckSealed(records);
  if (!status.ok()) return status;
  SqliteTransaction transaction(database, SqliteTransaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  Appender appender(database, records.size());
  for (const SealedRecord& sealed : records) {
    status = appender.Append(sealed);
    if (!status.ok()) return status;
  }
  status = appender.Finish();
  if (!status.ok()) return status;
  return transaction.Commit();
}

absl::StatusOr<uint64_t> PruneRecords(Database* database,
                                      const log::PrunePolicy& policy) {
  const bool everything = policy.before == absl::InfiniteFuture();
  uint64_t count = 0;
  Prefix done;
  for (;;) {
    const auto prefix =
        FindPrefix(database, done.node, ToMicros(policy.before), everything);
    if (!prefix.ok()) return prefix.status();
    if (!*prefix) break;
    for (;;) {
      const absl::StatusOr<int64_t> some = PruneSome(database, **prefix);
      if (!some.ok()) return some.status();
      count += static_cast<uint64_t>(*some);
      if (*some < kPrunedAtOnce) break;
    }
    done = **prefix;
  }
  // What was pruned is in the log that is written ahead, too. Others that read
  // may need that for now.
  database->Execute("PRAGMA wal_checkpoint(TRUNCATE)").IgnoreError();
  return count;
}

absl::Status PutAside(Database* database, int64_t position,
                      absl::string_view error) {
  SqliteTransaction transaction(database, SqliteTransaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  Statement insert = database->Prepare(
      "INSERT INTO quarantine SELECT position, bytes, ?2 FROM bodies "
      "WHERE position = ?1");
  insert.Bind(1, position);
  insert.Bind(2, error);
  absl::Status status = insert.Run();
  if (!status.ok()) return status;
  Statement remove =
      database->Prepare("DELETE FROM bodies WHERE position = ?1");
  remove.Bind(1, position);
  status = remove.Run();
  if (!status.ok()) return status;
  return transaction.Commit();
}

}  // namespace internal
}  // namespace wamp
