#include "src/grpc/append_stream.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"
#include "src/sync/mutex_lock.h"
#include "wamp/grpc/status.h"

namespace wamp {
namespace internal {

AppendStream::AppendStream(log::v1::SessionLogService::StubInterface* stub) {
  stub->async()->Append(&context_, this);
  // Exchange may start something at any time.
  AddHold();
  StartCall();
}

AppendStream::~AppendStream() {
  context_.TryCancel();
  End().IgnoreError();
}

absl::StatusOr<log::v1::AppendResponse> AppendStream::Exchange(
    log::v1::AppendRequest request, absl::Time deadline) {
  if (!is_held_) {
    return absl::FailedPreconditionError("the stream is over");
  }
  {
    const sync::MutexLock lock(mutex_);
    is_written_ = false;
    is_read_ = false;
    has_answer_ = false;
    deadline_ = deadline;
  }
  request_ = std::move(request);
  response_.Clear();
  StartRead(&response_);
  StartWrite(&request_);
  bool is_late = false;
  {
    const sync::MutexLock lock(mutex_);
    do {
      deadline_ = std::min(deadline_, finish_by_);
      mutex_.AwaitWithDeadline(absl::Condition(this, &AppendStream::IsToWake),
                               deadline_);
    } while (!IsAnswered() && absl::Now() < std::min(deadline_, finish_by_));
    is_late = !IsAnswered();
  }
  if (is_late) context_.TryCancel();
  {
    const sync::MutexLock lock(mutex_);
    // What is cancelled is answered, too.
    mutex_.Await(absl::Condition(this, &AppendStream::IsAnswered));
    if (has_answer_) return std::move(response_);
  }
  absl::Status status = End();
  if (is_late) {
    return absl::DeadlineExceededError("the service has not answered in time");
  }
  if (status.ok()) {
    return absl::UnavailableError("the service has ended the stream");
  }
  return status;
}

void AppendStream::FinishBy(absl::Time time) {
  const sync::MutexLock lock(mutex_);
  finish_by_ = std::min(finish_by_, time);
}

void AppendStream::OnWriteDone(bool /*ok*/) {
  const sync::MutexLock lock(mutex_);
  is_written_ = true;
}

void AppendStream::OnReadDone(bool ok) {
  const sync::MutexLock lock(mutex_);
  is_read_ = true;
  has_answer_ = ok;
}

void AppendStream::OnDone(const grpc::Status& status) {
  const sync::MutexLock lock(mutex_);
  status_ = FromGrpcStatus(status);
  is_over_ = true;
}

absl::Status AppendStream::End() {
  if (is_held_) {
    is_held_ = false;
    RemoveHold();
  }
  const sync::MutexLock lock(mutex_);
  mutex_.Await(absl::Condition(&is_over_));
  return status_;
}

}  // namespace internal
}  // namespace wamp
