#include "src/text/character.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_format.h"

namespace wamp {
namespace internal {
namespace {

struct Range {
  uint32_t first;
  uint32_t last;
};

// What IsHidden says. Sorted.
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

}  // namespace

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

bool AppendShortEscape(const Character& character, std::string* out) {
  if (!character.valid) return false;
  switch (character.code) {
    case '"':
      out->append("\\\"");
      return true;
    case '\\':
      out->append("\\\\");
      return true;
    case '\n':
      out->append("\\n");
      return true;
    case '\r':
      out->append("\\r");
      return true;
    case '\t':
      out->append("\\t");
      return true;
    default:
      return false;
  }
}

void AppendUnicodeEscape(uint32_t code, std::string* out) {
  if (code > 0xFFFF) {
    AppendUnicodeEscape(0xD800 + ((code - 0x10000) >> 10), out);
    code = 0xDC00 + ((code - 0x10000) & 0x3FF);
  }
  absl::StrAppendFormat(out, "\\u%04x", code);
}

bool IsHidden(uint32_t code) {
  const Range* range =
      std::lower_bound(std::begin(kHidden), std::end(kHidden), code,
                       [](const Range& r, uint32_t c) { return r.last < c; });
  return range != std::end(kHidden) && range->first <= code;
}

}  // namespace internal
}  // namespace wamp
