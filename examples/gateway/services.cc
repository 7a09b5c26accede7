// The services that the gateway asks, in one process: who may join and who may
// do what, by a policy, and a log in a file.
//
//   services --policy=policy.json --store=sessions.db
//
// It prints where it listens, on a port of its own choice, and runs until it is
// told to terminate. Whoever can reach the port can use it: this is for a
// machine of one's own.
#include <grpcpp/grpcpp.h>
#include <pthread.h>

#include <csignal>
#include <iostream>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "wamp/auth/authenticator.h"
#include "wamp/auth/authorizer.h"
#include "wamp/auth/policy.h"
#include "wamp/grpc/auth_services.h"
#include "wamp/grpc/session_log_service.h"
#include "wamp/log/sqlite_store.h"

namespace {

absl::Status Serve(const std::string& policy_path,
                   const std::string& store_path) {
  // Before there is a thread, so that none of them is interrupted.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  const auto policy = wamp::auth::LoadPolicy(policy_path);
  if (!policy.ok()) return policy.status();
  const auto authenticator = wamp::auth::Authenticator::Make(*policy, {});
  if (!authenticator.ok()) return authenticator.status();
  wamp::auth::Authorizer authorizer(*policy);
  const auto store = wamp::log::SqliteStore::Open(store_path);
  if (!store.ok()) return store.status();

  const auto joins = wamp::auth::MakeAuthenticatorService(authenticator->get());
  const auto actions = wamp::auth::MakeAuthorizerService(&authorizer);
  const auto log = wamp::log::MakeSessionLogService(store->get());
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port);
  builder.RegisterService(joins.get());
  builder.RegisterService(actions.get());
  builder.RegisterService(log.get());
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) return absl::UnavailableError("can't listen");
  std::cout << "listening on 127.0.0.1:" << port << std::endl;
  int signal = 0;
  sigwait(&ends, &signal);
  // The log of a router that is still there would keep it open for ever.
  server->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(2));
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  std::string policy;
  std::string store;
  for (int i = 1; i < argc; ++i) {
    const absl::string_view argument = argv[i];
    if (absl::StartsWith(argument, "--policy=")) {
      policy = std::string(argument.substr(9));
    } else if (absl::StartsWith(argument, "--store=")) {
      store = std::string(argument.substr(8));
    }
  }
  if (policy.empty() || store.empty() || argc != 3) {
    std::cerr << "usage: services --policy=FILE --store=FILE\n";
    return 2;
  }
  const absl::Status status = Serve(policy, store);
  if (status.ok()) return 0;
  std::cerr << "services: " << status.message() << "\n";
  return 1;
}
