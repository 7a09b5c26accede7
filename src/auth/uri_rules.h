// How permissions for URIs and patterns stand to each other.
#ifndef WAMP_SRC_AUTH_URI_RULES_H_
#define WAMP_SRC_AUTH_URI_RULES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "src/auth/policy_index.h"
#include "wamp/uri.h"
#include "wamp/v1/common.pb.h"

namespace wamp {
namespace auth {
namespace internal {

// A URI or a pattern, and the URIs that it stands for.
struct UriSet {
  absl::string_view uri;
  UriMatch match;
};

UriMatch MatchOf(wamp::v1::Match match);

// Whether each URI of `inner` is one of `outer`.
bool Covers(const UriSet& outer, const UriSet& inner);

// Whether some URI is one of both.
bool Overlap(const UriSet& a, const UriSet& b);

// Sorts rules by how specific they are, and those for one URI by it.
RoleRules SortRules(std::vector<Rule> rules);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_URI_RULES_H_
