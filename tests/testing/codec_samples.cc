#include "tests/testing/codec_samples.h"

#include <cstdint>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"

namespace wamp {
namespace testing {

std::string Verbatim(absl::string_view text) { return std::string(text); }

std::string FromHex(absl::string_view digits) {
  std::string bytes;
  for (size_t at = 0; at < digits.size(); at += 2) {
    uint32_t byte = 0;
    if (!absl::SimpleHexAtoi(digits.substr(at, 2), &byte)) return bytes;
    bytes.push_back(static_cast<char>(byte));
  }
  return bytes;
}

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
