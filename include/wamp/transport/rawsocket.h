// The octets of WAMP's RawSocket transport: handshakes and the headers of
// packets (WAMP: RawSocket Transport). framing.h splits whole streams.
//
// Example:
//
//   absl::StatusOr<wamp::RawSocketHandshake> request =
//       wamp::ParseRawSocketHandshake(first_four_octets);
//   absl::StatusOr<wamp::v1::Serializer> serializer =
//       wamp::SerializerOfRawSocket(request->serializer);
//   wamp::RawSocketHandshake reply;
//   reply.serializer = request->serializer;
//   if (!serializer.ok()) {
//     reply = {};
//     reply.refusal = wamp::RawSocketRefusal::kSerializer;
//   }
//   Send(*wamp::FormatRawSocketHandshake(reply));
//
// The functions are safe to call from any thread.
#ifndef WAMP_TRANSPORT_RAWSOCKET_H_
#define WAMP_TRANSPORT_RAWSOCKET_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace wamp {

// The first octet of a handshake. No packet starts with it.
inline constexpr char kRawSocketMagic = 0x7F;
// The length of a handshake, and of a packet's header, in octets.
inline constexpr size_t kRawSocketHeaderSize = 4;
// The most octets that a packet may hold, and the least that its receiver must
// be ready for.
inline constexpr size_t kRawSocketMaxLength = size_t{1} << 24;
inline constexpr size_t kRawSocketMinLength = size_t{1} << 9;

// Why a router refuses a connection. Other numbers, up to 15, are reserved.
enum class RawSocketRefusal : uint8_t {
  kNone = 0,
  kSerializer = 1,      // it does not speak the serializer
  kLength = 2,          // it does not accept the maximum length
  kReservedBits = 3,    // reserved bits were set
  kConnectionCount = 4  // it has too many connections
};

// What the refusal says, for example "serializer unsupported".
absl::string_view RawSocketRefusalText(RawSocketRefusal refusal);

// What a client asks for, and what a router answers.
struct RawSocketHandshake {
  // The number of the serializer, from 1 to 15 (SerializerOfRawSocket in
  // subprotocol.h); 0 if `refusal` is set.
  uint8_t serializer = 0;
  // How many octets a message to the sender of this handshake may have: a power
  // of two from 2^9 to 2^24. Has no meaning if `refusal` is set.
  size_t max_length = kRawSocketMaxLength;
  // The answer of a router that refuses the connection; kNone otherwise.
  RawSocketRefusal refusal = RawSocketRefusal::kNone;
};

// Reads the four octets of a handshake. Fails with INVALID_ARGUMENT if they are
// not a handshake, or if reserved bits are set.
absl::StatusOr<RawSocketHandshake> ParseRawSocketHandshake(
    absl::string_view octets);

// Writes a handshake. A `max_length` that is not a power of two becomes the
// next lower one. Fails with INVALID_ARGUMENT if it is out of range, or unless
// exactly one of `serializer` and `refusal` is set, to a number from 1 to 15.
absl::StatusOr<std::string> FormatRawSocketHandshake(
    const RawSocketHandshake& handshake);

// What a packet holds.
enum class RawSocketType : uint8_t {
  kMessage = 0,
  // Any octets, which the receiver sends back in a pong at once.
  kPing = 1,
  kPong = 2
};

// The header of a packet.
struct RawSocketHeader {
  RawSocketType type = RawSocketType::kMessage;
  // How many octets follow, up to 2^24. Three octets can't express that
  // greatest length; it is written as 0 with the bit 0x08 of the first octet
  // set.
  size_t length = 0;
};

// Reads the four octets of a header. Fails with INVALID_ARGUMENT if reserved
// bits or a reserved type are set, or if the length is beyond 2^24.
absl::StatusOr<RawSocketHeader> ParseRawSocketHeader(absl::string_view octets);

// Writes a header. Fails with INVALID_ARGUMENT if the length is beyond 2^24.
absl::StatusOr<std::string> FormatRawSocketHeader(
    const RawSocketHeader& header);

}  // namespace wamp

#endif  // WAMP_TRANSPORT_RAWSOCKET_H_
