// What the files of the single codecs give to wire.cc, which chooses among
// them.
#ifndef WAMP_SRC_WIRE_WIRE_CODEC_H_
#define WAMP_SRC_WIRE_WIRE_CODEC_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "wamp/options.h"

namespace wamp {
namespace internal {

template <class Codec, class Message>
absl::Status DecodeTyped(absl::string_view bytes, const DecodeOptions& options,
                         Message& out);
template <class Codec, class Message>
absl::Status EncodeTyped(const Message& message, const EncodeOptions& options,
                         std::string& out);

#define WAMP_INSTANTIATE_CODEC(CODEC, NAME)                                  \
  template absl::Status DecodeTyped<CODEC>(absl::string_view,                \
                                           const DecodeOptions&, v1::NAME&); \
  template absl::Status EncodeTyped<CODEC>(                                  \
      const v1::NAME&, const EncodeOptions&, std::string&);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_WIRE_WIRE_CODEC_H_
