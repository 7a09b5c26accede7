#include "src/auth/used_states.h"

#include "src/sync/mutex_lock.h"

namespace wamp {
namespace auth {
namespace internal {

UsedStates::UsedStates(size_t most, absl::Duration time_to_live)
    : most_(most), time_to_live_(time_to_live) {}

UsedStates::Result UsedStates::Use(const std::string& nonce, absl::Time now) {
  const sync::MutexLock lock(mutex_);
  while (!order_.empty() && order_.front().first < now) {
    nonces_.erase(order_.front().second);
    order_.pop_front();
  }
  if (nonces_.contains(nonce)) return Result::kAgain;
  if (nonces_.size() >= most_) return Result::kFull;
  nonces_.insert(nonce);
  // One that is used now expires no later than a new one.
  order_.emplace_back(now + time_to_live_, nonce);
  return Result::kFirst;
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
