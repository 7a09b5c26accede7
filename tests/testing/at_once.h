// Several threads that do something at once.
#ifndef WAMP_TESTS_TESTING_AT_ONCE_H_
#define WAMP_TESTS_TESTING_AT_ONCE_H_

#include <cstddef>
#include <thread>
#include <utility>
#include <vector>

#include "absl/synchronization/notification.h"

namespace wamp {
namespace testing {

// Calls `work(i)` for each i below `count`, each in a thread of its own, none
// before all are there, and `meanwhile()` in this one. Returns what the threads
// have returned, in the order of i.
template <class Work, class Meanwhile>
auto AtOnce(size_t count, Work work, Meanwhile meanwhile) {
  std::vector<decltype(work(count))> results(count);
  std::vector<std::thread> threads;
  threads.reserve(count);
  absl::Notification begin;
  for (size_t i = 0; i < count; ++i) {
    threads.emplace_back([i, &results, &work, &begin] {
      begin.WaitForNotification();
      results[i] = work(i);
    });
  }
  begin.Notify();
  meanwhile();
  for (std::thread& thread : threads) thread.join();
  return results;
}

template <class Work>
auto AtOnce(size_t count, Work work) {
  return AtOnce(count, std::move(work), [] {});
}

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_AT_ONCE_H_
