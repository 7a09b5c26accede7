// The part of a stream that is looked at.
#ifndef WAMP_SRC_TOOLS_COMMON_STREAM_BUFFER_H_
#define WAMP_SRC_TOOLS_COMMON_STREAM_BUFFER_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace wamp {
namespace tools {

// A window onto a stream: bytes are added at its end, and dropped at its start.
class StreamBuffer {
 public:
  // `most`: the view is not expected to get much longer, so that no more room
  // is made ahead for it.
  StreamBuffer(google::protobuf::io::CopyingInputStream& in, size_t most)
      : in_(in), most_(most) {}

  // The bytes that are there, valid until the next Fill.
  absl::string_view view() const {
    return absl::string_view(bytes_).substr(used_, end_ - used_);
  }

  // Drops bytes from the start of the view.
  void Use(size_t size) { used_ += size; }

  // Adds at least `wanted` bytes, waiting for them, or as many as there are
  // before the end of the stream. Returns whether it added any.
  bool Fill(size_t wanted = 1);

  // Whether the end of the stream has been seen.
  bool ended() const { return ended_; }

 private:
  google::protobuf::io::CopyingInputStream& in_;
  const size_t most_;
  std::string bytes_;
  // The view: from `used_` to `end_`.
  size_t used_ = 0;
  size_t end_ = 0;
  bool ended_ = false;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_STREAM_BUFFER_H_
