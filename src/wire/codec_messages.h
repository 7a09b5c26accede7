// What the files of the single codecs give to wire.cc.
#ifndef WAMP_SRC_WIRE_CODEC_MESSAGES_H_
#define WAMP_SRC_WIRE_CODEC_MESSAGES_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "wamp/options.h"

namespace wamp {
namespace internal {

// Reads the one message that fills `bytes` into `out`, in place of what it
// held; or, if there is `size`, the one that they start with, whose size that
// becomes if all is well.
template <class Codec, class Message>
absl::Status DecodeMessage(absl::string_view bytes,
                           const DecodeOptions& options, Message& out,
                           size_t* size = nullptr);

// Writes `message` to `out`, in place of what it held.
template <class Codec, class Message>
absl::Status EncodeMessage(const Message& message, const EncodeOptions& options,
                           std::string& out);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_WIRE_CODEC_MESSAGES_H_
