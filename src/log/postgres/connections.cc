#include "src/log/postgres/connections.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "src/log/postgres/schema.h"
#include "src/text/quote.h"

namespace wamp {
namespace internal {
namespace {

bool IsSchemaName(absl::string_view name) {
  return !name.empty() && name.size() <= 40 && name[0] >= 'a' &&
         name[0] <= 'z' && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

// Whether libpq can read it.
bool IsConninfo(const std::string& conninfo) {
  char* error = nullptr;
  PQconninfoOption* const parsed = PQconninfoParse(conninfo.c_str(), &error);
  PQfreemem(error);
  PQconninfoFree(parsed);
  return parsed != nullptr;
}

// What both connections are set to. Who can put functions and tables into other
// schemas changes nothing here. A transaction that nobody goes on with ends.
// What is read is a few rows of many, in the order of an index: without
// bitmaps, which are sorted afterwards, PostgreSQL does so whatever it guesses
// of the tables. To compile a statement, and to start workers for it, takes
// longer than to run it.
absl::Status SetUp(PostgresConnection* connection,
                   const log::PostgresOptions& options) {
  const auto millis = [](absl::Duration duration) {
    return std::clamp<int64_t>(absl::ToInt64Milliseconds(duration), 1,
                               int64_t{1} << 30);
  };
  return connection->Execute(absl::StrCat(
      "SET search_path = \"", options.schema, "\", pg_temp; ",
      "SET statement_timeout = ", millis(options.timeout),
      "; SET idle_in_transaction_session_timeout = ", millis(options.timeout),
      "; SET enable_bitmapscan = off; SET jit = off; "
      "SET max_parallel_workers_per_gather = 0"));
}

// A commit returns once it is on the disk, or where the server's own settings
// say, if that is further. What a program holds that has gone without a word is
// free after a minute.
absl::Status SetUpWriter(PostgresConnection* writer) {
  const absl::StatusOr<int64_t> syncs =
      writer->AskInt("SELECT current_setting('fsync') = 'on'");
  if (!syncs.ok()) return syncs.status();
  if (*syncs == 0) {
    return absl::FailedPreconditionError(
        "expected a server that syncs what it commits, got one with fsync=off");
  }
  absl::Status status = writer->Execute(
      "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; "
      "SET tcp_keepalives_count = 3");
  if (!status.ok()) return status;
  return writer
      ->RunOnce(
          "SELECT set_config('synchronous_commit', 'on', false) WHERE "
          "current_setting('synchronous_commit') NOT IN ('on', "
          "'remote_apply')")
      .status();
}

}  // namespace

absl::StatusOr<std::unique_ptr<PostgresConnections>> PostgresConnections::Open(
    absl::string_view conninfo, const log::PostgresOptions& options) {
  if (!IsSchemaName(options.schema)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "schema: expected up to 40 lower-case letters, digits and \"_\", a "
        "letter first, got ",
        Quote(options.schema)));
  }
  std::unique_ptr<PostgresConnections> connections(
      new PostgresConnections(conninfo, options));
  if (!IsConninfo(connections->conninfo_)) {
    return absl::InvalidArgumentError(
        "conninfo: expected a connection string of libpq, got another text");
  }
  absl::Status status;
  if (!options.read_only) {
    status = connections->Write([&](PostgresConnection* connection) {
      return UpdateSchema(connection, options.schema);
    });
    if (!status.ok()) return status;
  }
  status = connections->Read([&](PostgresConnection* connection) {
    return CheckSchema(connection, options.schema);
  });
  if (!status.ok()) return status;
  return connections;
}

absl::Status PostgresConnections::Connect(
    bool writes, std::unique_ptr<PostgresConnection>* connection) {
  if (*connection != nullptr && !(*connection)->IsLost()) {
    return absl::OkStatus();
  }
  connection->reset();
  auto opened = PostgresConnection::Open(conninfo_, options_.timeout, writes);
  if (!opened.ok()) return opened.status();
  absl::Status status = SetUp(opened->get(), options_);
  if (status.ok()) {
    status = writes
                 ? SetUpWriter(opened->get())
                 : (*opened)->Execute("SET default_transaction_read_only = on");
  }
  if (status.ok()) *connection = *std::move(opened);
  return status;
}

}  // namespace internal
}  // namespace wamp
