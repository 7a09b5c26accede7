// Counts what the program asks of the heap: a binary that links this library
// has its own operator new and delete, which the shared libraries use as well.
//
//   const testing::HeapUse use = testing::HeapUseOf([&] { Decode(…); });
//   EXPECT_EQ(use.allocations, 0);
#ifndef WAMP_TESTS_TESTING_HEAP_H_
#define WAMP_TESTS_TESTING_HEAP_H_

#include <cstddef>
#include <cstdint>

namespace wamp {
namespace testing {

// What this thread has done since a HeapUse was empty.
struct HeapUse {
  int64_t allocations = 0;
  // What is not freed yet, as the heap counts it; less than nothing where more
  // was freed than allocated. And the most that it has been.
  int64_t bytes = 0;
  int64_t peak = 0;
};

namespace internal {
HeapUse& ThisThreadsHeapUse();
}  // namespace internal

// What `run()` does, on this thread.
template <class Run>
HeapUse HeapUseOf(Run run) {
  HeapUse& use = internal::ThisThreadsHeapUse();
  const HeapUse before = use;
  use = HeapUse();
  run();
  const HeapUse result = use;
  use.allocations += before.allocations;
  use.bytes += before.bytes;
  if (before.peak > before.bytes + use.peak) {
    use.peak = before.peak;
  } else {
    use.peak += before.bytes;
  }
  return result;
}

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_HEAP_H_
