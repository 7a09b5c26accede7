#include "tests/testing/heap.h"

#include <malloc.h>

#include <cstdlib>
#include <new>

namespace wamp {
namespace testing {
namespace internal {

HeapUse& ThisThreadsHeapUse() {
  thread_local HeapUse use;
  return use;
}

namespace {

void* Noted(void* block) {
  if (block == nullptr) std::abort();  // there are no exceptions here
  HeapUse& use = ThisThreadsHeapUse();
  ++use.allocations;
  use.bytes += static_cast<int64_t>(malloc_usable_size(block));
  if (use.bytes > use.peak) use.peak = use.bytes;
  return block;
}

void* Allocate(size_t size) { return Noted(std::malloc(size == 0 ? 1 : size)); }

void* Allocate(size_t size, std::align_val_t alignment) {
  const size_t unit = static_cast<size_t>(alignment);
  return Noted(std::aligned_alloc(unit, (size + unit - 1) / unit * unit));
}

void Free(void* block) {
  if (block == nullptr) return;
  ThisThreadsHeapUse().bytes -= static_cast<int64_t>(malloc_usable_size(block));
  std::free(block);
}

}  // namespace
}  // namespace internal
}  // namespace testing
}  // namespace wamp

namespace heap = wamp::testing::internal;

void* operator new(size_t size) { return heap::Allocate(size); }
void* operator new[](size_t size) { return heap::Allocate(size); }
void* operator new(size_t size, std::align_val_t alignment) {
  return heap::Allocate(size, alignment);
}
void* operator new[](size_t size, std::align_val_t alignment) {
  return heap::Allocate(size, alignment);
}
void* operator new(size_t size, const std::nothrow_t&) noexcept {
  return heap::Allocate(size);
}
void* operator new[](size_t size, const std::nothrow_t&) noexcept {
  return heap::Allocate(size);
}
void operator delete(void* block) noexcept { heap::Free(block); }
void operator delete[](void* block) noexcept { heap::Free(block); }
void operator delete(void* block, size_t) noexcept { heap::Free(block); }
void operator delete[](void* block, size_t) noexcept { heap::Free(block); }
void operator delete(void* block, std::align_val_t) noexcept {
  heap::Free(block);
}
void operator delete[](void* block, std::align_val_t) noexcept {
  heap::Free(block);
}
void operator delete(void* block, size_t, std::align_val_t) noexcept {
  heap::Free(block);
}
void operator delete[](void* block, size_t, std::align_val_t) noexcept {
  heap::Free(block);
}
void operator delete(void* block, const std::nothrow_t&) noexcept {
  heap::Free(block);
}
void operator delete[](void* block, const std::nothrow_t&) noexcept {
  heap::Free(block);
}
