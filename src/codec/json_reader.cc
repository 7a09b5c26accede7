#include "wamp/codec/json_reader.h"

#include <array>
#include <cfloat>
#include <cmath>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/charconv.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "src/codec/byte_scan.h"
#include "src/codec/digits.h"
#include "src/codec/inline_json_reader.h"
#include "src/text/quote.h"
#include "wamp/codec/skip.h"
#include "wamp/codec/utf8.h"

namespace wamp {
namespace {

using codec_internal::InlineJsonReader;
using codec_internal::IsDigit;

// The powers of ten that a double holds exactly, as it does integers up to
// 2^53.
constexpr double kExactPowersOf10[] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr uint64_t kMaxExactInteger = uint64_t{1} << 53;

// What the letter of an escape stands for; zero where that isn't a letter's to
// say.
constexpr std::array<char, 256> kPlain = [] {
  std::array<char, 256> plain{};
  for (const char c : {'"', '\\', '/'}) {
    plain[static_cast<unsigned char>(c)] = c;
  }
  plain['b'] = '\b';
  plain['f'] = '\f';
  plain['n'] = '\n';
  plain['r'] = '\r';
  plain['t'] = '\t';
  return plain;
}();

// Writes the character, in UTF-8, and returns where it ends.
char* PutUtf8(char* out, uint32_t code) {
  const auto put = [&out](uint32_t byte) { *out++ = static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
  return out;
}

}  // namespace

// A number as the input has it.
struct JsonReader::Number {
  absl::string_view text;
  bool negative = false;
  bool overflow = false;
  uint64_t magnitude = 0;
};

JsonReader::JsonReader(absl::string_view input, Limits limits, JsonNan nan)
    : begin_(input.data()),
      position_(begin_),
      end_(begin_ + input.size()),
      depth_left_(limits.max_depth),
      nan_(nan) {
  if (input.size() > limits.max_bytes) {
    Fail(Rule::kLimit, 0, absl::StrCat("at most ", limits.max_bytes, " bytes"),
         absl::StrCat(input.size(), " bytes"));
  }
}

// The next character that is no space; or the end of the input.
const char* JsonReader::AfterSpace() const {
  const char* p = position_;
  while (p != end_ && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')) {
    ++p;
  }
  return p;
}

Kind JsonReader::Peek() {
  SkipSpace();
  switch (Char()) {
    case 'n':
      return StandsHere("null") ? Kind::kNull : Kind::kInvalid;
    case 't':
    case 'f':
      return Kind::kBool;
    case '"':
      return IsBytes() ? Kind::kBytes : Kind::kString;
    case '[':
      return Kind::kList;
    case '{':
      return Kind::kMap;
    default:
      return PeekNumber();
  }
}

// The kind of a number, or of one of the words that JsonNan allows.
Kind JsonReader::PeekNumber() {
  const char* p = position_;
  const bool negative = Char() == '-';
  if (negative) ++p;
  if (p == end_ || !IsDigit(*p)) {
    absl::string_view word;
    if (NanWord(word)) return Kind::kDouble;
    return negative ? Kind::kUint : Kind::kInvalid;
  }
  bool zero = true;
  do {
    zero = zero && *p == '0';
  } while (++p != end_ && IsDigit(*p));
  Kind kind = negative && !zero ? Kind::kInt : Kind::kUint;
  if (p != end_ && (*p == '.' || *p == 'e' || *p == 'E')) kind = Kind::kDouble;
  if (ABSL_PREDICT_FALSE(carries_) && IsForeign(kind)) return Kind::kForeign;
  return kind;
}

// Whether 64 bits can't hold the number of that kind where the reader is.
bool JsonReader::IsForeign(Kind kind) {
  // A fault in the number is found when it is read, and an earlier one stays.
  if (failed()) return false;
  const Mark start = mark();
  Number number;
  bool fits = true;
  if (Scan(number)) {
    if (kind == Kind::kDouble) {
      double value = 0;
      const auto result = absl::from_chars(
          number.text.data(), number.text.data() + number.text.size(), value);
      fits = result.ec != std::errc::result_out_of_range || std::abs(value) < 1;
    } else {
      fits = !number.overflow &&
             (kind == Kind::kUint || number.magnitude <= uint64_t{1} << 63);
    }
  }
  Restore(start);
  return !fits;
}

bool JsonReader::ReadForeign(ForeignValue& value) {
  if (Peek() != Kind::kForeign) {
    return codec_internal::FailKind(*this, "a foreign value");
  }
  Number number;
  if (!Scan(number)) return false;
  value = {WireFormat::kJson, number.text};
  return true;
}

bool JsonReader::NanWord(absl::string_view& word) const {
  if (nan_ == JsonNan::kReject) return false;
  const absl::string_view left(position_,
                               static_cast<size_t>(end_ - position_));
  for (const absl::string_view candidate : {"NaN", "Infinity", "-Infinity"}) {
    if (absl::StartsWith(left, candidate)) {
      word = left.substr(0, candidate.size());
      return true;
    }
  }
  return false;
}

// Reads a boolean where true is not.
bool JsonReader::ReadFalse() {
  if (Word("false")) return true;
  if (Char() == 't' || Char() == 'f') return FailHere("true or false");
  return codec_internal::FailKind(*this, "a boolean");
}

// Reads a number by the grammar of JSON and leaves the reader after it.
bool JsonReader::Scan(Number& number) {
  const char* p = position_;
  const char* const start = p;
  const auto fail = [this](const char* at, absl::string_view expected) {
    position_ = at;
    return FailHere(expected);
  };
  if (p != end_ && *p == '-') {
    number.negative = true;
    ++p;
  }
  if (p == end_ || !IsDigit(*p)) return fail(p, "a digit");
  if (*p == '0' && p + 1 != end_ && IsDigit(p[1])) {
    return fail(p, "a number without leading zeros");
  }
  constexpr uint64_t kMax = std::numeric_limits<uint64_t>::max();
  for (; p != end_ && IsDigit(*p); ++p) {
    const auto digit = static_cast<uint64_t>(*p - '0');
    if (number.magnitude > (kMax - digit) / 10) number.overflow = true;
    number.magnitude = number.magnitude * 10 + digit;
  }
  if (p != end_ && *p == '.') {
    ++p;
    if (p == end_ || !IsDigit(*p)) return fail(p, "a digit");
    while (p != end_ && IsDigit(*p)) ++p;
  }
  if (p != end_ && (*p == 'e' || *p == 'E')) {
    ++p;
    if (p != end_ && (*p == '+' || *p == '-')) ++p;
    if (p == end_ || !IsDigit(*p)) return fail(p, "a digit");
    while (p != end_ && IsDigit(*p)) ++p;
  }
  number.text = absl::string_view(start, static_cast<size_t>(p - start));
  position_ = p;
  return true;
}

bool JsonReader::ScanInteger(Number& number, absl::string_view wanted) {
  const Kind kind = Peek();
  if (kind != Kind::kUint && kind != Kind::kInt) {
    return codec_internal::FailKind(*this, wanted);
  }
  return Scan(number);
}

bool JsonReader::ReadUint(uint64_t& value) {
  SkipSpace();
  // The fast path: an integer of up to 18 digits, which can't overflow.
  const char* p = position_;
  const uint64_t number = codec_internal::ReadDigits(p, end_, 0);
  const auto digits = p - position_;
  if (ABSL_PREDICT_TRUE(digits != 0 && digits <= 18 &&
                        (*position_ != '0' || digits == 1) &&
                        (p == end_ || (*p != '.' && (*p | 0x20) != 'e')))) {
    value = number;
    position_ = p;
    return true;
  }
  Number scanned;
  const char* const start = position_;
  if (!ScanInteger(scanned, "an integer of at least 0")) return false;
  if (scanned.negative && scanned.magnitude != 0) {
    position_ = start;
    return codec_internal::FailKind(*this, "an integer of at least 0");
  }
  if (scanned.overflow) {
    return FailRange(start, "an integer below 2^64", "integer", scanned.text);
  }
  value = scanned.magnitude;
  return true;
}

bool JsonReader::ReadInt(int64_t& value) {
  SkipSpace();
  const char* const start = position_;
  Number number;
  if (!ScanInteger(number, "an integer")) return false;
  constexpr uint64_t kLimit = uint64_t{1} << 63;
  const bool fits =
      !number.overflow && (number.negative ? number.magnitude <= kLimit
                                           : number.magnitude < kLimit);
  if (!fits) {
    return FailRange(start, "an integer from -2^63 to 2^63-1", "integer",
                     number.text);
  }
  value = static_cast<int64_t>(number.negative ? 0 - number.magnitude
                                               : number.magnitude);
  return true;
}

// Reads a float of few digits and without an exponent. Its digits, as one
// integer, and the power of ten to divide them by are doubles without rounding,
// so that the quotient is the double next to the float. Returns false, with
// nothing read, where it is another one.
bool JsonReader::ReadShortDouble(double& value) {
  // Where doubles are computed with more precision they are rounded twice.
  if constexpr (FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 1) return false;
  const char* p = position_;
  const bool negative = Char() == '-';
  if (negative) ++p;
  const char* const digits = p;
  uint64_t number = codec_internal::ReadDigits(p, end_, 0);
  const char* const point = p;
  const auto whole = point - digits;
  if (whole == 0 || (whole != 1 && *digits == '0') || p == end_ || *p != '.') {
    return false;
  }
  number = codec_internal::ReadDigits(++p, end_, number);
  const auto decimals = p - point - 1;
  constexpr std::ptrdiff_t kMostDigits = 19;  // fewer than 64 bits
  if (decimals == 0 || whole + decimals > kMostDigits ||
      number > kMaxExactInteger || (p != end_ && (*p | 0x20) == 'e')) {
    return false;
  }
  value = static_cast<double>(number) / kExactPowersOf10[decimals];
  if (negative) value = -value;
  position_ = p;
  return true;
}

bool JsonReader::ReadDouble(double& value) {
  SkipSpace();
  if (ReadShortDouble(value)) return true;
  if (Peek() != Kind::kDouble) {
    return codec_internal::FailKind(*this, "a float");
  }
  absl::string_view word;
  if (NanWord(word)) {
    position_ += word.size();
    value = word == "NaN" ? std::numeric_limits<double>::quiet_NaN()
                          : std::numeric_limits<double>::infinity();
    if (word[0] == '-') value = -value;
    return true;
  }
  const char* const start = position_;
  Number number;
  if (!Scan(number)) return false;
  const auto result = absl::from_chars(
      number.text.data(), number.text.data() + number.text.size(), value);
  if (result.ec == std::errc::result_out_of_range && std::abs(value) > 1) {
    return FailRange(start, "a float within the range of 64 bits", "float",
                     number.text);
  }
  return true;
}

bool JsonReader::ReadString(absl::string_view& value) {
  return InlineJsonReader::ReadStringOf(*this, value);
}

// Reads any string.
bool JsonReader::ReadOtherString(absl::string_view& value) {
  SkipSpace();
  if (Char() != '"' || IsBytes()) {
    return codec_internal::FailKind(*this, "a string");
  }
  return Text(value);
}

bool JsonReader::ReadBytes(absl::string_view& value) {
  SkipSpace();
  if (!IsBytes()) return codec_internal::FailKind(*this, "a byte string");
  const size_t start = offset();
  // What follows the first character needs no copy, unless it is no base64.
  const char* const base64 = position_ + sizeof "\"\\u0000" - 1;
  const char* const p = codec_internal::FindNotPlainAscii(begin_, base64, end_);
  absl::string_view text(base64, static_cast<size_t>(p - base64));
  if (ABSL_PREDICT_TRUE(p != end_ && *p == '"')) {
    position_ = p + 1;
  } else {
    if (!Text(text)) return false;
    text.remove_prefix(1);
  }
  std::string bytes;
  if (!absl::Base64Unescape(text, &bytes)) {
    return FailText(Rule::kSyntax, start, "base64 after U+0000", "string",
                    text);
  }
  scratch_ = std::move(bytes);
  value = scratch_;
  return true;
}

bool JsonReader::NextKey(Map& map, absl::string_view& key) {
  return InlineJsonReader::NextKeyOf(*this, map, key);
}

// Any key, or the end of the dict.
bool JsonReader::NextOtherKey(Map& map, absl::string_view& key) {
  SkipSpace();
  if (Char() == '}') return Leave();
  if (!map.first) {
    if (!Take(',')) return FailHere("',' or '}'");
    SkipSpace();
  }
  map.first = false;
  if (Char() != '"') return FailHere("a key");
  if (!Text(key)) return false;
  SkipSpace();
  return Take(':') || FailHere("':'");
}

// Reads a string, of text or bytes; the reader is at the opening quote.
bool JsonReader::Text(absl::string_view& value) {
  if (InlineJsonReader::PlainText(*this, value)) return true;
  const char* const start = position_ + 1;
  const char* const p = codec_internal::FindNotPlain(begin_, start, end_);
  if (p == end_ || *p != '"') return Unescape(start, value);
  value = absl::string_view(start, static_cast<size_t>(p - start));
  position_ = p + 1;
  return CheckUtf8(start, value);
}

// Reads a string that begins at `start`.
bool JsonReader::Unescape(const char* start, absl::string_view& value) {
  scratch_.clear();
  const char* p = start;
  char* out = buffer_;
  const char* const buffer_end = buffer_ + sizeof buffer_;
  bool ascii = true;
  while (true) {
    if (buffer_end - out < codec_internal::kTwoBlocks) {
      scratch_.append(buffer_, static_cast<size_t>(out - buffer_));
      out = buffer_;
    }
    ascii = codec_internal::CopyUnescaping(p, end_, out, buffer_end, kPlain) &&
            ascii;
    position_ = p;
    if (p == end_) return FailHere("'\"'");
    if (*p == '"') break;
    if (*p == '\\') {
      if (!Escape(p, out)) return false;
      continue;
    }
    const auto c = static_cast<unsigned char>(*p);
    if (c < 0x20) return FailHere("an escaped control character");
    ascii = ascii && c < 0x80;
    *out++ = *p++;
  }
  position_ = p + 1;
  value = absl::string_view(buffer_, static_cast<size_t>(out - buffer_));
  if (!scratch_.empty()) {
    scratch_.append(value.data(), value.size());
    value = scratch_;
  }
  return ascii || CheckUtf8(start, value);
}

bool JsonReader::CheckUtf8(const char* start, absl::string_view value) {
  if (IsValidUtf8(value)) return true;
  return FailText(Rule::kUtf8, static_cast<size_t>(start - begin_),
                  "a text in UTF-8", "bytes", value);
}

// Writes the character that the escape at `p` stands for to `out`, and moves
// both on.
bool JsonReader::Escape(const char*& p, char*& out) {
  if (end_ - p < 2) return FailHere("an escape");
  const char known = kPlain[static_cast<unsigned char>(p[1])];
  if (known != '\0') {
    *out++ = known;
    p += 2;
    return true;
  }
  uint32_t code = 0;
  if (p[1] != 'u' || !HexDigits(p + 2, code)) return FailHere("an escape");
  p += 6;
  if (code >= 0xD800 && code < 0xDC00) {
    uint32_t low = 0;
    if (end_ - p < 6 || p[0] != '\\' || p[1] != 'u' || !HexDigits(p + 2, low) ||
        low < 0xDC00 || low > 0xDFFF) {
      return FailHere("a pair of surrogates");
    }
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    p += 6;
  } else if (code >= 0xDC00 && code <= 0xDFFF) {
    return FailHere("a pair of surrogates");
  }
  out = PutUtf8(out, code);
  return true;
}

bool JsonReader::HexDigits(const char* p, uint32_t& code) const {
  if (end_ - p < 4) return false;
  for (int i = 0; i < 4; ++i) {
    const char c = p[i];
    const char lower = static_cast<char>(c | 0x20);
    if (IsDigit(c)) {
      code = code << 4 | static_cast<uint32_t>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      code = code << 4 | static_cast<uint32_t>(lower - 'a' + 10);
    } else {
      return false;
    }
  }
  return true;
}

bool JsonReader::Skip() {
  return codec_internal::SkipValue(*this,
                                   [this] { return FailHere("a value"); });
}

bool JsonReader::FailHere(absl::string_view expected) {
  const auto at = static_cast<size_t>(position_ - begin_);
  if (position_ == end_) return FailTruncated(at, expected);
  Fail(Rule::kSyntax, at, expected,
       absl::StrCat("character ",
                    internal::Quote(absl::string_view(position_, 1))));
  if (IsCutWord() || IsCutEscape(position_)) MarkTruncated();
  return false;
}

// Whether the input ends within one of the words of JSON.
bool JsonReader::IsCutWord() const {
  const absl::string_view left(position_,
                               static_cast<size_t>(end_ - position_));
  for (const absl::string_view word : {"true", "false", "null"}) {
    if (absl::StartsWith(word, left)) return true;
  }
  if (nan_ == JsonNan::kReject) return false;
  return absl::StartsWith("NaN", left) || absl::StartsWith("Infinity", left);
}

// Whether the input ends within the escape, or the pair of them, at `p`.
bool JsonReader::IsCutEscape(const char* p) const {
  for (int i = 0; i < 2 && p != end_ && *p == '\\'; ++i) {
    if (++p == end_) return true;
    if (*p++ != 'u') return false;
    for (int digit = 0; digit < 4; ++digit, ++p) {
      if (p == end_) return true;
      if (absl::ascii_isxdigit(static_cast<unsigned char>(*p)) == 0) {
        return false;
      }
    }
  }
  return p == end_;
}

// A number that is too large; but if the input ends with it, it may go on to
// be another one: a float after integer digits, a smaller one by its exponent.
bool JsonReader::FailRange(const char* start, absl::string_view expected,
                           absl::string_view found, absl::string_view text) {
  Fail(Rule::kRange, static_cast<size_t>(start - begin_), expected, found,
       text);
  if (position_ == end_) MarkTruncated();
  return false;
}

bool JsonReader::FailDepth() {
  return Fail(Rule::kLimit, offset(), "lists and dicts nested less deep",
              "one more");
}

}  // namespace wamp
