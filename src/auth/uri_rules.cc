#include "src/auth/uri_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

using Components = std::vector<absl::string_view>;

Components ComponentsOf(absl::string_view uri) {
  return absl::StrSplit(uri, '.');
}

// A pattern without a free component is the name of one URI.
UriSet Simplest(UriSet set) {
  if (set.match == UriMatch::kWildcard) {
    const Components components = ComponentsOf(set.uri);
    if (std::find(components.begin(), components.end(), "") ==
        components.end()) {
      set.match = UriMatch::kExact;
    }
  }
  return set;
}

// What all URIs of a wildcard begin with: "a.b." of "a.b..c".
absl::string_view HeadOf(absl::string_view wildcard) {
  if (absl::StartsWith(wildcard, ".")) return "";
  const size_t end = wildcard.find("..");
  return end == absl::string_view::npos ? wildcard
                                        : wildcard.substr(0, end + 1);
}

bool WildcardCovers(absl::string_view outer, absl::string_view inner) {
  const Components wide = ComponentsOf(outer);
  const Components narrow = ComponentsOf(inner);
  return std::equal(wide.begin(), wide.end(), narrow.begin(), narrow.end(),
                    [](absl::string_view a, absl::string_view b) {
                      return a.empty() || a == b;
                    });
}

bool WildcardsOverlap(absl::string_view a, absl::string_view b) {
  const Components first = ComponentsOf(a);
  const Components second = ComponentsOf(b);
  return std::equal(first.begin(), first.end(), second.begin(), second.end(),
                    [](absl::string_view x, absl::string_view y) {
                      return x.empty() || y.empty() || x == y;
                    });
}

// Whether some URI of the wildcard begins with the prefix.
bool WildcardBeginsWith(absl::string_view wildcard, absl::string_view prefix) {
  const Components free = ComponentsOf(wildcard);
  const Components fixed = ComponentsOf(prefix);
  if (fixed.size() > free.size()) return false;
  for (size_t i = 0; i < fixed.size(); ++i) {
    const bool is_last = i + 1 == fixed.size();
    if (free[i].empty()) {
      // No component of a URI is empty.
      if (!is_last && fixed[i].empty()) return false;
      continue;
    }
    if (is_last ? !absl::StartsWith(free[i], fixed[i]) : free[i] != fixed[i]) {
      return false;
    }
  }
  return true;
}

// Whether `a` goes before `b`. All prefixes go before all wildcards; of
// patterns that are the same, those that name authids go first.
bool IsMoreSpecific(const Rule& a, const Rule& b) {
  if (a.match != b.match) return a.match == UriMatch::kPrefix;
  if (a.match == UriMatch::kPrefix && a.uri.size() != b.uri.size()) {
    return a.uri.size() > b.uri.size();
  }
  if (a.uri == b.uri) return !a.authids.empty() && b.authids.empty();
  if (a.match == UriMatch::kPrefix) return false;
  // Wildcards that match the same URI have equally many components.
  const Components first = ComponentsOf(a.uri);
  const Components second = ComponentsOf(b.uri);
  for (size_t i = 0; i < first.size() && i < second.size(); ++i) {
    if (first[i].empty() != second[i].empty()) return second[i].empty();
  }
  return first.size() > second.size();
}

}  // namespace

UriMatch MatchOf(wamp::v1::Match match) {
  switch (match) {
    case wamp::v1::MATCH_PREFIX:
      return UriMatch::kPrefix;
    case wamp::v1::MATCH_WILDCARD:
      return UriMatch::kWildcard;
    default:
      return UriMatch::kExact;
  }
}

bool Covers(const UriSet& outer, const UriSet& inner) {
  const UriSet wide = Simplest(outer);
  const UriSet narrow = Simplest(inner);
  if (narrow.match == UriMatch::kExact) {
    return UriMatches(wide.uri, wide.match, narrow.uri);
  }
  if (wide.match == UriMatch::kExact) return false;
  if (wide.match == UriMatch::kPrefix) {
    return absl::StartsWith(
        narrow.match == UriMatch::kPrefix ? narrow.uri : HeadOf(narrow.uri),
        wide.uri);
  }
  // A prefix has URIs of any number of components.
  return narrow.match == UriMatch::kWildcard &&
         WildcardCovers(wide.uri, narrow.uri);
}

bool Overlap(const UriSet& a, const UriSet& b) {
  UriSet first = Simplest(a);
  UriSet second = Simplest(b);
  if (second.match == UriMatch::kExact) std::swap(first, second);
  if (first.match == UriMatch::kExact) {
    return UriMatches(second.uri, second.match, first.uri);
  }
  if (second.match == UriMatch::kPrefix) std::swap(first, second);
  if (first.match == UriMatch::kWildcard) {
    return WildcardsOverlap(first.uri, second.uri);
  }
  if (second.match == UriMatch::kWildcard) {
    return WildcardBeginsWith(second.uri, first.uri);
  }
  return absl::StartsWith(first.uri, second.uri) ||
         absl::StartsWith(second.uri, first.uri);
}

RoleRules SortRules(std::vector<Rule> rules) {
  RoleRules sorted;
  std::vector<Rule> patterns;
  for (Rule& rule : rules) {
    rule.match = Simplest({rule.uri, rule.match}).match;
    auto& place =
        rule.match == UriMatch::kExact ? sorted.exact[rule.uri] : patterns;
    place.push_back(std::move(rule));
  }
  for (auto& [uri, same] : sorted.exact) {
    std::stable_sort(same.begin(), same.end(), IsMoreSpecific);
  }
  std::stable_sort(patterns.begin(), patterns.end(), IsMoreSpecific);
  sorted.patterns = std::move(patterns);
  return sorted;
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
