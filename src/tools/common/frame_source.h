// Finds the frames in a stream of WAMP messages.
#ifndef WAMP_SRC_TOOLS_COMMON_FRAME_SOURCE_H_
#define WAMP_SRC_TOOLS_COMMON_FRAME_SOURCE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "src/tools/common/stream_format.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {

// Keeps one frame in memory, and gives it out as soon as its last byte is
// there.
class FrameSource {
 public:
  virtual ~FrameSource() = default;

  // The bytes of the next frame, valid until the next call; none at the end of
  // the stream. After an error, which names the byte of the stream, the source
  // has gone on to where the next frame starts, or to the end of the stream if
  // that can't be known.
  virtual absl::StatusOr<std::optional<absl::string_view>> Next() = 0;

  // What was read last, or failed to be: for example "frame 1 at byte 0".
  virtual std::string place() const = 0;

  // The format of the frame that was read last.
  virtual v1::Serializer serializer() const = 0;

  // How many frames were read, or failed to be.
  uint64_t number() const { return number_; }
  // Where the last of them starts, in bytes from the start of the stream.
  uint64_t offset() const { return offset_; }

 protected:
  uint64_t number_ = 0;
  uint64_t offset_ = 0;
};

// A source that reads from `in`. `note` is told of what is no frame, nor a
// fault, and skipped: for example "ping at byte 4: 2 bytes, skipped".
std::unique_ptr<FrameSource> MakeFrameSource(
    google::protobuf::io::CopyingInputStream& in, const StreamFormat& format,
    std::function<void(absl::string_view)> note);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_FRAME_SOURCE_H_
