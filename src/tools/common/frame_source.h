// Finds the frames in a stream of WAMP messages.
#ifndef WAMP_SRC_TOOLS_COMMON_FRAME_SOURCE_H_
#define WAMP_SRC_TOOLS_COMMON_FRAME_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "src/tools/common/frame_slots.h"
#include "src/tools/common/stream_format.h"
#include "wamp/options.h"
#include "wamp/transport/framing.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {

// How a stream is read.
struct SourceOptions {
  StreamFormat format;
  // A longer message is a fault.
  size_t max_bytes = kMaxPieceLength;
  // How the messages of a format are decoded.
  std::function<DecodeOptions(v1::Serializer)> decode;
  // Is told of what is no frame, nor a fault, and skipped: for example "ping at
  // byte 4: 2 bytes, skipped".
  std::function<void(absl::string_view)> note;
};

// A frame of the stream.
struct FoundFrame {
  // Valid until the next one is looked for.
  absl::string_view bytes;
  // What is wrong with the message, if something is. Offsets count from the
  // frame's start.
  absl::Status status;
};

// Keeps one frame in memory, and gives it out as soon as its last byte is
// there.
class FrameSource {
 public:
  explicit FrameSource(SourceOptions options) : options_(std::move(options)) {}
  virtual ~FrameSource() = default;

  // Reads the next frame into one of `frames`; there is none at the end of the
  // stream. After an error, which names the byte of the stream, the
  // source has gone on to where the next frame starts, or to the end of the
  // stream if that can't be known.
  virtual absl::StatusOr<std::optional<FoundFrame>> Next(
      FrameSlots& frames) = 0;

  // What was read last, or failed to be: for example "frame 1 at byte 0".
  virtual std::string place() const = 0;

  // The format of the frame that was read last.
  virtual v1::Serializer serializer() const = 0;

  // How many frames were read, or failed to be.
  uint64_t number() const { return number_; }
  // Where the last of them starts, in bytes from the start of the stream.
  uint64_t offset() const { return offset_; }

 protected:
  const SourceOptions& options() const { return options_; }

  // Reads the frame that is all of `bytes`.
  FoundFrame Read(absl::string_view bytes, FrameSlots& frames) const;

  uint64_t number_ = 0;
  uint64_t offset_ = 0;

 private:
  const SourceOptions options_;
};

// A source that reads from `in`.
std::unique_ptr<FrameSource> MakeFrameSource(
    google::protobuf::io::CopyingInputStream& in, SourceOptions options);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_FRAME_SOURCE_H_
