#include "wamp/codec/sink.h"

#include <algorithm>

namespace wamp {

void ByteSink::Grow(size_t size) {
  const size_t used = this->size();
  const size_t needed = used + size + kSlack;
  // What the string held is overwritten: bytes that it has are not to be filled
  // again.
  if (needed > out_.size()) {
    const size_t capacity = out_.capacity();
    out_.resize(needed <= capacity ? std::min(capacity, needed + needed / 4)
                                   : 2 * needed);
  }
  if (begin_ == first_) std::memcpy(&out_[0], first_, used);
  begin_ = &out_[0];
  cursor_ = begin_ + used;
  end_ = begin_ + out_.size();
}

}  // namespace wamp
