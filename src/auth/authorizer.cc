#include "wamp/auth/authorizer.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/auth/policy_index.h"
#include "src/auth/uri_rules.h"
#include "src/sync/mutex_lock.h"
#include "src/text/quote.h"
#include "wamp/error_uri.h"
#include "wamp/uri.h"
#include "wamp/violation.h"

namespace wamp {
namespace auth {
namespace {

using internal::Rule;
using internal::UriSet;

wamp::v1::Match RequestedMatch(const v1::AuthorizeRequest& request) {
  switch (request.options_case()) {
    case v1::AuthorizeRequest::kSubscribe:
      return request.subscribe().match();
    case v1::AuthorizeRequest::kRegister:
      return request.register_().match();
    default:
      return wamp::v1::MATCH_EXACT;
  }
}

absl::Status Expected(absl::string_view place, wamp::v1::ViolationRule rule,
                      absl::string_view expected, absl::string_view found) {
  return StatusOf(absl::StrCat("AuthorizeRequest.", place), rule, expected,
                  found);
}

// The action that the options are those of; unspecified if there are none.
wamp::v1::Action ActionOfOptions(const v1::AuthorizeRequest& request) {
  switch (request.options_case()) {
    case v1::AuthorizeRequest::kCall:
      return wamp::v1::ACTION_CALL;
    case v1::AuthorizeRequest::kRegister:
      return wamp::v1::ACTION_REGISTER;
    case v1::AuthorizeRequest::kPublish:
      return wamp::v1::ACTION_PUBLISH;
    case v1::AuthorizeRequest::kSubscribe:
      return wamp::v1::ACTION_SUBSCRIBE;
    default:
      return wamp::v1::ACTION_UNSPECIFIED;
  }
}

absl::Status CheckRequest(const v1::AuthorizeRequest& request) {
  if (!request.has_session()) {
    return Expected("session", wamp::v1::VIOLATION_RULE_REQUIRED, "one",
                    "nothing");
  }
  if (request.session().realm().empty()) {
    return Expected("session.realm", wamp::v1::VIOLATION_RULE_REQUIRED, "a URI",
                    "nothing");
  }
  if (request.action() == wamp::v1::ACTION_UNSPECIFIED ||
      !wamp::v1::Action_IsValid(request.action())) {
    return Expected("action", wamp::v1::VIOLATION_RULE_TOKEN,
                    "one that is known",
                    absl::StrCat(static_cast<int>(request.action())));
  }
  const wamp::v1::Action of_options = ActionOfOptions(request);
  if (of_options != wamp::v1::ACTION_UNSPECIFIED &&
      of_options != request.action()) {
    return Expected("options", wamp::v1::VIOLATION_RULE_KIND,
                    "those of the action", "those of another");
  }
  if (!wamp::v1::Match_IsValid(RequestedMatch(request))) {
    return Expected("options.match", wamp::v1::VIOLATION_RULE_TOKEN,
                    "one that is known",
                    absl::StrCat(static_cast<int>(RequestedMatch(request))));
  }
  if (!request.has_uri()) {
    return Expected("uri", wamp::v1::VIOLATION_RULE_REQUIRED, "a URI",
                    "nothing");
  }
  if (!CheckUri(request.uri(), UriStrictness::kLoose,
                internal::MatchOf(RequestedMatch(request)))
           .ok()) {
    return Expected("uri", wamp::v1::VIOLATION_RULE_URI,
                    "a loose URI, or a pattern as `match` says",
                    wamp::internal::Quote(request.uri()));
  }
  return absl::OkStatus();
}

// Looks at rules, the most specific first, until one decides.
class Decision {
 public:
  Decision(const UriSet& asked, const v1::AuthorizeRequest& request)
      : asked_(asked),
        action_(1U << static_cast<unsigned>(request.action())),
        authid_(request.session().authid()) {}

  // Whether it has decided.
  bool Look(const Rule& rule) {
    const UriSet set{rule.uri, rule.match};
    if ((rule.actions & action_) == 0) return false;
    // What is more specific than the rule that will decide can forbid some of
    // the URIs, but can't allow all.
    const bool covers = internal::Covers(set, asked_);
    if (!covers && (rule.allow || !internal::Overlap(set, asked_))) {
      return false;
    }
    if (!rule.authids.empty()) {
      used_authid_ = true;
      if (rule.authids.count(authid_) == 0) return false;
    }
    rule_ = &rule;
    return true;
  }

  v1::AuthorizeResponse Answer() const {
    v1::AuthorizeResponse response;
    response.set_depends_on_authid(used_authid_);
    if (rule_ != nullptr && rule_->cache_seconds > 0) {
      response.mutable_cache_time_to_live()->set_seconds(rule_->cache_seconds);
    }
    if (rule_ != nullptr && rule_->allow) {
      v1::Allow* allow = response.mutable_allow();
      if (rule_->disclose) allow->set_disclose(true);
      return response;
    }
    wamp::v1::Deny* deny = response.mutable_deny();
    deny->set_reason(rule_ != nullptr ? rule_->denial.reason
                                      : std::string(error_uri::kNotAuthorized));
    if (rule_ != nullptr && !rule_->denial.message.empty()) {
      deny->set_message(rule_->denial.message);
    }
    return response;
  }

 private:
  const UriSet asked_;
  const uint32_t action_;
  const std::string& authid_;
  const Rule* rule_ = nullptr;
  bool used_authid_ = false;
};

void Decide(const internal::RoleRules& rules, const UriSet& asked,
            Decision* decision) {
  if (asked.match == UriMatch::kExact) {
    const auto found = rules.exact.find(asked.uri);
    if (found != rules.exact.end()) {
      for (const Rule& rule : found->second) {
        if (decision->Look(rule)) return;
      }
    }
  } else {
    for (const auto& [uri, same] : rules.exact) {
      for (const Rule& rule : same) {
        if (decision->Look(rule)) return;
      }
    }
  }
  for (const Rule& rule : rules.patterns) {
    if (decision->Look(rule)) return;
  }
}

}  // namespace

Authorizer::Authorizer(std::shared_ptr<const Policy> policy)
    : policy_(std::move(policy)) {}
Authorizer::~Authorizer() = default;

void Authorizer::SetPolicy(std::shared_ptr<const Policy> policy) {
  if (policy == nullptr) return;
  const sync::MutexLock lock(mutex_);
  // The old one goes outside of the lock.
  policy_.swap(policy);
}

absl::StatusOr<v1::AuthorizeResponse> Authorizer::Authorize(
    const v1::AuthorizeRequest& request) const {
  const absl::Status status = CheckRequest(request);
  if (!status.ok()) return status;
  const std::shared_ptr<const Policy> policy = [this] {
    const sync::ReaderMutexLock lock(mutex_);
    return policy_;
  }();
  const UriSet asked{request.uri(), internal::MatchOf(RequestedMatch(request))};
  Decision decision(asked, request);
  const internal::RealmIndex* realm =
      policy == nullptr ? nullptr
                        : policy->index().FindRealm(request.session().realm());
  if (realm != nullptr) {
    const auto role = realm->roles.find(request.session().authrole());
    if (role != realm->roles.end()) Decide(role->second, asked, &decision);
  }
  return decision.Answer();
}

}  // namespace auth
}  // namespace wamp
