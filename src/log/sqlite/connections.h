// The connections of a store to its file.
#ifndef WAMP_SRC_LOG_SQLITE_CONNECTIONS_H_
#define WAMP_SRC_LOG_SQLITE_CONNECTIONS_H_

#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "src/log/sqlite/database.h"
#include "wamp/log/sqlite_store.h"

namespace wamp {
namespace internal {

// One that writes and one that reads, so that neither waits for the other.
class SqliteConnections {
 public:
  static absl::StatusOr<std::unique_ptr<SqliteConnections>> Open(
      absl::string_view path, const log::SqliteOptions& options);

  // To be held, the first of them before the second, while the databases are
  // used.
  absl::Mutex* write_mutex() ABSL_LOCK_RETURNED(write_mutex_) {
    return &write_mutex_;
  }
  absl::Mutex* read_mutex() ABSL_LOCK_RETURNED(read_mutex_) {
    return &read_mutex_;
  }
  // Null if nothing may be written.
  Database* writer() ABSL_EXCLUSIVE_LOCKS_REQUIRED(write_mutex_) {
    return writer_.get();
  }
  Database* reader() ABSL_EXCLUSIVE_LOCKS_REQUIRED(read_mutex_) {
    return reader_.get();
  }

 private:
  SqliteConnections() = default;

  absl::Mutex write_mutex_;
  absl::Mutex read_mutex_;
  std::unique_ptr<Database> writer_ ABSL_GUARDED_BY(write_mutex_);
  std::unique_ptr<Database> reader_ ABSL_GUARDED_BY(read_mutex_);
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_SQLITE_CONNECTIONS_H_
