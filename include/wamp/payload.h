// Application payloads that the application encodes itself, mostly to encrypt
// them (WAMP: Payload Passthru Mode; autobahn: payload transparency).
//
// Example:
//
//   wamp::EncodedPayload payload(ciphertext, "cryptobox");
//   payload->set_enc_serializer("json");
//   absl::StatusOr<wamp::EncodedPayload> spec = payload.ToPpt();
//   // ppt_scheme "wamp", ppt_cipher "xsalsa20poly1305", ppt_serializer "json"
//
// An EncodedPayload owns its content, and is as thread-safe as an `int`: one
// object may be read by many threads, or written by one.
#ifndef WAMP_PAYLOAD_H_
#define WAMP_PAYLOAD_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/v1/payload.pb.h"
#include "wamp/wrapper.h"

namespace wamp {

// Holds an encoded payload and the attributes that say how to decode it. These
// have two dialects, autobahn's `enc_*` and the specification's `ppt_*`. They
// are stored as they came, and translated only on request:
//
//   enc_algo                          ppt_scheme, ppt_cipher
//   "cryptobox"                       "wamp", "xsalsa20poly1305"
//   "mqtt"                            "mqtt", absent
//   "x_…"                             "x_…" (the same), absent
//   "xbr"                             none
//   none                              any other pair
//
//   enc_serializer                    ppt_serializer
//   "json", "msgpack", "cbor",        the same
//   "flatbuffers", "x_…", absent
//   "ubjson", "opaque"                none
//   none                              "native"
//
//   enc_key                           ppt_keyid
//   the id                            any
//   any                               none: it may be the key itself, which
//                                     must not become an id that is no secret
//
// The payload itself stays as it is. Both functions fail with INVALID_ARGUMENT
// where there is no counterpart, where the attribute that names the algorithm
// (`enc_algo`, `ppt_scheme`) is missing, and where attributes of both dialects
// are present. A payload that is in the wanted dialect already is returned as
// it is.
class EncodedPayload : public Wrapper<v1::EncodedPayload> {
 public:
  using Wrapper::Wrapper;

  // In autobahn's dialect: with the encoded bytes, which are moved in, and the
  // algorithm.
  EncodedPayload(std::string payload, absl::string_view enc_algo);

  // In the specification's dialect.
  absl::StatusOr<EncodedPayload> ToPpt() const;

  // In autobahn's dialect.
  absl::StatusOr<EncodedPayload> ToEnc() const;
};

}  // namespace wamp

#endif  // WAMP_PAYLOAD_H_
