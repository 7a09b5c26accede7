#include "wamp/codec/ubjson_reader.h"

#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "wamp/codec/skip.h"

namespace wamp {
namespace {

// The form of the integer that a marker announces.
struct IntegerForm {
  // In bytes; 0 if the marker is not that of an integer.
  size_t width;
  bool is_signed;
};

template <UbjsonDialect kDialect>
IntegerForm FormOf(uint8_t marker) {
  switch (marker) {
    case 'i':
      return {1, true};
    case 'U':
      return {1, false};
    case 'I':
      return {2, true};
    case 'l':
      return {4, true};
    case 'L':
      return {8, true};
    default:
      break;
  }
  if (kDialect == UbjsonDialect::kUbjson) return {0, false};
  switch (marker) {
    case 'B':
      return {1, false};
    case 'u':
      return {2, false};
    case 'm':
      return {4, false};
    case 'M':
      return {8, false};
    default:
      return {0, false};
  }
}

// The width of a float, in bytes; 0 if the marker is not that of a float.
template <UbjsonDialect kDialect>
size_t FloatWidth(uint8_t marker) {
  if (marker == 'd') return 4;
  if (marker == 'D') return 8;
  return kDialect == UbjsonDialect::kBjdata && marker == 'h' ? 2 : 0;
}

// The least number of bytes, without the marker, of a value in a container of
// the type `marker`; -1 if no container may have the type.
template <UbjsonDialect kDialect>
int LeastWidth(uint8_t marker) {
  if (const size_t width = FormOf<kDialect>(marker).width) {
    return static_cast<int>(width);
  }
  if (const size_t width = FloatWidth<kDialect>(marker)) {
    return static_cast<int>(width);
  }
  if (marker == 'C') return 1;
  if (kDialect == UbjsonDialect::kBjdata) return -1;
  switch (marker) {
    case 'Z':
    case 'T':
    case 'F':
      return 0;
    case '[':
    case '{':
      return 1;
    case 'S':
    case 'H':
      return 2;
    default:
      return -1;
  }
}

// Skips digits. Returns whether there was at least one.
bool SkipDigits(absl::string_view& text) {
  const size_t before = text.size();
  while (!text.empty() &&
         absl::ascii_isdigit(static_cast<unsigned char>(text[0]))) {
    text.remove_prefix(1);
  }
  return text.size() != before;
}

// The kind of a number in JSON's notation; kInvalid if `text` is not a number.
Kind KindOfNumber(absl::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  const bool is_zero = !text.empty() && text[0] == '0';
  const absl::string_view digits = text;
  if (!SkipDigits(text)) return Kind::kInvalid;
  if (is_zero && digits.size() - text.size() > 1) return Kind::kInvalid;
  if (text.empty()) {
    return negative && !is_zero ? Kind::kInt : Kind::kUint;
  }
  if (text[0] == '.') {
    text.remove_prefix(1);
    if (!SkipDigits(text)) return Kind::kInvalid;
  }
  if (!text.empty() && (text[0] == 'e' || text[0] == 'E')) {
    text.remove_prefix(1);
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
      text.remove_prefix(1);
    }
    if (!SkipDigits(text)) return Kind::kInvalid;
  }
  return text.empty() ? Kind::kDouble : Kind::kInvalid;
}

// Whether 64 bits can hold the number `text`, which is of that kind.
bool Fits(absl::string_view text, Kind kind) {
  uint64_t natural = 0;
  int64_t integer = 0;
  double number = 0;
  switch (kind) {
    case Kind::kUint:
      return text == "-0" || absl::SimpleAtoi(text, &natural);
    case Kind::kInt:
      return absl::SimpleAtoi(text, &integer);
    case Kind::kDouble:
      return absl::SimpleAtod(text, &number) && std::isfinite(number);
    default:
      return true;
  }
}

}  // namespace

template <UbjsonDialect kDialect>
Kind BasicUbjsonReader<kDialect>::Peek() {
  const uint8_t head = Head();
  switch (head) {
    case 'Z':
      return Kind::kNull;
    case 'T':
    case 'F':
      return Kind::kBool;
    case 'S':
    case 'C':
      return Kind::kString;
    case '{':
      return Kind::kMap;
    case '[':
      // In BJData, which has a type for bytes, a list of small integers is one.
      return IsBytes() && (kDialect == UbjsonDialect::kUbjson ||
                           position_[type_ == 0 ? 2 : 1] == 'B')
                 ? Kind::kBytes
                 : Kind::kList;
    case 'H': {
      // Restore() forgets faults, and the first one must stay.
      if (failed()) return Kind::kInvalid;
      const Mark start = mark();
      absl::string_view text;
      const Kind kind =
          ReadHighPrecision(text) ? KindOfNumber(text) : Kind::kInvalid;
      const bool is_foreign = carries_ && !Fits(text, kind);
      Restore(start);
      return is_foreign ? Kind::kForeign : kind;
    }
    default:
      break;
  }
  if (FloatWidth<kDialect>(head) != 0) return Kind::kDouble;
  const IntegerForm form = FormOf<kDialect>(head);
  if (form.width == 0) return Kind::kInvalid;
  if (!form.is_signed) return Kind::kUint;
  // The sign is in the byte of the most weight. At the end of the input either
  // answer leads to the same fault.
  const uint8_t* const number = position_ + (type_ == 0 ? 1 : 0);
  const size_t most = kDialect == UbjsonDialect::kUbjson ? 0 : form.width - 1;
  const bool negative =
      static_cast<size_t>(end_ - number) > most && number[most] >= 0x80;
  return negative ? Kind::kInt : Kind::kUint;
}

template <UbjsonDialect kDialect>
bool BasicUbjsonReader<kDialect>::ReadOtherUint(uint64_t& value) {
  const Kind kind = Peek();
  if (Head() == 'H' && kind == Kind::kUint) {
    const size_t at = offset();
    absl::string_view text;
    if (!ReadHighPrecision(text)) return false;
    if (text == "-0") text.remove_prefix(1);
    return absl::SimpleAtoi(text, &value) ||
           Fail(Rule::kRange, at, "an integer below 2^64", "integer", text);
  }
  const IntegerForm form = FormOf<kDialect>(Head());
  if (form.width == 0 || kind != Kind::kUint) {
    return codec_internal::FailKind(*this, "an integer of at least 0");
  }
  TakeHead();
  return ReadFixed(form.width, value);
}

template <UbjsonDialect kDialect>
bool BasicUbjsonReader<kDialect>::ReadInt(int64_t& value) {
  const Kind kind = Peek();
  const size_t start = offset();
  if (kind == Kind::kUint) {
    uint64_t number = 0;
    if (!ReadUint(number)) return false;
    value = static_cast<int64_t>(number);
    return number <= INT64_MAX ||
           Fail(Rule::kRange, start, "an integer below 2^63", "integer",
                absl::StrCat(number));
  }
  if (kind != Kind::kInt) return codec_internal::FailKind(*this, "an integer");
  if (Head() == 'H') {
    absl::string_view text;
    if (!ReadHighPrecision(text)) return false;
    return absl::SimpleAtoi(text, &value) ||
           Fail(Rule::kRange, start, "an integer of at least -2^63", "integer",
                text);
  }
  const size_t width = FormOf<kDialect>(Head()).width;
  uint64_t raw = 0;
  TakeHead();
  if (!ReadFixed(width, raw)) return false;
  value = SignExtended(raw, width);
  return true;
}

template <UbjsonDialect kDialect>
bool BasicUbjsonReader<kDialect>::ReadDouble(double& value) {
  if (const size_t width = FloatWidth<kDialect>(Head())) {
    uint64_t raw = 0;
    TakeHead();
    if (!ReadFixed(width, raw)) return false;
    value = FloatOf(raw, width);
    return true;
  }
  if (Head() == 'H' && Peek() == Kind::kDouble) {
    const size_t start = offset();
    absl::string_view text;
    if (!ReadHighPrecision(text) || !absl::SimpleAtod(text, &value)) {
      return false;
    }
    return std::isfinite(value) ||
           Fail(Rule::kRange, start, "a float within the range of 64 bits",
                "float", text);
  }
  return codec_internal::FailKind(*this, "a float");
}

template <UbjsonDialect kDialect>
bool BasicUbjsonReader<kDialect>::IsBytes() const {
  const uint8_t* const p = position_ + (type_ == 0 ? 1 : 0);
  if (end_ - p < 3 || p[0] != '$' || p[2] != '#') return false;
  return p[1] == 'U' || (kDialect == UbjsonDialect::kBjdata && p[1] == 'B');
}

template <UbjsonDialect kDialect>
bool BasicUbjsonReader<kDialect>::ReadBytes(absl::string_view& value) {
  if (Head() != '[' || !IsBytes()) {
    return codec_internal::FailKind(*this, "a byte string");
  }
  TakeHead();
  position_ += 3;
  uint64_t size = 0;
  return ReadLength(size) && Take(size, value);
}

template <UbjsonDialect kDialect>
bool BasicUbjsonReader<kDialect>::ReadForeign(ForeignValue& value) {
  if (Peek() != Kind::kForeign) {
    return codec_internal::FailKind(*this, "a foreign value");
  }
  const size_t start = offset();
  const bool has_marker = type_ == 0;
  absl::string_view text;
  if (!ReadHighPrecision(text)) return false;
  value.format = kDialect == UbjsonDialect::kUbjson ? WireFormat::kUbjson
                                                    : WireFormat::kBjdata;
  value.encoded = Since(start);
  if (!has_marker) {
    foreign_ = absl::StrCat("H", value.encoded);
    value.encoded = foreign_;
  }
  return true;
}

template <UbjsonDialect kDialect>
bool BasicUbjsonReader<kDialect>::BeginCounted(List& list) {
  int least = 1;
  if (*position_ == '$') {
    if (left() < 3) return FailTruncated();
    list.type = position_[1];
    least = LeastWidth<kDialect>(list.type);
    if (least < 0) {
      ++position_;
      return Fail(
          Rule::kSyntax, BinaryReader::offset(), "the type of a container",
          absl::StrCat("byte 0x", absl::Hex(list.type, absl::kZeroPad2)));
    }
    if (position_[2] != '#') {
      position_ += 2;
      return Fail(
          Rule::kSyntax, BinaryReader::offset(), "a count",
          absl::StrCat("byte 0x", absl::Hex(*position_, absl::kZeroPad2)));
    }
    position_ += 2;
  }
  ++position_;
  uint64_t count = 0;
  if (!ReadLength(count)) return false;
  list.left = count;
  if (least > 0) return Enter(count, static_cast<size_t>(least));
  const size_t most = BinaryReader::offset() - empty_;
  if (count > most) {
    return Fail(Rule::kLimit, BinaryReader::offset(),
                absl::StrCat("at most ", most, " items without content"),
                absl::StrCat(count));
  }
  empty_ += count;
  return EnterUncounted();
}

template <UbjsonDialect kDialect>
bool BasicUbjsonReader<kDialect>::ReadLength(uint64_t& length) {
  if (position_ == end_) return FailTruncated();
  const size_t start = BinaryReader::offset();
  const IntegerForm form = FormOf<kDialect>(*position_);
  if (form.width == 0) {
    return Fail(
        Rule::kSyntax, start, "a length",
        absl::StrCat("byte 0x", absl::Hex(*position_, absl::kZeroPad2)));
  }
  ++position_;
  if (!ReadFixed(form.width, length)) return false;
  if (form.is_signed && SignExtended(length, form.width) < 0) {
    return Fail(Rule::kSyntax, start, "a length",
                absl::StrCat("integer ", SignExtended(length, form.width)));
  }
  return true;
}

template <UbjsonDialect kDialect>
bool BasicUbjsonReader<kDialect>::ReadHighPrecision(absl::string_view& text) {
  const size_t start = offset();
  TakeHead();
  if (!ReadSized(text)) return false;
  return KindOfNumber(text) != Kind::kInvalid ||
         FailText(Rule::kSyntax, start, "a number", "string", text);
}

template <UbjsonDialect kDialect>
bool BasicUbjsonReader<kDialect>::Skip() {
  return codec_internal::SkipValue(*this, [this] { return FailValue(); });
}

template <UbjsonDialect kDialect>
bool BasicUbjsonReader<kDialect>::FailValue() {
  absl::string_view text;
  if (Head() == 'H' && !ReadHighPrecision(text)) return false;
  return FailHead();
}

template class BasicUbjsonReader<UbjsonDialect::kUbjson>;
template class BasicUbjsonReader<UbjsonDialect::kBjdata>;

}  // namespace wamp
