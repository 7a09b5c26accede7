// For benchmarks, in which nothing may go wrong.
#ifndef WAMP_TESTS_BENCH_OR_DIE_H_
#define WAMP_TESTS_BENCH_OR_DIE_H_

#include <cstdlib>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_format.h"

namespace wamp {
namespace bench {

inline void OrDie(const absl::Status& status) {
  if (status.ok()) return;
  absl::FPrintF(stderr, "%s\n", status.message());
  std::abort();
}

template <class T>
T OrDie(absl::StatusOr<T> value) {
  OrDie(value.status());
  return *std::move(value);
}

}  // namespace bench
}  // namespace wamp

#endif  // WAMP_TESTS_BENCH_OR_DIE_H_
