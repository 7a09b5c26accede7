// What the peer_client is told in its command line.
#ifndef TESTS_GRPC_PEERS_PEER_OPTIONS_H_
#define TESTS_GRPC_PEERS_PEER_OPTIONS_H_

#include <grpcpp/channel.h>

#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace wamp {

struct PeerOptions {
  // To the services.
  std::shared_ptr<grpc::Channel> channel;
  // How long a service may take for an answer, or be away.
  absl::Duration timeout = absl::InfiniteDuration();
  // Whether proofs are verified here, by a credential of the service.
  bool verifies_credentials = false;
};

absl::StatusOr<PeerOptions> ReadPeerOptions(int count, char** words);

}  // namespace wamp

#endif  // TESTS_GRPC_PEERS_PEER_OPTIONS_H_
