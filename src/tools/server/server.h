// Serves gRPC until the process is told to terminate.
#ifndef WAMP_SRC_TOOLS_SERVER_SERVER_H_
#define WAMP_SRC_TOOLS_SERVER_SERVER_H_

#include <grpcpp/impl/service_type.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "src/tools/server/metrics.h"
#include "src/tools/server/server_flags.h"

namespace wamp {
namespace tools {

struct ServerParts {
  std::vector<grpc::Service*> services;
  // The most bytes that a request may have.
  int max_request_bytes = 4 << 20;
  // How long calls may take to end by themselves when the server is to end.
  std::chrono::seconds drain = std::chrono::seconds(10);
  // What SIGHUP asks for. Empty means nothing.
  std::function<void()> reload;
  // The process' metrics, served where the flags say so.
  Metrics* metrics = nullptr;
};

// To be called before there is a thread: signals are then left to the server
// alone.
void BlockServerSignals();

// Serves, besides what there is, gRPC's own services of health and reflection.
// Says on standard output where it listens. Upon SIGTERM or SIGINT it takes no
// more calls, gives those that are under way some seconds to end, and returns.
absl::Status RunServer(const ServerFlags& flags, const ServerParts& parts);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_SERVER_SERVER_H_
