// The frames of one file, as far as they can be read.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_FRAME_FEED_H_
#define WAMP_SRC_TOOLS_WAMPLOG_FRAME_FEED_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "src/tools/common/frame_slots.h"
#include "src/tools/common/frame_source.h"
#include "src/tools/common/input.h"
#include "src/tools/common/progress.h"
#include "src/tools/common/stream_format.h"
#include "src/tools/wamplog/teller.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace tools {

class FrameFeed {
 public:
  // `guess`: whether the first bytes are to tell the format.
  FrameFeed(const std::string& file, StreamFormat format, bool guess,
            Teller& teller, Progress& progress);

  // The frame that is next, read if it has not been; null at the end. What is
  // broken before it is told, and left out.
  const v1::Frame* Peek();

  // Goes on to the frame after it.
  void Drop() { has_frame_ = false; }

  // Says what is wrong with the frame that was read last.
  void Complain(absl::string_view what);

  // Whether the file itself could be read.
  absl::Status status() const;

 private:
  std::string name_;
  StreamFormat format_;
  const bool guess_;
  Teller& teller_;
  Progress& progress_;
  Input in_;
  std::unique_ptr<FrameSource> source_;
  FrameSlots slots_;
  bool has_frame_ = false;
  bool ended_ = false;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_FRAME_FEED_H_
