// Asks an AuthenticatorService whether a client may join, from its HELLO to the
// WELCOME, ABORT or CHALLENGE that goes back.
//
// Example: what a router does with the first messages of each connection,
//
//   wamp::auth::AuthenticatorClient authenticator(channel);
//   …
//   wamp::auth::PendingSessionOptions options;
//   options.transport = transport;
//   options.roles = roles;
//   wamp::auth::PendingSession pending(&authenticator, options);
//   while (!pending.is_over()) {
//     Send(pending.Answer(Receive()));
//   }
//
// Whatever goes wrong (no service, no answer in time, an answer with nothing
// set, with an arm that is not known, or with what WAMP doesn't allow) turns
// the client away; nothing of that lets it in.
#ifndef WAMP_GRPC_AUTHENTICATOR_CLIENT_H_
#define WAMP_GRPC_AUTHENTICATOR_CLIENT_H_

#include <grpcpp/channel.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "wamp/auth/v1/authenticator.grpc.pb.h"
#include "wamp/auth/v1/authenticator.pb.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace auth {

// How a service is asked.
struct AuthenticatorClientOptions {
  // How long the service may take for one answer.
  absl::Duration timeout = absl::Seconds(5);
  // How often Hello is asked again while the service is unavailable, within
  // `timeout`. Authenticate never is, as a state is good for one call.
  int retries = 1;
  // The methods that the router allows; empty for all.
  std::vector<std::string> authmethods;
  // Whether the router verifies a client's proof itself, if the service lets
  // it: by a credential, as crossbar does. Such a service does not learn of
  // proofs that fail, and can't limit how often they do.
  bool verifies_credentials = false;
};

// A service that is asked. Safe to use from any thread.
class AuthenticatorClient {
 public:
  explicit AuthenticatorClient(
      const std::shared_ptr<grpc::ChannelInterface>& channel,
      AuthenticatorClientOptions options = {});

  // What the service can do.
  absl::StatusOr<v1::GetCapabilitiesResponse> GetCapabilities();

 private:
  friend class PendingSession;

  const std::unique_ptr<v1::AuthenticatorService::StubInterface> stub_;
  const AuthenticatorClientOptions options_;
};

// What the router knows of a connection.
struct PendingSessionOptions {
  // Is given to the service.
  wamp::v1::TransportDetails transport;
  // The router's roles, for the WELCOME.
  wamp::v1::RouterRoles roles;
  // The id that the session is to have, 1 to 2^53; 0 draws one at random.
  uint64_t session = 0;
  // The name of this attempt to join, for example the `session_uid` of its
  // records; empty makes a UUID.
  std::string request_id;
};

// A connection whose session is not open yet. For one thread at a time.
class PendingSession {
 public:
  // `client` must live as long as the last answer takes.
  PendingSession(AuthenticatorClient* client, PendingSessionOptions options);
  // The answer of a call under way is still given, to its callback.
  ~PendingSession();

  PendingSession(const PendingSession&) = delete;
  PendingSession& operator=(const PendingSession&) = delete;

  // What the router is to send for what it has received: HELLO first, and an
  // AUTHENTICATE for each CHALLENGE. Any other message, and any that comes
  // before the last one has been answered, is answered by an ABORT with
  // "wamp.error.protocol_violation"; an ABORT of the client by a frame without
  // a message, for nothing is to be sent.
  wamp::v1::Frame Answer(const wamp::v1::Frame& frame);

  // As above, but returns at once and gives the answer to `done`, once, from a
  // thread of gRPC's or from this call.
  using Callback = std::function<void(wamp::v1::Frame answer)>;
  void Answer(const wamp::v1::Frame& frame, Callback done);

  // Whether the last answer has ended the attempt: by WELCOME or ABORT.
  bool is_over() const;

  // Why the service has given no answer, or none that is one, which the client
  // isn't told; OK if it has. For the router's own log: it holds no secrets.
  absl::Status status() const;

  const std::string& request_id() const;

 private:
  struct Attempt;

  const std::shared_ptr<Attempt> attempt_;
};

}  // namespace auth
}  // namespace wamp

#endif  // WAMP_GRPC_AUTHENTICATOR_CLIENT_H_
