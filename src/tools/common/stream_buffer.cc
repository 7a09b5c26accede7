#include "src/tools/common/stream_buffer.h"

#include <algorithm>
#include <cstring>

namespace wamp {
namespace tools {
namespace {

// How much is read at once.
constexpr size_t kChunk = size_t{1} << 18;

}  // namespace

bool StreamBuffer::Fill(size_t wanted) {
  const size_t old = end_ - used_;
  std::memmove(&bytes_[0], &bytes_[used_], old);
  used_ = 0;
  end_ = old;
  while (!ended_ && end_ < old + wanted) {
    if (bytes_.size() < end_ + kChunk) {
      bytes_.resize(std::max(end_, std::min(2 * end_, most_)) + kChunk);
    }
    const int got = in_.Read(&bytes_[end_], static_cast<int>(kChunk));
    end_ += static_cast<size_t>(std::max(got, 0));
    ended_ = got <= 0;
  }
  return end_ > old;
}

}  // namespace tools
}  // namespace wamp
