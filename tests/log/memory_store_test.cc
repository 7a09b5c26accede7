#include "tests/log/memory_store.h"

#include <memory>

#include "gtest/gtest.h"
#include "tests/log/store_conformance.h"

namespace wamp {
namespace log {
namespace {

INSTANTIATE_TEST_SUITE_P(
    Memory, StoreConformance, ::testing::Values(StoreFactory([] {
      return StoreUnderTest{std::make_unique<MemoryStore>(), nullptr};
    })));

}  // namespace
}  // namespace log
}  // namespace wamp
