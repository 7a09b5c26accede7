// The words that options take, and what they mean.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_WORDS_H_
#define WAMP_SRC_TOOLS_WAMPCAT_WORDS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"
#include "src/tools/wampcat/color.h"
#include "src/tools/wampcat/stream_format.h"
#include "src/tools/wampcat/suggestion.h"
#include "src/tools/wampcat/typed_stream.h"
#include "wamp/options.h"
#include "wamp/transport/framing.h"

namespace wamp {
namespace tools {

template <class T>
using Words = std::vector<std::pair<std::string, T>>;

// The forms of typed messages that can be read back.
inline Words<Form> TypedForms() {
  return {{"json", Form::kJson},
          {"textproto", Form::kTextproto},
          {"binary", Form::kBinary}};
}

inline Words<Form> OutputForms() {
  Words<Form> words = {
      {"text", Form::kText}, {"table", Form::kTable}, {"tree", Form::kTree}};
  const Words<Form> typed = TypedForms();
  words.insert(words.end(), typed.begin(), typed.end());
  words.emplace_back("wamp-json", Form::kWampJson);
  return words;
}

inline Words<StreamLayout> Framings() {
  return {{"none", StreamLayout::kBare},
          {"batched", StreamLayout::kBatched},
          {"rawsocket", StreamLayout::kRawSocket}};
}

inline Words<char> Separators() {
  return {{"0x1e", kJsonSeparator}, {"0x18", kAutobahnJsonSeparator}};
}

inline Words<UnknownKeys> UnknownKeysWords() {
  return {{"ignore", UnknownKeys::kIgnore},
          {"keep", UnknownKeys::kKeep},
          {"reject", UnknownKeys::kReject}};
}

inline Words<Profile> Profiles() {
  return {{"spec", Profile::kSpec},
          {"autobahn", Profile::kAutobahn},
          {"lenient", Profile::kLenient}};
}

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

#endif  // WAMP_SRC_TOOLS_WAMPCAT_WORDS_H_
