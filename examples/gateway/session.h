// One WAMP session: it joins if an authenticator lets it, and does what an
// authorizer lets it do.
//
// Both are asked by gRPC, and nothing waits for them: the answers come back
// into the event loop. Meanwhile no other message of the session is read, so
// that its messages are worked on in their order.
#ifndef GATEWAY_SESSION_H_
#define GATEWAY_SESSION_H_

#include <asio.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "broker.h"
#include "connection.h"
#include "dealer.h"
#include "peer.h"
#include "wamp/auth/v1/authorizer.pb.h"
#include "wamp/grpc/authenticator_client.h"
#include "wamp/grpc/authorizer_client.h"
#include "wamp/log/coalescer.h"
#include "wamp/log/session_recorder.h"
#include "wamp/session.h"
#include "wamp/v1/frame.pb.h"

namespace gateway {

// Sessions of one realm see each other, and none of another.
struct Realm {
  Broker broker;
  Dealer dealer;
};

// What all sessions share.
struct Services {
  asio::io_context& loop;
  wamp::auth::AuthenticatorClient& authenticator;
  wamp::auth::AuthorizerClient& authorizer;
  wamp::log::Coalescer& log;
  // By name. There are as many as the authenticator lets clients join.
  std::map<std::string, Realm>& realms;
};

class Session : public Peer,
                public Connection::Listener,
                public std::enable_shared_from_this<Session> {
 public:
  Session(const Services& services, std::shared_ptr<Connection> connection);

  // Says goodbye, since the router ends.
  void Shutdown();

  absl::Status Send(const wamp::v1::Frame& frame) override;
  const wamp::SessionIdent& ident() const override { return ident_; }

  void OnOpen() override;
  void OnFrame(absl::StatusOr<wamp::v1::Frame> frame) override;
  void OnLate() override;
  void OnClosed() override;

 private:
  bool is_open() const { return realm_ != nullptr; }

  // Before the session is open: HELLO, and AUTHENTICATE.
  void Join(const wamp::v1::Frame& frame);
  void OnJoinAnswer(const wamp::v1::Frame& answer);

  // After that.
  void Handle(wamp::v1::Frame frame);
  // CALL, REGISTER, PUBLISH and SUBSCRIBE.
  void Authorize(wamp::v1::Frame frame);
  void OnDecision(wamp::v1::Frame frame,
                  const wamp::auth::v1::AuthorizeResponse& answer);
  void Refuse(const wamp::v1::Frame& frame, absl::string_view error_uri,
              absl::string_view text);
  void Route(wamp::v1::Frame frame, bool disclose);

  // The last message to the client.
  void Abort(absl::string_view reason, absl::string_view text);
  void Goodbye(absl::string_view reason);
  void SendLast(const wamp::v1::Frame& frame);
  // Leaves the realm.
  void Leave();

  const Services& services_;
  const std::shared_ptr<Connection> connection_;
  std::optional<wamp::log::SessionRecorder> recorder_;
  std::optional<wamp::auth::PendingSession> pending_;
  wamp::v1::SessionDetails details_;
  wamp::SessionIdent ident_;
  // While the session is open.
  Realm* realm_ = nullptr;
};

}  // namespace gateway

#endif  // GATEWAY_SESSION_H_
