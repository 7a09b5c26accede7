// Who may join which realm, and who may do what: a policy, checked and ready to
// be asked.
//
// Example:
//
//   absl::StatusOr<std::shared_ptr<const wamp::auth::Policy>> policy =
//       wamp::auth::LoadPolicy("policy.json");
//   // "policy.json: Policy.realms[0].principals[2].scram.salt: expected 8 to
//   //  64 bytes as hexadecimal digits, got something else"
//   if (!policy.ok()) return policy.status();
//   authenticator->SetPolicy(*policy);
//   authorizer->SetPolicy(*std::move(policy));
//
// The file is JSON, or protobuf's text form of wamp.auth.v1.Policy
// (wamp/auth/v1/policy.proto), which says what each field means:
//
//   {"realms": [{
//      "name": "realm1",
//      "anonymous_role": "guest",
//      "principals": [
//        {"authid": "joe", "role": "user",
//         "wampcra": {"secret": "…"}}],
//      "roles": [
//        {"name": "user", "permissions": [
//          {"uri": "com.example.", "match": "prefix", "allow": true,
//           "actions": ["call", "subscribe"]}]}]}]}
//
// Errors name the place, what was expected and what was found, and never show a
// secret, not even one that stands where none belongs.
#ifndef WAMP_AUTH_POLICY_H_
#define WAMP_AUTH_POLICY_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/auth/v1/policy.pb.h"

namespace wamp {
namespace auth {
namespace internal {

struct PolicyIndex;

}  // namespace internal

// A policy that has been checked. It never changes, and any number of threads
// may use it.
class Policy {
 public:
  explicit Policy(std::unique_ptr<const internal::PolicyIndex> index);
  ~Policy();
  Policy(const Policy&) = delete;
  Policy& operator=(const Policy&) = delete;

  const internal::PolicyIndex& index() const { return *index_; }

 private:
  const std::unique_ptr<const internal::PolicyIndex> index_;
};

// The forms of a policy's text.
enum class PolicyFormat {
  // A JSON object, with the names of the fields as keys.
  kJson,
  // Protobuf's text form.
  kTextproto,
};

// Checks a policy, derives its keys and indexes it. All that is wrong is in the
// status, an InvalidArgument.
absl::StatusOr<std::shared_ptr<const Policy>> MakePolicy(
    const v1::Policy& policy);

// Reads a policy and does the same.
absl::StatusOr<std::shared_ptr<const Policy>> ParsePolicy(
    absl::string_view text, PolicyFormat format);

// Reads a file and does the same. A file called `….json` is JSON, one called
// `….textproto`, `….txtpb` or `….pbtxt` is protobuf's text form. What can't be
// read is a NotFound or an Unavailable.
absl::StatusOr<std::shared_ptr<const Policy>> LoadPolicy(
    const std::string& path);

// How costly it is to guess a ticket from its hash.
enum class TicketStrength {
  // For what people have made up: Argon2id, 19 MiB, twice.
  kPassword,
  // For random tickets of 16 bytes or more: one round of PBKDF2.
  kRandom,
};

// What a policy keeps of a ticket, with a new salt.
absl::StatusOr<v1::TicketHash> HashTicket(absl::string_view ticket,
                                          TicketStrength strength);

}  // namespace auth
}  // namespace wamp

#endif  // WAMP_AUTH_POLICY_H_
