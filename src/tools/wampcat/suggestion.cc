#include "src/tools/wampcat/suggestion.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"

namespace wamp {
namespace tools {
namespace {

// How many letters have to be added, removed or changed to get from `a` to `b`.
size_t Distance(absl::string_view a, absl::string_view b) {
  // The distances of the letters of `a` so far to each start of `b`.
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string Suggestion(absl::string_view word,
                       const std::vector<std::string>& words) {
  constexpr size_t kLongest = 64;
  if (word.size() > kLongest) return "";
  // One error in three letters, and never another word altogether.
  size_t least = std::max<size_t>(word.size() / 3, 1) + 1;
  absl::string_view closest;
  for (const std::string& candidate : words) {
    const size_t distance = Distance(word, candidate);
    if (distance < least && distance < candidate.size()) {
      least = distance;
      closest = candidate;
    }
  }
  return closest.empty() ? ""
                         : absl::StrCat("; did you mean \"", closest, "\"?");
}

}  // namespace tools
}  // namespace wamp
