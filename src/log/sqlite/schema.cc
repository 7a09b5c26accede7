#include "src/log/sqlite/schema.h"

#include <iterator>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "src/log/refusals.h"

namespace wamp {
namespace internal {
namespace {

// "WAMP" in ASCII, by which a file is known as a store.
constexpr int64_t kApplication = 0x57414d50;

// What brings the tables from each version to the next, from an empty file on.
// Only ever added to.
constexpr const char* kMigrations[] = {
    // records: what a record is found by; `position` is the order of appending,
    // `number` the place among the records of the node, `time` in microseconds
    // since 1970, `hash` that of the bytes. bodies: the bytes, apart, so that
    // pages that hold the one stay dense, and whole when one of the other is
    // broken. quarantine: bytes that are no record. sessions: when each was
    // joined and left, and where the records of that are; `span` is how many
    // bits the time in between takes, 64 if it goes on, and null if there is
    // none, so that who was open at an instant is found by few looks.
    R"sql(
CREATE TABLE nodes(
  node INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  count INTEGER NOT NULL,
  pruned INTEGER NOT NULL,
  boot_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL,
  anchor BLOB NOT NULL);
CREATE TABLE records(
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id TEXT NOT NULL,
  node INTEGER NOT NULL,
  number INTEGER NOT NULL,
  hash BLOB NOT NULL,
  time INTEGER NOT NULL,
  event INTEGER NOT NULL,
  realm TEXT,
  authid TEXT,
  authrole TEXT,
  session INTEGER,
  session_uid TEXT,
  reason TEXT);
CREATE UNIQUE INDEX records_record_id ON records(record_id);
CREATE INDEX records_node ON records(node, number);
CREATE INDEX records_node_time ON records(node, time);
CREATE INDEX records_time ON records(time);
CREATE INDEX records_event ON records(event, time);
CREATE INDEX records_realm ON records(realm, time) WHERE realm IS NOT NULL;
CREATE INDEX records_authid ON records(authid, time) WHERE authid IS NOT NULL;
CREATE INDEX records_authrole ON records(authrole, time)
  WHERE authrole IS NOT NULL;
CREATE INDEX records_session ON records(session, time)
  WHERE session IS NOT NULL;
CREATE INDEX records_session_uid ON records(session_uid, time)
  WHERE session_uid IS NOT NULL;
CREATE INDEX records_reason ON records(reason, time) WHERE reason IS NOT NULL;
CREATE TABLE bodies(position INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE quarantine(
  position INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL,
  error TEXT NOT NULL);
CREATE TABLE sessions(
  uid TEXT PRIMARY KEY,
  joined_position INTEGER,
  joined INTEGER,
  ended_position INTEGER,
  ended INTEGER,
  span INTEGER) WITHOUT ROWID;
CREATE INDEX sessions_span ON sessions(span, joined) WHERE span IS NOT NULL;
)sql",
};

constexpr int64_t kVersion = std::size(kMigrations);

// Fails for a file of another program or of a later release. Returns the
// version, 0 for an empty file.
absl::StatusOr<int64_t> VersionOf(Database* database) {
  const auto application = database->AskInt("PRAGMA application_id");
  if (!application.ok()) return application.status();
  const auto version = database->AskInt("PRAGMA user_version");
  if (!version.ok()) return version.status();
  const auto tables = database->AskInt("SELECT count(*) FROM sqlite_schema");
  if (!tables.ok()) return tables.status();
  const bool is_empty = *application == 0 && *version == 0 && *tables == 0;
  if (!is_empty && (*application != kApplication || *version < 1)) {
    return absl::FailedPreconditionError(
        "expected a store of session records, got another database");
  }
  if (*version > kVersion) return VersionIsLater(*version, kVersion);
  return *version;
}

}  // namespace

absl::Status CheckOwner(Database* database) {
  return VersionOf(database).status();
}

absl::Status UpdateSchema(Database* database) {
  absl::StatusOr<int64_t> version = VersionOf(database);
  if (!version.ok() || *version == kVersion) return version.status();
  SqliteTransaction transaction(database, SqliteTransaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  // Another program may have been faster.
  version = VersionOf(database);
  if (!version.ok()) return version.status();
  for (int64_t i = *version; i < kVersion; ++i) {
    absl::Status status = database->Execute(kMigrations[i]);
    if (!status.ok()) return status;
  }
  absl::Status status =
      database->Execute(absl::StrCat("PRAGMA application_id = ", kApplication,
                                     "; PRAGMA user_version = ", kVersion));
  if (!status.ok()) return status;
  return transaction.Commit();
}

absl::Status CheckSchema(Database* database) {
  const absl::StatusOr<int64_t> version = VersionOf(database);
  if (!version.ok()) return version.status();
  if (*version != kVersion) {
    return VersionIsOther(*version, kVersion, "an empty file");
  }
  return absl::OkStatus();
}

}  // namespace internal
}  // namespace wamp
