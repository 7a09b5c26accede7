// A connection to a server of PostgreSQL, with statuses.
//
//   Parameters parameters;
//   parameters.Add(7);
//   absl::StatusOr<Result> result =
//       connection->Run("SELECT name FROM t WHERE id = $1", parameters);
//   if (!result.ok()) return result.status();
//   for (int row = 0; row < result->rows(); ++row) Use(result->Text(row, 0));
//
// The columns of an answer are int8, bytea or boolean.
#ifndef WAMP_SRC_LOG_POSTGRES_CONNECTION_H_
#define WAMP_SRC_LOG_POSTGRES_CONNECTION_H_

#include <libpq-fe.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "src/log/postgres/parameters.h"

namespace wamp {
namespace internal {

// What a statement gave. Rows and columns count from 0.
class Result {
 public:
  explicit Result(PGresult* result) : result_(result) {}

  int rows() const { return PQntuples(result_.get()); }
  // What the server says that it has done, "COMMIT" for example.
  absl::string_view tag() const { return PQcmdStatus(result_.get()); }
  // How many rows a statement has changed.
  int64_t changed() const;

  bool IsNull(int row, int column) const {
    return PQgetisnull(result_.get(), row, column) != 0;
  }
  // Empty for null. Valid as long as this is.
  absl::string_view Text(int row, int column) const;
  // A number, or a boolean; 0 for null.
  int64_t Int(int row, int column) const;
  std::optional<int64_t> OptionalInt(int row, int column) const;
  std::optional<absl::string_view> OptionalText(int row, int column) const;

 private:
  struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
  };

  std::unique_ptr<PGresult, Clear> result_;
};

// To be used by one thread at a time.
class PostgresConnection {
 public:
  // `timeout` is how long to wait for the server, here and for each statement.
  // `writes`: the server has to be one that takes writes.
  static absl::StatusOr<std::unique_ptr<PostgresConnection>> Open(
      const std::string& conninfo, absl::Duration timeout, bool writes);
  ~PostgresConnection();

  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  // Runs a statement, which stays prepared.
  absl::StatusOr<Result> Run(absl::string_view sql,
                             const Parameters& parameters = {});
  // Runs one that is planned for these values, and then forgotten.
  absl::StatusOr<Result> RunOnce(absl::string_view sql,
                                 const Parameters& parameters = {});
  // Runs statements without parameters, and leaves the rows aside.
  absl::Status Execute(absl::string_view sql);

  // The first column of the first row of a statement; 0 if there is none.
  absl::StatusOr<int64_t> AskInt(absl::string_view sql,
                                 const Parameters& parameters = {});

  // Takes a lock of the database, for as long as this lasts. Returns false if
  // another connection has it.
  absl::StatusOr<bool> Hold(int64_t lock);

  // Whether it can be used no more.
  bool IsLost() const { return lost_; }
  bool InTransaction() const;

  // How many warnings the server has sent.
  int warnings() const { return warnings_; }

 private:
  struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };

  explicit PostgresConnection(absl::Duration timeout) : timeout_(timeout) {}

  absl::Status Connect(const std::string& conninfo, bool writes);
  absl::StatusOr<Result> Finished(bool sent);
  absl::StatusOr<Result> Receive();
  absl::Status Lose(absl::string_view why);

  const absl::Duration timeout_;
  std::unique_ptr<PGconn, Finish> handle_;
  bool lost_ = false;
  int warnings_ = 0;
  std::set<int64_t> held_;
  // The names of what is prepared, by its text.
  std::map<std::string, std::string, std::less<>> prepared_;
};

// A transaction, which is taken back unless it has been committed.
class PostgresTransaction {
 public:
  enum class Kind { kRead, kWrite };

  PostgresTransaction(PostgresConnection* connection, Kind kind);
  ~PostgresTransaction();

  // Whether it has begun.
  const absl::Status& status() const { return status_; }
  // OK means that it is durable, on a standby, too, if the server waits for
  // one.
  absl::Status Commit();

 private:
  PostgresConnection* const connection_;
  absl::Status status_;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_POSTGRES_CONNECTION_H_
