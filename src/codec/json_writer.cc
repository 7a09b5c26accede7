#include "wamp/codec/json_writer.h"

#include <charconv>
#include <cmath>
#include <cstring>

#include "src/codec/plain_text.h"

namespace wamp {
namespace codec_internal {
namespace {

// How a character is written in a JSON string: 0 as it is, 'u' by its code,
// else by a backslash and the letter.
constexpr char EscapeOf(unsigned char c) {
  switch (c) {
    case '"':
      return '"';
    case '\\':
      return '\\';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return c < 0x20 ? 'u' : '\0';
  }
}

constexpr char kHex[] = "0123456789abcdef";
constexpr char kBase64[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

absl::string_view FormatUint(uint64_t value, NumberBuffer& buffer) {
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
  return {buffer, static_cast<size_t>(result.ptr - buffer)};
}

absl::string_view FormatInt(int64_t value, NumberBuffer& buffer) {
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
  return {buffer, static_cast<size_t>(result.ptr - buffer)};
}

absl::string_view FormatDouble(double value, NumberBuffer& buffer) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  const auto result = std::to_chars(buffer, buffer + sizeof buffer - 2, value);
  char* end = result.ptr;
  const absl::string_view text(buffer, static_cast<size_t>(end - buffer));
  if (text.find_first_of(".e") == absl::string_view::npos) {
    *end++ = '.';
    *end++ = '0';
  }
  return {buffer, static_cast<size_t>(end - buffer)};
}

bool IsPlain(absl::string_view text) {
  bool ascii = true;
  const char* const end = text.data() + text.size();
  return SkipPlain(text.data(), end, ascii) == end;
}

size_t EscapedSize(absl::string_view text) {
  size_t size = text.size();
  for (const char c : text) {
    const char escape = EscapeOf(static_cast<unsigned char>(c));
    if (escape != '\0') size += escape == 'u' ? 5 : 1;
  }
  return size;
}

void WriteEscaped(absl::string_view text, char* out) {
  for (const char c : text) {
    const char escape = EscapeOf(static_cast<unsigned char>(c));
    if (escape == '\0') {
      *out++ = c;
      continue;
    }
    *out++ = '\\';
    *out++ = escape;
    if (escape == 'u') {
      *out++ = '0';
      *out++ = '0';
      *out++ = kHex[c >> 4];
      *out++ = kHex[c & 0xF];
    }
  }
}

size_t Base64Size(size_t bytes) { return (bytes + 2) / 3 * 4; }

void WriteBase64(absl::string_view bytes, char* out) {
  const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
  size_t left = bytes.size();
  for (; left >= 3; left -= 3, p += 3) {
    *out++ = kBase64[p[0] >> 2];
    *out++ = kBase64[(p[0] & 3) << 4 | p[1] >> 4];
    *out++ = kBase64[(p[1] & 15) << 2 | p[2] >> 6];
    *out++ = kBase64[p[2] & 63];
  }
  if (left == 0) return;
  const unsigned second = left == 2 ? p[1] : 0U;
  *out++ = kBase64[p[0] >> 2];
  *out++ = kBase64[(p[0] & 3U) << 4 | second >> 4];
  *out++ = left == 2 ? kBase64[(second & 15) << 2] : '=';
  *out++ = '=';
}

}  // namespace codec_internal
}  // namespace wamp
