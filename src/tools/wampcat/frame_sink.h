// Writes a stream of WAMP messages.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_FRAME_SINK_H_
#define WAMP_SRC_TOOLS_WAMPCAT_FRAME_SINK_H_

#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "src/tools/common/stream_format.h"

namespace wamp {
namespace tools {

// Writes whole messages one after the other, JSON one per line where no framing
// tells them apart, and RawSocket after a handshake.
class FrameSink {
 public:
  FrameSink(const StreamFormat& format, std::ostream& out)
      : format_(format), out_(out) {}

  // Writes one message, or nothing if it fails: where the framing can't hold
  // it. A broken stream is found by whoever flushes it.
  absl::Status Write(absl::string_view message);

 private:
  bool IsJson() const { return format_.serializer == v1::SERIALIZER_JSON; }
  void Put(absl::string_view bytes);
  absl::Status Frame(absl::string_view message);

  const StreamFormat format_;
  std::ostream& out_;
  bool began_ = false;
  // The message with what frames it.
  std::string framed_;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_FRAME_SINK_H_
