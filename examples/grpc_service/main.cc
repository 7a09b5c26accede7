// A gRPC service that decides who may join a realm, with the messages of this
// library in its requests and answers. It prints where it listens, on a port
// of its own choice, and runs until it is told to terminate.
#include <grpcpp/grpcpp.h>
#include <pthread.h>

#include <csignal>
#include <iostream>
#include <memory>
#include <string>

#include "gatekeeper.grpc.pb.h"
#include "wamp/session.h"

namespace {

class Gatekeeper final : public gatekeeper::v1::GatekeeperService::Service {
  grpc::Status Join(grpc::ServerContext* /*context*/,
                    const gatekeeper::v1::JoinRequest* request,
                    gatekeeper::v1::JoinResponse* response) override {
    if (!request->has_details()) {
      return {grpc::StatusCode::INVALID_ARGUMENT, "details: missing"};
    }
    const wamp::HelloDetails hello(request->details());
    // Printing hides secrets, so a line may go to a log.
    std::cout << hello << std::endl;
    if (hello->realm() == "realm1" && hello->authid() == "joe") {
      wamp::v1::Accept& accept = *response->mutable_accept();
      accept.set_authid("joe");
      accept.set_authrole("user");
    } else {
      *response->mutable_deny() =
          wamp::Deny("wamp.error.not_authorized", "not on the list").proto();
    }
    return grpc::Status::OK;
  }
};

}  // namespace

int main() {
  // Before there is a thread, so that none of them is interrupted.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  Gatekeeper gatekeeper;
  int port = 0;
  grpc::ServerBuilder builder;
  // Without TLS: for programs of the same machine alone.
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port);
  builder.RegisterService(&gatekeeper);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    std::cerr << "the service can't listen\n";
    return 1;
  }
  std::cout << "listening on 127.0.0.1:" << port << std::endl;
  int signal = 0;
  sigwait(&ends, &signal);
  server->Shutdown();
  return 0;
}
