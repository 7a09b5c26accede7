// The states that were used, until they expire.
#ifndef WAMP_SRC_AUTH_USED_STATES_H_
#define WAMP_SRC_AUTH_USED_STATES_H_

#include <cstddef>
#include <deque>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace wamp {
namespace auth {
namespace internal {

// Safe to use from any thread.
class UsedStates {
 public:
  // Holds `most`, which live for `time_to_live` at most.
  UsedStates(size_t most, absl::Duration time_to_live);

  enum class Result { kFirst, kAgain, kFull };

  // Whether the state of this nonce is used for the first time. If it can't be
  // remembered that it was, it has not been.
  Result Use(const std::string& nonce, absl::Time now);

 private:
  const size_t most_;
  const absl::Duration time_to_live_;
  absl::Mutex mutex_;
  absl::flat_hash_set<std::string> nonces_ ABSL_GUARDED_BY(mutex_);
  // In the order of their use, with the time at which they can be forgotten.
  std::deque<std::pair<absl::Time, std::string>> order_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_USED_STATES_H_
