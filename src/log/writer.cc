#include "wamp/log/writer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "src/sync/mutex_lock.h"

namespace wamp {
namespace log {
namespace {

WriterOptions Corrected(WriterOptions options) {
  options.max_queue = std::max<size_t>(options.max_queue, 1);
  options.max_batch = std::max<size_t>(options.max_batch, 1);
  options.max_attempts = std::max(options.max_attempts, 1);
  return options;
}

// Whether asking again could help.
bool IsPassing(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kPermissionDenied:
      return false;
    default:
      return true;
  }
}

// Whether one record may be what the others suffer from.
bool IsOfOneRecord(const absl::Status& status) {
  return status.code() == absl::StatusCode::kAlreadyExists ||
         status.code() == absl::StatusCode::kInvalidArgument;
}

// How many of the records a store has whose last record has this hash.
size_t CountStored(const std::vector<SealedRecord>& records,
                   absl::string_view hash) {
  size_t count = records.size();
  while (count > 0 && RecordHash(records[count - 1].bytes) != hash) --count;
  return count;
}

}  // namespace

SessionLogWriter::SessionLogWriter(NodeLog* node, RecordSink* store,
                                   WriterOptions options)
    : node_(node), store_(store), options_(Corrected(options)) {
  const sync::MutexLock lock(join_mutex_);
  thread_ = std::thread([this] { Run(); });
}

SessionLogWriter::~SessionLogWriter() { Close(); }

absl::Status SessionLogWriter::Offer(v1::SessionRecord record, Done done) {
  const sync::MutexLock lock(mutex_);
  ++counts_.offered;
  if (options_.when_full == WhenFull::kBlock && !HasRoom()) {
    mutex_.AwaitWithTimeout(absl::Condition(this, &SessionLogWriter::HasRoom),
                            options_.block_for);
  }
  if (closed_) {
    ++counts_.rejected;
    return absl::FailedPreconditionError("the writer is closed");
  }
  if (!HasRoom()) {
    const bool drops = options_.when_full == WhenFull::kDrop;
    ++(drops ? counts_.dropped : counts_.rejected);
    if (drops) ++queue_.back().dropped_after;
    return absl::ResourceExhaustedError(absl::StrCat(
        queue_.size(), " records wait to be stored, which is the most"));
  }
  ++counts_.accepted;
  queue_.push_back({std::move(record), std::move(done), 0});
  return absl::OkStatus();
}

absl::Status SessionLogWriter::Write(v1::SessionRecord record) {
  absl::Status result;
  absl::Notification told;
  absl::Status accepted =
      Offer(std::move(record), [&](const absl::Status& status) {
        result = status;
        told.Notify();
      });
  if (!accepted.ok()) return accepted;
  told.WaitForNotification();
  return result;
}

void SessionLogWriter::Flush() {
  const sync::MutexLock lock(mutex_);
  const uint64_t until = counts_.accepted;
  const auto reached = [this, until]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return counts_.stored + counts_.failed >= until;
  };
  mutex_.Await(absl::Condition(&reached));
}

void SessionLogWriter::Close() {
  {
    const sync::MutexLock lock(mutex_);
    closed_ = true;
  }
  const sync::MutexLock lock(join_mutex_);
  if (thread_.joinable()) thread_.join();
}

SessionLogWriter::Counts SessionLogWriter::counts() const {
  const sync::MutexLock lock(mutex_);
  return counts_;
}

void SessionLogWriter::Run() {
  const auto has_work = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return closed_ || !queue_.empty();
  };
  for (;;) {
    std::vector<Entry> batch;
    {
      const sync::MutexLock lock(mutex_);
      mutex_.Await(absl::Condition(&has_work));
      if (queue_.empty()) return;
      const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(
                                            queue_.size(), options_.max_batch));
      batch.assign(std::make_move_iterator(queue_.begin()),
                   std::make_move_iterator(end));
      queue_.erase(queue_.begin(), end);
    }
    const std::vector<absl::Status> results = WriteBatch(&batch);
    uint64_t stored = 0;
    for (size_t i = 0; i < batch.size(); ++i) {
      if (results[i].ok()) ++stored;
      if (batch[i].done) batch[i].done(results[i]);
    }
    const sync::MutexLock lock(mutex_);
    counts_.stored += stored;
    counts_.failed += batch.size() - stored;
  }
}

std::vector<absl::Status> SessionLogWriter::WriteBatch(
    std::vector<Entry>* batch) {
  std::vector<absl::Status> results(batch->size());
  absl::Status status = Settle(options_.max_attempts);
  if (!status.ok()) {
    for (const Entry& entry : *batch) given_up_ += 1 + entry.dropped_after;
    results.assign(batch->size(), status);
    return results;
  }
  // Sealing changes the record, and may have to be done again.
  status = SealAndAppend(batch, 0, batch->size(), &results);
  if (status.ok() || !settled_ || batch->size() == 1 ||
      !IsOfOneRecord(status)) {
    return results;
  }
  // Takes back the gap after what has been stored, and finds the one.
  node_->Rewind(*before_);
  size_t next = batch->size();
  while (next > 0 && !results[next - 1].ok()) --next;
  for (size_t i = next; i < batch->size(); ++i) {
    status = Settle(options_.max_attempts);
    if (status.ok()) {
      SealAndAppend(batch, i, 1, &results).IgnoreError();
    } else {
      given_up_ += 1 + (*batch)[i].dropped_after;
      results[i] = status;
    }
  }
  return results;
}

// Stores a part of a batch, all of it or its beginning, but for what can't be
// sealed. What can't be stored leaves a gap, from `before_` on.
absl::Status SessionLogWriter::SealAndAppend(
    std::vector<Entry>* batch, size_t first, size_t count,
    std::vector<absl::Status>* results) {
  before_ = node_->head();
  std::vector<SealedRecord> sealed;
  std::vector<size_t> places;
  uint64_t numbers = 0;
  for (size_t i = first; i < first + count; ++i) {
    Entry& entry = (*batch)[i];
    absl::StatusOr<std::string> bytes = node_->Seal(&entry.record);
    (*results)[i] = bytes.status();
    if (bytes.ok()) {
      sealed.push_back({std::move(entry.record), *std::move(bytes)});
      places.push_back(i);
    } else {
      node_->Skip(1);
    }
    node_->Skip(entry.dropped_after);
    numbers += 1 + entry.dropped_after;
  }
  if (sealed.empty()) return absl::OkStatus();
  absl::Status status =
      Try(options_.max_attempts, [&] { return store_->Append(sealed); });
  if (status.ok()) return status;

  // It, or its beginning, may have been stored all the same.
  settled_ = false;
  unsure_ = numbers;
  const size_t stored =
      Settle(1).ok() ? CountStored(sealed, node_->head().hash) : 0;
  if (stored == sealed.size()) return absl::OkStatus();
  if (stored > 0) {
    before_ = NodeLog::Head{sealed[stored - 1].record.sequence() +
                                (*batch)[places[stored - 1]].dropped_after,
                            node_->head().hash};
  }
  for (size_t i = stored; i < sealed.size(); ++i) {
    (*results)[places[i]] = status;
    (*batch)[places[i]].record = std::move(sealed[i].record);
  }
  return status;
}

// Makes the node go on from where the store's chain ends.
absl::Status SessionLogWriter::Settle(int attempts) {
  if (settled_) return absl::OkStatus();
  NodeHead stored;
  absl::Status status = Try(attempts, [&] {
    absl::StatusOr<NodeHead> head = store_->Head(node_->node());
    if (!head.ok()) return head.status();
    stored = *std::move(head);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  NodeLog::Head head = node_->head();
  if (stored.hash != head.hash) {
    // Nothing of what was sealed last is there.
    if (before_) head.sequence = before_->sequence;
    head.hash = stored.hash;
    node_->Rewind(head);
    before_ = head;
    node_->Skip(unsure_);
  }
  node_->Skip(given_up_);
  unsure_ = 0;
  given_up_ = 0;
  settled_ = true;
  return absl::OkStatus();
}

absl::Status SessionLogWriter::Try(int attempts,
                                   const std::function<absl::Status()>& work) {
  absl::Duration pause = options_.first_pause;
  for (int attempt = 1;; ++attempt) {
    absl::Status status = work();
    if (status.ok() || attempt >= attempts || !IsPassing(status)) return status;
    absl::SleepFor(pause);
    pause *= 2;
  }
}

}  // namespace log
}  // namespace wamp
