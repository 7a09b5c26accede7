// Writes the records of a node into a store, or to a service that has one
// (wamp/grpc/session_log_client.h), for any number of threads, many of them at
// once.
//
// Example: what a SessionRecorder makes goes into a store, and the router does
// not wait for it,
//
//   wamp::log::NodeLog node("router-1.example.com");
//   wamp::log::SessionLogWriter writer(&node, store.get());
//   wamp::log::SessionRecorder recorder(
//       [&](wamp::log::v1::SessionRecord record) {
//         writer.Offer(std::move(record)).IgnoreError();
//       });
//
// and what must not happen unless it is on record waits:
//
//   absl::Status status = writer.Write(wamp::log::RecordOf(decision));
#ifndef WAMP_LOG_WRITER_H_
#define WAMP_LOG_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "wamp/log/node_log.h"
#include "wamp/log/store.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace log {

// What becomes of a record for which there is no room.
enum class WhenFull {
  // Its thread waits for `block_for`. Then it is rejected.
  kBlock,
  // It is rejected: the program may offer it again.
  kReject,
  // It is given up, and a gap in the node's numbers shows that.
  kDrop,
};

struct WriterOptions {
  WhenFull when_full = WhenFull::kBlock;
  absl::Duration block_for = absl::Seconds(1);
  // How many records may wait, at least 1, and how many of them go into the
  // store at once.
  size_t max_queue = 10000;
  size_t max_batch = 1000;
  // How often the store is asked, at least once, before what waits is told its
  // error, and how long until the second time, which doubles from then on.
  int max_attempts = 5;
  absl::Duration first_pause = absl::Milliseconds(10);
};

// Safe to use from any thread.
class SessionLogWriter {
 public:
  // Told, in the writer's own thread, what became of a record: OK means that it
  // is durable. It must not wait for the writer.
  using Done = std::function<void(const absl::Status&)>;

  // Both must outlive the writer, and nobody else may use the node meanwhile.
  // The chain goes on from what the store has of the node.
  SessionLogWriter(NodeLog* node, RecordSink* store,
                   WriterOptions options = {});

  // Closes it.
  ~SessionLogWriter();

  SessionLogWriter(const SessionLogWriter&) = delete;
  SessionLogWriter& operator=(const SessionLogWriter&) = delete;

  // Accepts a record, which will be stored after those that were accepted
  // before. Otherwise says why, and `done` is not called: ResourceExhausted
  // where there is no room, FailedPrecondition after Close.
  absl::Status Offer(v1::SessionRecord record, Done done = nullptr);

  // As Offer, and waits for what becomes of it. An AlreadyExists says that
  // there is a record of its id.
  absl::Status Write(v1::SessionRecord record);

  // Waits for all that has been accepted until now.
  void Flush();

  // As Flush; accepts no more.
  void Close();

  struct Counts {
    // The sum of the next three.
    uint64_t offered = 0;
    uint64_t accepted = 0;
    uint64_t rejected = 0;
    uint64_t dropped = 0;
    // Of those that were accepted. All others wait.
    uint64_t stored = 0;
    uint64_t failed = 0;
  };
  Counts counts() const;

 private:
  struct Entry {
    v1::SessionRecord record;
    Done done;
    // How many records were dropped between this one and the next.
    uint64_t dropped_after = 0;
  };

  bool HasRoom() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return closed_ || queue_.size() < options_.max_queue;
  }

  // The rest is the writer's thread.
  void Run();
  std::vector<absl::Status> WriteBatch(std::vector<Entry>* batch);
  absl::Status SealAndAppend(std::vector<Entry>* batch, size_t first,
                             size_t count, std::vector<absl::Status>* results);
  absl::Status Settle(int attempts);
  absl::Status Try(int attempts, const std::function<absl::Status()>& work);

  NodeLog* const node_;
  RecordSink* const store_;
  const WriterOptions options_;

  // Whether the node's head is known to be that of the store. If not, it is
  // what the node says or, if that is not stored, it was `before_`, and
  // `unsure_` numbers after that are a gap. `given_up_` more are one in any
  // case.
  bool settled_ = false;
  std::optional<NodeLog::Head> before_;
  uint64_t unsure_ = 0;
  uint64_t given_up_ = 0;

  mutable absl::Mutex mutex_;
  std::deque<Entry> queue_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  Counts counts_ ABSL_GUARDED_BY(mutex_);
  absl::Mutex join_mutex_;
  std::thread thread_ ABSL_GUARDED_BY(join_mutex_);
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_LOG_WRITER_H_
