// A store in SQLite for a benchmark, in a folder that goes with it.
#ifndef WAMP_TESTS_BENCH_SQLITE_FOLDER_H_
#define WAMP_TESTS_BENCH_SQLITE_FOLDER_H_

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "tests/bench/or_die.h"
#include "wamp/log/sqlite_store.h"
#include "wamp/log/store.h"

namespace wamp {
namespace log {

// A folder for a store, which goes with it.
class Folder {
 public:
  Folder() {
    std::string name =
        (std::filesystem::temp_directory_path() / "log_benchXXXXXX").string();
    if (mkdtemp(&name[0]) == nullptr) std::abort();
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string store() const { return (path_ / "log.db").string(); }

 private:
  std::filesystem::path path_;
};

// A store, with its folder.
struct InFolder {
  const Folder folder;
  const std::unique_ptr<SqliteStore> store =
      bench::OrDie(SqliteStore::Open(folder.store()));
};

inline std::shared_ptr<Store> MakeSqlite() {
  const auto owner = std::make_shared<InFolder>();
  return {owner, owner->store.get()};
}

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_BENCH_SQLITE_FOLDER_H_
