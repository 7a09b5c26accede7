// What Prometheus is told of a server.
#ifndef WAMP_SRC_TOOLS_SERVER_METRICS_H_
#define WAMP_SRC_TOOLS_SERVER_METRICS_H_

#include <grpcpp/support/server_interceptor.h>
#include <prometheus/counter.h>
#include <prometheus/exposer.h>
#include <prometheus/family.h>
#include <prometheus/registry.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace wamp {
namespace tools {

// The metrics of a process, which any thread may count in.
class Metrics {
 public:
  Metrics();

  // The counters of a name, each with labels of its own, as long as this lives.
  // `help` says what they count.
  prometheus::Family<prometheus::Counter>& Counters(const std::string& name,
                                                    const std::string& help);

  // Serves them by HTTP, at "/metrics" of an address, for as long as this
  // lives. Returns the port.
  absl::StatusOr<int> Serve(const std::string& address);

  // Counts the calls of gRPC, and how long they take, under the names that
  // servers in other languages use: grpc_server_started_total,
  // grpc_server_handled_total, grpc_server_handling_seconds.
  std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
  MakeInterceptors();

 private:
  std::shared_ptr<prometheus::Registry> registry_;
  std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_SERVER_METRICS_H_
