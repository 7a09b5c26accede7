// A connection to a database of SQLite, with statuses.
//
// A program asks step by step; the first failure is kept, and what follows does
// nothing:
//
//   Statement insert = database.Prepare("INSERT INTO t VALUES (?1, ?2)");
//   insert.Bind(1, 7);
//   insert.Bind(2, "text");
//   absl::Status status = insert.Run();
#ifndef WAMP_SRC_LOG_SQLITE_DATABASE_H_
#define WAMP_SRC_LOG_SQLITE_DATABASE_H_

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

// A prepared statement, lent by its database: it goes back, without what was
// bound to it, when the lease ends. There may be one at a time of each text.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Parameters count from 1. Texts and blobs must stay until Reset.
  void Bind(int index, int64_t value);
  void Bind(int index, absl::string_view text);
  void BindBlob(int index, absl::string_view bytes);
  template <class Value>
  void Bind(int index, const std::optional<Value>& value) {
    if (value) Bind(index, *value);
  }

  // Goes to the next row, and returns whether there is one.
  absl::StatusOr<bool> Step();
  // For statements without rows.
  absl::Status Run();
  // Makes it ready to be bound and run again.
  void Reset();

  // Columns count from 0.
  int64_t Int(int column) const;
  // A text or blob; empty for null. Valid until the next step.
  absl::string_view Text(int column) const;
  bool IsNull(int column) const;
  std::optional<int64_t> OptionalInt(int column) const;
  std::optional<absl::string_view> OptionalText(int column) const;

 private:
  friend class Database;
  Statement(sqlite3* database, sqlite3_stmt* statement, int code)
      : database_(database), statement_(statement), code_(code) {}

  void Keep(int code);

  sqlite3* database_;
  sqlite3_stmt* statement_;
  // Of the first call that failed.
  int code_;
};

// To be used by one thread at a time.
class Database {
 public:
  // As sqlite3_open_v2 takes them.
  static absl::StatusOr<std::unique_ptr<Database>> Open(absl::string_view path,
                                                        int flags,
                                                        const char* vfs);
  ~Database();

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  sqlite3* handle() const { return handle_; }

  // `sql` stays prepared.
  Statement Prepare(absl::string_view sql);

  // Runs statements, and leaves the rows aside.
  absl::Status Execute(absl::string_view sql);

  // The first column of the first row of a statement.
  absl::StatusOr<int64_t> AskInt(absl::string_view sql);

  // What the last failure is as a status.
  absl::Status Failure(int code) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const {
      sqlite3_finalize(statement);
    }
  };

  explicit Database(sqlite3* handle) : handle_(handle) {}

  sqlite3* const handle_;
  std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, std::less<>>
      statements_;
};

// A transaction, which is taken back unless it has been committed.
class SqliteTransaction {
 public:
  enum class Kind { kRead, kWrite };

  SqliteTransaction(Database* database, Kind kind);
  ~SqliteTransaction();

  // Whether it has begun.
  const absl::Status& status() const { return status_; }
  absl::Status Commit();

 private:
  Database* const database_;
  absl::Status status_;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_SQLITE_DATABASE_H_
