// A disk that loses its power, is full, or breaks, as a VFS of SQLite.
#ifndef WAMP_TESTS_LOG_SQLITE_FAULTY_VFS_H_
#define WAMP_TESTS_LOG_SQLITE_FAULTY_VFS_H_

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace wamp {
namespace log {

// Passes all on to SQLite's own VFS, and keeps apart what of each file has been
// synced, and what has been done to it since. To be made but once of each name,
// and to outlive all that uses it.
class FaultyVfs {
 public:
  explicit FaultyVfs(const std::string& name);
  ~FaultyVfs();
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  const std::string& name() const { return name_; }

  // The write, truncation, sync or deletion of this number from now on, and all
  // that follow, fail with this result of SQLite; 0 for none.
  void FailAfter(int64_t operations, int result);

  // How many of these there have been.
  int64_t operations() const;

  // Opening files for writing fails.
  void SetReadOnly(bool read_only);

  // What the disk may hold after the power is gone: of each file what was
  // synced, and any of what was done to it later, in its order, the last of
  // that torn.
  std::map<std::string, std::string> AfterPowerCut(std::mt19937* random) const;

  // Forgets all files.
  void Clear();

  // The rest is for SQLite.
  struct Change {
    enum class Kind { kWrite, kTruncate, kDelete } kind;
    int64_t offset;
    std::string bytes;
  };
  sqlite3_vfs* base() const { return base_; }
  bool read_only() const;
  // SQLITE_OK, or what the operation fails with.
  int Count(const std::string& path, Change change);
  int Sync(const std::string& path);

 private:
  struct File {
    std::string synced;
    bool exists = false;
    std::vector<Change> changes;
  };
  static void Apply(const Change& change, File* file);

  const std::string name_;
  sqlite3_vfs* const base_;
  sqlite3_vfs vfs_ = {};
  mutable absl::Mutex mutex_;
  std::map<std::string, File> files_ ABSL_GUARDED_BY(mutex_);
  int64_t operations_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t fail_at_ ABSL_GUARDED_BY(mutex_) = 0;
  bool failed_ ABSL_GUARDED_BY(mutex_) = false;
  int result_ ABSL_GUARDED_BY(mutex_) = SQLITE_OK;
  bool read_only_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_LOG_SQLITE_FAULTY_VFS_H_
