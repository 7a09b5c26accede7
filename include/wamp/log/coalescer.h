// Keeps a flood of clients that are turned away from filling a log: of many
// records that say the same it makes one, with their number.
//
// Example:
//
//   wamp::log::Coalescer coalescer([&](wamp::log::v1::SessionRecord record) {
//     writer.Offer(std::move(record)).IgnoreError();
//   });
//   wamp::log::SessionRecorder recorder(
//       [&](wamp::log::v1::SessionRecord record) {
//         coalescer.Add(std::move(record));
//       });
//   coalescer.Expire();  // from a timer, once a second
#ifndef WAMP_LOG_COALESCER_H_
#define WAMP_LOG_COALESCER_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "wamp/log/uuid.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace log {

struct CoalescerOptions {
  // How many records of a kind go on unchanged, and in what time.
  uint64_t burst = 20;
  absl::Duration window = absl::Seconds(10);
  // How many kinds are told apart at a time. What comes beyond is told apart by
  // its address alone and, beyond as many again, by its event alone: the memory
  // is bounded, whatever strangers send.
  size_t max_kinds = 1000;
};

// Only what a client causes that has not been let in is coalesced: that it is
// attaching, challenged, denied, or gone before it has joined; and requests
// that were not allowed. Their kinds are told apart by event, realm, authid,
// the peer's address without its port, and the reason.
//
// Everything else goes on at once. Safe to use from any thread; the sink is
// called by whichever thread brings a record, and must be safe for that.
class Coalescer {
 public:
  using Sink = std::function<void(v1::SessionRecord)>;

  explicit Coalescer(Sink sink, CoalescerOptions options = {},
                     Clock clock = absl::Now);

  // Flushes.
  ~Coalescer();

  Coalescer(const Coalescer&) = delete;
  Coalescer& operator=(const Coalescer&) = delete;

  // Passes the record on, or counts it: in a record with `count` and
  // `last_time`, the first of those counted, which goes on when the window of
  // its kind ends.
  void Add(v1::SessionRecord record);

  // Passes on what was counted in windows that have ended. Add does it, too;
  // without either, the records wait.
  void Expire();

  // Passes on all that was counted.
  void Flush();

 private:
  struct Kind {
    absl::Time end;
    uint64_t passed = 0;
    // What is counted, if there is more than `burst`.
    std::optional<v1::SessionRecord> record;
  };

  // The name under which the record is counted.
  std::string NameOf(const v1::SessionRecord& record) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Takes out what has ended by `now`.
  std::vector<v1::SessionRecord> Take(absl::Time now)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void PassOn(std::vector<v1::SessionRecord> records) const;

  const Sink sink_;
  const CoalescerOptions options_;
  const Clock clock_;
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, Kind> kinds_ ABSL_GUARDED_BY(mutex_);
  // The names of the kinds, in the order in which their windows end.
  std::deque<std::string> ends_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_LOG_COALESCER_H_
