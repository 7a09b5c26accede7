// Files of tests, and SQLite without a store around it.
#ifndef WAMP_TESTS_LOG_SQLITE_FILES_H_
#define WAMP_TESTS_LOG_SQLITE_FILES_H_

#include <sqlite3.h>

#include <string>

namespace wamp {
namespace log {

// A new folder, which goes with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string path(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// Empty for a file that is not there.
std::string ReadFile(const std::string& path);
void WriteFile(const std::string& path, const std::string& bytes);

// A connection to a file. What fails fails the test.
class TestDatabase {
 public:
  explicit TestDatabase(const std::string& path);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  void Run(const std::string& sql) const;
  // The first column of the first row, as a text.
  std::string Ask(const std::string& sql) const;

 private:
  sqlite3* handle_ = nullptr;
};

// The same, by a connection for the one statement.
void RunSql(const std::string& path, const std::string& sql);
std::string AskSql(const std::string& path, const std::string& sql);

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_LOG_SQLITE_FILES_H_
