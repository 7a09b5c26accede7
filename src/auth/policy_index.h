// A policy as it is asked: by realm, authid, public key and role.
#ifndef WAMP_SRC_AUTH_POLICY_INDEX_H_
#define WAMP_SRC_AUTH_POLICY_INDEX_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "src/auth/crypto.h"
#include "wamp/uri.h"

namespace wamp {
namespace auth {
namespace internal {

// What a client may prove itself by, as bits of a set.
enum Method : uint32_t {
  kNoMethod = 0,
  kTicket = 1,
  kWampcra = 2,
  kCryptosign = 4,
  // SCRAM in the words of the specification, and in autobahn's.
  kWampScram = 8,
  kScram = 16,
};

// That of a name of WAMP's.
Method MethodOf(absl::string_view name);

struct Denial {
  std::string reason;
  std::string message;
};

struct TicketKey {
  Derivation derivation;
  std::string hash;
};

struct CraKey {
  // The key of the HMAC: a secret, or the base64 text of a derived key.
  std::string key;
  // Empty if there is none, and then the numbers mean nothing.
  std::string salt;
  uint32_t iterations = 0;
  uint32_t keylen = 0;
};

struct ScramKey {
  Derivation derivation;
  std::string stored_key;
  std::string server_key;
};

struct Principal {
  std::string authid;
  std::string role;
  // Those that it may use, and that there is a credential for.
  uint32_t methods = kNoMethod;
  std::optional<TicketKey> ticket;
  std::optional<CraKey> cra;
  std::vector<std::string> pubkeys;
  std::optional<ScramKey> scram;
  std::optional<Denial> refusal;
};

// What can be seen of a principal from outside: one of those that look like
// this.
struct Shape {
  const Principal* model;
  // Of what they have in common.
  uint64_t hash;
};

struct Rule {
  std::string uri;
  UriMatch match = UriMatch::kExact;
  // A bit for each wamp.v1.Action.
  uint32_t actions = 0;
  bool allow = false;
  bool disclose = false;
  // Empty means all.
  absl::flat_hash_set<std::string> authids;
  uint32_t cache_seconds = 0;
  Denial denial;
};

struct RoleRules {
  // Those for one URI, by it. In order, so that of several that forbid a part
  // of a pattern always the same answers.
  std::map<std::string, std::vector<Rule>, std::less<>> exact;
  // Those for patterns, the most specific first.
  std::vector<Rule> patterns;
};

struct RealmIndex {
  std::string name;
  std::optional<std::string> anonymous_role;
  // Never changes its place.
  std::vector<Principal> principals;
  absl::flat_hash_map<std::string, const Principal*> by_authid;
  absl::flat_hash_map<std::string, const Principal*> by_pubkey;
  std::vector<Shape> shapes;
  // Those that any of them may use.
  uint32_t methods = kNoMethod;
  absl::flat_hash_map<std::string, RoleRules> roles;

  // Null for none.
  const Principal* FindByAuthid(absl::string_view authid) const;
  const Principal* FindByPubkey(absl::string_view pubkey) const;
};

struct PolicyIndex {
  absl::flat_hash_map<std::string, std::unique_ptr<RealmIndex>> realms;
  std::optional<std::string> default_realm;

  // Null for none. An empty name is that of the default realm.
  const RealmIndex* FindRealm(absl::string_view name) const;
};

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_POLICY_INDEX_H_
