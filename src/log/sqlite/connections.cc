#include "src/log/sqlite/connections.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "src/log/sqlite/schema.h"
#include "src/sync/mutex_lock.h"
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

bool Exists(const std::string& file) {
  struct stat found = {};
  return stat(file.c_str(), &found) == 0;
}

// Whether files can be made beside `file`, as SQLite does for any that has a
// log written ahead, even to read it.
bool CanWriteBeside(const std::string& file) {
  const size_t slash = file.rfind('/');
  const std::string folder =
      slash == std::string::npos ? "." : file.substr(0, slash + 1);
  return faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) == 0 ||
         (errno != EACCES && errno != EROFS);
}

// The URI of a file that nobody changes.
std::string ImmutableUri(absl::string_view path) {
  // Otherwise the first name of an absolute path would be that of a host.
  std::string uri = absl::StartsWith(path, "/") ? "file://" : "file:";
  for (const char c : path) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '/' ||
        c == '.' || c == '-' || c == '_') {
      uri += c;
    } else {
      absl::StrAppend(
          &uri, "%", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
    }
  }
  return uri + "?immutable=1";
}

// How to open a file to read it, where nothing can be written: what SQLite
// would write beside it may be there, or not be needed.
absl::StatusOr<std::string> ReadableName(const std::string& path) {
  if (!Exists(path) || CanWriteBeside(path) || Exists(path + "-shm")) {
    return path;
  }
  struct stat log = {};
  if (stat((path + "-wal").c_str(), &log) == 0 && log.st_size > 0) {
    return absl::FailedPreconditionError(
        "expected a folder that can be written, as the file beside that ends "
        "in -wal has records that are not in this one yet, got one that can't");
  }
  return ImmutableUri(path);
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
  const sync::MutexLock write_lock(connections->write_mutex_);
  const sync::MutexLock read_lock(connections->read_mutex_);
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
  std::string name(path);
  int flags = SQLITE_OPEN_READWRITE;
  if (options.read_only) {
    absl::StatusOr<std::string> readable = ReadableName(name);
    if (!readable.ok()) return WithPath(path, readable.status());
    flags = SQLITE_OPEN_READONLY;
    if (*readable != name) flags |= SQLITE_OPEN_URI;
    name = *std::move(readable);
  }
  auto reader = Database::Open(name, flags | SQLITE_OPEN_NOMUTEX, vfs);
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
