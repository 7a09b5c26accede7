#include "src/log/postgres/connection.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <limits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "src/log/postgres/failure.h"

namespace wamp {
namespace internal {
namespace {

// Waits until a socket can be read (POLLIN) or written to. Returns whether it
// can before the deadline.
bool Await(int socket, int events, absl::Time deadline) {
  for (;;) {
    const int64_t left = absl::ToInt64Milliseconds(
        absl::Ceil(deadline - absl::Now(), absl::Milliseconds(1)));
    if (left <= 0) return false;
    pollfd wanted{socket, static_cast<int16_t>(events), 0};
    const int ready = poll(&wanted, 1,
                           static_cast<int>(std::min<int64_t>(
                               left, std::numeric_limits<int>::max())));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

// Counts warnings, and keeps what the server says off the error output.
void TakeNotice(void* warnings, const PGresult* notice) {
  const char* severity =
      PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (severity != nullptr && absl::string_view(severity) == "WARNING") {
    ++*static_cast<int*>(warnings);
  }
}

}  // namespace

int64_t Result::changed() const {
  int64_t count = 0;
  return absl::SimpleAtoi(PQcmdTuples(result_.get()), &count) ? count : 0;
}

absl::string_view Result::Text(int row, int column) const {
  return {PQgetvalue(result_.get(), row, column),
          static_cast<size_t>(PQgetlength(result_.get(), row, column))};
}

int64_t Result::Int(int row, int column) const {
  return DecodeNumber(Text(row, column));
}

std::optional<int64_t> Result::OptionalInt(int row, int column) const {
  if (IsNull(row, column)) return std::nullopt;
  return Int(row, column);
}

std::optional<absl::string_view> Result::OptionalText(int row,
                                                      int column) const {
  if (IsNull(row, column)) return std::nullopt;
  return Text(row, column);
}

absl::StatusOr<std::unique_ptr<PostgresConnection>> PostgresConnection::Open(
    const std::string& conninfo, absl::Duration timeout, bool writes) {
  std::unique_ptr<PostgresConnection> connection(
      new PostgresConnection(timeout));
  absl::Status status = connection->Connect(conninfo, writes);
  if (!status.ok()) return status;
  return connection;
}

// What it holds is free when this returns, and not some time later.
PostgresConnection::~PostgresConnection() {
  if (!lost_ && !held_.empty()) {
    Execute("SELECT pg_advisory_unlock_all()").IgnoreError();
  }
}

absl::Status PostgresConnection::Connect(const std::string& conninfo,
                                         bool writes) {
  // What comes after `dbname` can't be said otherwise in the connection string.
  const char* const keywords[] = {"application_name", "target_session_attrs",
                                  "dbname", "client_encoding", nullptr};
  const char* const values[] = {"wamp_log", writes ? "read-write" : "any",
                                conninfo.c_str(), "UTF8", nullptr};
  const absl::Time deadline = absl::Now() + timeout_;
  handle_.reset(PQconnectStartParams(keywords, values, 1));
  if (handle_ == nullptr) {
    return absl::ResourceExhaustedError("PostgreSQL: no memory");
  }
  PQsetErrorVerbosity(handle_.get(), PQERRORS_SQLSTATE);
  PQsetNoticeReceiver(handle_.get(), TakeNotice, &warnings_);
  PostgresPollingStatusType next = PGRES_POLLING_WRITING;
  if (PQstatus(handle_.get()) == CONNECTION_BAD) next = PGRES_POLLING_FAILED;
  while (next == PGRES_POLLING_READING || next == PGRES_POLLING_WRITING) {
    if (!Await(PQsocket(handle_.get()),
               next == PGRES_POLLING_READING ? POLLIN : POLLOUT, deadline)) {
      return ConnectionLost("it doesn't answer in time");
    }
    next = PQconnectPoll(handle_.get());
  }
  if (next == PGRES_POLLING_OK) {
    PQsetnonblocking(handle_.get(), 1);
    return absl::OkStatus();
  }
  const absl::string_view state = StateIn(PQerrorMessage(handle_.get()));
  if (!state.empty()) return FailureOf(state);
  if (PQconnectionNeedsPassword(handle_.get()) != 0) {
    return absl::PermissionDeniedError(
        "PostgreSQL: the server wants a password, and there is none");
  }
  return ConnectionLost("it can't be reached as the connection string says");
}

absl::StatusOr<Result> PostgresConnection::Run(absl::string_view sql,
                                               const Parameters& parameters) {
  auto found = prepared_.find(sql);
  if (found == prepared_.end()) {
    if (lost_) return ConnectionLost("it is closed");
    const std::string name = absl::StrCat("s", prepared_.size());
    const absl::StatusOr<Result> prepared = Finished(
        PQsendPrepare(handle_.get(), name.c_str(), std::string(sql).c_str(),
                      parameters.count(), parameters.types().data()) != 0);
    if (!prepared.ok()) return prepared.status();
    found = prepared_.emplace(std::string(sql), name).first;
  }
  if (lost_) return ConnectionLost("it is closed");
  const std::vector<int> formats(static_cast<size_t>(parameters.count()), 1);
  return Finished(
      PQsendQueryPrepared(handle_.get(), found->second.c_str(),
                          parameters.count(), parameters.values().data(),
                          parameters.sizes().data(), formats.data(), 1) != 0);
}

absl::StatusOr<Result> PostgresConnection::RunOnce(
    absl::string_view sql, const Parameters& parameters) {
  if (lost_) return ConnectionLost("it is closed");
  const std::vector<int> formats(static_cast<size_t>(parameters.count()), 1);
  return Finished(
      PQsendQueryParams(handle_.get(), std::string(sql).c_str(),
                        parameters.count(), parameters.types().data(),
                        parameters.values().data(), parameters.sizes().data(),
                        formats.data(), 1) != 0);
}

absl::Status PostgresConnection::Execute(absl::string_view sql) {
  if (lost_) return ConnectionLost("it is closed");
  return Finished(PQsendQuery(handle_.get(), std::string(sql).c_str()) != 0)
      .status();
}

absl::StatusOr<int64_t> PostgresConnection::AskInt(
    absl::string_view sql, const Parameters& parameters) {
  const absl::StatusOr<Result> result = Run(sql, parameters);
  if (!result.ok()) return result.status();
  return result->rows() > 0 ? result->Int(0, 0) : 0;
}

absl::StatusOr<bool> PostgresConnection::Hold(int64_t lock) {
  if (held_.count(lock) != 0) return true;
  Parameters parameters;
  parameters.Add(lock);
  const absl::StatusOr<int64_t> taken =
      AskInt("SELECT pg_try_advisory_lock($1)", parameters);
  if (!taken.ok()) return taken.status();
  if (*taken != 0) held_.insert(lock);
  return *taken != 0;
}

bool PostgresConnection::InTransaction() const {
  return !lost_ && PQtransactionStatus(handle_.get()) != PQTRANS_IDLE;
}

// The answer to what has been sent: the first failure, or else the last result.
absl::StatusOr<Result> PostgresConnection::Finished(bool sent) {
  if (!sent) return Lose("nothing can be sent");
  absl::StatusOr<Result> answer = Receive();
  if (!answer.ok() && PQstatus(handle_.get()) == CONNECTION_BAD) lost_ = true;
  return answer;
}

absl::StatusOr<Result> PostgresConnection::Receive() {
  const absl::Time deadline = absl::Now() + timeout_;
  PGconn* const handle = handle_.get();
  absl::Status failure;
  Result last(nullptr);
  for (;;) {
    for (;;) {
      const int flushed = PQflush(handle);
      if (flushed < 0) return Lose("nothing can be sent");
      if (flushed == 0 && PQisBusy(handle) == 0) break;
      if (!Await(PQsocket(handle), flushed > 0 ? POLLIN | POLLOUT : POLLIN,
                 deadline)) {
        return Lose("it doesn't answer in time");
      }
      if (PQconsumeInput(handle) == 0) return Lose("it was cut");
    }
    PGresult* const result = PQgetResult(handle);
    if (result == nullptr) break;
    last = Result(result);
    const ExecStatusType status = PQresultStatus(result);
    if (failure.ok() && status != PGRES_COMMAND_OK &&
        status != PGRES_TUPLES_OK) {
      const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
      failure = FailureOf(state == nullptr ? "" : state);
    }
  }
  if (!failure.ok()) return failure;
  return last;
}

absl::Status PostgresConnection::Lose(absl::string_view why) {
  lost_ = true;
  return ConnectionLost(why);
}

PostgresTransaction::PostgresTransaction(PostgresConnection* connection,
                                         Kind kind)
    : connection_(connection),
      status_(connection->Execute(
          kind == Kind::kWrite
              ? "BEGIN"
              : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")) {}

PostgresTransaction::~PostgresTransaction() {
  if (status_.ok() && connection_->InTransaction()) {
    connection_->Execute("ROLLBACK").IgnoreError();
  }
}

absl::Status PostgresTransaction::Commit() {
  const int before = connection_->warnings();
  const absl::StatusOr<Result> result = connection_->RunOnce("COMMIT");
  if (!result.ok()) return result.status();
  // That is how the server tells that a statement before has failed.
  if (result->tag() != "COMMIT") {
    return absl::InternalError("PostgreSQL: a transaction was taken back");
  }
  // A wait for a standby that is given up is a warning, not a failure.
  if (connection_->warnings() != before) {
    return absl::UnavailableError(
        "PostgreSQL: expected a commit without a warning, got one");
  }
  return absl::OkStatus();
}

}  // namespace internal
}  // namespace wamp
