#include "wamp/uri.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ostream>
#include <string>

#include "absl/base/attributes.h"
#include "absl/base/config.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "src/text/fault_text.h"
#include "src/text/quote.h"

namespace wamp {
namespace {

// What a byte means in a URI.
enum class ByteClass : uint8_t {
  kWord,    // part of a component
  kDot,     // ends a component
  kSpace,   // ASCII whitespace
  kHash,    // '#'
  kForeign  // outside the strict alphabet, or (loose) may begin a wide space
};

using ByteTable = std::array<ByteClass, 256>;

constexpr bool IsStrictByte(unsigned byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         byte == '_';
}

constexpr bool IsSpaceByte(unsigned byte) {
  return (byte >= 0x09 && byte <= 0x0d) || (byte >= 0x1c && byte <= 0x20);
}

// The lead bytes of whitespace outside ASCII; see WideSpaceAt.
constexpr bool LeadsWideSpace(unsigned byte) {
  return byte == 0xc2 || (byte >= 0xe1 && byte <= 0xe3);
}

constexpr ByteTable MakeByteTable(UriStrictness strictness) {
  ByteTable table{};
  for (unsigned byte = 0; byte < table.size(); ++byte) {
    const bool foreign = strictness == UriStrictness::kStrict
                             ? !IsStrictByte(byte)
                             : LeadsWideSpace(byte);
    table[byte] = byte == '.'         ? ByteClass::kDot
                  : byte == '#'       ? ByteClass::kHash
                  : IsSpaceByte(byte) ? ByteClass::kSpace
                  : foreign           ? ByteClass::kForeign
                                      : ByteClass::kWord;
  }
  return table;
}

constexpr ByteTable kLooseBytes = MakeByteTable(UriStrictness::kLoose);
constexpr ByteTable kStrictBytes = MakeByteTable(UriStrictness::kStrict);

unsigned ByteAt(absl::string_view text, size_t offset) {
  return static_cast<unsigned char>(text[offset]);
}

// The whitespace character outside ASCII at `offset`, or 0.
char32_t WideSpaceAt(absl::string_view uri, size_t offset) {
  const size_t left = uri.size() - offset;
  const unsigned lead = ByteAt(uri, offset);
  if (lead == 0xc2 && left >= 2) {
    const unsigned second = ByteAt(uri, offset + 1);
    return second == 0x85 || second == 0xa0 ? char32_t{second} : 0;
  }
  if (left < 3) return 0;
  const unsigned second = ByteAt(uri, offset + 1);
  const unsigned third = ByteAt(uri, offset + 2);
  if ((second & 0xc0) != 0x80 || (third & 0xc0) != 0x80) return 0;
  const char32_t c =
      (lead & 0x0f) << 12 | (second & 0x3f) << 6 | (third & 0x3f);
  const bool space = c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
                     c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
                     c == 0x3000;
  return space ? c : 0;
}

enum class Flaw { kNone, kEmptyUri, kEmptyComponent, kSpace, kHash, kForeign };

struct Finding {
  Flaw flaw = Flaw::kNone;
  size_t offset = 0;
  size_t component = 1;  // Counted from 1.
};

// Finds the first flaw, byte by byte: the definition of what is valid.
Finding FindFlaw(absl::string_view uri, UriStrictness strictness,
                 UriMatch match) {
  if (uri.empty()) {
    return {match == UriMatch::kExact ? Flaw::kEmptyUri : Flaw::kNone};
  }
  const bool strict = strictness == UriStrictness::kStrict;
  const ByteTable& table = strict ? kStrictBytes : kLooseBytes;
  size_t start = 0;
  size_t component = 1;
  for (size_t i = 0; i < uri.size(); ++i) {
    switch (table[ByteAt(uri, i)]) {
      case ByteClass::kWord:
        break;
      case ByteClass::kDot:
        if (i == start && match != UriMatch::kWildcard) {
          return {Flaw::kEmptyComponent, i, component};
        }
        start = i + 1;
        ++component;
        break;
      case ByteClass::kSpace:
        return {Flaw::kSpace, i, component};
      case ByteClass::kHash:
        return {Flaw::kHash, i, component};
      case ByteClass::kForeign:
        if (strict) return {Flaw::kForeign, i, component};
        if (WideSpaceAt(uri, i) != 0) return {Flaw::kSpace, i, component};
        break;
    }
  }
  if (start == uri.size() && match == UriMatch::kExact) {
    return {Flaw::kEmptyComponent, start, component};
  }
  return {};
}

#ifdef ABSL_IS_LITTLE_ENDIAN

// Eight bytes at once. Each of these gives a word whose bytes have their high
// bit set where the byte of `word` satisfies the condition; the other bits are
// noise. That holds when all bytes of `word` are ASCII: then no sum carries
// into the next byte.

constexpr uint64_t kHighBits = 0x8080808080808080;

constexpr uint64_t Repeat(unsigned byte) {
  return uint64_t{0x0101010101010101} * byte;
}

constexpr uint64_t AtLeast(uint64_t word, unsigned byte) {
  return word + Repeat(0x80 - byte);
}

constexpr uint64_t Between(uint64_t word, unsigned first, unsigned last) {
  return AtLeast(word, first) & ~AtLeast(word, last + 1);
}

constexpr uint64_t EqualTo(uint64_t word, unsigned byte) {
  return ~AtLeast(word ^ Repeat(byte), 1);
}

// Which bytes of `word` are certainly part of a component.
template <UriStrictness kStrictness>
uint64_t IsComponent(uint64_t word) {
  if constexpr (kStrictness == UriStrictness::kStrict) {
    return Between(word, '0', '9') | Between(word, 'a', 'z') |
           EqualTo(word, '_');
  } else {
    return AtLeast(word, 0x21) & ~EqualTo(word, '#');
  }
}

// Whether `uri`, of eight bytes or more, is valid beyond doubt. A false answer
// says nothing: bytes outside of ASCII and control characters are left to
// FindFlaw.
template <UriStrictness kStrictness>
bool IsPlainUri(absl::string_view uri, UriMatch match) {
  if (match == UriMatch::kExact && uri.back() == '.') return false;
  // A '.' that follows a '.', or begins the URI, ends an empty component.
  const uint64_t checked_dots = match == UriMatch::kWildcard ? 0 : kHighBits;
  const char* const last = uri.data() + (uri.size() - 8);
  const char* next = uri.data();
  uint64_t dot_before = 0x80;
  uint64_t doubt = 0;
  const auto look_at = [&](const char* bytes) {
    uint64_t word;
    std::memcpy(&word, bytes, sizeof(word));
    const uint64_t dots = EqualTo(word, '.') & kHighBits;
    const uint64_t good = IsComponent<kStrictness>(word) | dots;
    doubt |= (word | ~good) & kHighBits;
    doubt |= dots & (dots << 8 | dot_before) & checked_dots;
    dot_before = dots >> 56;
  };
  for (; next < last; next += 8) look_at(next);
  // The last eight bytes overlap the ones before unless `next` is `last`. Pairs
  // of neighbors in the overlap have been checked already.
  if (next != last) dot_before = 0;
  look_at(last);
  return doubt == 0;
}

bool IsPlainUri(absl::string_view uri, UriStrictness strictness,
                UriMatch match) {
  if (uri.size() < 8) return false;
  return strictness == UriStrictness::kStrict
             ? IsPlainUri<UriStrictness::kStrict>(uri, match)
             : IsPlainUri<UriStrictness::kLoose>(uri, match);
}

#else

bool IsPlainUri(absl::string_view, UriStrictness, UriMatch) { return false; }

#endif  // ABSL_IS_LITTLE_ENDIAN

// A byte for an error text: 'A', or "byte 0xC3" if it is not printable.
std::string Show(unsigned byte) {
  return byte > 0x20 && byte < 0x7f ? absl::StrFormat("'%c'", byte)
                                    : absl::StrFormat("byte 0x%02X", byte);
}

std::string Describe(absl::string_view uri, const Finding& finding) {
  switch (finding.flaw) {
    case Flaw::kNone:
      break;
    case Flaw::kEmptyUri:
      return "it is empty";
    case Flaw::kEmptyComponent:
      return absl::StrCat("component ", finding.component, " is empty");
    case Flaw::kSpace: {
      const unsigned byte = ByteAt(uri, finding.offset);
      const char32_t c =
          byte < 0x80 ? char32_t{byte} : WideSpaceAt(uri, finding.offset);
      return absl::StrFormat("whitespace U+%04X", static_cast<uint32_t>(c));
    }
    case Flaw::kHash:
      return "'#' is reserved for routers";
    case Flaw::kForeign:
      return absl::StrCat(Show(ByteAt(uri, finding.offset)),
                          " is not a lower-case letter, a digit or '_'");
  }
  return "";
}

absl::string_view RuleName(UriStrictness strictness, UriMatch match) {
  const bool strict = strictness == UriStrictness::kStrict;
  switch (match) {
    case UriMatch::kExact:
      break;
    case UriMatch::kPrefix:
      return strict ? "strict URI prefix" : "loose URI prefix";
    case UriMatch::kWildcard:
      return strict ? "strict URI wildcard" : "loose URI wildcard";
  }
  return strict ? "strict URI" : "loose URI";
}

ABSL_ATTRIBUTE_COLD absl::Status FlawError(absl::string_view uri,
                                           UriStrictness strictness,
                                           UriMatch match,
                                           const Finding& finding) {
  constexpr size_t kMostShown = 80;
  return absl::InvalidArgumentError(
      internal::FaultText("", absl::StrCat("a ", RuleName(strictness, match)),
                          absl::StrCat(internal::Quote(uri, kMostShown), ": ",
                                       Describe(uri, finding)),
                          finding.offset));
}

}  // namespace

bool IsValidUri(absl::string_view uri, UriStrictness strictness,
                UriMatch match) {
  return IsPlainUri(uri, strictness, match) ||
         FindFlaw(uri, strictness, match).flaw == Flaw::kNone;
}

absl::Status CheckUri(absl::string_view uri, UriStrictness strictness,
                      UriMatch match) {
  if (IsPlainUri(uri, strictness, match)) return absl::OkStatus();
  const Finding finding = FindFlaw(uri, strictness, match);
  if (finding.flaw == Flaw::kNone) return absl::OkStatus();
  return FlawError(uri, strictness, match, finding);
}

bool UriMatches(absl::string_view pattern, UriMatch match,
                absl::string_view uri) {
  switch (match) {
    case UriMatch::kExact:
      return pattern == uri;
    case UriMatch::kPrefix:
      return absl::StartsWith(uri, pattern);
    case UriMatch::kWildcard:
      break;
  }
  while (true) {
    const size_t pattern_end = pattern.find('.');
    const size_t uri_end = uri.find('.');
    const absl::string_view wanted = pattern.substr(0, pattern_end);
    if (!wanted.empty() && wanted != uri.substr(0, uri_end)) return false;
    if (pattern_end == absl::string_view::npos ||
        uri_end == absl::string_view::npos) {
      return pattern_end == uri_end;
    }
    pattern.remove_prefix(pattern_end + 1);
    uri.remove_prefix(uri_end + 1);
  }
}

std::ostream& operator<<(std::ostream& os, const Uri& uri) {
  return os << internal::Escape(uri.text_, uri.text_.size());
}

absl::StatusOr<Uri> MakeUri(absl::string_view uri, UriStrictness strictness,
                            UriMatch match) {
  absl::Status status = CheckUri(uri, strictness, match);
  if (!status.ok()) return status;
  return Uri(uri);
}

}  // namespace wamp
