// Dynamic authenticators of crossbar.
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "src/auth/crypto.h"
#include "src/text/quote.h"
#include "wamp/auth/crossbar.h"
#include "wamp/dict.h"
#include "wamp/value.h"

namespace wamp {
namespace auth {
namespace {

absl::Status Missing(absl::string_view place, absl::string_view expected) {
  return absl::InvalidArgumentError(
      absl::StrCat("principal.", place, ": expected ", expected,
                   ", got nothing or something else"));
}

absl::Status ReadDigits(absl::string_view place, const std::string& digits,
                        size_t size, std::string* bytes) {
  if (internal::ReadHex(digits, bytes) && !bytes->empty() &&
      (size == 0 || bytes->size() == size)) {
    return absl::OkStatus();
  }
  return Missing(place, size == 0
                            ? "hexadecimal digits"
                            : absl::StrCat(2 * size, " hexadecimal digits"));
}

absl::StatusOr<v1::CrossbarPrincipal> ReadPrincipal(
    const wamp::v1::Value& result) {
  v1::CrossbarPrincipal principal;
  if (result.has_string_value()) {
    principal.set_role(result.string_value());
  } else {
    absl::Status status = FromValue(result, &principal);
    if (!status.ok()) return status;
  }
  if (principal.role().empty()) return Missing("role", "a name");
  return principal;
}

absl::Status SetWampcra(const v1::CrossbarPrincipal& principal,
                        v1::WampcraCredential* credential) {
  if (principal.secret().empty()) return Missing("secret", "a text");
  credential->set_secret(principal.secret());
  if (!principal.has_salt()) return absl::OkStatus();
  credential->set_salt(principal.salt());
  credential->set_iterations(principal.has_iterations() ? principal.iterations()
                                                        : 1000);
  credential->set_keylen(principal.has_keylen() ? principal.keylen() : 32);
  return absl::OkStatus();
}

absl::Status SetScram(const v1::CrossbarPrincipal& principal,
                      v1::ScramCredential* credential) {
  if (principal.kdf() == "argon2id-13" || principal.kdf() == "argon2id13") {
    credential->set_kdf("argon2id13");
    if (!principal.has_memory()) return Missing("memory", "a number");
    credential->set_memory(principal.memory());
  } else if (principal.kdf() == "pbkdf2") {
    credential->set_kdf("pbkdf2");
  } else {
    return absl::InvalidArgumentError(
        absl::StrCat("principal.kdf: expected \"pbkdf2\" or \"argon2id-13\", "
                     "got ",
                     wamp::internal::Quote(principal.kdf())));
  }
  if (!principal.has_iterations()) return Missing("iterations", "a number");
  credential->set_iterations(principal.iterations());
  absl::Status status =
      ReadDigits("salt", principal.salt(), 0, credential->mutable_salt());
  if (status.ok()) {
    status = ReadDigits("stored-key", principal.stored_key(),
                        internal::kKeyBytes, credential->mutable_stored_key());
  }
  if (status.ok()) {
    status = ReadDigits("server-key", principal.server_key(),
                        internal::kKeyBytes, credential->mutable_server_key());
  }
  return status;
}

absl::Status SetCredential(const v1::CrossbarPrincipal& principal,
                           absl::string_view authmethod,
                           v1::Credential* credential) {
  if (authmethod == "wampcra") {
    return SetWampcra(principal, credential->mutable_wampcra());
  }
  if (authmethod == "cryptosign") {
    return ReadDigits("pubkey", principal.pubkey(), internal::kKeyBytes,
                      credential->mutable_cryptosign()->add_pubkeys());
  }
  return SetScram(principal, credential->mutable_scram());
}

wamp::v1::Accept AcceptOf(v1::CrossbarPrincipal principal,
                          const v1::HelloRequest& request,
                          absl::string_view authmethod) {
  wamp::v1::Accept accept;
  const wamp::v1::HelloDetails& hello = request.details();
  accept.set_realm(principal.has_realm() ? principal.realm() : hello.realm());
  if (principal.has_authid() || hello.has_authid()) {
    accept.set_authid(principal.has_authid() ? principal.authid()
                                             : hello.authid());
  }
  accept.set_authrole(principal.role());
  accept.set_authmethod(std::string(authmethod));
  accept.set_authprovider("dynamic");
  if (principal.has_extra()) {
    *accept.mutable_authextra() = std::move(*principal.mutable_extra());
  }
  return accept;
}

bool RouterVerifies(absl::string_view authmethod) {
  return authmethod == "wampcra" || authmethod == "cryptosign" ||
         authmethod == "scram" || authmethod == "wamp-scram";
}

void SetPrincipal(const v1::WampcraCredential& credential,
                  v1::CrossbarPrincipal* principal) {
  principal->set_secret(credential.secret());
  if (!credential.has_salt()) return;
  principal->set_salt(credential.salt());
  principal->set_iterations(
      credential.has_iterations() ? credential.iterations() : 1000);
  principal->set_keylen(credential.has_keylen() ? credential.keylen() : 32);
}

void SetPrincipal(const v1::ScramCredential& credential,
                  v1::CrossbarPrincipal* principal) {
  principal->set_kdf(credential.kdf() == "argon2id13" ? "argon2id-13"
                                                      : credential.kdf());
  if (credential.has_memory()) principal->set_memory(credential.memory());
  principal->set_iterations(credential.iterations());
  principal->set_salt(absl::BytesToHexString(credential.salt()));
  principal->set_stored_key(absl::BytesToHexString(credential.stored_key()));
  principal->set_server_key(absl::BytesToHexString(credential.server_key()));
}

// False if there is nothing by which crossbar could verify.
bool SetPrincipal(const v1::Credential& credential,
                  v1::CrossbarPrincipal* principal) {
  switch (credential.method_case()) {
    case v1::Credential::kWampcra:
      SetPrincipal(credential.wampcra(), principal);
      return true;
    case v1::Credential::kCryptosign:
      // It takes one key alone.
      if (credential.cryptosign().pubkeys_size() != 1) return false;
      principal->set_pubkey(
          absl::BytesToHexString(credential.cryptosign().pubkeys(0)));
      return true;
    case v1::Credential::kScram:
      SetPrincipal(credential.scram(), principal);
      return true;
    case v1::Credential::METHOD_NOT_SET:
      break;
  }
  return false;
}

v1::CrossbarPrincipal PrincipalOf(const wamp::v1::Accept& accept) {
  v1::CrossbarPrincipal principal;
  if (accept.has_realm()) principal.set_realm(accept.realm());
  if (accept.has_authid()) principal.set_authid(accept.authid());
  if (accept.has_authrole()) principal.set_role(accept.authrole());
  if (accept.has_authextra()) *principal.mutable_extra() = accept.authextra();
  return principal;
}

absl::StatusOr<wamp::v1::Value> ValueOf(
    const v1::CrossbarPrincipal& principal) {
  // Without a role crossbar would look for one itself.
  if (principal.role().empty()) return Missing("role", "a name");
  wamp::v1::Value value;
  absl::Status status = ToValue(principal, &value);
  if (!status.ok()) return status;
  return value;
}

// A text, or null.
absl::Status ReadText(const wamp::v1::List& arguments, int index,
                      absl::string_view name, std::string* text, bool* is_set) {
  const wamp::v1::Value& value = arguments.values(index);
  *is_set = value.has_string_value();
  *text = value.string_value();
  if (*is_set || IsNull(value)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(name, ": expected a string or null, got something else"));
}

}  // namespace

absl::StatusOr<wamp::v1::List> CrossbarArgumentsOf(
    const v1::HelloRequest& request, v1::CrossbarDetails details) {
  if (request.has_transport()) {
    *details.mutable_transport() = request.transport();
  }
  const wamp::v1::HelloDetails& hello = request.details();
  if (hello.has_authextra()) {
    *details.mutable_authextra() = hello.authextra();
  }
  wamp::v1::List arguments;
  wamp::v1::Value* realm = arguments.add_values();
  hello.has_realm() ? realm->set_string_value(hello.realm())
                    : realm->set_null_value(wamp::v1::NULL_UNSPECIFIED);
  wamp::v1::Value* authid = arguments.add_values();
  hello.has_authid() ? authid->set_string_value(hello.authid())
                     : authid->set_null_value(wamp::v1::NULL_UNSPECIFIED);
  absl::Status status = ToValue(details, arguments.add_values());
  if (!status.ok()) return status;
  return arguments;
}

absl::StatusOr<v1::HelloResponse> HelloResponseOf(
    const wamp::v1::Value& result, const v1::HelloRequest& request,
    absl::string_view authmethod) {
  absl::StatusOr<v1::CrossbarPrincipal> principal = ReadPrincipal(result);
  if (!principal.ok()) return principal.status();
  v1::HelloResponse response;
  if (RouterVerifies(authmethod)) {
    absl::Status status =
        SetCredential(*principal, authmethod, response.mutable_credential());
    if (!status.ok()) return status;
    *response.mutable_credential()->mutable_accept() =
        AcceptOf(*std::move(principal), request, authmethod);
  } else {
    *response.mutable_accept() =
        AcceptOf(*std::move(principal), request, authmethod);
  }
  return response;
}

absl::StatusOr<v1::HelloRequest> HelloRequestOf(const wamp::v1::List& arguments,
                                                std::string request_id,
                                                v1::CrossbarDetails* details) {
  if (arguments.values_size() != 3) {
    return absl::InvalidArgumentError(
        absl::StrCat("arguments: expected realm, authid and details, got ",
                     arguments.values_size(), " values"));
  }
  v1::HelloRequest request;
  request.set_request_id(std::move(request_id));
  wamp::v1::HelloDetails* hello = request.mutable_details();
  std::string text;
  bool is_set = false;
  absl::Status status = ReadText(arguments, 0, "realm", &text, &is_set);
  if (!status.ok()) return status;
  if (is_set) hello->set_realm(text);
  status = ReadText(arguments, 1, "authid", &text, &is_set);
  if (!status.ok()) return status;
  if (is_set) hello->set_authid(text);
  status = FromValue(arguments.values(2), details);
  if (!status.ok()) return status;
  hello->mutable_authmethods()->add_values(details->authmethod());
  if (details->has_authextra()) {
    *hello->mutable_authextra() = details->authextra();
  }
  if (details->has_transport()) {
    *request.mutable_transport() = details->transport();
  }
  request.mutable_offer()->add_authmethods(details->authmethod());
  request.mutable_offer()->set_credentials(true);
  return request;
}

absl::StatusOr<wamp::v1::Value> CrossbarResultOf(
    const v1::HelloResponse& response) {
  switch (response.answer_case()) {
    case v1::HelloResponse::kAccept:
      return ValueOf(PrincipalOf(response.accept()));
    case v1::HelloResponse::kCredential: {
      v1::CrossbarPrincipal principal =
          PrincipalOf(response.credential().accept());
      if (!SetPrincipal(response.credential(), &principal)) {
        return absl::FailedPreconditionError(
            "credential: expected one that crossbar knows, got another");
      }
      return ValueOf(principal);
    }
    case v1::HelloResponse::kDeny:
      return absl::PermissionDeniedError(absl::StrCat(
          response.deny().reason(), response.deny().has_message() ? ": " : "",
          response.deny().message()));
    case v1::HelloResponse::kChallenge:
    case v1::HelloResponse::ANSWER_NOT_SET:
      break;
  }
  return absl::FailedPreconditionError(
      "answer: expected an Accept or a Credential, got a challenge or nothing");
}

}  // namespace auth
}  // namespace wamp
