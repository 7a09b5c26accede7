#include "src/text/foreign.h"

#include <cstdint>
#include <limits>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "src/text/quote.h"

namespace wamp {
namespace internal {
namespace {

// Takes bytes off the front of a value. What is beyond the end reads as 0, and
// then the value is not `whole`.
class Cursor {
 public:
  explicit Cursor(absl::string_view bytes) : rest_(bytes) {}

  absl::string_view rest() const { return rest_; }
  bool whole() const { return whole_; }

  uint64_t TakeNumber(size_t width) {
    uint64_t number = 0;
    for (; width != 0; --width) number = number << 8 | TakeByte();
    return number;
  }

 private:
  uint8_t TakeByte() {
    if (rest_.empty()) {
      whole_ = false;
      return 0;
    }
    const auto byte = static_cast<uint8_t>(rest_[0]);
    rest_.remove_prefix(1);
    return byte;
  }

  absl::string_view rest_;
  bool whole_ = true;
};

// What a value is, without the name of its format; and what it holds.
struct Parts {
  std::string name = "value";
  std::string content;
};

std::string Digits(absl::string_view bytes, size_t max_bytes) {
  const absl::string_view shown = bytes.substr(0, max_bytes);
  std::string text = absl::StrCat("0x", absl::BytesToHexString(shown));
  if (shown.size() != bytes.size()) {
    absl::StrAppend(&text, "(+", bytes.size() - shown.size(), " bytes)");
  }
  return text;
}

// The time of a timestamp of MessagePack; empty if it is none.
std::string Timestamp(absl::string_view content) {
  Cursor cursor(content);
  uint64_t nanoseconds = 0;
  uint64_t seconds = 0;
  switch (content.size()) {
    case 4:
      seconds = cursor.TakeNumber(4);
      break;
    case 8: {
      constexpr int kSecondsBits = 34;
      const uint64_t both = cursor.TakeNumber(8);
      nanoseconds = both >> kSecondsBits;
      seconds = both & ((uint64_t{1} << kSecondsBits) - 1);
      break;
    }
    case 12:
      nanoseconds = cursor.TakeNumber(4);
      seconds = cursor.TakeNumber(8);
      break;
    default:
      return "";
  }
  // The years from 1 to 9999, those that a date has four digits for.
  constexpr int64_t kFirst = -62135596800;
  constexpr int64_t kLast = 253402300799;
  const auto since_1970 = static_cast<int64_t>(seconds);
  if (nanoseconds > 999999999 || since_1970 < kFirst || since_1970 > kLast) {
    return "";
  }
  const absl::Time time = absl::FromUnixSeconds(since_1970) +
                          absl::Nanoseconds(static_cast<int64_t>(nanoseconds));
  return absl::FormatTime("%Y-%m-%d%ET%H:%M:%E*SZ", time, absl::UTCTimeZone());
}

Parts MsgPackParts(absl::string_view encoded, size_t max_bytes) {
  Cursor cursor(encoded);
  const uint64_t head = cursor.TakeNumber(1);
  if (head >= 0xC7 && head <= 0xC9) {
    cursor.TakeNumber(size_t{1} << (head - 0xC7));
  } else if (head < 0xD4 || head > 0xD8) {
    return {"value", Digits(encoded, max_bytes)};
  }
  const auto type = static_cast<int8_t>(cursor.TakeNumber(1));
  if (!cursor.whole()) return {"value", Digits(encoded, max_bytes)};
  Parts parts;
  parts.name = absl::StrCat("extension ", int{type});
  if (type == -1) parts.content = Timestamp(cursor.rest());
  if (parts.content.empty()) parts.content = Digits(cursor.rest(), max_bytes);
  return parts;
}

// A head of CBOR: its major type, and the number in it.
struct CborHead {
  int major;
  uint64_t number;
};

// Returns whether there is a head with a number.
bool TakeHead(Cursor& cursor, CborHead& head) {
  const uint64_t byte = cursor.TakeNumber(1);
  const uint64_t info = byte & 0x1F;
  head.major = static_cast<int>(byte >> 5);
  head.number = info < 24 ? info : cursor.TakeNumber(size_t{1} << (info & 3));
  return cursor.whole() && info <= 27;
}

// What is within a tag: the few kinds of values that a line can hold.
std::string CborContent(absl::string_view encoded, size_t max_bytes) {
  Cursor cursor(encoded);
  CborHead head{};
  if (TakeHead(cursor, head)) {
    const bool filled = cursor.rest().size() == head.number;
    if (head.major == 0 && cursor.rest().empty()) {
      return absl::StrCat(head.number);
    }
    if (head.major == 2 && filled) return Digits(cursor.rest(), max_bytes);
    if (head.major == 3 && filled) return Quote(cursor.rest(), max_bytes);
  }
  return Digits(encoded, max_bytes);
}

Parts CborParts(absl::string_view encoded, size_t max_bytes) {
  Cursor cursor(encoded);
  CborHead head{};
  if (!TakeHead(cursor, head)) return {"value", Digits(encoded, max_bytes)};
  switch (head.major) {
    case 1:
      // -1 - number, which may need 65 bits.
      return {"integer", head.number == std::numeric_limits<uint64_t>::max()
                             ? "-18446744073709551616"
                             : absl::StrCat("-", head.number + 1)};
    case 6:
      return {absl::StrCat("tag ", head.number),
              CborContent(cursor.rest(), max_bytes)};
    case 7:
      if (encoded.size() <= 2 && cursor.rest().empty()) {
        return {absl::StrCat("simple value ", head.number), ""};
      }
      break;
    default:
      break;
  }
  return {"value", Digits(encoded, max_bytes)};
}

// The width of the length that a marker of UBJSON announces.
size_t WidthOf(uint64_t marker) {
  switch (marker) {
    case 'I':
    case 'u':
      return 2;
    case 'l':
    case 'm':
      return 4;
    case 'L':
    case 'M':
      return 8;
    default:
      return 1;
  }
}

// A number as text; in UBJSON with a marker and a length before it.
Parts NumberParts(absl::string_view encoded, size_t max_bytes) {
  Cursor cursor(encoded);
  if (!encoded.empty() && encoded[0] == 'H') {
    cursor.TakeNumber(1);
    cursor.TakeNumber(WidthOf(cursor.TakeNumber(1)));
  }
  const absl::string_view text = cursor.rest();
  if (text.empty() ||
      text.find_first_not_of("+-.0123456789Ee") != absl::string_view::npos) {
    return {"value", Digits(encoded, max_bytes)};
  }
  return {"number", Escape(text, max_bytes)};
}

Parts PartsOf(absl::string_view format, absl::string_view encoded,
              size_t max_bytes) {
  if (format == "msgpack") return MsgPackParts(encoded, max_bytes);
  if (format == "cbor") return CborParts(encoded, max_bytes);
  return NumberParts(encoded, max_bytes);
}

}  // namespace

std::string ForeignName(absl::string_view format, absl::string_view encoded) {
  return absl::StrCat(PartsOf(format, encoded, 0).name, " of ", format);
}

std::string ForeignText(absl::string_view format, absl::string_view encoded,
                        size_t max_bytes) {
  const Parts parts = PartsOf(format, encoded, max_bytes);
  return absl::StrCat(parts.name, " of ", format,
                      parts.content.empty() ? "" : ": ", parts.content);
}

bool HoldsForeignParts(absl::string_view format, absl::string_view encoded) {
  if (format != "cbor") return false;
  Cursor cursor(encoded);
  CborHead head{};
  do {
    TakeHead(cursor, head);
  } while (head.major == 6 && cursor.whole());
  return head.major == 4 || head.major == 5;
}

}  // namespace internal
}  // namespace wamp
