// The SessionLogService of wamp.log.v1 over a store.
//
// Example:
//
//   wamp::log::SessionLogServiceOptions options;
//   options.checkpoint_signer = keys.signer;
//   auto service = wamp::log::MakeSessionLogService(store.get(), options);
//   grpc::ServerBuilder builder;
//   builder.RegisterService(service.get());
//
// Whoever can reach the server can read all records, and append some for any
// node: who that may be is up to the credentials of its ports.
//
// One service writes for a node at a time. Several over one database serve
// different nodes, or take turns.
#ifndef WAMP_GRPC_SESSION_LOG_SERVICE_H_
#define WAMP_GRPC_SESSION_LOG_SERVICE_H_

#include <grpcpp/impl/service_type.h>

#include <cstddef>
#include <memory>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "wamp/log/store.h"
#include "wamp/log/uuid.h"

namespace wamp {
namespace log {

struct SessionLogServiceOptions {
  // The key that signs checkpoints (`CheckpointKeys::signer`); empty for none.
  std::string checkpoint_signer;
  // The time of checkpoints.
  Clock clock = absl::Now;
  // How many calls of Append and Tail may be open. Each takes a thread; one
  // more is UNAVAILABLE.
  int max_appends = 1000;
  int max_tails = 100;
  // How often Tail looks for new records.
  absl::Duration tail_pause = absl::Milliseconds(200);

  // The most that a record to be appended may have. What is answered never has
  // much more than this, so that all fits into the 4 MiB that a client of
  // gRPC's takes unless it is told otherwise.
  static constexpr size_t kMostRecordBytes = size_t{3} << 20;
};

// The store must outlive the service.
std::unique_ptr<grpc::Service> MakeSessionLogService(
    Store* store, SessionLogServiceOptions options = {});

}  // namespace log
}  // namespace wamp

#endif  // WAMP_GRPC_SESSION_LOG_SERVICE_H_
