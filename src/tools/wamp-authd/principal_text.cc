#include "src/tools/wamp-authd/principal_text.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"
#include "src/auth/crypto.h"
#include "wamp/auth/client_proof.h"
#include "wamp/auth/policy.h"

namespace wamp {
namespace tools {
namespace {

constexpr size_t kSaltBytes = 16;
// What OWASP recommends for PBKDF2 with SHA-256.
constexpr uint32_t kPbkdf2Iterations = 600000;
constexpr uint32_t kWampcraKeyBytes = 32;

std::string NewSalt() {
  return absl::BytesToHexString(auth::internal::RandomBytes(kSaltBytes));
}

absl::Status SetTicket(absl::string_view secret, auth::TicketStrength strength,
                       auth::v1::Principal& principal) {
  auto hash = auth::HashTicket(secret, strength);
  if (!hash.ok()) return hash.status();
  *principal.mutable_ticket() = *std::move(hash);
  return absl::OkStatus();
}

void SetWampcra(absl::string_view secret, auth::v1::Principal& principal) {
  const std::string salt = NewSalt();
  ChallengeExtra extra;
  extra->set_salt(salt);
  extra->set_iterations(kPbkdf2Iterations);
  extra->set_keylen(kWampcraKeyBytes);
  auth::v1::WampcraKey& key = *principal.mutable_wampcra();
  key.set_derived_key(auth::WampcraKeyOf(secret, extra));
  key.set_salt(salt);
  key.set_iterations(kPbkdf2Iterations);
  key.set_keylen(kWampcraKeyBytes);
}

absl::Status SetScram(absl::string_view secret, const char* kdf,
                      auth::v1::Principal& principal) {
  auth::v1::ScramKeys keys;
  keys.set_kdf(kdf);
  keys.set_salt(NewSalt());
  keys.set_iterations(auth::internal::kArgon2Iterations);
  keys.set_memory(auth::internal::kArgon2Memory);
  auto made = auth::MakeScramKeys(secret, std::move(keys));
  if (!made.ok()) return made.status();
  *principal.mutable_scram() = *std::move(made);
  return absl::OkStatus();
}

absl::Status Set(absl::string_view secret, HashMethod method,
                 auth::v1::Principal& principal) {
  switch (method) {
    case HashMethod::kTicket:
      return SetTicket(secret, auth::TicketStrength::kPassword, principal);
    case HashMethod::kRandomTicket:
      return SetTicket(secret, auth::TicketStrength::kRandom, principal);
    case HashMethod::kWampcra:
      SetWampcra(secret, principal);
      return absl::OkStatus();
    case HashMethod::kWampScram:
      return SetScram(secret, "argon2id13", principal);
    case HashMethod::kScram:
      return SetScram(secret, "argon2id-13", principal);
  }
  return absl::InternalError("method: not known");
}

}  // namespace

absl::StatusOr<std::string> PrincipalText(absl::string_view secret,
                                          HashMethod method, PolicyForm form) {
  if (secret.empty()) {
    return absl::InvalidArgumentError(
        "(standard input): expected a secret, got nothing");
  }
  auth::v1::Principal principal;
  absl::Status status = Set(secret, method, principal);
  if (!status.ok()) return status;
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.add_whitespace = true;
  std::string text;
  const bool is_printed =
      form == PolicyForm::kTextproto
          ? google::protobuf::TextFormat::PrintToString(principal, &text)
          : google::protobuf::util::MessageToJsonString(principal, &text,
                                                        options)
                .ok();
  if (!is_printed) {
    return absl::InternalError("the credential can't be printed");
  }
  return text;
}

}  // namespace tools
}  // namespace wamp
