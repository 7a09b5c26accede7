// The server of PostgreSQL that the tests of a program share, and SQL without a
// store around it. What fails there fails the test.
#ifndef WAMP_TESTS_LOG_POSTGRES_TEST_SERVER_H_
#define WAMP_TESTS_LOG_POSTGRES_TEST_SERVER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "tests/log/postgres/server.h"

namespace wamp {
namespace log {

// It logs all statements, with their parameters. Null, and a word on the error
// output, where there are no programs for one.
Server* SharedServer();

// Each by a connection of its own.
void RunSql(const std::string& conninfo, const std::string& sql);
// The first column of each row, joined by newlines.
std::string AskSql(const std::string& conninfo, const std::string& sql);

// All tables of a schema, as text.
std::string Dump(const std::string& conninfo, absl::string_view schema);

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_LOG_POSTGRES_TEST_SERVER_H_
