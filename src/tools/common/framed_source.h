// Frames in batches, or in a RawSocket stream.
#ifndef WAMP_SRC_TOOLS_COMMON_FRAMED_SOURCE_H_
#define WAMP_SRC_TOOLS_COMMON_FRAMED_SOURCE_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "src/tools/common/frame_source.h"
#include "src/tools/common/stream_buffer.h"
#include "src/tools/common/ubjson_guess.h"
#include "wamp/transport/framing.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {

// The framing says where each frame ends, so that a broken one harms no other;
// but where the framing itself is broken, the rest of the stream is not read.
class FramedSource : public FrameSource {
 public:
  FramedSource(google::protobuf::io::CopyingInputStream& in,
               SourceOptions options);

  absl::StatusOr<std::optional<FoundFrame>> Next(FrameSlots& frames) override;
  std::string place() const override;
  v1::Serializer serializer() const override { return guess_.serializer(); }

 private:
  absl::Status ReadHandshake(absl::string_view octets);
  absl::Status GiveUp(absl::string_view why);

  StreamBuffer buffer_;
  StreamSplitter splitter_;
  UbjsonGuess guess_;
  bool in_handshake_ = false;
  bool given_up_ = false;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_FRAMED_SOURCE_H_
