#include "src/text/quote.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/text/character.h"

namespace wamp {
namespace internal {
namespace {

void AppendCharacter(const Character& character, absl::string_view bytes,
                     std::string* out) {
  const uint32_t code = character.code;
  if (!character.valid) {
    absl::StrAppendFormat(out, "\\x%02x", static_cast<uint8_t>(bytes[0]));
  } else if (AppendShortEscape(character, out)) {
    return;
  } else if (code > 0xFFFF && IsHidden(code)) {
    absl::StrAppendFormat(out, "\\U%08x", code);
  } else if (code < 0x20 || code == 0x7F || IsHidden(code)) {
    absl::StrAppendFormat(out, "\\u%04x", code);
  } else {
    absl::StrAppend(out, bytes);
  }
}

// Appends what fits into `max_bytes`; returns how many bytes of `text` that is.
size_t AppendFitting(absl::string_view text, size_t max_bytes,
                     std::string* out) {
  size_t read = 0;
  while (read < text.size()) {
    const Character character = ReadCharacter(text.substr(read));
    if (read + character.size > max_bytes) break;
    AppendCharacter(character, text.substr(read, character.size), out);
    read += character.size;
  }
  return read;
}

void AppendLeftOut(size_t bytes, std::string* out) {
  if (bytes != 0) absl::StrAppend(out, "(+", bytes, " bytes)");
}

}  // namespace

void AppendEscaped(absl::string_view text, size_t max_bytes, std::string* out) {
  const size_t shown = AppendFitting(text, max_bytes, out);
  AppendLeftOut(text.size() - shown, out);
}

void AppendQuoted(absl::string_view text, size_t max_bytes, std::string* out) {
  out->push_back('"');
  const size_t shown = AppendFitting(text, max_bytes, out);
  out->push_back('"');
  AppendLeftOut(text.size() - shown, out);
}

std::string Escape(absl::string_view text, size_t max_bytes) {
  std::string out;
  AppendEscaped(text, max_bytes, &out);
  return out;
}

std::string Quote(absl::string_view text, size_t max_bytes) {
  std::string out;
  AppendQuoted(text, max_bytes, &out);
  return out;
}

}  // namespace internal
}  // namespace wamp
