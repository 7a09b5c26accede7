#include "src/tools/common/text_width.h"

#include "absl/strings/str_cat.h"

namespace wamp {
namespace tools {
namespace {

bool StartsCharacter(char c) { return (c & 0xC0) != 0x80; }

}  // namespace

size_t TextWidth(absl::string_view text) {
  size_t width = 0;
  for (const char c : text) width += StartsCharacter(c) ? 1 : 0;
  return width;
}

absl::string_view FirstColumns(absl::string_view text, size_t width) {
  size_t at = 0;
  while (at < text.size()) {
    if (StartsCharacter(text[at]) && width-- == 0) break;
    ++at;
  }
  return text.substr(0, at);
}

absl::string_view LastColumns(absl::string_view text, size_t width) {
  size_t at = text.size();
  while (width > 0 && at > 0) {
    --at;
    if (StartsCharacter(text[at])) --width;
  }
  return text.substr(at);
}

std::string Shortened(absl::string_view text, size_t width) {
  if (TextWidth(text) <= width) return std::string(text);
  if (width == 0) return "";
  const size_t last = (width - 1) / 2;
  return absl::StrCat(FirstColumns(text, width - 1 - last), "…",
                      LastColumns(text, last));
}

}  // namespace tools
}  // namespace wamp
