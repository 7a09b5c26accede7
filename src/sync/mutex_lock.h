#ifndef WAMP_SRC_SYNC_MUTEX_LOCK_H_
#define WAMP_SRC_SYNC_MUTEX_LOCK_H_

#include <functional>
#include <type_traits>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace wamp::sync {

// What a lock of Abseil's is made of: a pointer to the mutex, or in today's
// Abseil, which deprecates that, a reference.
template <class Lock>
auto LockArgument(absl::Mutex& mutex) {
  if constexpr (std::is_constructible_v<Lock, absl::Mutex&>) {
    return std::ref(mutex);
  } else {
    return &mutex;
  }
}

// Holds a mutex for the length of a scope, in any Abseil.
class ABSL_SCOPED_LOCKABLE MutexLock {
 public:
  explicit MutexLock(absl::Mutex& mutex)
      ABSL_EXCLUSIVE_LOCK_FUNCTION(mutex) ABSL_NO_THREAD_SAFETY_ANALYSIS
      : lock_(LockArgument<absl::MutexLock>(mutex)) {}
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;
  ~MutexLock() ABSL_UNLOCK_FUNCTION() = default;

 private:
  absl::MutexLock lock_;
};

// As above, together with others that read.
class ABSL_SCOPED_LOCKABLE ReaderMutexLock {
 public:
  explicit ReaderMutexLock(absl::Mutex& mutex)
      ABSL_SHARED_LOCK_FUNCTION(mutex) ABSL_NO_THREAD_SAFETY_ANALYSIS
      : lock_(LockArgument<absl::ReaderMutexLock>(mutex)) {}
  ReaderMutexLock(const ReaderMutexLock&) = delete;
  ReaderMutexLock& operator=(const ReaderMutexLock&) = delete;
  ~ReaderMutexLock() ABSL_UNLOCK_FUNCTION() = default;

 private:
  absl::ReaderMutexLock lock_;
};

}  // namespace wamp::sync

#endif  // WAMP_SRC_SYNC_MUTEX_LOCK_H_
