// Turns a value of one of WAMP's formats into another format, without reading
// it as a message.
//
// Example:
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
// Fails with INVALID_ARGUMENT for bytes that are not well-formed, strings that
// are not UTF-8, and values that `to` can't express (JSON has no NaN and no
// infinities, unless `json_nan` allows them). Of `decode`, only the limits and
// whether the profile's JSON may hold NaN matter.
absl::Status Transcode(absl::string_view bytes, v1::Serializer from,
                       v1::Serializer to, std::string* out,
                       const DecodeOptions& decode = {},
                       const EncodeOptions& encode = {});

}  // namespace wamp

#endif  // WAMP_TRANSCODE_H_
