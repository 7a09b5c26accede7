// The answers to HELLO.
#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "src/auth/auth_requests.h"
#include "src/auth/authenticator_impl.h"
#include "src/auth/credential.h"
#include "src/auth/crypto.h"
#include "src/auth/cryptosign.h"
#include "src/auth/denials.h"
#include "src/auth/method_choice.h"
#include "src/auth/scram.h"
#include "src/auth/wampcra.h"
#include "wamp/authentication.h"
#include "wamp/dict.h"
#include "wamp/error_uri.h"

namespace wamp {
namespace auth {

using internal::ChallengeState;
using internal::Method;
using internal::Principal;
using internal::RealmIndex;
using internal::Who;

namespace {

constexpr size_t kMostName = 1024;

}  // namespace

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
      *response.mutable_deny() = internal::WrongWords(authextra.status());
      return response;
    }
    extra = method == internal::kCryptosign
                ? internal::ChallengeByCryptosign(*authextra,
                                                  request.transport(), &state)
                : internal::ChallengeByScram(
                      *principal.scram, internal::DialectOf(method), *authextra,
                      request.transport(), &state);
  }
  if (!extra.ok()) {
    *response.mutable_deny() = internal::WrongWords(extra.status());
    return response;
  }
  std::string sealed = sealer_.Seal(
      state, internal::BindingOf(request.request_id(), request.transport()));
  if (sealed.empty()) {
    *response.mutable_deny() = internal::WrongState();
    return response;
  }
  v1::PendingChallenge* pending = response.mutable_challenge();
  pending->mutable_challenge()->set_method(name);
  *pending->mutable_challenge()->mutable_extra() = *std::move(extra);
  pending->set_state(std::move(sealed));
  pending->mutable_time_to_live()->set_seconds(
      absl::ToInt64Seconds(options_.time_to_live));
  return response;
}

v1::HelloResponse Authenticator::Impl::LetIn(const v1::HelloRequest& request,
                                             const RealmIndex& realm) const {
  v1::HelloResponse response;
  const std::string& role = *realm.anonymous_role;
  if (request.details().has_authrole() &&
      request.details().authrole() != role) {
    *response.mutable_deny() = internal::WrongRole();
    return response;
  }
  // Whatever name the client gives, it has not proven it.
  const std::string authid = absl::StrCat(
      "anonymous-", absl::BytesToHexString(internal::RandomBytes(10)));
  *response.mutable_accept() =
      MakeAccept(realm, authid, role, authmethod::kAnonymous);
  return response;
}

v1::HelloResponse Authenticator::Impl::GiveCredential(
    const v1::HelloRequest& request, const RealmIndex& realm,
    const std::string& name, const Who& who) const {
  const Method method = internal::MethodOf(name);
  // Who may not join is given one that nobody can prove to have. There is
  // always somebody that it can look like.
  const Principal decoy = internal::MakeDecoy(realm, who.principal().authid,
                                              options_.decoy_key, method);
  const std::string& role = request.details().authrole();
  const bool may_join = who.exists() && !who.principal().refusal &&
                        (role.empty() || role == who.principal().role);
  const Principal& principal = may_join ? who.principal() : who.decoy();
  v1::HelloResponse response;
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
        internal::MakeDeny(error_uri::kNoSuchRealm, "there is no such realm");
    return response;
  }
  if (std::max(details.authid().size(), details.authrole().size()) >
      kMostName) {
    *response.mutable_deny() = internal::WrongWords(absl::InvalidArgumentError(
        absl::StrCat("HELLO.Details: expected an authid and an authrole of at "
                     "most ",
                     kMostName, " bytes, got more")));
    return response;
  }
  const internal::Claim claim = internal::ClaimOf(*realm, details);
  const std::optional<std::string> name =
      internal::ChooseMethod(*realm, claim, request, options_.decoy_key);
  if (!name) {
    *response.mutable_deny() =
        internal::MakeDeny(error_uri::kNoMatchingAuthMethod,
                           "none of the authentication methods can be used");
    return response;
  }
  if (*name == authmethod::kAnonymous) return LetIn(request, *realm);
  const Method method = internal::MethodOf(*name);
  const Who who(*realm, claim.found, claim.authid, options_.decoy_key, method);
  if (options_.give_credentials && trust == RouterTrust::kCredentials &&
      request.offer().credentials() && method != internal::kTicket) {
    return GiveCredential(request, *realm, *name, who);
  }
  return Ask(request, *realm, *name, who);
}

}  // namespace auth
}  // namespace wamp
