#include "src/log/sqlite/connections.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "src/log/sqlite/schema.h"
#include "src/text/quote.h"

namespace wamp {
namespace internal {
namespace {

absl::Status WithPath(absl::string_view path, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat(Quote(path, 200), ": ", status.message()));
}

// What both connections are set to. A schema that somebody has put into the
// file may do nothing, and broken pages are looked at before they are used.
absl::Status SetUp(Database* database, const log::SqliteOptions& options) {
  const int64_t millis = absl::ToInt64Milliseconds(options.busy_timeout);
  sqlite3_busy_timeout(database->handle(),
                       static_cast<int>(std::clamp<int64_t>(
                           millis, 0, std::numeric_limits<int>::max())));
  sqlite3_db_config(database->handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  return database->Execute(
      "PRAGMA trusted_schema = OFF; "
      "PRAGMA cell_size_check = ON");
}

// Commits are synced to the log that is written ahead, which goes into the file
// after each 1000 pages, and is cut down to that again. Until that log is in
// use, there is a journal, which must not come back after a loss of power:
// EXTRA syncs that it is gone, and is the same as FULL from then on.
absl::Status SetUpWriter(Database* writer) {
  absl::Status status =
      writer->Execute("PRAGMA secure_delete = ON; PRAGMA synchronous = EXTRA");
  if (!status.ok()) return status;
  Statement mode = writer->Prepare("PRAGMA journal_mode = WAL");
  const absl::StatusOr<bool> row = mode.Step();
  if (!row.ok()) return row.status();
  if (!*row || !absl::EqualsIgnoreCase(mode.Text(0), "wal")) {
    return absl::FailedPreconditionError(
        "expected a disk that takes a log written ahead, got one that doesn't");
  }
  mode.Reset();
  return writer->Execute(
      "PRAGMA wal_autocheckpoint = 1000; "
      "PRAGMA journal_size_limit = 8388608");
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteConnections>> SqliteConnections::Open(
    absl::string_view path, const log::SqliteOptions& options) {
  if (path.empty() || absl::StrContains(path, '\0')) {
    return absl::InvalidArgumentError(
        absl::StrCat("path: expected the name of a file, got ", Quote(path)));
  }
  const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
  std::unique_ptr<SqliteConnections> connections(new SqliteConnections());
  const absl::MutexLock write_lock(&connections->write_mutex_);
  const absl::MutexLock read_lock(&connections->read_mutex_);
  if (!options.read_only) {
    auto writer = Database::Open(
        path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
        vfs);
    if (!writer.ok()) return WithPath(path, writer.status());
    absl::Status status = SetUp(writer->get(), options);
    // Before anything is written into what may be another's file.
    if (status.ok()) status = CheckOwner(writer->get());
    if (status.ok()) status = SetUpWriter(writer->get());
    if (status.ok()) status = UpdateSchema(writer->get());
    if (!status.ok()) return WithPath(path, status);
    connections->writer_ = *std::move(writer);
  }
  auto reader = Database::Open(
      path,
      (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
          SQLITE_OPEN_NOMUTEX,
      vfs);
  if (!reader.ok()) return WithPath(path, reader.status());
  absl::Status status = SetUp(reader->get(), options);
  if (status.ok()) status = CheckSchema(reader->get());
  if (status.ok()) status = (*reader)->Execute("PRAGMA query_only = ON");
  if (!status.ok()) return WithPath(path, status);
  connections->reader_ = *std::move(reader);
  return connections;
}

}  // namespace internal
}  // namespace wamp
