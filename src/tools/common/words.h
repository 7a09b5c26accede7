// The words that options take, and what they mean.
#ifndef WAMP_SRC_TOOLS_COMMON_WORDS_H_
#define WAMP_SRC_TOOLS_COMMON_WORDS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"
#include "src/tools/common/color.h"
#include "src/tools/common/suggestion.h"

namespace wamp {
namespace tools {

template <class T>
using Words = std::vector<std::pair<std::string, T>>;

inline Words<ColorMode> ColorModes() {
  return {{"auto", ColorMode::kAuto},
          {"always", ColorMode::kAlways},
          {"never", ColorMode::kNever}};
}

// The words alone.
template <class T>
std::vector<std::string> Spellings(const Words<T>& words) {
  std::vector<std::string> spellings;
  for (const auto& [word, meaning] : words) spellings.push_back(word);
  return spellings;
}

// The word that means a value; empty if none does.
template <class T>
std::string WordOf(const Words<T>& words, const T& value) {
  for (const auto& [word, meaning] : words) {
    if (meaning == value) return word;
  }
  return "";
}

// Sets `out` to what a word means. `name` is that of the option, for errors.
template <class T>
absl::Status Choose(absl::string_view name, const std::string& value,
                    const Words<T>& words, T& out) {
  for (const auto& [word, meaning] : words) {
    if (word == value) {
      out = meaning;
      return absl::OkStatus();
    }
  }
  const std::vector<std::string> known = Spellings(words);
  return absl::InvalidArgumentError(
      absl::StrCat(name, ": expected one of ", absl::StrJoin(known, ", "),
                   ", got ", internal::Quote(value), Suggestion(value, known)));
}

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_WORDS_H_
