// WAMP URIs: names of topics, procedures, errors and realms, such as
// "com.myapp.mytopic1".
//
// A URI is a sequence of components separated by '.'. Two things decide whether
// it is valid.
//
// The alphabet of a component (WAMP, "URIs"):
//
//   kLoose    any character but whitespace, '.' and '#'. The rule that every
//             peer must keep. Whitespace is that of Unicode, U+0009 .. U+000D,
//             U+001C .. U+0020, U+0085, U+00A0, U+1680, U+2000 .. U+200A,
//             U+2028, U+2029, U+202F, U+205F and U+3000, in any position: a
//             newline at the end is no exception.
//   kStrict   ASCII lower-case letters, ASCII digits and '_'. Recommended.
//
// Which components may be empty (WAMP, "Pattern-based Subscriptions"):
//
//   kExact     none.
//   kPrefix    the last. "com.myapp." is valid, and so is "", the prefix of
//              everything; "." is not, its first component is empty.
//   kWildcard  any. "com..create" is valid, and so are "" and ".".
//
// Example:
//
//   absl::Status status = wamp::CheckUri(topic);
//   // expected a loose URI, got "com..x": component 2 is empty (offset 4)
//
// The bytes are assumed to be UTF-8, which the codecs check.
// The realm of HELLO is a loose, exact URI like any other. Routers may have
// tighter rules for the names of the realms that they create; those are not
// part of the protocol and not here.
//
// All functions are pure, and safe to call from any thread.
#ifndef WAMP_URI_H_
#define WAMP_URI_H_

#include <ostream>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace wamp {

// The alphabet of a component.
enum class UriStrictness { kLoose, kStrict };

// How a URI is matched: as a name, or as a pattern for names.
enum class UriMatch { kExact, kPrefix, kWildcard };

// Whether `uri` is valid under both rules. One pass, no allocation.
bool IsValidUri(absl::string_view uri,
                UriStrictness strictness = UriStrictness::kLoose,
                UriMatch match = UriMatch::kExact);

// As IsValidUri, but says what is wrong: INVALID_ARGUMENT whose message names
// the rule, the URI (escaped where it could do harm, and cut if long), the
// first fault and its offset in bytes. The offset of an empty component is
// where it would be.
absl::Status CheckUri(absl::string_view uri,
                      UriStrictness strictness = UriStrictness::kLoose,
                      UriMatch match = UriMatch::kExact);

// Whether the first component is "wamp", which applications must not use: it is
// reserved for the URIs that the protocol itself defines.
inline bool IsReservedUri(absl::string_view uri) {
  return absl::StartsWith(uri, "wamp") && (uri.size() == 4 || uri[4] == '.');
}

// Whether the name `uri` falls under `pattern`, as a router decides it:
//
//   kExact     they are the same;
//   kPrefix    `uri` begins with `pattern`, as strings: "com.app" also matches
//              "com.apple";
//   kWildcard  they have equally many components, and each one of `pattern`
//              that is not empty is the same in `uri`.
//
// Neither argument is checked. One pass, no allocation.
bool UriMatches(absl::string_view pattern, UriMatch match,
                absl::string_view uri);

// A URI that was valid under the rules it was made with. It does not remember
// them: equality, order and hash are those of the bytes. There is no default
// value; where a URI can be absent, hold a `std::optional<Uri>`.
class Uri {
 public:
  const std::string& str() const { return text_; }

  friend bool operator==(const Uri& a, const Uri& b) {
    return a.text_ == b.text_;
  }
  friend bool operator!=(const Uri& a, const Uri& b) { return !(a == b); }
  friend bool operator<(const Uri& a, const Uri& b) {
    return a.text_ < b.text_;
  }
  friend bool operator>(const Uri& a, const Uri& b) { return b < a; }
  friend bool operator<=(const Uri& a, const Uri& b) { return !(b < a); }
  friend bool operator>=(const Uri& a, const Uri& b) { return !(a < b); }

  template <typename H>
  friend H AbslHashValue(H state, const Uri& uri) {
    return H::combine(std::move(state), uri.text_);
  }

  // Writes the text with ASCII control characters, quotes and backslashes
  // escaped, so that a URI from a peer cannot forge a line of a log.
  friend std::ostream& operator<<(std::ostream& os, const Uri& uri);

 private:
  friend absl::StatusOr<Uri> MakeUri(absl::string_view uri,
                                     UriStrictness strictness, UriMatch match);

  explicit Uri(absl::string_view valid) : text_(valid) {}

  std::string text_;
};

// Makes a Uri of `uri`. Fails as CheckUri does.
absl::StatusOr<Uri> MakeUri(absl::string_view uri,
                            UriStrictness strictness = UriStrictness::kLoose,
                            UriMatch match = UriMatch::kExact);

}  // namespace wamp

#endif  // WAMP_URI_H_
