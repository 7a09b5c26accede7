// A client that joins, and a policy that knows it.
#ifndef WAMP_TESTS_AUTH_CLIENT_H_
#define WAMP_TESTS_AUTH_CLIENT_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "wamp/auth/authenticator.h"
#include "wamp/auth/policy.h"
#include "wamp/auth/v1/authenticator.pb.h"
#include "wamp/auth/v1/policy.pb.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/session.pb.h"
#include "wamp/v1/transport.pb.h"

namespace wamp {
namespace auth {
namespace testing {

// 32 bytes each.
extern const char kPrivateKey[];
extern const char kOtherPrivateKey[];
extern const char kChannelId[];
extern const char kStateKey[];
extern const char kOtherStateKey[];

// Principals called after what they have: "ticket" (ticket "random ticket"),
// "password" (ticket "password", Argon2), "cra" (secret "secret1"), "salted"
// (secret "secret2"), "key" (kPrivateKey), "scram", "argon" and "autobahn"
// (passwords "pencil"), "blocked" (ticket "random ticket"), "all" ("all",
// "all", kOtherPrivateKey, "all"). Their role is "user", but for "all", which
// is "admin". Anonymous clients are "guest".
const v1::Policy& PolicyProto();
std::shared_ptr<const Policy> MakeTestPolicy();

// An authenticator with that policy, whose time is `*now`.
std::unique_ptr<Authenticator> MakeTestAuthenticator(
    absl::Time* now, AuthenticatorOptions options = {});

struct Client {
  std::vector<std::string> authmethods = {};
  std::string authid = "";
  // The ticket, secret, private key or password.
  std::string secret = "";
  std::string realm = "realm1";
  std::string authrole = "";
  std::string channel_binding = "";
  std::string request_id = "request 1";
  std::string peer = "tcp4:192.0.2.1:40000";
  std::string channel_id = kChannelId;
};

v1::HelloRequest HelloOf(const Client& client);

// The answer to a challenge.
wamp::v1::Authenticate AnswerTo(const wamp::v1::Challenge& challenge,
                                const Client& client);
v1::AuthenticateRequest RequestOf(const v1::PendingChallenge& pending,
                                  const Client& client);

// "accept joe as user by ticket", "deny wamp.error…: …", "challenge wampcra",
// "credential", or what is wrong with the request.
std::string TextOf(const absl::StatusOr<v1::HelloResponse>& response);
std::string TextOf(const absl::StatusOr<v1::AuthenticateResponse>& response);

// What comes of it in the end.
std::string Join(Authenticator& authenticator, const Client& client);

}  // namespace testing
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_TESTS_AUTH_CLIENT_H_
