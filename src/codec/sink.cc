#include "wamp/codec/sink.h"

#include <algorithm>

namespace wamp {

void ByteSink::Grow(size_t size) {
  const size_t used = this->size();
  const size_t needed = used + size + kSlack;
  // What the string held is overwritten: bytes that it has are not to be filled
  // again.
  if (needed > out_.size()) {
    // After one long text, there is probably little to come.
    const size_t ample = needed + used / 2 + kFirst;
    const size_t capacity = out_.capacity();
    out_.resize(needed <= capacity ? std::min(capacity, ample) : ample);
  }
  if (begin_ == first_) std::memcpy(&out_[0], first_, used);
  begin_ = &out_[0];
  cursor_ = begin_ + used;
  end_ = begin_ + out_.size();
}

}  // namespace wamp
