// The way to a SessionLogService for the records of a node.
//
// Example: a router whose records go to a service, and wait in a bounded queue
// while that is away,
//
//   wamp::log::NodeLog node("router-1.example.com");
//   wamp::log::SessionLogClient client(
//       grpc::CreateChannel("logs.example.com:443", credentials));
//   wamp::log::SessionLogWriter writer(&node, &client);
//   …
//   writer.Offer(std::move(record)).IgnoreError();
//
// and when it ends, it waits no longer than it likes:
//
//   client.FinishBy(absl::Now() + absl::Seconds(5));
//   writer.Close();
//
// A record counts as stored once the service has said that it is on its disk.
// Until then it stays with the writer, and is sent again when the connection
// has been lost: from behind the last one that the service has, so that each is
// stored once.
#ifndef WAMP_GRPC_SESSION_LOG_CLIENT_H_
#define WAMP_GRPC_SESSION_LOG_CLIENT_H_

#include <grpcpp/channel.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "wamp/log/store.h"
#include "wamp/log/v1/session_log_service.grpc.pb.h"

namespace wamp {

namespace internal {
class AppendStream;
}  // namespace internal

namespace log {

struct SessionLogClientOptions {
  // How long the service may take for one answer, before the connection is
  // given up.
  absl::Duration timeout = absl::Seconds(10);
  // How long a service that is away is waited for.
  absl::Duration patience = absl::InfiniteDuration();
  // How long until it is asked a second time, and at most until it is asked
  // again, which is up to twice as long each time: how much is random.
  absl::Duration first_pause = absl::Milliseconds(50);
  absl::Duration longest_pause = absl::Seconds(5);
  // The most that is sent at once, but for a larger record. A server of gRPC's
  // takes 4 MiB unless it is told otherwise; a record has 3 MiB at most.
  size_t max_request_bytes = size_t{2} << 20;
};

// Safe to use from any thread; for one call at a time, others wait. A service
// that is away (Unavailable, DeadlineExceeded, Aborted or Cancelled) is asked
// again, and all other errors are returned, as a store returns them.
class SessionLogClient : public RecordSink {
 public:
  explicit SessionLogClient(std::shared_ptr<grpc::Channel> channel,
                            SessionLogClientOptions options = {});
  ~SessionLogClient() override;

  // For any number of records, which are sent in as many parts as it takes. If
  // it fails, the first parts may have been stored.
  absl::Status Append(absl::Span<const SealedRecord> records) override;

  // `pruned` stays 0, as the service doesn't say.
  absl::StatusOr<NodeHead> Head(absl::string_view node) override;

  // Lets nothing wait for longer than this: what is under way, and all that
  // comes after it, is a FailedPrecondition then.
  void FinishBy(absl::Time time);

 private:
  absl::Status Persist(const std::function<absl::Status()>& work)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(calls_);
  absl::StatusOr<size_t> AppendSome(absl::Span<const SealedRecord> records)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(calls_);
  absl::StatusOr<NodeHead> Open(absl::string_view node)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(calls_);
  absl::StatusOr<NodeHead> Ask(v1::AppendRequest request)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(calls_);
  // Ends the one before, if there is one.
  void SetStream(std::unique_ptr<internal::AppendStream> stream)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(calls_);
  // Nobody else sets it during a call.
  internal::AppendStream* stream() const;
  bool IsFinished() const;
  void Pause(absl::Time until);

  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<v1::SessionLogService::StubInterface> stub_;
  const SessionLogClientOptions options_;

  // Whose call it is.
  absl::Mutex calls_;
  // The node that the stream is of.
  std::string node_ ABSL_GUARDED_BY(calls_);

  mutable absl::Mutex mutex_ ABSL_ACQUIRED_AFTER(calls_);
  std::unique_ptr<internal::AppendStream> stream_ ABSL_GUARDED_BY(mutex_);
  absl::Time finish_by_ ABSL_GUARDED_BY(mutex_) = absl::InfiniteFuture();
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_GRPC_SESSION_LOG_CLIENT_H_
