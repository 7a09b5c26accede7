// The records of one run of a node, as a chain that shows what is missing.
//
// Example:
//
//   wamp::log::NodeLog node("router-1.example.com");
//   absl::StatusOr<std::string> bytes = node.Seal(&record);
//   if (!bytes.ok()) return bytes.status();
//   Store(record, *bytes);
//
// What has been sealed is to be stored in that order, as the bytes that it
// gave: each record holds the hash of those before it.
#ifndef WAMP_LOG_NODE_LOG_H_
#define WAMP_LOG_NODE_LOG_H_

#include <cstdint>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "wamp/log/redaction.h"
#include "wamp/log/uuid.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace log {

// The identity of a node's run, and the last record that it sealed. Safe to use
// from any thread.
class NodeLog {
 public:
  // `node` is a name that is unique among those that write to one log; each
  // NodeLog is a run of its own.
  explicit NodeLog(absl::string_view node, Redactor redactor = Redactor(),
                   Clock clock = absl::Now);

  const std::string& node() const { return node_; }
  const std::string& boot_id() const { return boot_id_; }

  // Lets the chain go on from that of the node's run before, whose last record
  // has this hash (RecordHash); to be called before the first Seal.
  void ContinueFrom(absl::string_view hash);

  // Redacts the record, fills `node`, `boot_id`, `sequence`, `previous_hash`,
  // `observed_time` and, unless it has one, `record_id`, and returns the bytes
  // to be stored. A record that is too large for protobuf, of 2 GiB, is a
  // ResourceExhausted, and takes no place in the chain.
  absl::StatusOr<std::string> Seal(v1::SessionRecord* record);

  // Leaves a gap of `count` records that had to be given up before they were
  // sealed, so that their loss shows.
  void Skip(uint64_t count);

  // Where the chain ends.
  struct Head {
    // That of the last record, or of the last one skipped; 0 before the first.
    uint64_t sequence = 0;
    // The SHA-256 of the last record, 32 bytes; empty before the first.
    std::string hash;
  };
  Head head() const;

  // Goes back to an earlier head, since what was sealed after it has not been
  // stored, and never will be.
  void Rewind(Head head);

 private:
  const std::string node_;
  const std::string boot_id_;
  const Redactor redactor_;
  const Clock clock_;
  mutable absl::Mutex mutex_;
  Head head_ ABSL_GUARDED_BY(mutex_);
};

// The hash by which the record after these bytes would name them.
std::string RecordHash(absl::string_view bytes);

}  // namespace log
}  // namespace wamp

#endif  // WAMP_LOG_NODE_LOG_H_
