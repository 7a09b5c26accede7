#include "wamp/transport/rawsocket.h"

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace wamp {
namespace {

// The exponent of the length that a handshake's 0 means.
constexpr unsigned kMinExponent = 9;
constexpr unsigned kLargest = 15;  // of four bits

constexpr unsigned kTypeBits = 0x07;
constexpr unsigned kLengthBit = 0x08;

unsigned Octet(absl::string_view octets, size_t i) {
  return static_cast<unsigned char>(octets[i]);
}

absl::Status Unexpected(absl::string_view expected, absl::string_view octets) {
  return absl::InvalidArgumentError(absl::StrCat(
      "expected ", expected, ", got octets 0x",
      absl::BytesToHexString(octets.substr(0, kRawSocketHeaderSize))));
}

absl::Status CheckSize(absl::string_view octets) {
  if (octets.size() == kRawSocketHeaderSize) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "expected ", kRawSocketHeaderSize, " octets, got ", octets.size()));
}

}  // namespace

absl::string_view RawSocketRefusalText(RawSocketRefusal refusal) {
  switch (refusal) {
    case RawSocketRefusal::kNone:
      return "none";
    case RawSocketRefusal::kSerializer:
      return "serializer unsupported";
    case RawSocketRefusal::kLength:
      return "maximum length unacceptable";
    case RawSocketRefusal::kReservedBits:
      return "use of reserved bits";
    case RawSocketRefusal::kConnectionCount:
      return "too many connections";
  }
  return "reserved refusal";
}

absl::StatusOr<RawSocketHandshake> ParseRawSocketHandshake(
    absl::string_view octets) {
  absl::Status status = CheckSize(octets);
  if (!status.ok()) return status;
  if (octets[0] != kRawSocketMagic) {
    return Unexpected("a handshake, which starts with 0x7f", octets);
  }
  if (octets[2] != 0 || octets[3] != 0) {
    return Unexpected("a handshake that ends with 0x0000", octets);
  }
  const unsigned high = Octet(octets, 1) >> 4;
  const unsigned low = Octet(octets, 1) & 0x0F;
  RawSocketHandshake handshake;
  if (low != 0) {
    handshake.serializer = static_cast<uint8_t>(low);
    handshake.max_length = size_t{1} << (kMinExponent + high);
  } else if (high != 0) {
    handshake.refusal = static_cast<RawSocketRefusal>(high);
  } else {
    return Unexpected("a serializer or a refusal", octets);
  }
  return handshake;
}

absl::StatusOr<std::string> FormatRawSocketHandshake(
    const RawSocketHandshake& handshake) {
  const auto refusal = static_cast<unsigned>(handshake.refusal);
  const unsigned serializer = handshake.serializer;
  if ((serializer == 0) == (refusal == 0) || serializer > kLargest ||
      refusal > kLargest) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected a serializer or a refusal from 1 to 15, got "
                     "serializer ",
                     serializer, " and refusal ", refusal));
  }
  unsigned high = refusal;
  if (refusal == 0) {
    const size_t length = handshake.max_length;
    if (length < kRawSocketMinLength || length > kRawSocketMaxLength) {
      return absl::InvalidArgumentError(
          absl::StrCat("expected a maximum length from ", kRawSocketMinLength,
                       " to ", kRawSocketMaxLength, ", got ", length));
    }
    while ((length >> (kMinExponent + high + 1)) != 0) ++high;
  }
  return std::string{kRawSocketMagic,
                     static_cast<char>((high << 4) | serializer), 0, 0};
}

absl::StatusOr<RawSocketHeader> ParseRawSocketHeader(absl::string_view octets) {
  absl::Status status = CheckSize(octets);
  if (!status.ok()) return status;
  const unsigned first = Octet(octets, 0);
  const unsigned type = first & kTypeBits;
  if ((first & ~(kTypeBits | kLengthBit)) != 0 ||
      type > static_cast<unsigned>(RawSocketType::kPong)) {
    return Unexpected(
        "a message, ping or pong, which start with 0x00, 0x01 or 0x02", octets);
  }
  RawSocketHeader header;
  header.type = static_cast<RawSocketType>(type);
  header.length = (size_t{Octet(octets, 1)} << 16) |
                  (size_t{Octet(octets, 2)} << 8) | Octet(octets, 3);
  if ((first & kLengthBit) != 0) {
    if (header.length != 0) {
      return Unexpected(
          absl::StrCat("a length of at most ", kRawSocketMaxLength), octets);
    }
    header.length = kRawSocketMaxLength;
  }
  return header;
}

absl::StatusOr<std::string> FormatRawSocketHeader(
    const RawSocketHeader& header) {
  const size_t length = header.length;
  if (length > kRawSocketMaxLength) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected at most ", kRawSocketMaxLength,
                     " bytes for a RawSocket packet, got ", length));
  }
  const unsigned first = static_cast<unsigned>(header.type) |
                         (length == kRawSocketMaxLength ? kLengthBit : 0U);
  return std::string{static_cast<char>(first), static_cast<char>(length >> 16),
                     static_cast<char>(length >> 8), static_cast<char>(length)};
}

}  // namespace wamp
