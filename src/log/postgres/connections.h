// The connections of a store to its server.
#ifndef WAMP_SRC_LOG_POSTGRES_CONNECTIONS_H_
#define WAMP_SRC_LOG_POSTGRES_CONNECTIONS_H_

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "src/log/postgres/connection.h"
#include "src/log/postgres/failure.h"
#include "src/log/refusals.h"
#include "src/sync/mutex_lock.h"
#include "wamp/log/postgres_store.h"

namespace wamp {
namespace internal {

// One that writes and one that reads, so that neither waits for the other.
class PostgresConnections {
 public:
  static absl::StatusOr<std::unique_ptr<PostgresConnections>> Open(
      absl::string_view conninfo, const log::PostgresOptions& options);

  const log::PostgresOptions& options() const { return options_; }

  // Does what can be done twice, `work(connection)`, which gives a status or a
  // StatusOr, over a new connection when the last is lost, until it succeeds or
  // has been tried as often as the options say.
  template <class Work>
  auto Read(const Work& work) {
    const sync::MutexLock lock(read_mutex_);
    return Repeat(work, /*writes=*/false, &reader_);
  }
  template <class Work>
  auto Write(const Work& work) -> decltype(work(nullptr)) {
    if (options_.read_only) return StoreIsReadOnly();
    const sync::MutexLock lock(write_mutex_);
    return Repeat(work, /*writes=*/true, &writer_);
  }

 private:
  PostgresConnections(absl::string_view conninfo,
                      const log::PostgresOptions& options)
      : conninfo_(conninfo), options_(options) {}

  // Connects, unless there is a connection that is not lost.
  absl::Status Connect(bool writes,
                       std::unique_ptr<PostgresConnection>* connection);

  static const absl::Status& StatusOf(const absl::Status& status) {
    return status;
  }
  template <class Value>
  static const absl::Status& StatusOf(const absl::StatusOr<Value>& value) {
    return value.status();
  }

  template <class Work>
  auto Repeat(const Work& work, bool writes,
              std::unique_ptr<PostgresConnection>* connection)
      -> decltype(work(nullptr)) {
    absl::Duration pause = options_.first_pause;
    for (int attempt = 1;; ++attempt) {
      absl::Status connected = Connect(writes, connection);
      decltype(work(nullptr)) result = connected.ok()
                                           ? work(connection->get())
                                           : decltype(work(nullptr))(connected);
      if (attempt >= options_.max_attempts ||
          !IsWorthRepeating(StatusOf(result))) {
        return result;
      }
      absl::SleepFor(pause);
      pause *= 2;
    }
  }

  const std::string conninfo_;
  const log::PostgresOptions options_;
  absl::Mutex write_mutex_;
  absl::Mutex read_mutex_;
  std::unique_ptr<PostgresConnection> writer_ ABSL_GUARDED_BY(write_mutex_);
  std::unique_ptr<PostgresConnection> reader_ ABSL_GUARDED_BY(read_mutex_);
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_POSTGRES_CONNECTIONS_H_
