// Places for the frames of a stream, one after the other.
#ifndef WAMP_SRC_TOOLS_COMMON_FRAME_SLOTS_H_
#define WAMP_SRC_TOOLS_COMMON_FRAME_SLOTS_H_

#include <array>
#include <cstddef>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace tools {

// A message is read into a frame that has held one of its type, whose memory it
// uses again: the many small parts of a message would else take a large share
// of the time from the heap.
class FrameSlots {
 public:
  FrameSlots() { Choose({}); }
  FrameSlots(const FrameSlots&) = delete;
  FrameSlots& operator=(const FrameSlots&) = delete;

  // A frame for the message that starts with `start`, in place of the one
  // before. What it holds is to be overwritten.
  v1::Frame& Choose(absl::string_view start) {
    if (bytes_ > kMostBytes) {
      slots_ = {};
      bytes_ = 0;
    }
    std::unique_ptr<v1::Frame>& slot = slots_[TypeOf(start) % kSlots];
    if (slot == nullptr) slot = std::make_unique<v1::Frame>();
    frame_ = slot.get();
    return *frame_;
  }

  // Counts the size of the message that the frame was chosen for.
  void Count(size_t bytes) { bytes_ += bytes; }

  const v1::Frame& operator*() const { return *frame_; }

 private:
  // More than there are types.
  static constexpr size_t kSlots = 128;
  // A frame keeps what each of its parts has needed at most, which can be more
  // than any message has had: all of them go after so many bytes.
  static constexpr size_t kMostBytes = size_t{1} << 21;

  // The code of the message, in any format, by its first bytes. Where it is
  // another one, no memory is used again, and nothing worse happens.
  static size_t TypeOf(absl::string_view start) {
    if (start.size() < 3) return 0;
    const auto first = static_cast<unsigned char>(start[1]);
    const auto second = static_cast<unsigned char>(start[2]);
    if (start[0] == '[') {
      // In JSON there are digits, in UBJSON and BJData a marker and the code.
      if (!absl::ascii_isdigit(first)) return second;
      const size_t digit = first - size_t{'0'};
      return absl::ascii_isdigit(second) ? 10 * digit + second - '0' : digit;
    }
    // In CBOR a head precedes a code of 24 and more.
    constexpr unsigned char kCborByte = 0x18;
    return first == kCborByte ? second : first;
  }

  std::array<std::unique_ptr<v1::Frame>, kSlots> slots_;
  v1::Frame* frame_ = nullptr;
  // How much has been read into them.
  size_t bytes_ = 0;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_FRAME_SLOTS_H_
