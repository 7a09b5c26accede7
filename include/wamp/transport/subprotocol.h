// The names of WAMP's serializers: in WebSocket subprotocols, in session
// details, and as the numbers of RawSocket.
//
// Example:
//
//   absl::StatusOr<wamp::Subprotocol> chosen =
//       wamp::ParseSubprotocol("wamp.2.cbor.batched");
//   // serializer SERIALIZER_CBOR, batched
//   if (chosen.ok()) details->set_serializer(wamp::FormatSerializer(*chosen));
//
//   name         RawSocket  serializer
//   json         1          SERIALIZER_JSON
//   msgpack      2          SERIALIZER_MSGPACK
//   cbor         3          SERIALIZER_CBOR
//   ubjson       4          SERIALIZER_UBJSON or SERIALIZER_BJDATA: peers use
//                           one name for both; only the bytes tell them apart
//   flatbuffers  5          none: the name is known, but there is no codec
//
// The functions are safe to call from any thread.
#ifndef WAMP_TRANSPORT_SUBPROTOCOL_H_
#define WAMP_TRANSPORT_SUBPROTOCOL_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {

// How the messages of a session are written (WAMP: WebSocket Transport).
struct Subprotocol {
  v1::Serializer serializer = v1::SERIALIZER_UNSPECIFIED;
  // Whether a WebSocket message, or a stream, holds any number of WAMP messages
  // (WAMP: Batched WebSocket Transport); framing.h splits them.
  bool batched = false;

  friend bool operator==(const Subprotocol& a, const Subprotocol& b) {
    return a.serializer == b.serializer && a.batched == b.batched;
  }
  friend bool operator!=(const Subprotocol& a, const Subprotocol& b) {
    return !(a == b);
  }
};

// Reads the name of a WebSocket subprotocol, for example "wamp.2.json". Fails
// with INVALID_ARGUMENT if it is not one of WAMP's, and with UNIMPLEMENTED for
// FlatBuffers. "ubjson" gives SERIALIZER_UBJSON.
absl::StatusOr<Subprotocol> ParseSubprotocol(absl::string_view name);

// Writes it. SERIALIZER_BJDATA gives "ubjson". Fails with INVALID_ARGUMENT if
// the serializer is unspecified.
absl::StatusOr<std::string> FormatSubprotocol(const Subprotocol& subprotocol);

// Reads the same name without the leading "wamp.2.", as
// SessionDetails.serializer holds it: for example "json.batched". Here "bjdata"
// is a name, too.
absl::StatusOr<Subprotocol> ParseSerializer(absl::string_view name);

// Writes it; empty if the serializer is unspecified.
std::string FormatSerializer(const Subprotocol& subprotocol);

// The serializer of a number in a RawSocket handshake. Fails with
// INVALID_ARGUMENT for 0, which is illegal, and for reserved numbers, and with
// UNIMPLEMENTED for FlatBuffers. 4 gives SERIALIZER_UBJSON.
absl::StatusOr<v1::Serializer> SerializerOfRawSocket(uint8_t number);

// The number of a serializer in a RawSocket handshake (WAMP: RawSocket
// Transport); 0 if it is unspecified.
uint8_t RawSocketNumber(v1::Serializer serializer);

}  // namespace wamp

#endif  // WAMP_TRANSPORT_SUBPROTOCOL_H_
