// Serves all three services for clients in other languages, on a port of the
// loopback interface that it prints, and what checkpoints are verified by,
// until its standard input ends. All other methods fail by the violations of a
// HELLO that is none. What becomes of "slow", and of what it wants to do, is
// only said once there is a line in standard input.
//
// Usage: peer_server [OPTION...] POLICY LOG
//
// POLICY is a policy's file, and LOG that of a SqliteStore.
//
//   --cert=FILE      speaks TLS, with this certificate,
//   --key=FILE       of which this is the key
//   --root=FILE      serves clients alone that have a certificate of that one
//   --credentials    lets routers verify proofs themselves
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "tests/grpc/peers/peer_options.h"
#include "wamp/auth/authenticator.h"
#include "wamp/auth/authorizer.h"
#include "wamp/auth/policy.h"
#include "wamp/grpc/auth_services.h"
#include "wamp/grpc/session_log_service.h"
#include "wamp/grpc/status.h"
#include "wamp/log/checkpoint.h"
#include "wamp/log/sqlite_store.h"
#include "wamp/log/v1/record.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

class Failures : public grpc::CallbackGenericService {
 public:
  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* /*context*/) override {
    return new Failure;
  }

 private:
  class Failure : public grpc::ServerGenericBidiReactor {
   public:
    Failure() {
      const auto frame = Decode<wamp::v1::Frame>(
          R"([1, "realm1", {"roles": 1}])", wamp::v1::SERIALIZER_JSON);
      Finish(ToGrpcStatus(frame.status()));
    }
    void OnDone() override { delete this; }
  };
};

// Holds up the answers to one client, as a log that is slow does.
class Brake {
 public:
  void Pass(const log::v1::SessionRecord& record) {
    const bool is_slow = record.claimed_ident().authid() == kSlow ||
                         record.accepted().authid() == kSlow ||
                         record.ident().authid() == kSlow;
    if (is_slow && !record.has_challenged()) released_.WaitForNotification();
  }
  void Release() {
    if (!released_.HasBeenNotified()) released_.Notify();
  }

 private:
  static constexpr char kSlow[] = "slow";

  absl::Notification released_;
};

absl::Status Serve(const PeerServerOptions& told) {
  const auto policy = auth::LoadPolicy(told.policy);
  if (!policy.ok()) return policy.status();
  auth::AuthenticatorOptions authenticator_options;
  authenticator_options.give_credentials = told.gives_credentials;
  const auto authenticator =
      auth::Authenticator::Make(*policy, authenticator_options);
  if (!authenticator.ok()) return authenticator.status();
  auth::Authorizer authorizer(*policy);
  const auto store = log::SqliteStore::Open(told.log);
  if (!store.ok()) return store.status();
  const auto keys = log::MakeCheckpointKeys("logs.example.com");
  if (!keys.ok()) return keys.status();

  Brake brake;
  auth::AuthServiceOptions answers;
  answers.records = [&brake](const log::v1::SessionRecord& record) {
    brake.Pass(record);
  };
  const auto joins =
      auth::MakeAuthenticatorService(authenticator->get(), answers);
  const auto actions = auth::MakeAuthorizerService(&authorizer, answers);
  log::SessionLogServiceOptions options;
  options.checkpoint_signer = keys->signer;
  options.tail_pause = absl::Milliseconds(5);
  const auto records = log::MakeSessionLogService(store->get(), options);

  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", told.credentials, &port);
  for (grpc::Service* service : {joins.get(), actions.get(), records.get()}) {
    builder.RegisterService(service);
  }
  Failures failures;
  builder.RegisterCallbackGenericService(&failures);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) return absl::UnavailableError("can't listen");
  std::cout << "listening on 127.0.0.1:" << port << " " << keys->verifier
            << std::endl;
  for (std::string line; std::getline(std::cin, line);) brake.Release();
  brake.Release();
  // A Tail that nobody has ended would go on.
  server->Shutdown(std::chrono::system_clock::now());
  return absl::OkStatus();
}

}  // namespace
}  // namespace wamp

int main(int argc, char** argv) {
  const auto options = wamp::ReadPeerServerOptions(argc, argv);
  const absl::Status status =
      options.ok() ? wamp::Serve(*options) : options.status();
  if (status.ok()) return 0;
  std::cerr << "peer_server: " << status.message() << "\n";
  return 1;
}
