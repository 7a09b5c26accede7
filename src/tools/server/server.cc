#include "src/tools/server/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <deque>
#include <iostream>
#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "src/text/quote.h"
#include "src/tools/server/credentials.h"

namespace wamp {
namespace tools {
namespace {

// Of a connection that says nothing, how often it is asked whether it is there,
// and how long it may take to answer.
constexpr int kKeepaliveMs = 60 * 1000;
constexpr int kKeepaliveTimeoutMs = 20 * 1000;
// How often a client may do the same.
constexpr int kLeastPingMs = 10 * 1000;

sigset_t Signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
    sigaddset(&signals, signal);
  }
  return signals;
}

// Returns when the process is told to terminate.
void WaitForTheEnd(const std::function<void()>& reload) {
  const sigset_t signals = Signals();
  int signal = 0;
  do {
    sigwait(&signals, &signal);
    if (signal == SIGHUP && reload) reload();
  } while (signal == SIGHUP);
}

// "127.0.0.1:0" with the port that the system has chosen.
std::string WithPort(const std::string& address, int port) {
  if (absl::StartsWith(address, "unix")) return address;
  return absl::StrCat(address.substr(0, address.rfind(':')), ":", port);
}

// Whether a program listens on the Unix socket: gRPC would take its place.
bool IsTaken(absl::string_view address) {
  sockaddr_un name = {};
  name.sun_family = AF_UNIX;
  if (!absl::ConsumePrefix(&address, "unix:") ||
      address.size() >= sizeof name.sun_path) {
    return false;
  }
  address.copy(name.sun_path, sizeof name.sun_path - 1);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool taken =
      fd >= 0 &&
      connect(fd, reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0;
  if (fd >= 0) close(fd);
  return taken;
}

void Configure(const ServerParts& parts, grpc::ServerBuilder& builder) {
  for (grpc::Service* service : parts.services) {
    builder.RegisterService(service);
  }
  builder.SetMaxReceiveMessageSize(parts.max_request_bytes);
  // Two servers on one port would take each other's clients away.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS,
                             kKeepaliveTimeoutMs);
  builder.AddChannelArgument(
      GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kLeastPingMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
}

absl::Status ServeMetrics(const ServerFlags& flags, const ServerParts& parts,
                          grpc::ServerBuilder& builder) {
  if (flags.metrics.empty() || parts.metrics == nullptr) {
    return absl::OkStatus();
  }
  const absl::StatusOr<int> port = parts.metrics->Serve(flags.metrics);
  if (!port.ok()) return port.status();
  std::cout << "metrics on http://" << WithPort(flags.metrics, *port)
            << "/metrics" << std::endl;
  std::vector<
      std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
      interceptors;
  interceptors.push_back(parts.metrics->MakeInterceptors());
  builder.experimental().SetInterceptorCreators(std::move(interceptors));
  return absl::OkStatus();
}

}  // namespace

void BlockServerSignals() {
  const sigset_t signals = Signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

absl::Status RunServer(const ServerFlags& flags, const ServerParts& parts) {
  const auto credentials = MakeCredentials(flags);
  if (!credentials.ok()) return credentials.status();
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  // Where gRPC writes to when it has started.
  std::deque<int> ports;
  for (const std::string& address : flags.listen) {
    if (IsTaken(address)) {
      return absl::UnavailableError(
          absl::StrCat("--listen: can't listen on ", internal::Quote(address),
                       ", where another program does"));
    }
    builder.AddListeningPort(address, *credentials, &ports.emplace_back(0));
  }
  Configure(parts, builder);
  absl::Status status = ServeMetrics(flags, parts, builder);
  if (!status.ok()) return status;
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  for (size_t i = 0; i < ports.size(); ++i) {
    if (server == nullptr || ports[i] == 0) {
      return absl::UnavailableError(absl::StrCat(
          "--listen: can't listen on ", internal::Quote(flags.listen[i])));
    }
    std::cout << "listening on " << WithPort(flags.listen[i], ports[i])
              << std::endl;
  }
  WaitForTheEnd(parts.reload);
  server->GetHealthCheckService()->SetServingStatus(false);
  server->Shutdown(std::chrono::system_clock::now() + parts.drain);
  return absl::OkStatus();
}

}  // namespace tools
}  // namespace wamp
