#include "tests/log/sqlite/faulty_vfs.h"

#include <algorithm>
#include <cstddef>
#include <new>
#include <utility>

#include "gtest/gtest.h"
#include "src/sync/mutex_lock.h"

namespace wamp {
namespace log {
namespace {

// A file of SQLite's own VFS, which lies behind this in memory.
struct Wrapped {
  sqlite3_file base;
  FaultyVfs* vfs;
  // Null for files that go with their connection.
  std::string* path;
  sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

Wrapped* Of(sqlite3_file* file) { return reinterpret_cast<Wrapped*>(file); }

int Close(sqlite3_file* file) {
  Wrapped* wrapped = Of(file);
  delete wrapped->path;
  return wrapped->file()->pMethods->xClose(wrapped->file());
}

int Read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
  sqlite3_file* real = Of(file)->file();
  return real->pMethods->xRead(real, out, size, offset);
}

int Write(sqlite3_file* file, const void* bytes, int size,
          sqlite3_int64 offset) {
  Wrapped* wrapped = Of(file);
  if (wrapped->path != nullptr) {
    const int result = wrapped->vfs->Count(
        *wrapped->path, {FaultyVfs::Change::Kind::kWrite, offset,
                         std::string(static_cast<const char*>(bytes),
                                     static_cast<size_t>(size))});
    if (result != SQLITE_OK) return result;
  }
  sqlite3_file* real = wrapped->file();
  return real->pMethods->xWrite(real, bytes, size, offset);
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  Wrapped* wrapped = Of(file);
  if (wrapped->path != nullptr) {
    const int result = wrapped->vfs->Count(
        *wrapped->path, {FaultyVfs::Change::Kind::kTruncate, size, ""});
    if (result != SQLITE_OK) return result;
  }
  sqlite3_file* real = wrapped->file();
  return real->pMethods->xTruncate(real, size);
}

int Sync(sqlite3_file* file, int) {
  Wrapped* wrapped = Of(file);
  if (wrapped->path == nullptr) return SQLITE_OK;
  // The real disk need not have it.
  return wrapped->vfs->Sync(*wrapped->path);
}

int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  sqlite3_file* real = Of(file)->file();
  return real->pMethods->xFileSize(real, size);
}
int Lock(sqlite3_file* file, int level) {
  sqlite3_file* real = Of(file)->file();
  return real->pMethods->xLock(real, level);
}
int Unlock(sqlite3_file* file, int level) {
  sqlite3_file* real = Of(file)->file();
  return real->pMethods->xUnlock(real, level);
}
int CheckReservedLock(sqlite3_file* file, int* result) {
  sqlite3_file* real = Of(file)->file();
  return real->pMethods->xCheckReservedLock(real, result);
}
int FileControl(sqlite3_file* file, int operation, void* argument) {
  sqlite3_file* real = Of(file)->file();
  return real->pMethods->xFileControl(real, operation, argument);
}
int SectorSize(sqlite3_file*) { return 512; }
// None of what disks may promise.
int DeviceCharacteristics(sqlite3_file*) { return 0; }
int ShmMap(sqlite3_file* file, int page, int size, int extend,
           void volatile** out) {
  sqlite3_file* real = Of(file)->file();
  return real->pMethods->xShmMap(real, page, size, extend, out);
}
int ShmLock(sqlite3_file* file, int offset, int count, int flags) {
  sqlite3_file* real = Of(file)->file();
  return real->pMethods->xShmLock(real, offset, count, flags);
}
void ShmBarrier(sqlite3_file* file) {
  sqlite3_file* real = Of(file)->file();
  real->pMethods->xShmBarrier(real);
}
int ShmUnmap(sqlite3_file* file, int remove) {
  sqlite3_file* real = Of(file)->file();
  return real->pMethods->xShmUnmap(real, remove);
}

constexpr sqlite3_io_methods kMethods = {2,
                                         Close,
                                         Read,
                                         Write,
                                         Truncate,
                                         Sync,
                                         FileSize,
                                         Lock,
                                         Unlock,
                                         CheckReservedLock,
                                         FileControl,
                                         SectorSize,
                                         DeviceCharacteristics,
                                         ShmMap,
                                         ShmLock,
                                         ShmBarrier,
                                         ShmUnmap,
                                         nullptr,
                                         nullptr};

FaultyVfs* VfsOf(sqlite3_vfs* vfs) {
  return static_cast<FaultyVfs*>(vfs->pAppData);
}

int Open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
         int* out_flags) {
  FaultyVfs* faulty = VfsOf(vfs);
  Wrapped* wrapped = Of(file);
  wrapped->base.pMethods = nullptr;
  if (faulty->read_only()) {
    if ((flags & SQLITE_OPEN_CREATE) != 0) return SQLITE_CANTOPEN;
    flags = (flags & ~SQLITE_OPEN_READWRITE) | SQLITE_OPEN_READONLY;
  }
  const int result = faulty->base()->xOpen(faulty->base(), path,
                                           wrapped->file(), flags, out_flags);
  if (wrapped->file()->pMethods == nullptr) return result;
  wrapped->base.pMethods = &kMethods;
  wrapped->vfs = faulty;
  wrapped->path = path == nullptr ? nullptr : new std::string(path);
  return result;
}

int Delete(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  FaultyVfs* faulty = VfsOf(vfs);
  int result = faulty->Count(path, {FaultyVfs::Change::Kind::kDelete, 0, ""});
  if (result == SQLITE_OK && sync_folder != 0) result = faulty->Sync(path);
  if (result != SQLITE_OK) return result;
  return faulty->base()->xDelete(faulty->base(), path, sync_folder);
}

}  // namespace

FaultyVfs::FaultyVfs(const std::string& name)
    : name_(name), base_(sqlite3_vfs_find(nullptr)) {
  vfs_ = *base_;
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.szOsFile = static_cast<int>(sizeof(Wrapped)) + base_->szOsFile;
  vfs_.xOpen = Open;
  vfs_.xDelete = Delete;
  EXPECT_EQ(sqlite3_vfs_register(&vfs_, 0), SQLITE_OK);
}

FaultyVfs::~FaultyVfs() { sqlite3_vfs_unregister(&vfs_); }

void FaultyVfs::FailAfter(int64_t operations, int result) {
  const sync::MutexLock lock(mutex_);
  fail_at_ = operations_ + operations;
  failed_ = false;
  result_ = result;
}

int64_t FaultyVfs::operations() const {
  const sync::MutexLock lock(mutex_);
  return operations_;
}

void FaultyVfs::SetReadOnly(bool read_only) {
  const sync::MutexLock lock(mutex_);
  read_only_ = read_only;
}

bool FaultyVfs::read_only() const {
  const sync::MutexLock lock(mutex_);
  return read_only_;
}

int FaultyVfs::Count(const std::string& path, Change change) {
  const sync::MutexLock lock(mutex_);
  if (failed_) return result_;
  files_[path].changes.push_back(std::move(change));
  ++operations_;
  // The one that fails may have been done in part.
  failed_ = operations_ == fail_at_;
  return failed_ ? result_ : SQLITE_OK;
}

int FaultyVfs::Sync(const std::string& path) {
  const sync::MutexLock lock(mutex_);
  if (failed_) return result_;
  ++operations_;
  failed_ = operations_ == fail_at_;
  if (failed_) return result_;
  File& file = files_[path];
  for (const Change& change : file.changes) Apply(change, &file);
  file.changes.clear();
  return SQLITE_OK;
}

void FaultyVfs::Clear() {
  const sync::MutexLock lock(mutex_);
  files_.clear();
}

void FaultyVfs::Apply(const Change& change, File* file) {
  const auto offset = static_cast<size_t>(change.offset);
  switch (change.kind) {
    case Change::Kind::kWrite:
      file->exists = true;
      if (file->synced.size() < offset + change.bytes.size()) {
        file->synced.resize(offset + change.bytes.size());
      }
      file->synced.replace(offset, change.bytes.size(), change.bytes);
      break;
    case Change::Kind::kTruncate:
      file->synced.resize(std::min(file->synced.size(), offset));
      break;
    case Change::Kind::kDelete:
      file->synced.clear();
      file->exists = false;
      break;
  }
}

std::map<std::string, std::string> FaultyVfs::AfterPowerCut(
    std::mt19937* random) const {
  const sync::MutexLock lock(mutex_);
  std::map<std::string, std::string> disk;
  for (const auto& [path, file] : files_) {
    File after{file.synced, file.exists, {}};
    // Nothing, all, or any of it.
    const auto mode = (*random)() % 3;
    const size_t last = file.changes.size();
    for (size_t i = 0; i < file.changes.size(); ++i) {
      Change change = file.changes[i];
      if (mode == 0 || (mode == 2 && (*random)() % 2 == 0)) continue;
      if (change.kind == Change::Kind::kWrite && i + 1 == last &&
          !change.bytes.empty()) {
        change.bytes.resize((*random)() % change.bytes.size());
      }
      Apply(change, &after);
    }
    if (after.exists) disk[path] = after.synced;
  }
  return disk;
}

}  // namespace log
}  // namespace wamp
