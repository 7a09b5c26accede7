#include "wamp/log/sqlite_store.h"

#include <functional>
#include <optional>
#include <utility>

#include "absl/synchronization/mutex.h"
#include "src/log/page_token.h"
#include "src/log/refusals.h"
#include "src/log/sqlite/append.h"
#include "src/log/sqlite/connections.h"
#include "src/log/sqlite/query.h"
#include "src/log/sqlite/verify.h"
#include "src/sync/mutex_lock.h"

namespace wamp {
namespace log {
namespace {

// A page, after what could not be read for it has been put aside, as far as
// that can be done: it is left out in any case.
absl::StatusOr<Page> Take(
    internal::SqliteConnections* connections,
    const std::function<absl::StatusOr<internal::SqliteAnswer>(
        internal::Database* reader)>& ask) {
  absl::StatusOr<internal::SqliteAnswer> answer = [&] {
    const sync::MutexLock lock(*connections->read_mutex());
    return ask(connections->reader());
  }();
  if (!answer.ok()) return answer.status();
  if (!answer->spoiled.empty()) {
    const sync::MutexLock lock(*connections->write_mutex());
    if (connections->writer() != nullptr) {
      for (const int64_t position : answer->spoiled) {
        internal::PutAside(connections->writer(), position, "no record")
            .IgnoreError();
      }
    }
  }
  return std::move(answer->page);
}

absl::StatusOr<Page> Ask(internal::SqliteConnections* connections,
                         const internal::Question& question,
                         const PageOptions& options) {
  return Take(connections, [&](internal::Database* reader) {
    return internal::AnswerQuestion(reader, question, options);
  });
}

}  // namespace

SqliteStore::SqliteStore(
    std::unique_ptr<internal::SqliteConnections> connections)
    : connections_(std::move(connections)) {}

SqliteStore::~SqliteStore() = default;

absl::StatusOr<std::unique_ptr<SqliteStore>> SqliteStore::Open(
    absl::string_view path, const SqliteOptions& options) {
  auto connections = internal::SqliteConnections::Open(path, options);
  if (!connections.ok()) return connections.status();
  return std::unique_ptr<SqliteStore>(new SqliteStore(*std::move(connections)));
}

absl::Status SqliteStore::Append(absl::Span<const SealedRecord> records) {
  const sync::MutexLock lock(*connections_->write_mutex());
  if (connections_->writer() == nullptr) return internal::StoreIsReadOnly();
  return internal::AppendRecords(connections_->writer(), records);
}

absl::StatusOr<Page> SqliteStore::Query(const Filter& filter,
                                        const PageOptions& options) {
  return Ask(connections_.get(), {&filter, options.order, std::nullopt},
             options);
}

absl::StatusOr<Page> SqliteStore::Appended(const Filter& filter,
                                           const PageOptions& options) {
  return Take(connections_.get(), [&](internal::Database* reader) {
    return internal::AnswerAppended(reader, filter, options);
  });
}

absl::StatusOr<Page> SqliteStore::OpenSessions(absl::Time at,
                                               const Filter& filter,
                                               const PageOptions& options) {
  return Ask(connections_.get(), {&filter, options.order, at}, options);
}

absl::StatusOr<Stats> SqliteStore::GetStats() {
  const sync::MutexLock lock(*connections_->read_mutex());
  return internal::CountRecords(connections_->reader());
}

absl::StatusOr<NodeHead> SqliteStore::Head(absl::string_view node) {
  const sync::MutexLock lock(*connections_->read_mutex());
  return internal::FindHead(connections_->reader(), node);
}

absl::StatusOr<uint64_t> SqliteStore::Prune(const PrunePolicy& policy) {
  const sync::MutexLock lock(*connections_->write_mutex());
  if (connections_->writer() == nullptr) return internal::StoreIsReadOnly();
  return internal::PruneRecords(connections_->writer(), policy);
}

absl::StatusOr<VerifyReport> SqliteStore::Verify(const VerifyOptions& options) {
  return internal::VerifyRecords(connections_.get(), options);
}

}  // namespace log
}  // namespace wamp
