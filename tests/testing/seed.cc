#include "tests/testing/seed.h"

#include <cstdlib>
#include <iostream>
#include <random>

#include "absl/strings/numbers.h"

namespace wamp {
namespace testing {

uint64_t Seed() {
  static const uint64_t seed = [] {
    uint64_t value = 0;
    const char* const given = std::getenv("WAMP_TEST_SEED");
    if (given == nullptr || !absl::SimpleAtoi(given, &value)) {
      value = std::random_device()();
    }
    std::cout << "WAMP_TEST_SEED=" << value << std::endl;
    return value;
  }();
  return seed;
}

}  // namespace testing
}  // namespace wamp
