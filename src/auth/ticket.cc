#include "src/auth/ticket.h"

#include <algorithm>
#include <string>
#include <thread>

#include "src/sync/mutex_lock.h"

namespace wamp {
namespace auth {
namespace internal {

TicketVerifier::TicketVerifier(int most_at_once)
    : free_(most_at_once > 0
                ? most_at_once
                : std::max(1, static_cast<int>(
                                  std::thread::hardware_concurrency()))) {}

absl::StatusOr<bool> TicketVerifier::Verify(const TicketKey& key,
                                            absl::string_view ticket) {
  {
    const sync::MutexLock lock(mutex_);
    mutex_.Await(absl::Condition(
        +[](int* free) { return *free > 0; }, &free_));
    --free_;
  }
  const absl::StatusOr<std::string> hash = Derive(ticket, key.derivation);
  {
    const sync::MutexLock lock(mutex_);
    ++free_;
  }
  if (!hash.ok()) return hash.status();
  return SecretsAreEqual(*hash, key.hash);
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
