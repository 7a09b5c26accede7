// The method "ticket" (WAMP: Ticket-based Authentication).
#ifndef WAMP_SRC_AUTH_TICKET_H_
#define WAMP_SRC_AUTH_TICKET_H_

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "src/auth/policy_index.h"

namespace wamp {
namespace auth {
namespace internal {

// Hashes tickets, a few at once: each takes memory and a processor. Safe to use
// from any thread.
class TicketVerifier {
 public:
  // 0 means as many at once as there are processors.
  explicit TicketVerifier(int most_at_once);

  // Whether the ticket is the one. An error if it can't be hashed.
  absl::StatusOr<bool> Verify(const TicketKey& key, absl::string_view ticket);

 private:
  absl::Mutex mutex_;
  int free_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_TICKET_H_
