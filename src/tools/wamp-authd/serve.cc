#include "src/tools/wamp-authd/serve.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <pthread.h>

#include <chrono>
#include <csignal>
#include <deque>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"
#include "src/tools/wamp-authd/state_key.h"
#include "wamp/auth/authenticator.h"
#include "wamp/auth/authorizer.h"
#include "wamp/auth/policy.h"
#include "wamp/grpc/auth_services.h"

namespace wamp {
namespace tools {
namespace {

// How long calls may take that are under way when the server is to end.
constexpr std::chrono::seconds kDrain(10);
// How often certificates are looked at.
constexpr unsigned kRefreshSeconds = 1;
// A HELLO has no reason to be larger.
constexpr int kMostBytes = 1 << 20;

std::shared_ptr<grpc::ServerCredentials> CredentialsOf(
    const AuthdFlags& flags) {
  if (flags.tls_cert.empty()) return grpc::InsecureServerCredentials();
  const auto provider =
      std::make_shared<grpc::experimental::FileWatcherCertificateProvider>(
          flags.tls_key, flags.tls_cert, flags.client_ca, kRefreshSeconds);
  grpc::experimental::TlsServerCredentialsOptions options(provider);
  options.watch_identity_key_cert_pairs();
  if (!flags.client_ca.empty()) {
    options.watch_root_certs();
    options.set_cert_request_type(
        GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  return grpc::experimental::TlsServerCredentials(options);
}

sigset_t Signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
    sigaddset(&signals, signal);
  }
  return signals;
}

// Puts the policy of the file in the place of the one before, unless it has
// faults.
void Reload(const AuthdFlags& flags, auth::Authenticator& authenticator,
            auth::Authorizer& authorizer) {
  const auto policy = auth::LoadPolicy(flags.policy);
  if (!policy.ok()) {
    std::cerr << "wamp-authd: the policy stays as it was: "
              << policy.status().message() << std::endl;
    return;
  }
  authenticator.SetPolicy(*policy);
  authorizer.SetPolicy(*policy);
  std::cerr << "wamp-authd: the policy has been read again" << std::endl;
}

// Returns when the process is told to terminate.
void WaitForTheEnd(const sigset_t& signals, const AuthdFlags& flags,
                   auth::Authenticator& authenticator,
                   auth::Authorizer& authorizer) {
  int signal = 0;
  do {
    sigwait(&signals, &signal);
    if (signal == SIGHUP) Reload(flags, authenticator, authorizer);
  } while (signal == SIGHUP);
}

// "127.0.0.1:0" with the port that the system has chosen.
std::string WithPort(const std::string& address, int port) {
  if (absl::StartsWith(address, "unix:")) return address;
  return absl::StrCat(address.substr(0, address.rfind(':')), ":", port);
}

absl::StatusOr<std::unique_ptr<auth::Authenticator>> MakeAuthenticator(
    const AuthdFlags& flags, std::shared_ptr<const auth::Policy> policy) {
  auth::AuthenticatorOptions options;
  options.give_credentials = flags.credentials;
  options.agent = flags.agent;
  for (const std::string& file : flags.state_keys) {
    absl::StatusOr<std::string> key = ReadStateKey(file);
    if (!key.ok()) return key.status();
    options.state_keys.push_back(*std::move(key));
  }
  return auth::Authenticator::Make(std::move(policy), std::move(options));
}

}  // namespace

absl::Status Serve(const AuthdFlags& flags) {
  // Before there is a thread, so that none of them is interrupted.
  const sigset_t signals = Signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  const auto policy = auth::LoadPolicy(flags.policy);
  if (!policy.ok()) return policy.status();
  const auto authenticator = MakeAuthenticator(flags, *policy);
  if (!authenticator.ok()) return authenticator.status();
  auth::Authorizer authorizer(*policy);

  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  const auto joins = auth::MakeAuthenticatorService(authenticator->get());
  const auto actions = auth::MakeAuthorizerService(&authorizer);
  const auto credentials = CredentialsOf(flags);
  grpc::ServerBuilder builder;
  // Where gRPC writes to when it has started.
  std::deque<int> ports;
  for (const std::string& address : flags.listen) {
    builder.AddListeningPort(address, credentials, &ports.emplace_back(0));
  }
  builder.SetMaxReceiveMessageSize(kMostBytes);
  builder.RegisterService(joins.get());
  builder.RegisterService(actions.get());
  // Two servers on one port would take each other's clients away.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  for (size_t i = 0; i < ports.size(); ++i) {
    if (server == nullptr || ports[i] == 0) {
      return absl::UnavailableError(absl::StrCat(
          "--listen: can't listen on ", internal::Quote(flags.listen[i])));
    }
    std::cout << "listening on " << WithPort(flags.listen[i], ports[i])
              << std::endl;
  }
  WaitForTheEnd(signals, flags, **authenticator, authorizer);
  server->GetHealthCheckService()->SetServingStatus(false);
  server->Shutdown(std::chrono::system_clock::now() + kDrain);
  return absl::OkStatus();
}

}  // namespace tools
}  // namespace wamp
