// No secret of a record gets into the tables of a store, none of a record or of
// the connection string into the server's log, and nothing that is kept into an
// error.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/log/planted_records.h"
#include "tests/log/postgres/test_server.h"
#include "tests/testing/status_matchers.h"
#include "wamp/log/node_log.h"
#include "wamp/log/postgres_store.h"
#include "wamp/log/writer.h"

namespace wamp {
namespace log {
namespace {

using ::wamp::testing::IsOk;

TEST(PostgresCanaryTest, NoSecretIsInTablesLogsAndErrors) {
  Server* const server = SharedServer();
  if (server == nullptr) GTEST_SKIP() << "there is no server of PostgreSQL";
  PostgresOptions options;
  options.schema = server->NewSchema();
  options.max_attempts = 1;
  const auto store = PostgresStore::Open(server->conninfo(), options);
  ASSERT_THAT(store, IsOk());
  NodeLog node("router-1");
  WriterOptions once;
  once.max_attempts = 1;
  SessionLogWriter writer(&node, store->get(), once);
  for (const v1::SessionRecord& record : PlantedRecords()) {
    ASSERT_THAT(writer.Write(record), IsOk());
  }
  const std::string tables = Dump(server->conninfo(), options.schema);
  EXPECT_TRUE(absl::StrContains(tables, kVisible));
  EXPECT_FALSE(absl::StrContains(tables, kCanary));

  // Each statement fails, whatever it is about.
  const std::string& schema = options.schema;
  Filter filter;
  filter.realm = kVisible;
  std::vector<std::string> errors;
  for (const char* change : {"ALTER TABLE $.ids RENAME TO gone",
                             "ALTER TABLE $.records RENAME COLUMN realm TO r",
                             "DROP SCHEMA $ CASCADE"}) {
    RunSql(server->conninfo(), absl::StrReplaceAll(change, {{"$", schema}}));
    errors.push_back((*store)->Query(filter, {}).status().ToString());
    v1::SessionRecord record = PlantedRecords()[0];
    errors.push_back(writer.Write(record).ToString());
    errors.push_back((*store)->Head(kVisible).status().ToString());
  }
  server->Kill();
  errors.push_back((*store)->Query(filter, {}).status().ToString());
  errors.push_back(
      PostgresStore::Open(server->conninfo(), options).status().ToString());
  int failures = 0;
  for (const std::string& error : errors) {
    if (error != "OK") ++failures;
    EXPECT_FALSE(absl::StrContains(error, kCanary)) << error;
    EXPECT_FALSE(absl::StrContains(error, kVisible)) << error;
  }
  EXPECT_GE(failures, 8);
  // That has all statements with their parameters, bytes by two digits each.
  const std::string log = server->Log();
  EXPECT_TRUE(absl::StrContains(log, absl::BytesToHexString(kVisible)));
  EXPECT_FALSE(absl::StrContains(log, absl::BytesToHexString(kCanary)));
  EXPECT_FALSE(absl::StrContains(log, kCanary));
}

}  // namespace
}  // namespace log
}  // namespace wamp
