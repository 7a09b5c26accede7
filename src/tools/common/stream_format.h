// How WAMP messages follow one another in a file.
#ifndef WAMP_SRC_TOOLS_COMMON_STREAM_FORMAT_H_
#define WAMP_SRC_TOOLS_COMMON_STREAM_FORMAT_H_

#include "absl/strings/string_view.h"
#include "wamp/transport/framing.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {

// What some programs write before JSON in UTF-8.
inline constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

enum class StreamLayout {
  // Back to back; JSON with white space or separators in between.
  kBare,
  kBatched,
  kRawSocket,
};

struct StreamFormat {
  // Unspecified if a RawSocket handshake is to tell.
  v1::Serializer serializer = v1::SERIALIZER_UNSPECIFIED;
  StreamLayout layout = StreamLayout::kBare;
  // What is written after messages of batched JSON.
  char separator = kJsonSeparator;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_STREAM_FORMAT_H_
