// Abseil's locks, made of the standard library's, for tests that run under
// ThreadSanitizer. A library that is not instrumented, as Debian's is, has
// locks that ThreadSanitizer takes for none, and it then reports every use of
// what they guard. A program that holds this file uses these definitions
// throughout, also where shared libraries such as gRPC's lock.
//
// Fairness, debugging aids and speed are left out. Every lock stays correct.
#include "absl/base/config.h"

#ifdef ABSL_HAVE_THREAD_SANITIZER

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <shared_mutex>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace absl {
ABSL_NAMESPACE_BEGIN

namespace {

// Tells those who wait that something may have changed.
class Changes {
 public:
  uint64_t Announce() {
    const std::lock_guard<std::mutex> lock(mutex_);
    changed_.notify_all();
    return ++count_;
  }

  uint64_t count() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return count_;
  }

  // Returns when there have been more than `seen`, or at the deadline: then
  // false.
  bool WaitForMore(uint64_t seen, absl::Time deadline) {
    std::unique_lock<std::mutex> lock(mutex_);
    const auto has_more = [&] { return count_ > seen; };
    if (deadline == absl::InfiniteFuture()) {
      changed_.wait(lock, has_more);
      return true;
    }
    return changed_.wait_until(lock, absl::ToChronoTime(deadline), has_more);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  uint64_t count_ = 0;
};

// What a Mutex points to, from its first use on.
struct LockState {
  std::shared_mutex mutex;
  Changes releases;
};

// Returns what the word of a Mutex or CondVar points to, made when first asked.
template <class T>
T& Get(std::atomic<intptr_t>* word) {
  intptr_t value = word->load(std::memory_order_acquire);
  if (value == 0) {
    auto* made = new T;
    if (word->compare_exchange_strong(value, reinterpret_cast<intptr_t>(made),
                                      std::memory_order_acq_rel)) {
      return *made;
    }
    delete made;
  }
  return *reinterpret_cast<T*>(value);
}

template <class T>
void Delete(std::atomic<intptr_t>* word) {
  delete reinterpret_cast<T*>(word->load(std::memory_order_acquire));
}

absl::Time After(absl::Duration timeout) { return absl::Now() + timeout; }

// Waits for the condition, with the lock held in the beginning and in the end.
template <class Acquire, class Release>
bool AwaitLocked(LockState* lock, const Condition& condition,
                 absl::Time deadline, Acquire acquire, Release release) {
  if (condition.Eval()) return true;
  // The holder may have changed what others wait for; while it waits, nothing.
  uint64_t seen = lock->releases.Announce();
  for (;;) {
    release();
    const bool in_time = lock->releases.WaitForMore(seen, deadline);
    acquire();
    seen = lock->releases.count();
    if (condition.Eval()) return true;
    if (!in_time) return false;
  }
}

bool AwaitWriter(LockState* lock, const Condition& condition,
                 absl::Time deadline) {
  return AwaitLocked(
      lock, condition, deadline, [lock] { lock->mutex.lock(); },
      [lock] { lock->mutex.unlock(); });
}

bool AwaitReader(LockState* lock, const Condition& condition,
                 absl::Time deadline) {
  return AwaitLocked(
      lock, condition, deadline, [lock] { lock->mutex.lock_shared(); },
      [lock] { lock->mutex.unlock_shared(); });
}

}  // namespace

Mutex::~Mutex() { Delete<LockState>(&mu_); }

void Mutex::Lock() { Get<LockState>(&mu_).mutex.lock(); }

bool Mutex::TryLock() { return Get<LockState>(&mu_).mutex.try_lock(); }

void Mutex::Unlock() {
  auto& lock = Get<LockState>(&mu_);
  // Before the lock is free: whoever takes it next may destroy it.
  lock.releases.Announce();
  lock.mutex.unlock();
}

void Mutex::ReaderLock() { Get<LockState>(&mu_).mutex.lock_shared(); }

bool Mutex::ReaderTryLock() {
  return Get<LockState>(&mu_).mutex.try_lock_shared();
}

void Mutex::ReaderUnlock() { Get<LockState>(&mu_).mutex.unlock_shared(); }

void Mutex::Await(const Condition& condition) {
  AwaitWriter(&Get<LockState>(&mu_), condition, absl::InfiniteFuture());
}

bool Mutex::AwaitWithTimeout(const Condition& condition,
                             absl::Duration timeout) {
  return AwaitWithDeadline(condition, After(timeout));
}

bool Mutex::AwaitWithDeadline(const Condition& condition, absl::Time deadline) {
  return AwaitWriter(&Get<LockState>(&mu_), condition, deadline);
}

void Mutex::LockWhen(const Condition& condition) {
  LockWhenWithDeadline(condition, absl::InfiniteFuture());
}

bool Mutex::LockWhenWithTimeout(const Condition& condition,
                                absl::Duration timeout) {
  return LockWhenWithDeadline(condition, After(timeout));
}

bool Mutex::LockWhenWithDeadline(const Condition& condition,
                                 absl::Time deadline) {
  Lock();
  return AwaitWriter(&Get<LockState>(&mu_), condition, deadline);
}

void Mutex::ReaderLockWhen(const Condition& condition) {
  ReaderLockWhenWithDeadline(condition, absl::InfiniteFuture());
}

bool Mutex::ReaderLockWhenWithTimeout(const Condition& condition,
                                      absl::Duration timeout) {
  return ReaderLockWhenWithDeadline(condition, After(timeout));
}

bool Mutex::ReaderLockWhenWithDeadline(const Condition& condition,
                                       absl::Time deadline) {
  ReaderLock();
  return AwaitReader(&Get<LockState>(&mu_), condition, deadline);
}

void Mutex::AssertHeld() const {}

void Mutex::AssertNotHeld() const {}

void Mutex::AssertReaderHeld() const {}

void Mutex::EnableDebugLog(const char* /*name*/) {}

void Mutex::EnableInvariantDebugging(void (* /*invariant*/)(void*),
                                     void* /*arg*/) {}

void Mutex::ForgetDeadlockInfo() {}

CondVar::~CondVar() { Delete<Changes>(&cv_); }

void CondVar::Wait(Mutex* mutex) {
  WaitWithDeadline(mutex, absl::InfiniteFuture());
}

bool CondVar::WaitWithTimeout(Mutex* mutex, absl::Duration timeout) {
  return WaitWithDeadline(mutex, After(timeout));
}

// Called, as it says, with the lock held.
bool CondVar::WaitWithDeadline(Mutex* mutex, absl::Time deadline)
    ABSL_NO_THREAD_SAFETY_ANALYSIS {
  auto& signals = Get<Changes>(&cv_);
  const uint64_t seen = signals.count();
  mutex->Unlock();
  const bool in_time = signals.WaitForMore(seen, deadline);
  mutex->Lock();
  return !in_time;
}

// Wakes all who wait: that is allowed, and they look again.
void CondVar::Signal() { SignalAll(); }

void CondVar::SignalAll() { Get<Changes>(&cv_).Announce(); }

void CondVar::EnableDebugLog(const char* /*name*/) {}

Notification::~Notification() {
  // Notify() may still be at work.
  const MutexLock lock(&mutex_);
}

void Notification::Notify() {
  const MutexLock lock(&mutex_);
  notified_yet_.store(true, std::memory_order_release);
}

void Notification::WaitForNotification() const {
  WaitForNotificationWithDeadline(absl::InfiniteFuture());
}

bool Notification::WaitForNotificationWithTimeout(
    absl::Duration timeout) const {
  return WaitForNotificationWithDeadline(After(timeout));
}

bool Notification::WaitForNotificationWithDeadline(absl::Time deadline) const {
  const bool in_time = mutex_.LockWhenWithDeadline(
      Condition(&HasBeenNotifiedInternal, &notified_yet_), deadline);
  mutex_.Unlock();
  return in_time;
}

ABSL_NAMESPACE_END
}  // namespace absl

#endif  // ABSL_HAVE_THREAD_SANITIZER
