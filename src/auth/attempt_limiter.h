// Limits how often attempts of a subject may fail, in memory that does not
// grow.
#ifndef WAMP_SRC_AUTH_ATTEMPT_LIMITER_H_
#define WAMP_SRC_AUTH_ATTEMPT_LIMITER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace wamp {
namespace auth {
namespace internal {

// A token bucket for each subject. Each is kept in one cell of each row, of
// which it shares some with others: the fullest of them counts, so that a
// subject is refused for what others do only if all of its cells are shared
// with some of these. Which cells they are, a random key decides. Safe to use
// from any thread.
class AttemptLimiter {
 public:
  // `burst` at once, and one more after each `refill`.
  AttemptLimiter(double burst, absl::Duration refill);

  // Takes a token, if there is one.
  bool Take(absl::string_view subject, absl::Time now);
  // Gives it back, for an attempt that has not failed.
  void GiveBack(absl::string_view subject, absl::Time now);

 private:
  static constexpr size_t kRows = 4;
  static constexpr size_t kCells = 16384;

  // How many tokens are missing, and when that was so.
  struct Cell {
    double missing = 0;
    absl::Time time = absl::InfinitePast();
  };

  std::array<Cell*, kRows> CellsOf(absl::string_view subject, absl::Time now)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const double burst_;
  const absl::Duration refill_;
  const std::string key_;
  absl::Mutex mutex_;
  std::vector<Cell> cells_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_ATTEMPT_LIMITER_H_
