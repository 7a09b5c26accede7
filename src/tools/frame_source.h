// Finds the frames in a stream of WAMP messages.
#ifndef WAMP_SRC_TOOLS_FRAME_SOURCE_H_
#define WAMP_SRC_TOOLS_FRAME_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {

// A message as it stands in the stream.
struct RawFrame {
  // The first frame is number 1.
  uint64_t number = 0;
  // Where it starts, in bytes from the start of the stream.
  uint64_t offset = 0;
  // Valid until the next frame is read.
  absl::string_view bytes;
};

// Reads frames that stand back to back: MessagePack values, or JSON values with
// white space or the separators of batched JSON (0x18, 0x1E) in between. Keeps
// one frame in memory.
class FrameSource {
 public:
  FrameSource(std::istream& in, v1::Serializer serializer)
      : in_(in), serializer_(serializer) {}

  // The next frame; none at the end of the stream. After an error, the source
  // has gone on to the next line of a JSON stream, or to the end of any other:
  // where a broken value ends can't be known there.
  absl::StatusOr<std::optional<RawFrame>> Next();

  // The frame that was read last, or failed to be.
  uint64_t number() const { return number_; }
  uint64_t offset() const { return offset_; }

 private:
  // Drops what has been used and reads more. Returns false at the end.
  bool Fill();
  void DropSeparators();
  void Resynchronise();

  std::istream& in_;
  const v1::Serializer serializer_;
  std::string buffer_;
  size_t used_ = 0;      // bytes of the buffer that have been handed out
  uint64_t offset_ = 0;  // of the byte at `used_`, or of the last frame
  uint64_t number_ = 0;
  bool ended_ = false;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_FRAME_SOURCE_H_
