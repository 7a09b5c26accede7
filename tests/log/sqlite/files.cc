#include "tests/log/sqlite/files.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "gtest/gtest.h"

namespace wamp {
namespace log {

TemporaryFolder::TemporaryFolder() {
  path_ = ::testing::TempDir() + "/wamp_store_XXXXXX";
  EXPECT_NE(mkdtemp(&path_[0]), nullptr);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
  EXPECT_TRUE(out.good()) << path;
}

TestDatabase::TestDatabase(const std::string& path) {
  EXPECT_EQ(sqlite3_open(path.c_str(), &handle_), SQLITE_OK) << path;
}

TestDatabase::~TestDatabase() { sqlite3_close_v2(handle_); }

void TestDatabase::Run(const std::string& sql) const {
  EXPECT_EQ(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr),
            SQLITE_OK)
      << sql << ": " << sqlite3_errmsg(handle_);
}

std::string TestDatabase::Ask(const std::string& sql) const {
  std::string answer;
  const auto keep = [](void* out, int, char** columns, char**) {
    *static_cast<std::string*>(out) = columns[0] == nullptr ? "" : columns[0];
    return 1;
  };
  sqlite3_exec(handle_, sql.c_str(), keep, &answer, nullptr);
  return answer;
}

void RunSql(const std::string& path, const std::string& sql) {
  TestDatabase(path).Run(sql);
}

std::string AskSql(const std::string& path, const std::string& sql) {
  return TestDatabase(path).Ask(sql);
}

}  // namespace log
}  // namespace wamp
