// Decides who may join, in this process: what a service answers that speaks
// wamp.auth.v1.AuthenticatorService, or a router that asks nobody else.
//
// Example:
//
//   wamp::auth::AuthenticatorOptions options;
//   options.state_keys = {key};  // 32 bytes, the same on each replica
//   auto authenticator = wamp::auth::Authenticator::Make(policy, options);
//   if (!authenticator.ok()) return authenticator.status();
//
//   absl::StatusOr<wamp::auth::v1::HelloResponse> answer =
//       (*authenticator)->Hello(request);
//   if (!answer.ok()) return answer.status();  // the router's fault
//   if (answer->has_challenge()) …
//
// The methods are anonymous, ticket, wampcra, cryptosign, and SCRAM in both of
// its dialects: "wamp-scram" as the specification has it, "scram" as autobahn
// does. The first of the client's methods is taken that the router offers and
// that the principal may use. A client without methods is anonymous.
//
// Nothing tells who is in the policy: a client with an authid that isn't gets
// the answers of one that is, at the same cost, and is turned away with the
// same words. So is one that is, but may use none of its methods, if others
// may.
//
// An Authenticator remembers no client: what it has to know of a challenge is
// in the state that the router gives back, sealed by a key (AES-256-GCM), so
// that it survives a restart and another replica with the same key can go on.
// It is good for the same request id, peer, channel ids, and a short time.
// Within a process, it is good once; replicas do not tell each other which ones
// were used, but there, too, it is of use only to the router and the connection
// it was made for.
#ifndef WAMP_AUTH_AUTHENTICATOR_H_
#define WAMP_AUTH_AUTHENTICATOR_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "wamp/auth/policy.h"
#include "wamp/auth/v1/authenticator.pb.h"

namespace wamp {
namespace auth {

// How many attempts that fail are allowed: `burst` at once, and one more after
// each `refill`.
struct AttemptLimit {
  double burst;
  absl::Duration refill;
};

struct AuthenticatorOptions {
  // Keys of 32 random bytes. The first seals states, all of them open states: a
  // new key is first given to all replicas behind the old one, then before it.
  // Empty means a random one, which no other process knows.
  std::vector<std::string> state_keys;
  // A key of 32 random bytes that makes up salts for authids that nobody has. A
  // change shows which ones these are, so it stays when `state_keys` change.
  // Empty means one that follows from the last of these.
  std::string decoy_key;
  // How long an answer to a challenge is taken.
  absl::Duration time_to_live = absl::Seconds(30);
  // The attempts that may fail for an authid of a realm, and from a host.
  // Beyond that even a right proof is refused. A peer without an address has no
  // limit of its own.
  AttemptLimit per_authid = {10, absl::Seconds(10)};
  AttemptLimit per_peer = {100, absl::Seconds(1)};
  // How many states can have been used and not have expired: beyond that,
  // Authenticate fails with a ResourceExhausted. Each takes some 50 bytes.
  size_t most_used_states = 1000000;
  // How many tickets are hashed at once; others wait. 0 means as many as there
  // are processors.
  int most_derivations = 0;
  // Whether routers that ask for it, and are trusted, are given credentials.
  bool give_credentials = false;
  // What GetCapabilities says of the software. Empty means nothing.
  std::string agent;
  // What WELCOME says of who authenticated the session.
  std::string authprovider = "static";
  // The time. Empty means absl::Now.
  std::function<absl::Time()> clock;
};

// What is known of the router that asks.
enum class RouterTrust {
  kNone,
  // It has proven who it is, by a certificate for example, and may be given
  // credentials.
  kCredentials,
};

// Safe to use from any thread.
class Authenticator {
 public:
  // A key of another size than 32 bytes, or an option that makes no sense, is
  // an InvalidArgument.
  static absl::StatusOr<std::unique_ptr<Authenticator>> Make(
      std::shared_ptr<const Policy> policy, AuthenticatorOptions options);
  ~Authenticator();
  Authenticator(const Authenticator&) = delete;
  Authenticator& operator=(const Authenticator&) = delete;

  // Puts another policy in place of the one before, at once. Calls that run go
  // on with the old one. Clients that were challenged before are judged by the
  // new one. Null changes nothing.
  void SetPolicy(std::shared_ptr<const Policy> policy);

  v1::GetCapabilitiesResponse GetCapabilities() const;

  // The answer to a HELLO, in which an arm is set. A request that lacks what it
  // requires is an InvalidArgument that names the place.
  absl::StatusOr<v1::HelloResponse> Hello(
      const v1::HelloRequest& request, RouterTrust trust = RouterTrust::kNone);

  // The answer to an AUTHENTICATE, as above. May take some time, where a ticket
  // is hashed.
  absl::StatusOr<v1::AuthenticateResponse> Authenticate(
      const v1::AuthenticateRequest& request);

 private:
  class Impl;

  explicit Authenticator(std::unique_ptr<Impl> impl);

  const std::unique_ptr<Impl> impl_;
};

}  // namespace auth
}  // namespace wamp

#endif  // WAMP_AUTH_AUTHENTICATOR_H_
