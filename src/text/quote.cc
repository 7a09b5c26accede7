#include "src/text/quote.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace wamp {
namespace internal {
namespace {

struct Character {
  // The code point, if `valid`.
  uint32_t code = 0;
  // In bytes; 1 if not `valid`.
  size_t size = 1;
  bool valid = false;
};

// Reads the first character of `text`, which is not empty.
Character ReadCharacter(absl::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {};
  uint32_t code = lead & (0xFFU >> (size + 1));
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code = code << 6 | (byte(i) & 0x3FU);
  }
  constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kSmallest[size] || code > 0x10FFFF || surrogate) return {};
  return {code, size, true};
}

struct Range {
  uint32_t first;
  uint32_t last;
};

// Characters beyond ASCII that don't show, break a line, or reorder what is
// around them. Sorted.
constexpr Range kHidden[] = {
    {0x80, 0x9F},        // C1 controls
    {0xAD, 0xAD},        // soft hyphen
    {0x61C, 0x61C},      // Arabic letter mark
    {0x180E, 0x180E},    // Mongolian vowel separator
    {0x200B, 0x200F},    // zero width, direction marks
    {0x2028, 0x202E},    // line and paragraph separators, embeddings
    {0x2060, 0x206F},    // word joiner, isolates, deprecated controls
    {0xFEFF, 0xFEFF},    // byte order mark
    {0xFFF9, 0xFFFB},    // interlinear annotations
    {0xE0000, 0xE0FFF},  // tags
};

bool IsHidden(uint32_t code) {
  const Range* range =
      std::lower_bound(std::begin(kHidden), std::end(kHidden), code,
                       [](const Range& r, uint32_t c) { return r.last < c; });
  return range != std::end(kHidden) && range->first <= code;
}

void AppendCharacter(const Character& character, absl::string_view bytes,
                     std::string* out) {
  const uint32_t code = character.code;
  if (!character.valid) {
    absl::StrAppendFormat(out, "\\x%02x", static_cast<uint8_t>(bytes[0]));
  } else if (code == '"' || code == '\\') {
    absl::StrAppend(out, "\\", bytes);
  } else if (code == '\n') {
    out->append("\\n");
  } else if (code == '\r') {
    out->append("\\r");
  } else if (code == '\t') {
    out->append("\\t");
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
