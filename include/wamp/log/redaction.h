// Takes out of a record what must not be in a log.
//
// Example: the public keys that clients log in with are kept, and of their
// resume tokens a hash, so that equal ones can be found,
//
//   wamp::log::RedactionPolicy policy;
//   policy.rules = {{"attaching.authextra.pubkey", wamp::log::Redact::kKeep},
//                   {"*.resume_token", wamp::log::Redact::kHash}};
//   policy.hash_key = key;        // from where your keys are
//   policy.hash_key_id = "2026-01";
//   absl::StatusOr<wamp::log::Redactor> redactor =
//       wamp::log::Redactor::Create(policy);
//   if (!redactor.ok()) return redactor.status();  // an unknown path, say
//   redactor->Apply(&record);
//
// Without any rule,
//
//   * fields that annotations.proto calls secret are dropped: `authextra`,
//     `Extra` of CHALLENGE, resume tokens, cookies, HTTP headers, channel ids,
//     …
//   * so are values under keys of dicts by whose name a secret goes: those
//     of the fields above, `ticket`, `secret`, `password`, `token`, and
//     private keys
//   * so are keys that no field claims (`unknown_keys`)
//   * the query of a URL, and the user and password in it, are cut off
//   * a text is cut after 1024 bytes, and lists and dicts after 64 elements
//   * bytes that are not UTF-8 become U+FFFD, so that any reader takes
//     the record
//
// `redactions` of the record says what has been done and where. It is shown,
// and so it names no key that only a peer has named.
#ifndef WAMP_LOG_REDACTION_H_
#define WAMP_LOG_REDACTION_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {

namespace internal {
struct RedactionPlan;
}  // namespace internal

namespace log {

// What is done to a value.
enum class Redact {
  // It is removed.
  kDrop,
  // "<secret>" takes its place, or nothing in a place that holds no text: it is
  // seen that there was something.
  kMask,
  // "hmac-sha256:2026-01:" with the id of the key in the middle, and 64 digits
  // take its place: the HMAC of the text or, of a list or dict, of its protobuf
  // bytes. Whoever has the key can guess values and compare: it belongs
  // elsewhere than the log.
  kHash,
  // It stays, though it is a secret. Of a dict this does not hold for the keys
  // by whose name a secret goes: they need rules of their own.
  kKeep,
};

// For one place of the record.
struct RedactionRule {
  // The names of fields from the record on, with a dot in between, and after
  // the name of a dict those of keys: "attaching.authextra.pubkey". After "*."
  // it may start anywhere: "*.authid" is the authid of each event and of the
  // idents. A full path counts more than one with "*.".
  std::string path;
  Redact action = Redact::kDrop;
};

struct RedactionPolicy {
  std::vector<RedactionRule> rules;
  // The key of all hashes, at least 16 bytes, and what the log calls it: 1 to
  // 64 letters, digits, dots, underscores and hyphens. A new key should have a
  // new id. Needed by Redact::kHash alone.
  std::string hash_key;
  std::string hash_key_id;
  // Whether keys that no field claims stay, but for those that go by the name
  // of a secret. Frames hold them only if their reader kept them.
  bool keep_unknown_keys = false;
  // After how many bytes a text is cut, at the start of a character; at most
  // kHighestTextBytes.
  size_t max_text_bytes = 1024;
  // After how many elements a list or dict is cut; at most kHighestElements.
  size_t max_elements = 64;

  static constexpr size_t kHighestTextBytes = size_t{64} * 1024;
  static constexpr size_t kHighestElements = 4096;
};

// Safe to use from any thread. Copies share what they are made of.
class Redactor {
 public:
  // That of a policy without rules.
  Redactor();

  // Fails for a rule with a path that names nothing, an action that the field
  // doesn't take (mask and hash take texts, lists and dicts), for a hash
  // without a key, and for limits that are too high.
  static absl::StatusOr<Redactor> Create(const RedactionPolicy& policy);

  // Does all of the above. What `redactions` of the record says to have been
  // done, by another Redactor say, is not done again.
  void Apply(v1::SessionRecord* record) const;

 private:
  explicit Redactor(std::shared_ptr<const internal::RedactionPlan> plan);

  std::shared_ptr<const internal::RedactionPlan> plan_;
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_LOG_REDACTION_H_
