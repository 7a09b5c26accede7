// Finds the frames in a stream of WAMP messages.
#ifndef WAMP_SRC_TOOLS_FRAME_SOURCE_H_
#define WAMP_SRC_TOOLS_FRAME_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {

// Reads frames that stand back to back: MessagePack values, or JSON values with
// white space or the separators of batched JSON (0x18, 0x1E) in between. Keeps
// one frame in memory, and gives it out as soon as its last byte is there.
class FrameSource {
 public:
  FrameSource(google::protobuf::io::CopyingInputStream& in,
              v1::Serializer serializer)
      : in_(in), serializer_(serializer) {}

  // The bytes of the next frame, valid until the next call; none at the end of
  // the stream. After an error, which names the byte of the stream, the source
  // has gone on to the next line of a JSON stream, or to the end of any other:
  // where a broken value ends can't be known there.
  absl::StatusOr<std::optional<absl::string_view>> Next();

  // The frame that was read last, or failed to be: the first is number 1.
  uint64_t number() const { return number_; }
  // Where it starts, in bytes from the start of the stream.
  uint64_t offset() const { return offset_; }

 private:
  bool Fill();
  void Use(size_t size);
  void DropSeparators();
  void Resynchronise();

  google::protobuf::io::CopyingInputStream& in_;
  const v1::Serializer serializer_;
  std::string buffer_;
  size_t used_ = 0;    // bytes of the buffer that are done with
  uint64_t next_ = 0;  // the offset of the byte behind them
  uint64_t offset_ = 0;
  uint64_t number_ = 0;
  bool ended_ = false;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_FRAME_SOURCE_H_
