// A stream to SessionLogService.Append: one question and answer at a time.
#ifndef WAMP_SRC_GRPC_APPEND_STREAM_H_
#define WAMP_SRC_GRPC_APPEND_STREAM_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/client_callback.h>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "wamp/log/v1/session_log_service.grpc.pb.h"

namespace wamp {
namespace internal {

// Is made and destroyed by its user, whose thread, and none of gRPC's, lets the
// channel go.
class AppendStream final
    : public grpc::ClientBidiReactor<log::v1::AppendRequest,
                                     log::v1::AppendResponse> {
 public:
  explicit AppendStream(log::v1::SessionLogService::StubInterface* stub);
  ~AppendStream() override;

  AppendStream(const AppendStream&) = delete;
  AppendStream& operator=(const AppendStream&) = delete;

  // Sends a request, and waits for its answer. After an error the stream is
  // over. For one thread.
  absl::StatusOr<log::v1::AppendResponse> Exchange(
      log::v1::AppendRequest request, absl::Time deadline);

  // Lets no Exchange, that under way included, wait for longer than this. Safe
  // to call from any thread.
  void FinishBy(absl::Time time);

 private:
  void OnWriteDone(bool ok) override;
  void OnReadDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

  bool IsAnswered() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return is_written_ && is_read_;
  }
  // Whether the wait is over until `deadline_` is looked at again.
  bool IsToWake() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return IsAnswered() || deadline_ > finish_by_;
  }
  absl::Status End();

  grpc::ClientContext context_;
  log::v1::AppendRequest request_;
  log::v1::AppendResponse response_;

  absl::Mutex mutex_;
  bool is_written_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_read_ ABSL_GUARDED_BY(mutex_) = false;
  bool has_answer_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Time deadline_ ABSL_GUARDED_BY(mutex_);
  absl::Time finish_by_ ABSL_GUARDED_BY(mutex_) = absl::InfiniteFuture();
  bool is_over_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  // Of the user's thread.
  bool is_held_ = true;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_GRPC_APPEND_STREAM_H_
