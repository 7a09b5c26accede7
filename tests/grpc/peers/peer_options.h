// What the peers in C++ are told in their command lines.
#ifndef TESTS_GRPC_PEERS_PEER_OPTIONS_H_
#define TESTS_GRPC_PEERS_PEER_OPTIONS_H_

#include <grpcpp/channel.h>
#include <grpcpp/security/server_credentials.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace wamp {

struct PeerClientOptions {
  // To the services.
  std::shared_ptr<grpc::Channel> channel;
  // How long a service may take for an answer.
  absl::Duration timeout = absl::InfiniteDuration();
  // How long that of the log may be away.
  absl::Duration patience = absl::InfiniteDuration();
  // Whether proofs are verified here, by a credential of the service.
  bool verifies_credentials = false;
};

absl::StatusOr<PeerClientOptions> ReadPeerClientOptions(int count,
                                                        char** words);

struct PeerServerOptions {
  std::shared_ptr<grpc::ServerCredentials> credentials;
  // Whether routers that ask for it may verify proofs themselves.
  bool gives_credentials = false;
  // The files.
  std::string policy;
  std::string log;
};

absl::StatusOr<PeerServerOptions> ReadPeerServerOptions(int count,
                                                        char** words);

}  // namespace wamp

#endif  // TESTS_GRPC_PEERS_PEER_OPTIONS_H_
