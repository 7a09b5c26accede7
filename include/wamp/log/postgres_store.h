// A store of records for many nodes, in a database of PostgreSQL 15 or later.
//
// Example:
//
//   absl::StatusOr<std::unique_ptr<wamp::log::PostgresStore>> store =
//       wamp::log::PostgresStore::Open("host=db.example.com dbname=log");
//   if (!store.ok()) return store.status();
//
// Any number of programs may have it open and write, each for nodes of its own:
// a store that has appended records of a node, or was asked for its Head, is
// the one that writes for it until it goes, and another gets an Unavailable
// that names the node. The server must not sit behind a pool that shares
// connections by transaction.
//
// OK from Append means that the server has committed it to its disk, and to its
// synchronous standbys, if it has any. A connection that is lost is made again,
// and what was asked is asked again: a record is stored once in any case. What
// has been pruned goes from the server's disk when that vacuums.
//
// Errors show the server's SQLSTATE, and neither the connection string nor what
// the server says in words, which may quote values.
#ifndef WAMP_LOG_POSTGRES_STORE_H_
#define WAMP_LOG_POSTGRES_STORE_H_

#include <cstddef>
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
class PostgresConnections;
}  // namespace internal

namespace log {

struct PostgresOptions {
  // Whether nothing is written: the tables have to be there, and whatever
  // writes is a FailedPrecondition. The server may be a standby.
  bool read_only = false;
  // The schema that has the tables, and nothing else: up to 40 lower-case
  // letters, digits and `_`, a letter first.
  std::string schema = "wamp_log";
  // How long to wait for the server, when connecting and for each statement.
  absl::Duration timeout = absl::Seconds(60);
  // How often a thing is tried, at least once, while the server can't be
  // reached, and how long until the second time, which doubles from then on.
  int max_attempts = 5;
  absl::Duration first_pause = absl::Milliseconds(100);
};

class PostgresStore : public Store {
 public:
  // The longest record_id, node, boot_id and session_uid that it takes, and the
  // largest record.
  static constexpr size_t kMostIdBytes = 1000;
  static constexpr size_t kMostRecordBytes = size_t{256} << 20;

  // Connects as libpq does, and makes the tables unless they are there, or
  // `read_only`. Those of an earlier release are brought up to date. Those of a
  // later release, a schema that has others, and a server that doesn't sync
  // what it commits, are a FailedPrecondition.
  static absl::StatusOr<std::unique_ptr<PostgresStore>> Open(
      absl::string_view conninfo, const PostgresOptions& options = {});

  ~PostgresStore() override;

  absl::Status Append(absl::Span<const SealedRecord> records) override;
  absl::StatusOr<Page> Query(const Filter& filter,
                             const PageOptions& options) override;
  absl::StatusOr<Page> Appended(const Filter& filter,
                                const PageOptions& options) override;
  absl::StatusOr<Page> OpenSessions(absl::Time at, const Filter& filter,
                                    const PageOptions& options) override;
  absl::StatusOr<Stats> GetStats() override;
  // Waits until what is being written of the node is, or is not. Unless it is
  // `read_only`, the store writes for the node from then on.
  absl::StatusOr<NodeHead> Head(absl::string_view node) override;
  // Where a connection was lost meanwhile, some may not have been counted.
  absl::StatusOr<uint64_t> Prune(const PrunePolicy& policy) override;
  // Reads some thousand records at a time. An Aborted says that some have been
  // pruned meanwhile: then ask again.
  absl::StatusOr<VerifyReport> Verify(const VerifyOptions& options) override;

 private:
  explicit PostgresStore(
      std::unique_ptr<internal::PostgresConnections> connections);

  const std::unique_ptr<internal::PostgresConnections> connections_;
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_LOG_POSTGRES_STORE_H_
