// The rules that values must keep beyond their kind. Both engines ask here.
#ifndef WAMP_SRC_ENGINE_CHECKS_H_
#define WAMP_SRC_ENGINE_CHECKS_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "wamp/id.h"
#include "wamp/options.h"
#include "wamp/uri.h"
#include "wamp/v1/annotations.pb.h"
#include "wamp/v1/common.pb.h"

namespace wamp {
namespace internal {

// A rule that a value breaks: what it asks for. `expected` is null for a value
// that keeps all rules.
struct BrokenRule {
  Rule rule = Rule::kNone;
  const char* expected = nullptr;
};

// Checks an integer. `slot`: it is at a position of a message array, which
// is all that autobahn's parser looks at.
inline BrokenRule CheckUint(uint64_t value, v1::Format format, Profile profile,
                            bool slot) {
  switch (format) {
    case v1::FORMAT_ID:
      if (IsValidId(value)) return {};
      if (profile == Profile::kSpec) {
        return {Rule::kRange, "an id from 1 to 2^53"};
      }
      if (value == 0 || !slot) return {};
      return {Rule::kRange, "an id from 0 to 2^53"};
    case v1::FORMAT_ID_OR_ZERO:
      if (value <= kMaxId) return {};
      return {Rule::kRange, "an id from 0 to 2^53"};
    case v1::FORMAT_POSITIVE:
      if (value != 0) return {};
      return {Rule::kRange, "an integer of at least 1"};
    default:
      return {};
  }
}

// Whether `value` is one of `words`, or a custom name "x_…".
bool IsWordOrCustom(absl::string_view value,
                    std::initializer_list<absl::string_view> words);

// Checks a text. `match` says how a URI pattern is compared.
inline BrokenRule CheckString(absl::string_view value, v1::Format format,
                              const DecodeOptions& options, bool slot,
                              v1::Match match = v1::MATCH_EXACT) {
  switch (format) {
    case v1::FORMAT_URI:
    case v1::FORMAT_URI_PATTERN: {
      if (!slot && options.profile != Profile::kSpec) return {};
      UriMatch rules = UriMatch::kExact;
      if (format == v1::FORMAT_URI_PATTERN) {
        if (match == v1::MATCH_PREFIX) rules = UriMatch::kPrefix;
        if (match == v1::MATCH_WILDCARD) rules = UriMatch::kWildcard;
      }
      if (IsValidUri(value, options.uri, rules)) return {};
      return {Rule::kUri, "a URI"};
    }
    case v1::FORMAT_REASON:
      if (options.profile != Profile::kAutobahn ||
          IsValidUri(value, options.uri, UriMatch::kExact)) {
        return {};
      }
      return {Rule::kUri, "a URI"};
    case v1::FORMAT_ENC_ALGO:
      if (IsWordOrCustom(value, {"cryptobox", "mqtt", "xbr"})) {
        return {};
      }
      return {Rule::kToken, "\"cryptobox\", \"mqtt\", \"xbr\" or \"x_…\""};
    case v1::FORMAT_ENC_SERIALIZER:
      if (IsWordOrCustom(
              value, {"json", "msgpack", "cbor", "ubjson", "flatbuffers"})) {
        return {};
      }
      return {Rule::kToken,
              "\"json\", \"msgpack\", \"cbor\", \"ubjson\", "
              "\"flatbuffers\" or \"x_…\""};
    default:
      return {};
  }
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_CHECKS_H_
