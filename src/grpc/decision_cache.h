// Answers of an authorizer, for as long as they hold.
#ifndef WAMP_SRC_GRPC_DECISION_CACHE_H_
#define WAMP_SRC_GRPC_DECISION_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "wamp/auth/v1/authorizer.pb.h"

namespace wamp {
namespace auth {
namespace internal {

// Safe to use from any thread.
class DecisionCache {
 public:
  // `size` 0 keeps none.
  explicit DecisionCache(size_t size) : size_(size) {}

  // The answer to the same question of the same authid, or to that of another
  // one of the same role if it doesn't depend on the authid.
  std::optional<v1::AuthorizeResponse> Find(const v1::AuthorizeRequest& request,
                                            absl::Time now);

  // What an answer must have been asked for under, to be kept: it is that of
  // before the question.
  uint64_t generation() const;

  // Keeps an answer until `until`, unless all has been forgotten since
  // `generation`.
  void Keep(const v1::AuthorizeRequest& request,
            const v1::AuthorizeResponse& answer, absl::Time until,
            uint64_t generation);

  void Clear();

  uint64_t hits() const;
  uint64_t misses() const;

 private:
  struct Entry {
    std::string key;
    v1::AuthorizeResponse answer;
    absl::Time until;
  };

  const Entry* Lookup(absl::string_view key, absl::Time now)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const size_t size_;
  mutable absl::Mutex mutex_;
  // The last used first.
  std::list<Entry> entries_ ABSL_GUARDED_BY(mutex_);
  // The keys are those of the entries.
  absl::flat_hash_map<absl::string_view, std::list<Entry>::iterator> index_
      ABSL_GUARDED_BY(mutex_);
  uint64_t generation_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t hits_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t misses_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_GRPC_DECISION_CACHE_H_
