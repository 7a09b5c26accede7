// Turns a value of one of WAMP's formats into another format, without reading
// it as a message.
//
//   std::string json;
//   absl::Status status = wamp::Transcode(bytes, wamp::v1::SERIALIZER_CBOR,
//                                         wamp::v1::SERIALIZER_JSON, &json);
#ifndef WAMP_TRANSCODE_H_
#define WAMP_TRANSCODE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "wamp/options.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {

// Writes the value in `bytes`, which must hold it and nothing else, to `out`,
// which loses what it held but keeps its memory. Keys keep their order, and are
// repeated where they were.
//
// Checks what the formats ask for: well-formed bytes, UTF-8, and that `to` can
// express the value (JSON has no infinite floats, unless `json_nan` allows
// them). Of `decode`, only the limits and the profile's dialect of JSON matter.
absl::Status Transcode(absl::string_view bytes, v1::Serializer from,
                       v1::Serializer to, std::string* out,
                       const DecodeOptions& decode = {},
                       const EncodeOptions& encode = {});

}  // namespace wamp

#endif  // WAMP_TRANSCODE_H_
