#include "src/tools/common/suggestion.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace wamp {
namespace tools {
namespace {

// What a letter costs that has to be added or removed, or swapped with the
// next; and one that is changed: where as many errors lead to two words, less
// is to be changed for the closer one.
constexpr size_t kError = 128;
constexpr size_t kChange = kError + 1;

// What it costs to get from `a` to `b`, which have less than `kError` letters.
size_t Distance(absl::string_view a, absl::string_view b) {
  // The distances of the letters of `a` so far to each start of `b`; and of one
  // letter fewer, and of two.
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j * kError;
  std::vector<size_t> last;
  std::vector<size_t> before_last;
  for (size_t i = 1; i <= a.size(); ++i) {
    before_last = std::move(last);
    last = row;
    row[0] = i * kError;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : kChange);
      row[j] = std::min({last[j] + kError, row[j - 1] + kError, changed});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + kError);
      }
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
  size_t least = (std::max<size_t>(word.size() / 3, 1) + 1) * kError;
  std::vector<std::string> closest;
  for (const std::string& candidate : words) {
    const size_t distance = Distance(word, candidate);
    if (distance < least && distance < candidate.size() * kError) {
      least = distance;
      closest = {candidate};
    }
  }
  return DidYouMean(closest);
}

std::string DidYouMean(const std::vector<std::string>& words) {
  return words.empty() ? ""
                       : absl::StrCat("; did you mean \"",
                                      absl::StrJoin(words, "\" or \""), "\"?");
}

}  // namespace tools
}  // namespace wamp
