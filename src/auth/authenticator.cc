#include "wamp/auth/authenticator.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "src/auth/attempt_limiter.h"
#include "src/auth/auth_requests.h"
#include "src/auth/credential.h"
#include "src/auth/cryptosign.h"
#include "src/auth/decoy.h"
#include "src/auth/policy_index.h"
#include "src/auth/scram.h"
#include "src/auth/sealed_state.h"
#include "src/auth/ticket.h"
#include "src/auth/used_states.h"
#include "src/auth/wampcra.h"
#include "src/text/host.h"
#include "wamp/authentication.h"
#include "wamp/dict.h"
#include "wamp/error_uri.h"

namespace wamp {
namespace auth {
namespace {

using internal::ChallengeState;
using internal::Method;
using internal::Principal;
using internal::RealmIndex;

constexpr int kMostMethods = 32;
constexpr size_t kMostName = 1024;
constexpr size_t kMostSignature = 16384;

wamp::v1::Deny MakeDeny(absl::string_view reason, absl::string_view message) {
  wamp::v1::Deny deny;
  deny.set_reason(std::string(reason));
  if (!message.empty()) deny.set_message(std::string(message));
  return deny;
}

// The one answer to all wrong proofs, whoever gives them.
wamp::v1::Deny WrongProof() {
  return MakeDeny(error_uri::kAuthenticationDenied,
                  "the credentials are wrong");
}

wamp::v1::Deny WrongState() {
  return MakeDeny(error_uri::kAuthenticationFailed,
                  "the challenge can't be answered any more");
}

// What the client itself has got wrong.
wamp::v1::Deny WrongWords(const absl::Status& status) {
  return MakeDeny(error_uri::kAuthenticationFailed, status.message());
}

ScramDialect DialectOf(Method method) {
  return method == internal::kScram ? ScramDialect::kAutobahn
                                    : ScramDialect::kSpecification;
}

bool Offers(const v1::RouterOffer& offer, const std::string& method) {
  return offer.authmethods_size() == 0 ||
         std::find(offer.authmethods().begin(), offer.authmethods().end(),
                   method) != offer.authmethods().end();
}

// The principal of that name, or one that looks like it: what follows costs the
// same for both.
class Who {
 public:
  Who(const RealmIndex& realm, const Principal* found, absl::string_view authid,
      absl::string_view decoy_key, Method method)
      : decoy_(internal::MakeDecoy(realm, authid, decoy_key, method)),
        found_(found) {}

  bool exists() const { return found_ != nullptr; }
  const Principal& principal() const { return found_ ? *found_ : decoy_; }
  const Principal& decoy() const { return decoy_; }

 private:
  const Principal decoy_;
  const Principal* found_;
};

absl::Status CheckOptions(const AuthenticatorOptions& options) {
  const auto wrong = [](absl::string_view place, absl::string_view expected) {
    return absl::InvalidArgumentError(
        absl::StrCat("AuthenticatorOptions.", place, ": expected ", expected,
                     ", got something else"));
  };
  for (size_t i = 0; i < options.state_keys.size(); ++i) {
    if (options.state_keys[i].size() != internal::kKeyBytes) {
      return wrong(absl::StrCat("state_keys[", i, "]"), "32 bytes");
    }
  }
  if (!options.decoy_key.empty() &&
      options.decoy_key.size() != internal::kKeyBytes) {
    return wrong("decoy_key", "32 bytes or none");
  }
  if (options.time_to_live < absl::Seconds(1) ||
      options.time_to_live > absl::Hours(1)) {
    return wrong("time_to_live", "1 second to 1 hour");
  }
  for (const AttemptLimit& limit : {options.per_authid, options.per_peer}) {
    if (!(limit.burst >= 1) || limit.refill <= absl::ZeroDuration()) {
      return wrong("per_authid and per_peer",
                   "a burst of at least 1, and a refill of more than zero");
    }
  }
  return absl::OkStatus();
}

}  // namespace

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
    const absl::MutexLock lock(&mutex_);
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
    const absl::ReaderMutexLock lock(&mutex_);
    return policy_;
  }
  absl::Time Now() const {
    return options_.clock ? options_.clock() : absl::Now();
  }

  wamp::v1::Accept MakeAccept(const RealmIndex& realm, absl::string_view authid,
                              absl::string_view role,
                              absl::string_view method) const;
  // As far as the method knows who it is about.
  std::optional<Who> Find(const RealmIndex& realm, Method method,
                          const v1::HelloRequest& request) const;
  v1::HelloResponse Ask(const v1::HelloRequest& request,
                        const RealmIndex& realm, const std::string& name,
                        const Who& who) const;
  v1::HelloResponse GiveCredential(const v1::HelloRequest& request,
                                   const RealmIndex& realm,
                                   const std::string& name,
                                   const Who& who) const;
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
                                const ChallengeState& state,
                                const Principal& principal);

  const AuthenticatorOptions options_;
  const internal::StateSealer sealer_;
  internal::UsedStates used_;
  internal::AttemptLimiter authids_;
  internal::AttemptLimiter peers_;
  internal::TicketVerifier tickets_;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const Policy> policy_ ABSL_GUARDED_BY(mutex_);
};

v1::GetCapabilitiesResponse Authenticator::Impl::GetCapabilities() const {
  v1::GetCapabilitiesResponse response;
  for (const absl::string_view method :
       {authmethod::kAnonymous, authmethod::kTicket, authmethod::kWampcra,
        authmethod::kCryptosign, authmethod::kWampScram, authmethod::kScram}) {
    response.add_authmethods(std::string(method));
  }
  response.set_credentials(options_.give_credentials);
  if (!options_.agent.empty()) response.set_agent(options_.agent);
  return response;
}

wamp::v1::Accept Authenticator::Impl::MakeAccept(
    const RealmIndex& realm, absl::string_view authid, absl::string_view role,
    absl::string_view method) const {
  wamp::v1::Accept accept;
  accept.set_realm(realm.name);
  accept.set_authid(std::string(authid));
  accept.set_authrole(std::string(role));
  accept.set_authmethod(std::string(method));
  accept.set_authprovider(options_.authprovider);
  return accept;
}

std::optional<Who> Authenticator::Impl::Find(
    const RealmIndex& realm, Method method,
    const v1::HelloRequest& request) const {
  const std::string& authid = request.details().authid();
  if (!authid.empty()) {
    return std::make_optional<Who>(realm, realm.FindByAuthid(authid), authid,
                                   options_.decoy_key, internal::kNoMethod);
  }
  // WAMP-Cryptosign can do without a name: a public key has one owner.
  if (method != internal::kCryptosign) return std::nullopt;
  const auto authextra =
      FromDict<HelloAuthextra>(request.details().authextra());
  std::string pubkey;
  if (authextra.ok()) {
    absl::StatusOr<std::string> bytes = internal::PubkeyOf(*authextra);
    if (bytes.ok()) pubkey = *std::move(bytes);
  }
  return std::make_optional<Who>(realm, realm.FindByPubkey(pubkey),
                                 absl::BytesToHexString(pubkey),
                                 options_.decoy_key, method);
}

v1::HelloResponse Authenticator::Impl::Ask(const v1::HelloRequest& request,
                                           const RealmIndex& realm,
                                           const std::string& name,
                                           const Who& who) const {
  v1::HelloResponse response;
  const Principal& principal = who.principal();
  const absl::Time now = Now();
  ChallengeState state;
  state.method = name;
  state.realm = realm.name;
  state.authid = principal.authid;
  state.authrole = request.details().authrole();
  state.expires = now + options_.time_to_live;
  const auto authextra =
      FromDict<HelloAuthextra>(request.details().authextra());
  const Method method = internal::MethodOf(name);
  absl::StatusOr<wamp::v1::Dict> extra = wamp::v1::Dict();
  if (method == internal::kWampcra) {
    extra = internal::ChallengeByWampcra(
        principal,
        {options_.authprovider, request.details().pending_session(), now},
        &state);
  } else if (method != internal::kTicket) {
    if (!authextra.ok()) {
      *response.mutable_deny() = WrongWords(authextra.status());
      return response;
    }
    extra = method == internal::kCryptosign
                ? internal::ChallengeByCryptosign(*authextra,
                                                  request.transport(), &state)
                : internal::ChallengeByScram(*principal.scram,
                                             DialectOf(method), *authextra,
                                             request.transport(), &state);
  }
  if (!extra.ok()) {
    *response.mutable_deny() = WrongWords(extra.status());
    return response;
  }
  v1::PendingChallenge* pending = response.mutable_challenge();
  pending->mutable_challenge()->set_method(name);
  *pending->mutable_challenge()->mutable_extra() = *std::move(extra);
  pending->set_state(sealer_.Seal(
      state, internal::BindingOf(request.request_id(), request.transport())));
  pending->mutable_time_to_live()->set_seconds(
      absl::ToInt64Seconds(options_.time_to_live));
  return response;
}

v1::HelloResponse Authenticator::Impl::GiveCredential(
    const v1::HelloRequest& request, const RealmIndex& realm,
    const std::string& name, const Who& who) const {
  // Who may not join is given one that nobody can prove to have.
  const std::string& role = request.details().authrole();
  const bool may_join = who.exists() && !who.principal().refusal &&
                        (role.empty() || role == who.principal().role);
  const Principal& principal = may_join ? who.principal() : who.decoy();
  v1::HelloResponse response;
  const Method method = internal::MethodOf(name);
  if ((principal.methods & method) == 0) {
    *response.mutable_deny() = WrongProof();
    return response;
  }
  *response.mutable_credential() = internal::MakeCredential(principal, method);
  *response.mutable_credential()->mutable_accept() =
      MakeAccept(realm, principal.authid, principal.role, name);
  return response;
}

absl::StatusOr<v1::HelloResponse> Authenticator::Impl::Hello(
    const v1::HelloRequest& request, RouterTrust trust) {
  absl::Status status = internal::CheckHello(request);
  if (!status.ok()) return status;
  const wamp::v1::HelloDetails& details = request.details();
  const std::shared_ptr<const Policy> policy = this->policy();
  v1::HelloResponse response;
  const RealmIndex* realm = policy->index().FindRealm(details.realm());
  if (realm == nullptr) {
    *response.mutable_deny() =
        MakeDeny(error_uri::kNoSuchRealm, "there is no such realm");
    return response;
  }
  if (std::max(details.authid().size(), details.authrole().size()) >
      kMostName) {
    *response.mutable_deny() = WrongWords(absl::InvalidArgumentError(
        absl::StrCat("HELLO.Details: expected an authid and an authrole of at "
                     "most ",
                     kMostName, " bytes, got more")));
    return response;
  }
  std::vector<std::string> names(details.authmethods().values().begin(),
                                 details.authmethods().values().end());
  if (names.empty()) names.emplace_back(authmethod::kAnonymous);
  if (names.size() > kMostMethods) names.resize(kMostMethods);
  for (const std::string& name : names) {
    if (!Offers(request.offer(), name)) continue;
    if (name == authmethod::kAnonymous && realm->anonymous_role) {
      if (details.has_authrole() &&
          details.authrole() != *realm->anonymous_role) {
        *response.mutable_deny() =
            MakeDeny(error_uri::kNoSuchRole, "the role can't be had");
        return response;
      }
      // Whatever name the client gives, it has not proven it.
      const std::string authid = absl::StrCat(
          "anonymous-", absl::BytesToHexString(internal::RandomBytes(10)));
      *response.mutable_accept() =
          MakeAccept(*realm, authid, *realm->anonymous_role, name);
      return response;
    }
    const Method method = internal::MethodOf(name);
    if (method == internal::kNoMethod) continue;
    const std::optional<Who> who = Find(*realm, method, request);
    if (!who || (who->principal().methods & method) == 0) continue;
    if (options_.give_credentials && trust == RouterTrust::kCredentials &&
        request.offer().credentials() && method != internal::kTicket) {
      return GiveCredential(request, *realm, name, *who);
    }
    return Ask(request, *realm, name, *who);
  }
  *response.mutable_deny() =
      MakeDeny(error_uri::kNoMatchingAuthMethod,
               "none of the authentication methods can be used");
  return response;
}

bool Authenticator::Impl::TakeAttempt(const std::string& authid,
                                      absl::string_view host, absl::Time now) {
  if (!host.empty() && !peers_.Take(host, now)) return false;
  if (authids_.Take(authid, now)) return true;
  if (!host.empty()) peers_.GiveBack(host, now);
  return false;
}

void Authenticator::Impl::GiveBackAttempt(const std::string& authid,
                                          absl::string_view host,
                                          absl::Time now) {
  authids_.GiveBack(authid, now);
  if (!host.empty()) peers_.GiveBack(host, now);
}

absl::StatusOr<Authenticator::Impl::Verdict> Authenticator::Impl::Judge(
    const v1::AuthenticateRequest& request, const ChallengeState& state,
    const Principal& principal) {
  Verdict verdict;
  const Method method = internal::MethodOf(state.method);
  const std::string& signature = request.authenticate().signature();
  if ((principal.methods & method) == 0 || signature.size() > kMostSignature) {
    return verdict;
  }
  if (method == internal::kTicket) {
    const absl::StatusOr<bool> is_right =
        tickets_.Verify(*principal.ticket, signature);
    if (!is_right.ok()) return is_right.status();
    verdict.proven = *is_right;
  } else if (method == internal::kWampcra) {
    verdict.proven =
        internal::VerifyWampcra(*principal.cra, state.challenge, signature);
  } else if (method == internal::kCryptosign) {
    verdict.proven =
        internal::VerifyCryptosign(state, request.transport(), signature);
    verdict.proven &=
        std::find(principal.pubkeys.begin(), principal.pubkeys.end(),
                  state.pubkey) != principal.pubkeys.end();
  } else {
    const absl::StatusOr<internal::ScramVerdict> scram =
        internal::VerifyScram(*principal.scram, DialectOf(method), state,
                              request.transport(), request.authenticate());
    if (!scram.ok()) {
      verdict.words = scram.status();
      return verdict;
    }
    verdict.proven = scram->proven;
    verdict.authextra = internal::WelcomeByScram(DialectOf(method), *scram);
  }
  return verdict;
}

absl::StatusOr<v1::AuthenticateResponse> Authenticator::Impl::Authenticate(
    const v1::AuthenticateRequest& request) {
  absl::Status status = internal::CheckAuthenticate(request);
  if (!status.ok()) return status;
  const absl::Time now = Now();
  const absl::string_view host =
      wamp::internal::HostOf(request.transport().peer());
  v1::AuthenticateResponse response;
  const std::shared_ptr<const Policy> policy = this->policy();
  const auto opened = sealer_.Open(
      request.state(),
      internal::BindingOf(request.request_id(), request.transport()));
  const RealmIndex* realm =
      opened ? policy->index().FindRealm(opened->state.realm) : nullptr;
  if (realm == nullptr || opened->state.expires <= now) {
    *response.mutable_deny() = WrongState();
    return response;
  }
  switch (used_.Use(opened->nonce, now)) {
    case internal::UsedStates::Result::kFirst:
      break;
    case internal::UsedStates::Result::kAgain:
      *response.mutable_deny() = WrongState();
      return response;
    case internal::UsedStates::Result::kFull:
      return absl::ResourceExhaustedError("too many challenges were answered");
  }
  const ChallengeState& state = opened->state;
  // Realms have no control characters in their names.
  const std::string subject = absl::StrCat(state.realm, "\n", state.authid);
  if (!TakeAttempt(subject, host, now)) {
    *response.mutable_deny() = MakeDeny(error_uri::kAuthenticationFailed,
                                        "too many attempts have failed");
    return response;
  }
  const Who who(*realm, realm->FindByAuthid(state.authid), state.authid,
                options_.decoy_key, internal::MethodOf(state.method));
  const Principal& principal = who.principal();
  absl::StatusOr<Verdict> verdict = Judge(request, state, principal);
  if (!verdict.ok()) {
    GiveBackAttempt(subject, host, now);
    return verdict.status();
  }
  if (!verdict->words.ok()) {
    *response.mutable_deny() = WrongWords(verdict->words);
    return response;
  }
  if (!verdict->proven || !who.exists()) {
    *response.mutable_deny() = WrongProof();
    return response;
  }
  GiveBackAttempt(subject, host, now);
  if (principal.refusal) {
    *response.mutable_deny() =
        MakeDeny(principal.refusal->reason, principal.refusal->message);
  } else if (!state.authrole.empty() && state.authrole != principal.role) {
    *response.mutable_deny() =
        MakeDeny(error_uri::kNoSuchRole, "the role can't be had");
  } else {
    *response.mutable_accept() =
        MakeAccept(*realm, principal.authid, principal.role, state.method);
    if (verdict->authextra) {
      *response.mutable_accept()->mutable_authextra() =
          *std::move(verdict->authextra);
    }
  }
  return response;
}

absl::StatusOr<std::unique_ptr<Authenticator>> Authenticator::Make(
    std::shared_ptr<const Policy> policy, AuthenticatorOptions options) {
  absl::Status status = CheckOptions(options);
  if (!status.ok()) return status;
  if (policy == nullptr) {
    return absl::InvalidArgumentError("policy: expected one, got nothing");
  }
  if (options.state_keys.empty()) {
    options.state_keys = {internal::RandomBytes(internal::kKeyBytes)};
  }
  if (options.decoy_key.empty()) {
    options.decoy_key =
        internal::HmacSha256(options.state_keys.back(), "decoy key");
  }
  return std::unique_ptr<Authenticator>(new Authenticator(
      std::make_unique<Impl>(std::move(policy), std::move(options))));
}

Authenticator::Authenticator(std::unique_ptr<Impl> impl)
    : impl_(std::move(impl)) {}
Authenticator::~Authenticator() = default;

void Authenticator::SetPolicy(std::shared_ptr<const Policy> policy) {
  impl_->SetPolicy(std::move(policy));
}

v1::GetCapabilitiesResponse Authenticator::GetCapabilities() const {
  return impl_->GetCapabilities();
}

absl::StatusOr<v1::HelloResponse> Authenticator::Hello(
    const v1::HelloRequest& request, RouterTrust trust) {
  return impl_->Hello(request, trust);
}

absl::StatusOr<v1::AuthenticateResponse> Authenticator::Authenticate(
    const v1::AuthenticateRequest& request) {
  return impl_->Authenticate(request);
}

}  // namespace auth
}  // namespace wamp
