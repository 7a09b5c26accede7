#include "wamp/log/postgres_store.h"

#include <functional>
#include <optional>
#include <utility>

#include "src/log/page_token.h"
#include "src/log/postgres/append.h"
#include "src/log/postgres/connections.h"
#include "src/log/postgres/prune.h"
#include "src/log/postgres/query.h"
#include "src/log/postgres/stats.h"
#include "src/log/postgres/verify.h"

namespace wamp {
namespace log {
namespace {

using internal::PostgresConnection;

// A page, after what could not be read for it has been put aside, as far as
// that can be done: it is left out in any case.
absl::StatusOr<Page> Take(
    internal::PostgresConnections* connections,
    const std::function<absl::StatusOr<internal::PostgresAnswer>(
        PostgresConnection* connection)>& ask) {
  absl::StatusOr<internal::PostgresAnswer> answer = connections->Read(ask);
  if (!answer.ok()) return answer.status();
  for (const internal::PageEnd& place : answer->spoiled) {
    connections
        ->Write([&](PostgresConnection* connection) {
          return internal::PutAside(connection, place.time, place.position,
                                    "no record");
        })
        .IgnoreError();
  }
  return std::move(answer->page);
}

absl::StatusOr<Page> Ask(internal::PostgresConnections* connections,
                         const internal::Question& question,
                         const PageOptions& options) {
  return Take(connections, [&](PostgresConnection* connection) {
    return internal::AnswerQuestion(connection, question, options);
  });
}

}  // namespace

PostgresStore::PostgresStore(
    std::unique_ptr<internal::PostgresConnections> connections)
    : connections_(std::move(connections)) {}

PostgresStore::~PostgresStore() = default;

absl::StatusOr<std::unique_ptr<PostgresStore>> PostgresStore::Open(
    absl::string_view conninfo, const PostgresOptions& options) {
  auto connections = internal::PostgresConnections::Open(conninfo, options);
  if (!connections.ok()) return connections.status();
  return std::unique_ptr<PostgresStore>(
      new PostgresStore(*std::move(connections)));
}

absl::Status PostgresStore::Append(absl::Span<const SealedRecord> records) {
  return connections_->Write([&](PostgresConnection* connection) {
    return internal::AppendRecords(connection, records);
  });
}

absl::StatusOr<Page> PostgresStore::Query(const Filter& filter,
                                          const PageOptions& options) {
  return Ask(connections_.get(), {&filter, options.order, std::nullopt},
             options);
}

absl::StatusOr<Page> PostgresStore::Appended(const Filter& filter,
                                             const PageOptions& options) {
  return Take(connections_.get(), [&](PostgresConnection* connection) {
    return internal::AnswerAppended(connection, filter, options);
  });
}

absl::StatusOr<Page> PostgresStore::OpenSessions(absl::Time at,
                                                 const Filter& filter,
                                                 const PageOptions& options) {
  return Ask(connections_.get(), {&filter, options.order, at}, options);
}

absl::StatusOr<Stats> PostgresStore::GetStats() {
  return connections_->Read(internal::CountRecords);
}

absl::StatusOr<NodeHead> PostgresStore::Head(absl::string_view node) {
  if (connections_->options().read_only) {
    return connections_->Read([&](PostgresConnection* connection) {
      return internal::FindHead(connection, node);
    });
  }
  return connections_->Write(
      [&](PostgresConnection* connection) -> absl::StatusOr<NodeHead> {
        absl::Status status = internal::HoldNodes(connection, {node});
        if (!status.ok()) return status;
        const internal::PostgresTransaction transaction(
            connection, internal::PostgresTransaction::Kind::kWrite);
        if (!transaction.status().ok()) return transaction.status();
        // A commit whose answer was lost may go on still.
        status = internal::LockNodes(connection, {node});
        if (!status.ok()) return status;
        return internal::FindHead(connection, node);
      });
}

absl::StatusOr<uint64_t> PostgresStore::Prune(const PrunePolicy& policy) {
  return internal::PruneRecords(connections_.get(), policy);
}

absl::StatusOr<VerifyReport> PostgresStore::Verify(
    const VerifyOptions& options) {
  return internal::VerifyRecords(connections_.get(), options);
}

}  // namespace log
}  // namespace wamp
