#include "src/engine/checks.h"

#include <algorithm>

#include "absl/strings/match.h"

namespace wamp {
namespace internal {
namespace {

// Custom names: "x_", or "x_" and at least two characters, a lower-case letter
// first, as autobahn has it.
bool IsCustom(absl::string_view value) {
  if (!absl::StartsWith(value, "x_")) return false;
  value.remove_prefix(2);
  if (value.empty()) return true;
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  return value.size() >= 2 && is_lower(value[0]) &&
         std::all_of(value.begin(), value.end(), [&](char c) {
           return is_lower(c) || (c >= '0' && c <= '9') || c == '_';
         });
}

}  // namespace

bool IsWordOrCustom(absl::string_view value,
                    std::initializer_list<absl::string_view> words) {
  return std::find(words.begin(), words.end(), value) != words.end() ||
         IsCustom(value);
}

}  // namespace internal
}  // namespace wamp
