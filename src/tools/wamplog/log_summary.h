// What the records of a store come to: counts, reasons, and how many sessions
// were open when.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_LOG_SUMMARY_H_
#define WAMP_SRC_TOOLS_WAMPLOG_LOG_SUMMARY_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "src/tools/common/progress.h"
#include "src/tools/common/uri_counter.h"
#include "src/tools/wamplog/record_cells.h"
#include "src/tools/wamplog/teller.h"
#include "wamp/log/store.h"

namespace wamp {
namespace tools {

class LogSummary {
 public:
  // Some of what happened, from `since` on and until before `until`.
  struct Bucket {
    int64_t since = 0;
    int64_t until = 0;
    // The most sessions that were open at once.
    uint64_t most_open = 0;
    uint64_t joined = 0;
    uint64_t denied = 0;
  };

  // A session that was open before the first record.
  void AddOpen(const RecordCells& joined);
  // The records, the oldest first.
  void Add(const log::v1::SessionRecord& record);

  uint64_t records() const { return records_; }
  const std::map<std::string, uint64_t>& events() const { return events_; }
  // Why clients were turned away, sessions ended, and actions were refused.
  const UriCounter& deny_reasons() const { return deny_reasons_; }
  const UriCounter& close_reasons() const { return close_reasons_; }
  const UriCounter& refusals() const { return refusals_; }
  // Without a record, 0.
  int64_t first() const { return first_; }
  int64_t last() const { return last_; }

  // The time from the first record to the last, in parts of the same length;
  // none without a record.
  std::vector<Bucket> Buckets(size_t count) const;

 private:
  struct Change {
    int64_t time;
    int32_t open;
    uint32_t joined;
    uint32_t denied;
  };

  uint64_t records_ = 0;
  std::map<std::string, uint64_t> events_;
  UriCounter deny_reasons_;
  UriCounter close_reasons_;
  UriCounter refusals_;
  int64_t first_ = 0;
  int64_t last_ = 0;
  uint64_t open_before_ = 0;
  // The uids of those that are open.
  absl::flat_hash_set<std::string> open_;
  std::vector<Change> changes_;
};

// Reads the records that the filter takes.
absl::StatusOr<LogSummary> Summarize(const log::Filter& filter,
                                     log::Store& store, Teller& teller,
                                     Progress& progress);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_LOG_SUMMARY_H_
