// The words that options of wampcat take, and what they mean.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_WORDS_H_
#define WAMP_SRC_TOOLS_WAMPCAT_WORDS_H_

#include "src/tools/common/words.h"
#include "src/tools/wampcat/typed_stream.h"
#include "wamp/options.h"
#include "wamp/transport/framing.h"

namespace wamp {
namespace tools {

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

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_WORDS_H_
