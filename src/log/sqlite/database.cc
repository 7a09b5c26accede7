#include "src/log/sqlite/database.h"

#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"

namespace wamp {
namespace internal {
namespace {

absl::StatusCode CodeOf(int code) {
  switch (code & 0xff) {
    case SQLITE_OK:
      return absl::StatusCode::kOk;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
    case SQLITE_PROTOCOL:
      return absl::StatusCode::kUnavailable;
    case SQLITE_FULL:
    case SQLITE_NOMEM:
      return absl::StatusCode::kResourceExhausted;
    case SQLITE_CORRUPT:
      return absl::StatusCode::kDataLoss;
    case SQLITE_NOTADB:
    case SQLITE_READONLY:
      return absl::StatusCode::kFailedPrecondition;
    case SQLITE_CANTOPEN:
      return absl::StatusCode::kNotFound;
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return absl::StatusCode::kPermissionDenied;
    case SQLITE_TOOBIG:
      return absl::StatusCode::kInvalidArgument;
    default:
      return absl::StatusCode::kInternal;
  }
}

absl::Status StatusOf(sqlite3* database, int code) {
  if (code == SQLITE_OK) return absl::OkStatus();
  // The database's own words are those of the last call, which may be another.
  const bool same = sqlite3_extended_errcode(database) == code;
  return absl::Status(
      CodeOf(code),
      absl::StrCat(
          "SQLite: ", same ? sqlite3_errmsg(database) : sqlite3_errstr(code),
          " (", code, ")"));
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      statement_(std::exchange(other.statement_, nullptr)),
      code_(other.code_) {}

Statement::~Statement() { Reset(); }

void Statement::Keep(int code) {
  if (code_ == SQLITE_OK) code_ = code;
}

void Statement::Bind(int index, int64_t value) {
  Keep(sqlite3_bind_int64(statement_, index, value));
}

void Statement::Bind(int index, absl::string_view text) {
  // No data at all would be null.
  const char* data = text.data() == nullptr ? "" : text.data();
  Keep(sqlite3_bind_text64(statement_, index, data, text.size(), SQLITE_STATIC,
                           SQLITE_UTF8));
}

void Statement::BindBlob(int index, absl::string_view bytes) {
  const char* data = bytes.data() == nullptr ? "" : bytes.data();
  Keep(sqlite3_bind_blob64(statement_, index, data, bytes.size(),
                           SQLITE_STATIC));
}

absl::StatusOr<bool> Statement::Step() {
  if (code_ == SQLITE_OK) {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    Keep(code);
  }
  return StatusOf(database_, code_);
}

absl::Status Statement::Run() {
  absl::Status status = Step().status();
  Reset();
  return status;
}

void Statement::Reset() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  code_ = SQLITE_OK;
}

int64_t Statement::Int(int column) const {
  return sqlite3_column_int64(statement_, column);
}

absl::string_view Statement::Text(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data),
          static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Statement::IsNull(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::optional<int64_t> Statement::OptionalInt(int column) const {
  if (IsNull(column)) return std::nullopt;
  return Int(column);
}

std::optional<absl::string_view> Statement::OptionalText(int column) const {
  if (IsNull(column)) return std::nullopt;
  return Text(column);
}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(absl::string_view path,
                                                         int flags,
                                                         const char* vfs) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(std::string(path).c_str(), &handle, flags, vfs);
  if (handle == nullptr) {
    return absl::ResourceExhaustedError("SQLite: no memory");
  }
  std::unique_ptr<Database> database(new Database(handle));
  sqlite3_extended_result_codes(handle, 1);
  if (code != SQLITE_OK) return database->Failure(code);
  return database;
}

Database::~Database() {
  statements_.clear();
  sqlite3_close_v2(handle_);
}

Statement Database::Prepare(absl::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return {handle_, nullptr, code};
    found = statements_.emplace(std::string(sql), statement).first;
  }
  return {handle_, found->second.get(), SQLITE_OK};
}

absl::Status Database::Execute(absl::string_view sql) {
  return StatusOf(handle_, sqlite3_exec(handle_, std::string(sql).c_str(),
                                        nullptr, nullptr, nullptr));
}

absl::StatusOr<int64_t> Database::AskInt(absl::string_view sql) {
  Statement statement = Prepare(sql);
  const absl::StatusOr<bool> row = statement.Step();
  if (!row.ok()) return row.status();
  return *row ? statement.Int(0) : 0;
}

absl::Status Database::Failure(int code) const {
  return StatusOf(handle_, code);
}

SqliteTransaction::SqliteTransaction(Database* database, Kind kind)
    : database_(database),
      status_(database->Execute(kind == Kind::kWrite ? "BEGIN IMMEDIATE"
                                                     : "BEGIN")) {}

SqliteTransaction::~SqliteTransaction() {
  if (status_.ok() && sqlite3_get_autocommit(database_->handle()) == 0) {
    database_->Execute("ROLLBACK").IgnoreError();
  }
}

absl::Status SqliteTransaction::Commit() {
  return database_->Execute("COMMIT");
}

}  // namespace internal
}  // namespace wamp
