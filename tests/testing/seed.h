// The seed of property tests: another one in every run, and told.
#ifndef WAMP_TESTS_TESTING_SEED_H_
#define WAMP_TESTS_TESTING_SEED_H_

#include <cstdint>

namespace wamp {
namespace testing {

// The number in the environment variable WAMP_TEST_SEED, or else any. Printed
// when it is first asked for, so that a run can be repeated.
uint64_t Seed();

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_SEED_H_
