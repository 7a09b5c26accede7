#include "wamp/auth/authenticator.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/auth/authenticator_impl.h"
#include "src/auth/crypto.h"
#include "wamp/authentication.h"

namespace wamp {
namespace auth {
namespace {

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
    const internal::RealmIndex& realm, absl::string_view authid,
    absl::string_view role, absl::string_view method) const {
  wamp::v1::Accept accept;
  accept.set_realm(realm.name);
  accept.set_authid(std::string(authid));
  accept.set_authrole(std::string(role));
  accept.set_authmethod(std::string(method));
  accept.set_authprovider(options_.authprovider);
  return accept;
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
  if (policy != nullptr) impl_->SetPolicy(std::move(policy));
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
