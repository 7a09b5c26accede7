// What an Authenticator is made of.
#ifndef WAMP_SRC_AUTH_AUTHENTICATOR_IMPL_H_
#define WAMP_SRC_AUTH_AUTHENTICATOR_IMPL_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "src/auth/attempt_limiter.h"
#include "src/auth/policy_index.h"
#include "src/auth/sealed_state.h"
#include "src/auth/ticket.h"
#include "src/auth/used_states.h"
#include "src/auth/who.h"
#include "src/sync/mutex_lock.h"
#include "wamp/auth/authenticator.h"
#include "wamp/auth/client_proof.h"

namespace wamp {
namespace auth {
namespace internal {

inline ScramDialect DialectOf(Method method) {
  return method == kScram ? ScramDialect::kAutobahn
                          : ScramDialect::kSpecification;
}

}  // namespace internal

// The parts of an Authenticator: hello.cc and authenticate.cc have what they
// do.
class Authenticator::Impl {
 public:
  Impl(std::shared_ptr<const Policy> policy, AuthenticatorOptions options)
      : options_(std::move(options)),
        sealer_(options_.state_keys),
        used_(options_.most_used_states, options_.time_to_live),
        authids_(options_.per_authid.burst, options_.per_authid.refill),
        peers_(options_.per_peer.burst, options_.per_peer.refill),
        tickets_(options_.most_derivations),
        policy_(std::move(policy)) {}

  void SetPolicy(std::shared_ptr<const Policy> policy) {
    const sync::MutexLock lock(mutex_);
    // The old one goes outside of the lock.
    policy_.swap(policy);
  }

  v1::GetCapabilitiesResponse GetCapabilities() const;
  absl::StatusOr<v1::HelloResponse> Hello(const v1::HelloRequest& request,
                                          RouterTrust trust);
  absl::StatusOr<v1::AuthenticateResponse> Authenticate(
      const v1::AuthenticateRequest& request);

 private:
  std::shared_ptr<const Policy> policy() const {
    const sync::ReaderMutexLock lock(mutex_);
    return policy_;
  }
  absl::Time Now() const {
    return options_.clock ? options_.clock() : absl::Now();
  }

  wamp::v1::Accept MakeAccept(const internal::RealmIndex& realm,
                              absl::string_view authid, absl::string_view role,
                              absl::string_view method) const;
  // As an anonymous client.
  v1::HelloResponse LetIn(const v1::HelloRequest& request,
                          const internal::RealmIndex& realm) const;
  v1::HelloResponse Ask(const v1::HelloRequest& request,
                        const internal::RealmIndex& realm,
                        const std::string& name,
                        const internal::Who& who) const;
  v1::HelloResponse GiveCredential(const v1::HelloRequest& request,
                                   const internal::RealmIndex& realm,
                                   const std::string& name,
                                   const internal::Who& who) const;
  // Takes a token of the authid and of the peer.
  bool TakeAttempt(const std::string& authid, absl::string_view host,
                   absl::Time now);
  void GiveBackAttempt(const std::string& authid, absl::string_view host,
                       absl::Time now);
  // Whether the proof is right, and `authextra` of WELCOME.
  struct Verdict {
    bool proven = false;
    std::optional<wamp::v1::Dict> authextra;
    // If not OK, what is wrong with what the client said.
    absl::Status words;
  };
  absl::StatusOr<Verdict> Judge(const v1::AuthenticateRequest& request,
                                const internal::ChallengeState& state,
                                const internal::Principal& principal);

  const AuthenticatorOptions options_;
  const internal::StateSealer sealer_;
  internal::UsedStates used_;
  internal::AttemptLimiter authids_;
  internal::AttemptLimiter peers_;
  internal::TicketVerifier tickets_;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const Policy> policy_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_AUTHENTICATOR_IMPL_H_
