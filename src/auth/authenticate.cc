// The answers to AUTHENTICATE.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/auth/auth_requests.h"
#include "src/auth/authenticator_impl.h"
#include "src/auth/cryptosign.h"
#include "src/auth/denials.h"
#include "src/auth/scram.h"
#include "src/auth/wampcra.h"
#include "src/text/host.h"
#include "wamp/error_uri.h"

namespace wamp {
namespace auth {

using internal::ChallengeState;
using internal::Method;
using internal::Principal;
using internal::RealmIndex;
using internal::Who;

namespace {

constexpr size_t kMostSignature = 16384;

}  // namespace

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
    const absl::StatusOr<internal::ScramVerdict> scram = internal::VerifyScram(
        *principal.scram, internal::DialectOf(method), state,
        request.transport(), request.authenticate());
    if (!scram.ok()) {
      verdict.words = scram.status();
      return verdict;
    }
    verdict.proven = scram->proven;
    verdict.authextra =
        internal::WelcomeByScram(internal::DialectOf(method), *scram);
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
    *response.mutable_deny() = internal::WrongState();
    return response;
  }
  switch (used_.Use(opened->nonce, now)) {
    case internal::UsedStates::Result::kFirst:
      break;
    case internal::UsedStates::Result::kAgain:
      *response.mutable_deny() = internal::WrongState();
      return response;
    case internal::UsedStates::Result::kFull:
      return absl::ResourceExhaustedError("too many challenges were answered");
  }
  const ChallengeState& state = opened->state;
  // Realms have no control characters in their names.
  const std::string subject = absl::StrCat(state.realm, "\n", state.authid);
  if (!TakeAttempt(subject, host, now)) {
    *response.mutable_deny() = internal::MakeDeny(
        error_uri::kAuthenticationFailed, "too many attempts have failed");
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
    *response.mutable_deny() = internal::WrongWords(verdict->words);
    return response;
  }
  if (!verdict->proven || !who.exists()) {
    *response.mutable_deny() = internal::WrongProof();
    return response;
  }
  GiveBackAttempt(subject, host, now);
  if (principal.refusal) {
    *response.mutable_deny() = internal::MakeDeny(principal.refusal->reason,
                                                  principal.refusal->message);
  } else if (!state.authrole.empty() && state.authrole != principal.role) {
    *response.mutable_deny() = internal::WrongRole();
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

}  // namespace auth
}  // namespace wamp
