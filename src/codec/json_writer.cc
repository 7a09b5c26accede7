#include "wamp/codec/json_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "absl/numeric/bits.h"
#include "src/codec/byte_scan.h"
#include "wamp/codec/utf8.h"

namespace wamp {
namespace codec_internal {
namespace {

constexpr char kHex[] = "0123456789abcdef";
constexpr char kBase64[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr uint64_t kTenTo4 = 10000;
constexpr uint64_t kTenTo8 = kTenTo4 * kTenTo4;
constexpr uint64_t kTenTo16 = kTenTo8 * kTenTo8;

// The digits of a number below 10^8, each in a byte, the first one lowest.
// Halves are split in all parts of a word at once; quotients are products with
// a rounded reciprocal, which is exact for numbers so small.
uint64_t EightDigits(uint64_t value) {
  const uint64_t fours = (value / kTenTo4) | (value % kTenTo4) << 32;
  const uint64_t hundreds = (fours * 10486 >> 20) & 0x0000007F0000007F;
  const uint64_t twos = hundreds | (fours - hundreds * 100) << 16;
  const uint64_t tens = (twos * 103 >> 10) & 0x000F000F000F000F;
  return tens | (twos - tens * 10) << 8;
}

constexpr uint64_t kZeros = 0x3030303030303030;

char* PutEight(char* out, uint64_t value) {
  return PutLittleEndian(out, EightDigits(value) + kZeros);
}

// How many digits a number below 10^8 has. This takes less time than the
// digits, and what is written next waits for where it goes.
size_t CountDigits(uint64_t value) {
  constexpr std::array<uint32_t, 9> kPowers = {
      0, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
  // Three bits are nearly a digit: 1233 / 4096 is the logarithm of 2.
  const size_t least =
      static_cast<size_t>(absl::bit_width(value | 1)) * 1233 >> 12;
  return least + static_cast<size_t>(value >= kPowers[least]);
}

// As PutEight, without zeros in front.
char* PutUpToEight(char* out, uint64_t value) {
  const size_t count = CountDigits(value);
  PutLittleEndian(out, (EightDigits(value) + kZeros) >> (8 * (8 - count)));
  return out + count;
}

// Writes a number of at most six decimals, as nearly all are, if that is its
// shortest form; returns null otherwise. Decimals of up to fifteen digits are
// different doubles, so that one which reads back as `value` is the shortest.
char* PutSixDecimals(char* out, double value) {
  constexpr uint64_t kTenTo6 = 1000000;
  const double magnitude = std::abs(value);
  // Beyond these, the form with an exponent may be the shorter one.
  if (!(magnitude >= 0.001 && magnitude < 1e9)) return nullptr;
  const auto halves = static_cast<uint64_t>(magnitude * (2 * kTenTo6));
  const uint64_t millionths = (halves + 1) / 2;
  if (static_cast<double>(millionths) / kTenTo6 != magnitude) return nullptr;
  const uint64_t whole = millionths / kTenTo6;
  const uint64_t fraction = millionths % kTenTo6;
  if (fraction == 0 && whole >= 100000) return nullptr;  // 1e+05, for one
  if (value < 0) *out++ = '-';
  out = PutDecimal(out, whole);
  *out++ = '.';
  const uint64_t digits = EightDigits(fraction * 100);
  PutLittleEndian(out, digits + kZeros);
  // Without the zeros at the end, but for the first one.
  return out + (absl::bit_width(digits | 1) + 7) / 8;
}

// The letter after the backslash of an escaped character; 'u' for those that
// are written by their code.
constexpr std::array<char, '\\' + 1> kEscapes = [] {
  std::array<char, '\\' + 1> escapes{};
  for (char& letter : escapes) letter = 'u';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  escapes['\b'] = 'b';
  escapes['\f'] = 'f';
  escapes['\n'] = 'n';
  escapes['\r'] = 'r';
  escapes['\t'] = 't';
  return escapes;
}();

// An escaped character takes no more than this.
constexpr size_t kMaxEscape = 6;

char* PutEscape(char* out, char c) {
  const auto code = static_cast<unsigned char>(c);
  out[0] = '\\';
  out[1] = kEscapes[code];
  if (out[1] != 'u') return out + 2;
  out[2] = '0';
  out[3] = '0';
  out[4] = kHex[code >> 4];
  out[5] = kHex[code & 0xF];
  return out + 6;
}

size_t Base64Size(size_t bytes) { return (bytes + 2) / 3 * 4; }

char* PutBase64(char* out, absl::string_view bytes) {
  const auto* p = reinterpret_cast<const unsigned char*>(bytes.data());
  size_t left = bytes.size();
  for (; left >= 3; left -= 3, p += 3) {
    *out++ = kBase64[p[0] >> 2];
    *out++ = kBase64[(p[0] & 3) << 4 | p[1] >> 4];
    *out++ = kBase64[(p[1] & 15) << 2 | p[2] >> 6];
    *out++ = kBase64[p[2] & 63];
  }
  if (left == 0) return out;
  const unsigned second = left == 2 ? p[1] : 0U;
  *out++ = kBase64[p[0] >> 2];
  *out++ = kBase64[(p[0] & 3U) << 4 | second >> 4];
  *out++ = left == 2 ? kBase64[(second & 15) << 2] : '=';
  *out++ = '=';
  return out;
}

}  // namespace

char* PutDecimal(char* out, uint64_t value) {
  if (value < 10) {
    *out = static_cast<char>('0' + value);
    return out + 1;
  }
  if (value < kTenTo8) return PutUpToEight(out, value);
  if (value < kTenTo16) {
    return PutEight(PutUpToEight(out, value / kTenTo8), value % kTenTo8);
  }
  out = PutUpToEight(out, value / kTenTo16);
  value %= kTenTo16;
  return PutEight(PutEight(out, value / kTenTo8), value % kTenTo8);
}

char* PutDecimal(char* out, int64_t value) {
  if (value >= 0) return PutDecimal(out, static_cast<uint64_t>(value));
  *out = '-';
  return PutDecimal(out + 1, ~static_cast<uint64_t>(value) + 1);
}

char* PutDecimal(char* out, double value) {
  if (char* const end = PutSixDecimals(out, value)) return end;
  if (std::isnan(value)) return PutAll(out, "NaN");
  if (std::isinf(value)) {
    return PutAll(out, value < 0 ? "-Infinity" : "Infinity");
  }
  char* end = std::to_chars(out, out + kMaxNumber - 2, value).ptr;
  const absl::string_view text(out, static_cast<size_t>(end - out));
  if (text.find_first_of(".e") == absl::string_view::npos) {
    *end++ = '.';
    *end++ = '0';
  }
  return end;
}

}  // namespace codec_internal

void JsonWriter::Double(double value) {
  if (nan_ == JsonNan::kReject && !std::isfinite(value)) {
    char text[codec_internal::kMaxNumber];
    const char* const end = codec_internal::PutDecimal(text, value);
    Fail(Rule::kUnrepresentable, Fault::kNoOffset, "a finite float",
         {text, static_cast<size_t>(end - text)});
  }
  ByteWriter::Double(value);
}

void JsonWriter::String(absl::string_view value) {
  PutQuoted(value, ',');
  if (ABSL_PREDICT_FALSE(!value.empty() && value[0] == '\0')) {
    FailText(Rule::kUnrepresentable, Fault::kNoOffset,
             "a text that does not start with U+0000", "string", value);
  }
}

void JsonWriter::Key(absl::string_view key) { PutQuoted(key, ':'); }

void JsonWriter::KnownString(absl::string_view value) {
  char* out = sink().Reserve(value.size() + 3);
  *out++ = '"';
  out = codec_internal::PutAll(out, value);
  sink().Advance(codec_internal::PutAll(out, "\","));
}

void JsonWriter::Bytes(absl::string_view value) {
  constexpr absl::string_view kStart = "\"\\u0000";
  char* out = sink().Reserve(kStart.size() +
                             codec_internal::Base64Size(value.size()) + 2);
  out = codec_internal::PutAll(out, kStart);
  out = codec_internal::PutBase64(out, value);
  sink().Advance(codec_internal::PutAll(out, "\","));
}

void JsonWriter::Raw(absl::string_view value) {
  char* out = sink().Reserve(value.size() + 1);
  out = codec_internal::PutAll(out, value);
  *out++ = ',';
  sink().Advance(out);
}

void JsonWriter::PutQuoted(absl::string_view text, char after) {
  char* out = sink().Reserve(text.size() + 3);
  *out++ = '"';
  // Nearly all texts have nothing to escape.
  const size_t plain =
      codec_internal::CopyPlainAscii(text.data(), text.size(), out);
  out += plain;
  if (ABSL_PREDICT_FALSE(plain != text.size())) {
    sink().Advance(out);
    if (!IsValidUtf8(text.substr(plain))) {
      FailText(Rule::kUtf8, Fault::kNoOffset, "a text in UTF-8", "bytes", text);
    }
    PutEscaped(text.substr(plain));
    out = sink().Reserve(2);
  }
  out[0] = '"';
  out[1] = after;
  sink().Advance(out + 2);
}

void JsonWriter::PutEscaped(absl::string_view text) {
  // In pieces, so that the room for the worst of them is no matter.
  constexpr size_t kPiece = 256;
  for (; !text.empty(); text.remove_prefix(std::min(text.size(), kPiece))) {
    const absl::string_view piece = text.substr(0, kPiece);
    char* const out = sink().Reserve(codec_internal::kMaxEscape * piece.size());
    sink().Advance(codec_internal::CopyReplacing(
        piece.data(), piece.size(), out, codec_internal::PutEscape));
  }
}

}  // namespace wamp
