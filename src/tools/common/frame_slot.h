// A place for one frame after the other.
#ifndef WAMP_SRC_TOOLS_COMMON_FRAME_SLOT_H_
#define WAMP_SRC_TOOLS_COMMON_FRAME_SLOT_H_

#include <cstddef>
#include <string>

#include "google/protobuf/arena.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace tools {

// The many small parts of a frame come from one block, and go back to it at
// once: a large share of the time would else be spent on the heap.
class FrameSlot {
 public:
  FrameSlot() { Renew(); }
  FrameSlot(const FrameSlot&) = delete;
  FrameSlot& operator=(const FrameSlot&) = delete;

  // An empty frame, in place of the one before.
  v1::Frame& Renew() {
    arena_.Reset();
    frame_ = v1::Frame::default_instance().New(&arena_);
    return *frame_;
  }

  const v1::Frame& operator*() const { return *frame_; }

 private:
  static constexpr size_t kBlock = size_t{1} << 18;

  std::string block_ = std::string(kBlock, '\0');
  google::protobuf::Arena arena_{&block_[0], kBlock};
  v1::Frame* frame_ = nullptr;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_FRAME_SLOT_H_
