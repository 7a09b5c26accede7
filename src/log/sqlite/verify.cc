#include "src/log/sqlite/verify.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "src/log/chain_verifier.h"
#include "src/log/record_columns.h"
#include "src/log/session_times.h"
#include "src/sync/mutex_lock.h"

namespace wamp {
namespace internal {
namespace {

using log::v1::SessionRecord;

// How much is looked at before others are let in.
constexpr int64_t kRowsAtOnce = 1000;

// What a store says of all that is in it, at an instant.
struct Outline {
  std::vector<NodeEnds> nodes;
  int64_t last_position = 0;
  int64_t pruned = 0;
  int64_t total = 0;
};

absl::StatusOr<int64_t> CountPruned(Database* database) {
  return database->AskInt("SELECT ifnull(sum(pruned), 0) FROM nodes");
}

absl::StatusOr<Outline> ReadOutline(Database* database) {
  const SqliteTransaction transaction(database, SqliteTransaction::Kind::kRead);
  if (!transaction.status().ok()) return transaction.status();
  Outline outline;
  const std::pair<const char*, int64_t*> numbers[] = {
      {"SELECT ifnull(max(position), 0) FROM records", &outline.last_position},
      {"SELECT count(*) FROM records", &outline.total},
  };
  for (const auto& [sql, number] : numbers) {
    const absl::StatusOr<int64_t> is = database->AskInt(sql);
    if (!is.ok()) return is.status();
    *number = *is;
  }
  const absl::StatusOr<int64_t> pruned = CountPruned(database);
  if (!pruned.ok()) return pruned.status();
  outline.pruned = *pruned;
  Statement select = database->Prepare(
      "SELECT name, count, pruned, boot_id, sequence, hash, anchor FROM nodes "
      "ORDER BY node");
  for (;;) {
    const absl::StatusOr<bool> row = select.Step();
    if (!row.ok()) return row.status();
    if (!*row) return outline;
    NodeEnds ends;
    ends.head.node = std::string(select.Text(0));
    ends.head.count = static_cast<uint64_t>(select.Int(1));
    ends.head.pruned = static_cast<uint64_t>(select.Int(2));
    ends.head.boot_id = std::string(select.Text(3));
    ends.head.sequence = static_cast<uint64_t>(select.Int(4));
    ends.head.hash = std::string(select.Text(5));
    ends.anchor = std::string(select.Text(6));
    outline.nodes.push_back(std::move(ends));
  }
}

// Whether the table of sessions knows what a record says.
absl::Status CheckSession(Database* database, const StoredRow& row,
                          int64_t position, ChainVerifier* verifier) {
  const bool joined = row.columns.event == SessionRecord::kJoined;
  if (!row.columns.session_uid ||
      !(joined || row.columns.event == SessionRecord::kLeft)) {
    return absl::OkStatus();
  }
  Statement select = database->Prepare(
      "SELECT joined_position, joined, ended FROM sessions WHERE uid = ?1");
  select.Bind(1, *row.columns.session_uid);
  const absl::StatusOr<bool> found = select.Step();
  if (!found.ok()) return found.status();
  const bool known =
      *found &&
      (joined ? !select.IsNull(0) && select.Int(0) <= position
              : !select.IsNull(2) && select.Int(2) <= row.columns.time);
  if (!known) {
    verifier->AddFault(row.node, row.number,
                       "the table of sessions doesn't have it");
  }
  return absl::OkStatus();
}

// Gives rows after `*position` to the verifier, and moves that on. Returns
// whether there were any.
absl::StatusOr<bool> TakeRows(Database* database, const Outline& outline,
                              int64_t* position, ChainVerifier* verifier) {
  const SqliteTransaction transaction(database, SqliteTransaction::Kind::kRead);
  if (!transaction.status().ok()) return transaction.status();
  Statement select = database->Prepare(
      "SELECT r.position, r.record_id, n.name, r.number, r.hash, r.time, "
      "r.event, r.realm, r.authid, r.authrole, r.session, r.session_uid, "
      "r.reason FROM records AS r LEFT JOIN nodes AS n ON n.node = r.node "
      "WHERE r.position > ?1 AND r.position <= ?2 ORDER BY r.position "
      "LIMIT ?3");
  select.Bind(1, *position);
  select.Bind(2, outline.last_position);
  select.Bind(3, kRowsAtOnce);
  bool any = false;
  for (;;) {
    const absl::StatusOr<bool> more = select.Step();
    if (!more.ok()) return more.status();
    if (!*more) return any;
    any = true;
    *position = select.Int(0);
    StoredRow row;
    row.record_id = select.Text(1);
    row.node = select.Text(2);
    row.number = static_cast<uint64_t>(select.Int(3));
    row.hash = select.Text(4);
    row.columns.time = select.Int(5);
    row.columns.event = select.Int(6);
    row.columns.realm = select.OptionalText(7);
    row.columns.authid = select.OptionalText(8);
    row.columns.authrole = select.OptionalText(9);
    row.columns.session = select.OptionalInt(10);
    row.columns.session_uid = select.OptionalText(11);
    row.columns.reason = select.OptionalText(12);
    absl::Status status = CheckSession(database, row, *position, verifier);
    if (!status.ok()) return status;
    Statement body =
        database->Prepare("SELECT bytes FROM bodies WHERE position = ?1");
    body.Bind(1, *position);
    const absl::StatusOr<bool> has_bytes = body.Step();
    if (!has_bytes.ok()) {
      verifier->TakeUnreadable(row.node, row.number,
                               has_bytes.status().message());
    } else if (!*has_bytes) {
      verifier->TakeUnreadable(row.node, row.number,
                               "its bytes have been put aside, or are gone");
    } else {
      row.bytes = body.Text(0);
      verifier->Take(row);
    }
  }
}

// Looks at sessions after `*uid`, and moves that on. Returns whether there may
// be more.
absl::StatusOr<bool> TakeSessions(Database* database, std::string* uid,
                                  ChainVerifier* verifier) {
  Statement select = database->Prepare(
      "SELECT s.uid, s.joined_position, s.joined, s.ended_position, s.ended, "
      "s.span, j.session_uid = s.uid AND j.time = s.joined AND j.event = ?3, "
      "e.session_uid = s.uid AND e.time = s.ended AND e.event = ?4 "
      "FROM sessions AS s "
      "LEFT JOIN records AS j ON j.position = s.joined_position "
      "LEFT JOIN records AS e ON e.position = s.ended_position "
      "WHERE s.uid > ?1 ORDER BY s.uid LIMIT ?2");
  const std::string after = *uid;
  select.Bind(1, absl::string_view(after));
  select.Bind(2, kRowsAtOnce);
  select.Bind(3, int64_t{SessionRecord::kJoined});
  select.Bind(4, int64_t{SessionRecord::kLeft});
  bool any = false;
  for (;;) {
    const absl::StatusOr<bool> more = select.Step();
    if (!more.ok()) return more.status();
    if (!*more) return any;
    const absl::string_view next = select.Text(0);
    if (next <= *uid) {
      // A uid that is no text, say, is after all texts for ever.
      verifier->AddFault("", 0, "the table of sessions has a uid that is none");
      return false;
    }
    any = true;
    *uid = std::string(next);
    SessionTimes times;
    times.joined = select.OptionalInt(2);
    times.ended = select.OptionalInt(4);
    const bool right = times.joined.has_value() == !select.IsNull(1) &&
                       (!times.joined || select.Int(6) == 1) &&
                       times.ended.has_value() == !select.IsNull(3) &&
                       (!times.ended || select.Int(7) == 1) &&
                       select.OptionalInt(5) == times.Span();
    if (!right) {
      verifier->AddFault("", 0,
                         "the table of sessions has what no record says");
    }
  }
}

}  // namespace

absl::StatusOr<log::VerifyReport> VerifyRecords(
    SqliteConnections* connections, const log::VerifyOptions& options) {
  // Each step lets others in.
  const auto step = [connections](const auto& work) {
    const sync::MutexLock lock(*connections->read_mutex());
    return work(connections->reader());
  };
  const absl::StatusOr<Outline> outline = step(ReadOutline);
  if (!outline.ok()) return outline.status();
  ChainVerifier verifier(options, outline->nodes);

  int64_t position = 0;
  uint64_t done = 0;
  for (;;) {
    const absl::StatusOr<bool> any = step([&](Database* database) {
      return TakeRows(database, *outline, &position, &verifier);
    });
    if (!any.ok()) {
      if (any.status().code() != absl::StatusCode::kDataLoss) {
        return any.status();
      }
      verifier.AddFault("", 0,
                        absl::StrCat("the file is broken after position ",
                                     position, ": ", any.status().message()));
      break;
    }
    if (!*any) break;
    done += kRowsAtOnce;
    if (options.progress) {
      const auto total = static_cast<uint64_t>(outline->total);
      options.progress(std::min(done, total), total);
    }
  }
  std::string uid;
  for (;;) {
    const absl::StatusOr<bool> any = step([&](Database* database) {
      return TakeSessions(database, &uid, &verifier);
    });
    if (!any.ok()) return any.status();
    if (!*any) break;
  }
  const absl::StatusOr<int64_t> pruned = step(CountPruned);
  if (!pruned.ok()) return pruned.status();
  if (*pruned != outline->pruned) {
    return absl::AbortedError("records have been pruned meanwhile");
  }
  return verifier.Finish();
}

}  // namespace internal
}  // namespace wamp
