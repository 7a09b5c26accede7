#include "src/grpc/credential_verifier.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "wamp/auth/policy.h"
#include "wamp/value.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

absl::Status CredentialFault(absl::string_view text) {
  return absl::InternalError(
      absl::StrCat("the service's answer.credential ", text));
}

// The methods that a credential is for.
std::vector<std::string> MethodsOf(const v1::Credential& credential) {
  switch (credential.method_case()) {
    case v1::Credential::kWampcra:
      return {"wampcra"};
    case v1::Credential::kCryptosign:
      return {"cryptosign"};
    case v1::Credential::kScram:
      return {"wamp-scram", "scram"};
    case v1::Credential::METHOD_NOT_SET:
      break;
  }
  return {};
}

// The one that is tried: the client's first that the credential is for, that
// its `authmethod` does not exclude, and that the router allows. Empty if there
// is none.
std::string MethodOf(const v1::Credential& credential,
                     const v1::HelloRequest& request,
                     const std::vector<std::string>& allowed) {
  const std::vector<std::string> known = MethodsOf(credential);
  const std::string& chosen = credential.accept().authmethod();
  for (const std::string& method : request.details().authmethods().values()) {
    if (std::find(known.begin(), known.end(), method) == known.end()) continue;
    if (!chosen.empty() && chosen != method) continue;
    if (allowed.empty() ||
        std::find(allowed.begin(), allowed.end(), method) != allowed.end()) {
      return method;
    }
  }
  return "";
}

void SetWampcra(const v1::WampcraCredential& credential, v1::WampcraKey* key) {
  if (!credential.has_salt()) {
    key->set_secret(credential.secret());
    return;
  }
  key->set_derived_key(credential.secret());
  key->set_salt(credential.salt());
  if (credential.has_iterations()) key->set_iterations(credential.iterations());
  if (credential.has_keylen()) key->set_keylen(credential.keylen());
}

void SetScram(const v1::ScramCredential& credential, absl::string_view method,
              v1::ScramKeys* keys) {
  const bool is_autobahns =
      method == "scram" && credential.kdf() == "argon2id13";
  keys->set_kdf(is_autobahns ? "argon2id-13" : credential.kdf());
  keys->set_salt(absl::BytesToHexString(credential.salt()));
  keys->set_iterations(credential.iterations());
  if (credential.has_memory()) keys->set_memory(credential.memory());
  keys->set_stored_key(absl::BytesToHexString(credential.stored_key()));
  keys->set_server_key(absl::BytesToHexString(credential.server_key()));
}

v1::Policy PolicyOf(const v1::Credential& credential, absl::string_view method,
                    const std::string& realm, const std::string& authid) {
  v1::Policy policy;
  v1::Realm* known = policy.add_realms();
  known->set_name(realm);
  v1::Principal* principal = known->add_principals();
  principal->set_authid(authid);
  principal->set_role(credential.accept().authrole());
  switch (credential.method_case()) {
    case v1::Credential::kWampcra:
      SetWampcra(credential.wampcra(), principal->mutable_wampcra());
      break;
    case v1::Credential::kCryptosign:
      for (const std::string& key : credential.cryptosign().pubkeys()) {
        principal->add_pubkeys(absl::BytesToHexString(key));
      }
      break;
    case v1::Credential::kScram:
      SetScram(credential.scram(), method, principal->mutable_scram());
      break;
    case v1::Credential::METHOD_NOT_SET:
      break;
  }
  return policy;
}

}  // namespace

CredentialVerifier::CredentialVerifier(
    wamp::v1::Accept accept, v1::HelloRequest request,
    std::unique_ptr<Authenticator> authenticator)
    : accept_(std::move(accept)),
      request_(std::move(request)),
      authenticator_(std::move(authenticator)) {}

absl::StatusOr<std::unique_ptr<CredentialVerifier>> CredentialVerifier::Make(
    const v1::Credential& credential, const v1::HelloRequest& request,
    const std::vector<std::string>& authmethods) {
  wamp::v1::Accept accept = credential.accept();
  const std::string method = MethodOf(credential, request, authmethods);
  if (method.empty()) {
    return CredentialFault("is for no method of the client's");
  }
  v1::HelloRequest asked = request;
  wamp::v1::HelloDetails* details = asked.mutable_details();
  if (accept.has_realm()) details->set_realm(accept.realm());
  // A client need not say who it is, if its key does.
  if (!details->has_authid()) details->set_authid(accept.authid());
  details->mutable_authmethods()->clear_values();
  details->mutable_authmethods()->add_values(method);
  asked.clear_offer();
  accept.set_realm(details->realm());
  if (accept.authid().empty()) accept.set_authid(details->authid());
  accept.set_authmethod(method);
  const auto policy = MakePolicy(
      PolicyOf(credential, method, details->realm(), details->authid()));
  if (!policy.ok()) {
    return CredentialFault(
        absl::StrCat("is none: ", policy.status().message()));
  }
  auto authenticator = Authenticator::Make(*policy, {});
  if (!authenticator.ok()) return authenticator.status();
  return std::unique_ptr<CredentialVerifier>(new CredentialVerifier(
      std::move(accept), std::move(asked), *std::move(authenticator)));
}

absl::StatusOr<v1::HelloResponse> CredentialVerifier::Challenge() const {
  return authenticator_->Hello(request_);
}

absl::StatusOr<v1::AuthenticateResponse> CredentialVerifier::Verify(
    const v1::AuthenticateRequest& request) const {
  absl::StatusOr<v1::AuthenticateResponse> response =
      authenticator_->Authenticate(request);
  if (!response.ok() || !response->has_accept()) return response;
  wamp::v1::Accept accept = accept_;
  // Of WAMP-SCRAM: what proves to the client that the router knows its key.
  for (const wamp::v1::Entry& entry :
       response->accept().authextra().entries()) {
    SetValue(*accept.mutable_authextra(), entry.key(), entry.value());
  }
  *response->mutable_accept() = std::move(accept);
  return response;
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
