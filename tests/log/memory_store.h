// A store as simple as can be, which others are compared with.
#ifndef WAMP_TESTS_LOG_MEMORY_STORE_H_
#define WAMP_TESTS_LOG_MEMORY_STORE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "src/log/chain_verifier.h"
#include "src/log/page_token.h"
#include "wamp/log/store.h"

namespace wamp {
namespace log {

class MemoryStore : public Store {
 public:
  absl::Status Append(absl::Span<const SealedRecord> records) override;
  absl::StatusOr<Page> Query(const Filter& filter,
                             const PageOptions& options) override;
  absl::StatusOr<Page> Appended(const Filter& filter,
                                const PageOptions& options) override;
  absl::StatusOr<Page> OpenSessions(absl::Time at, const Filter& filter,
                                    const PageOptions& options) override;
  absl::StatusOr<Stats> GetStats() override;
  absl::StatusOr<NodeHead> Head(absl::string_view node) override;
  absl::StatusOr<uint64_t> Prune(const PrunePolicy& policy) override;
  absl::StatusOr<VerifyReport> Verify(const VerifyOptions& options) override;

  // Called at the start of each Append, whose error it returns.
  void set_fault(std::function<absl::Status()> fault);

 private:
  struct Row {
    int64_t position = 0;
    uint64_t number = 0;
    SealedRecord sealed;
  };

  absl::StatusOr<Page> Answer(const internal::Question& question,
                              const PageOptions& options,
                              const std::vector<const Row*>& rows) const;
  bool IsOpen(const Row& joined, int64_t at) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  absl::Mutex mutex_;
  std::function<absl::Status()> fault_ ABSL_GUARDED_BY(mutex_);
  int64_t last_position_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<Row> rows_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, internal::NodeEnds, std::less<>> nodes_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_LOG_MEMORY_STORE_H_
