// What the project asks of Abseil's locks, whichever they are: its own, or
// under ThreadSanitizer those of absl_locks.cc.
#include <string>
#include <thread>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

// They have older names, which are deprecated in today's Abseil.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace wamp {
namespace {

TEST(MutexTest, LetsOneInAtATime) {
  absl::Mutex mutex;
  int count = 0;
  const auto add = [&] {
    for (int i = 0; i < 1000; ++i) {
      const absl::MutexLock lock(&mutex);
      ++count;
    }
  };
  std::thread other(add);
  add();
  other.join();
  EXPECT_EQ(count, 2000);
}

TEST(MutexTest, IsTakenOrNot) {
  absl::Mutex mutex;
  if (!mutex.TryLock()) {
    FAIL() << "nobody has it";
  }
  std::thread other([&] {
    EXPECT_FALSE(mutex.TryLock());
    EXPECT_FALSE(mutex.ReaderTryLock());
  });
  other.join();
  mutex.Unlock();
  const absl::ReaderMutexLock reader(&mutex);
  std::thread second([&] {
    EXPECT_FALSE(mutex.TryLock());
    const absl::ReaderMutexLock lock(&mutex);
  });
  second.join();
}

// Several wait for each other in turn, which takes a wake-up for each step.
TEST(MutexTest, WaitsForWhatOthersDo) {
  absl::Mutex mutex;
  int turn = 0;
  const auto play = [&](int mine) {
    for (int i = 0; i < 100; ++i) {
      const auto is_mine = [&turn, mine] { return turn % 3 == mine; };
      const absl::MutexLock lock(&mutex);
      mutex.Await(absl::Condition(&is_mine));
      ++turn;
    }
  };
  std::thread first(play, 0);
  std::thread second(play, 1);
  play(2);
  first.join();
  second.join();
  EXPECT_EQ(turn, 300);
}

// What one changes before it waits, another may wait for.
TEST(MutexTest, TellsOthersWhenItWaits) {
  absl::Mutex mutex;
  bool asked = false;
  bool answered = false;
  std::thread other([&] {
    mutex.LockWhen(absl::Condition(&asked));
    answered = true;
    mutex.Unlock();
  });
  {
    const absl::MutexLock lock(&mutex);
    asked = true;
    mutex.Await(absl::Condition(&answered));
  }
  other.join();
  EXPECT_TRUE(answered);
}

TEST(MutexTest, WaitsNoLongerThanItMay) {
  absl::Mutex mutex;
  const bool never = false;
  const bool always = true;
  const auto soon = absl::Milliseconds(1);
  EXPECT_FALSE(mutex.LockWhenWithTimeout(absl::Condition(&never), soon));
  EXPECT_FALSE(mutex.AwaitWithTimeout(absl::Condition(&never), soon));
  EXPECT_TRUE(mutex.AwaitWithTimeout(absl::Condition(&always), soon));
  EXPECT_FALSE(
      mutex.AwaitWithDeadline(absl::Condition(&never), absl::InfinitePast()));
  mutex.Unlock();
  EXPECT_FALSE(mutex.ReaderLockWhenWithTimeout(absl::Condition(&never), soon));
  mutex.ReaderUnlock();
}

TEST(CondVarTest, WakesAndEnds) {
  absl::Mutex mutex;
  absl::CondVar changed;
  std::string text;
  std::thread other([&] {
    const absl::MutexLock lock(&mutex);
    text = "done";
    changed.Signal();
  });
  {
    const absl::MutexLock lock(&mutex);
    while (text.empty()) changed.Wait(&mutex);
    EXPECT_EQ(text, "done");
    EXPECT_TRUE(changed.WaitWithTimeout(&mutex, absl::Milliseconds(1)));
  }
  other.join();
}

TEST(NotificationTest, ShowsWhatWasDoneBefore) {
  absl::Notification begun;
  absl::Notification ended;
  std::string text;
  EXPECT_FALSE(ended.WaitForNotificationWithTimeout(absl::Milliseconds(1)));
  std::thread other([&] {
    begun.WaitForNotification();
    text += " world";
    ended.Notify();
  });
  text = "hello";
  begun.Notify();
  while (!ended.HasBeenNotified()) std::this_thread::yield();
  EXPECT_EQ(text, "hello world");
  EXPECT_TRUE(ended.WaitForNotificationWithDeadline(absl::InfinitePast()));
  other.join();
}

}  // namespace
}  // namespace wamp
