#include "wamp/auth/policy.h"

#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "src/auth/policy_faults.h"
#include "src/auth/policy_index.h"
#include "src/auth/policy_principal.h"
#include "src/auth/uri_rules.h"
#include "src/text/quote.h"
#include "wamp/options.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

constexpr uint32_t kMostCacheSeconds = 86400;

// Names that must differ, and where each was first.
class Names {
 public:
  // The place of another that has the name; empty if there is none.
  std::string Add(const std::string& name, const std::string& place) {
    const auto [found, is_new] = places_.emplace(name, place);
    return is_new ? "" : found->second;
  }

  void AddTo(const std::string& name, const std::string& place,
             PolicyFaults* faults) {
    const std::string other = Add(name, place);
    if (!other.empty()) {
      faults->Add(place, "a name of its own",
                  absl::StrCat(wamp::internal::Quote(name), ", as in ", other));
    }
  }

 private:
  absl::flat_hash_map<std::string, std::string> places_;
};

Rule ReadRule(const v1::Permission& permission, const std::string& place,
              PolicyFaults* faults) {
  Rule rule;
  rule.uri = permission.uri();
  rule.match = MatchOf(permission.match());
  const absl::Status status =
      CheckUri(rule.uri, UriStrictness::kLoose, rule.match);
  if (!status.ok()) {
    faults->Add(absl::StrCat(place, ".uri"), "a URI as `match` says",
                wamp::internal::Quote(rule.uri));
  }
  for (const int action : permission.actions()) rule.actions |= 1U << action;
  if (permission.actions_size() == 0) rule.actions = ~0U;
  rule.allow = permission.allow();
  rule.disclose = permission.disclose();
  rule.authids.insert(permission.authids().begin(), permission.authids().end());
  rule.cache_seconds = permission.cache_seconds();
  if (rule.cache_seconds > kMostCacheSeconds) {
    faults->Add(absl::StrCat(place, ".cache_seconds"),
                absl::StrCat("at most ", kMostCacheSeconds),
                absl::StrCat(rule.cache_seconds));
  }
  rule.denial = ReadRefusal(permission.refusal());
  return rule;
}

void ReadPrincipals(const v1::Realm& realm, const std::string& place,
                    RealmIndex* index, PolicyFaults* faults) {
  Names authids;
  Names pubkeys;
  index->principals.reserve(static_cast<size_t>(realm.principals_size()));
  for (int i = 0; i < realm.principals_size(); ++i) {
    const std::string at = absl::StrCat(place, ".principals[", i, "]");
    index->principals.push_back(ReadPrincipal(realm.principals(i), at, faults));
    const Principal& principal = index->principals.back();
    authids.AddTo(principal.authid, absl::StrCat(at, ".authid"), faults);
    index->by_authid.emplace(principal.authid, &principal);
    for (size_t j = 0; j < principal.pubkeys.size(); ++j) {
      const std::string& pubkey = principal.pubkeys[j];
      pubkeys.AddTo(absl::BytesToHexString(pubkey),
                    absl::StrCat(at, ".pubkeys[", j, "]"), faults);
      index->by_pubkey.emplace(pubkey, &principal);
    }
  }
  absl::flat_hash_set<uint64_t> shapes;
  for (const Principal& principal : index->principals) {
    index->methods |= principal.methods;
    const uint64_t shape = ShapeOf(principal);
    if (shapes.insert(shape).second) {
      index->shapes.push_back({&principal, shape});
    }
  }
}

void ReadRoles(const v1::Realm& realm, const std::string& place,
               RealmIndex* index, PolicyFaults* faults) {
  Names names;
  for (int i = 0; i < realm.roles_size(); ++i) {
    const v1::Role& role = realm.roles(i);
    const std::string at = absl::StrCat(place, ".roles[", i, "]");
    if (role.name().empty()) {
      faults->Add(absl::StrCat(at, ".name"), "a text", "an empty one");
    }
    names.AddTo(role.name(), absl::StrCat(at, ".name"), faults);
    std::vector<Rule> rules;
    for (int j = 0; j < role.permissions_size(); ++j) {
      rules.push_back(ReadRule(role.permissions(j),
                               absl::StrCat(at, ".permissions[", j, "]"),
                               faults));
    }
    index->roles[role.name()] = SortRules(std::move(rules));
  }
}

}  // namespace

const Principal* RealmIndex::FindByAuthid(absl::string_view authid) const {
  const auto found = by_authid.find(authid);
  return found == by_authid.end() ? nullptr : found->second;
}

const Principal* RealmIndex::FindByPubkey(absl::string_view pubkey) const {
  const auto found = by_pubkey.find(pubkey);
  return found == by_pubkey.end() ? nullptr : found->second;
}

const RealmIndex* PolicyIndex::FindRealm(absl::string_view name) const {
  if (name.empty() && default_realm.has_value()) name = *default_realm;
  const auto found = realms.find(name);
  return found == realms.end() ? nullptr : found->second.get();
}

}  // namespace internal

Policy::Policy(std::unique_ptr<const internal::PolicyIndex> index)
    : index_(std::move(index)) {}
Policy::~Policy() = default;

absl::StatusOr<std::shared_ptr<const Policy>> MakePolicy(
    const v1::Policy& policy) {
  absl::Status status = Validate(policy);
  if (!status.ok()) return status;
  internal::PolicyFaults faults;
  auto index = std::make_unique<internal::PolicyIndex>();
  internal::Names names;
  for (int i = 0; i < policy.realms_size(); ++i) {
    const v1::Realm& realm = policy.realms(i);
    const std::string place = absl::StrCat("Policy.realms[", i, "]");
    names.AddTo(realm.name(), absl::StrCat(place, ".name"), &faults);
    auto read = std::make_unique<internal::RealmIndex>();
    read->name = realm.name();
    if (realm.has_anonymous_role()) {
      read->anonymous_role = realm.anonymous_role();
      if (realm.anonymous_role().empty()) {
        faults.Add(absl::StrCat(place, ".anonymous_role"), "a text",
                   "an empty one");
      }
    }
    internal::ReadPrincipals(realm, place, read.get(), &faults);
    internal::ReadRoles(realm, place, read.get(), &faults);
    index->realms[realm.name()] = std::move(read);
  }
  if (policy.has_default_realm()) {
    index->default_realm = policy.default_realm();
    if (index->realms.count(policy.default_realm()) == 0) {
      faults.Add("Policy.default_realm", "the name of one of the realms",
                 wamp::internal::Quote(policy.default_realm()));
    }
  }
  status = faults.ToStatus();
  if (!status.ok()) return status;
  return std::make_shared<const Policy>(
      std::unique_ptr<const internal::PolicyIndex>(std::move(index)));
}

}  // namespace auth
}  // namespace wamp
