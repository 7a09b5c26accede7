#include "tests/log/postgres/test_server.h"

#include <libpq-fe.h>

#include <iostream>
#include <memory>
#include <sstream>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace wamp {
namespace log {

Server* SharedServer() {
  static const std::unique_ptr<Server> shared = [] {
    absl::StatusOr<std::unique_ptr<Server>> server =
        Server::Create({"log_statement=all"});
    if (server.ok()) return *std::move(server);
    if (absl::IsNotFound(server.status())) {
      std::cerr << "SKIPPED: " << server.status().message() << "\n";
    } else {
      // Fatal: where SetUp calls this, the test would run all the same.
      [&server] { FAIL() << server.status().message(); }();
    }
    return std::unique_ptr<Server>();
  }();
  return shared.get();
}

void RunSql(const std::string& conninfo, const std::string& sql) {
  AskSql(conninfo, sql);
}

std::string AskSql(const std::string& conninfo, const std::string& sql) {
  PGconn* const connection = PQconnectdb(conninfo.c_str());
  PGresult* const result = PQexec(connection, sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  EXPECT_TRUE(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
      << sql << ": " << PQerrorMessage(connection);
  std::string answer;
  for (int row = 0; row < PQntuples(result); ++row) {
    absl::StrAppend(&answer, row == 0 ? "" : "\n", PQgetvalue(result, row, 0));
  }
  PQclear(result);
  PQfinish(connection);
  return answer;
}

std::string Dump(const std::string& conninfo, absl::string_view schema) {
  std::string all;
  std::istringstream tables(AskSql(
      conninfo,
      absl::StrCat("SELECT relname FROM pg_class WHERE relkind = 'r' AND "
                   "relnamespace = '",
                   schema, "'::regnamespace")));
  for (std::string table; std::getline(tables, table);) {
    // Byte strings as far as they can be read.
    all += AskSql(conninfo, absl::StrCat("SET bytea_output = escape; SELECT "
                                         "t::text FROM ",
                                         schema, ".", table, " AS t"));
  }
  return all;
}

}  // namespace log
}  // namespace wamp
