#include "tests/testing/codec_samples.h"

#include <utility>

#include "absl/strings/strip.h"

namespace wamp {
namespace testing {

std::string Verbatim(absl::string_view text) { return std::string(text); }

std::string Unescaped(absl::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    if (absl::ConsumePrefix(&text, "\\x")) {
      bytes += FromHex(text.substr(0, 2));
      text.remove_prefix(2);
    } else {
      bytes += text[0];
      text.remove_prefix(1);
    }
  }
  return bytes;
}

ReadSample Hex(const char* name, absl::string_view digits,
               std::string meaning) {
  return {name, FromHex(digits), std::move(meaning)};
}

ReadSample HexAndLetters(const char* name, absl::string_view digits,
                         size_t count, std::string meaning) {
  return {name, FromHex(digits) + std::string(count, 'a'), std::move(meaning)};
}

}  // namespace testing
}  // namespace wamp
