// A store of records in a file, by SQLite.
//
// Example:
//
//   absl::StatusOr<std::unique_ptr<wamp::log::SqliteStore>> store =
//       wamp::log::SqliteStore::Open("/var/lib/router/sessions.db");
//   if (!store.ok()) return store.status();
//
// Several programs may have the file open, on one machine: one of them writes
// at a time, and all may read meanwhile. Beside the file lie two more, whose
// names end in `-wal` and `-shm`; they belong to it.
//
// What has been appended is synced to the disk before Append returns. What has
// been pruned is overwritten.
#ifndef WAMP_LOG_SQLITE_STORE_H_
#define WAMP_LOG_SQLITE_STORE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "wamp/log/store.h"

namespace wamp {

namespace internal {
class SqliteConnections;
}  // namespace internal

namespace log {

struct SqliteOptions {
  // Whether nothing is written: the file has to be there, and whatever writes
  // is a FailedPrecondition. Where not even its folder can be written, nobody
  // else may write to the file meanwhile; and a program that ended without
  // closing it may have left records beside it that can't be read from there,
  // which is one, too.
  bool read_only = false;
  // How long to wait for another program that writes, before an Unavailable.
  absl::Duration busy_timeout = absl::Seconds(5);
  // The name of the VFS of SQLite that is used; empty for its own.
  std::string vfs;
};

class SqliteStore : public Store {
 public:
  // Opens the file or, unless it is `read_only`, makes it. One of an earlier
  // release is brought up to date. One of a later release, and one that is no
  // store, is a FailedPrecondition.
  static absl::StatusOr<std::unique_ptr<SqliteStore>> Open(
      absl::string_view path, const SqliteOptions& options = {});

  ~SqliteStore() override;

  absl::Status Append(absl::Span<const SealedRecord> records) override;
  absl::StatusOr<Page> Query(const Filter& filter,
                             const PageOptions& options) override;
  absl::StatusOr<Page> Appended(const Filter& filter,
                                const PageOptions& options) override;
  absl::StatusOr<Page> OpenSessions(absl::Time at, const Filter& filter,
                                    const PageOptions& options) override;
  absl::StatusOr<Stats> GetStats() override;
  absl::StatusOr<NodeHead> Head(absl::string_view node) override;
  absl::StatusOr<uint64_t> Prune(const PrunePolicy& policy) override;
  // Reads some thousand records at a time, so that others can write meanwhile.
  // An Aborted says that they have been pruned meanwhile: then ask again.
  absl::StatusOr<VerifyReport> Verify(const VerifyOptions& options) override;

 private:
  explicit SqliteStore(
      std::unique_ptr<internal::SqliteConnections> connections);

  const std::unique_ptr<internal::SqliteConnections> connections_;
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_LOG_SQLITE_STORE_H_
