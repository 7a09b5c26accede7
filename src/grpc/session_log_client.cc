#include "wamp/grpc/session_log_client.h"

#include <algorithm>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "src/grpc/append_stream.h"
#include "src/grpc/checked.h"
#include "src/sync/mutex_lock.h"
#include "wamp/grpc/session_log_service.h"
#include "wamp/log/node_log.h"

namespace wamp {
namespace log {
namespace {

// What protobuf puts around a record.
constexpr size_t kAround = 8;

// Whether the service is not there, or not there any more.
bool IsAway(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kUnavailable:
      return true;
    default:
      return false;
  }
}

// Whether records that end with `head` include `sealed`, which has been sent.
bool Includes(const NodeHead& head, const SealedRecord& sealed) {
  if (head.count == 0) return false;
  if (head.boot_id != sealed.record.boot_id()) return true;
  return head.sequence > sealed.record.sequence() ||
         head.hash == RecordHash(sealed.bytes);
}

// How many of the first records are of the same node.
size_t CountOfNode(absl::Span<const SealedRecord> records) {
  size_t count = 0;
  while (count < records.size() &&
         records[count].record.node() == records[0].record.node()) {
    ++count;
  }
  return count;
}

}  // namespace

SessionLogClient::SessionLogClient(std::shared_ptr<grpc::Channel> channel,
                                   SessionLogClientOptions options)
    : channel_(std::move(channel)),
      stub_(v1::SessionLogService::NewStub(channel_)),
      options_(options) {}

SessionLogClient::~SessionLogClient() = default;

absl::Status SessionLogClient::Append(absl::Span<const SealedRecord> records) {
  const sync::MutexLock lock(calls_);
  size_t done = 0;
  return Persist([&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(calls_) {
    while (done < records.size()) {
      const absl::StatusOr<size_t> more = AppendSome(records.subspan(done));
      if (!more.ok()) return more.status();
      done += *more;
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<NodeHead> SessionLogClient::Head(absl::string_view node) {
  const sync::MutexLock lock(calls_);
  NodeHead result;
  absl::Status status = Persist([&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(calls_) {
    absl::StatusOr<NodeHead> head = Open(node);
    if (!head.ok()) return head.status();
    result = *std::move(head);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return result;
}

void SessionLogClient::FinishBy(absl::Time time) {
  const sync::MutexLock lock(mutex_);
  finish_by_ = std::min(finish_by_, time);
  if (stream_ != nullptr) stream_->FinishBy(finish_by_);
}

absl::Status SessionLogClient::Persist(
    const std::function<absl::Status()>& work) {
  const absl::Time until = absl::Now() + options_.patience;
  absl::Duration pause = options_.first_pause;
  absl::BitGen random;
  std::string why;
  for (;;) {
    if (IsFinished()) {
      return absl::FailedPreconditionError(
          absl::StrCat("the time of the client is over", why));
    }
    absl::Status status = work();
    if (status.ok() || !IsAway(status) || absl::Now() >= until) return status;
    why = absl::StrCat(": ", status.message());
    Pause(
        std::min(until, absl::Now() + pause * absl::Uniform(random, 0.5, 1.0)));
    pause = std::min(2 * pause, options_.longest_pause);
    // A channel has pauses of its own, which are longer.
    grpc::experimental::ChannelResetConnectionBackoff(channel_.get());
  }
}

// Returns how many of the first records are stored now; 0 if more has to be
// done for that.
absl::StatusOr<size_t> SessionLogClient::AppendSome(
    absl::Span<const SealedRecord> records) {
  constexpr size_t kMost = SessionLogServiceOptions::kMostRecordBytes;
  const std::string& node = records[0].record.node();
  const size_t of_node = CountOfNode(records);
  if (stream() == nullptr || node_ != node) {
    const absl::StatusOr<NodeHead> head = Open(node);
    if (!head.ok()) return head.status();
    size_t known = head->count == 0 ? 0 : of_node;
    while (known > 0 && RecordHash(records[known - 1].bytes) != head->hash) {
      --known;
    }
    return known;
  }
  v1::AppendRequest request;
  request.set_node(node);
  size_t count = 0;
  size_t bytes = 0;
  for (; count < of_node; ++count) {
    const std::string& record = records[count].bytes;
    bytes += record.size() + kAround;
    if (count > 0 && bytes > options_.max_request_bytes) break;
    if (record.size() > kMost) {
      return absl::InvalidArgumentError(
          absl::StrCat("SessionRecord: expected at most ", kMost,
                       " bytes, got ", record.size()));
    }
    request.add_records(record);
  }
  const absl::StatusOr<NodeHead> head = Ask(std::move(request));
  if (!head.ok()) return head.status();
  if (!Includes(*head, records[count - 1])) {
    SetStream(nullptr);
    return absl::InternalError(
        "the service's answer: expected one to the records that were sent, got "
        "one to earlier ones");
  }
  return count;
}

absl::StatusOr<NodeHead> SessionLogClient::Open(absl::string_view node) {
  node_ = std::string(node);
  SetStream(std::make_unique<internal::AppendStream>(stub_.get()));
  v1::AppendRequest request;
  request.set_node(node_);
  return Ask(std::move(request));
}

absl::StatusOr<NodeHead> SessionLogClient::Ask(v1::AppendRequest request) {
  absl::StatusOr<v1::AppendResponse> response =
      stream()->Exchange(std::move(request), absl::Now() + options_.timeout);
  absl::StatusOr<NodeHead> head =
      response.ok() ? internal::CheckHead(node_, *std::move(response))
                    : absl::StatusOr<NodeHead>(response.status());
  if (!head.ok()) SetStream(nullptr);
  return head;
}

void SessionLogClient::SetStream(
    std::unique_ptr<internal::AppendStream> stream) {
  {
    const sync::MutexLock lock(mutex_);
    stream_.swap(stream);
    if (stream_ != nullptr) stream_->FinishBy(finish_by_);
  }
  // The one before goes without the lock, as it waits for gRPC.
}

internal::AppendStream* SessionLogClient::stream() const {
  const sync::MutexLock lock(mutex_);
  return stream_.get();
}

bool SessionLogClient::IsFinished() const {
  const sync::MutexLock lock(mutex_);
  return absl::Now() >= finish_by_;
}

void SessionLogClient::Pause(absl::Time until) {
  const sync::MutexLock lock(mutex_);
  const auto is_hurried = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return finish_by_ < until;
  };
  while (mutex_.AwaitWithDeadline(absl::Condition(&is_hurried), until) &&
         absl::Now() < finish_by_) {
    until = finish_by_;
  }
}

}  // namespace log
}  // namespace wamp
