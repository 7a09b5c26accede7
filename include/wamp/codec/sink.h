// Where writers put their bytes: memory of the sink's own while they are few,
// then a string that grows.
//
// Example:
//
//   std::string out;
//   wamp::ByteSink sink(&out);
//   char* cursor = sink.Reserve(2);
//   *cursor++ = '[';
//   *cursor++ = ']';
//   sink.Advance(cursor);
//   sink.Flush();  // out is "[]"
#ifndef WAMP_CODEC_SINK_H_
#define WAMP_CODEC_SINK_H_

#include <cstddef>
#include <cstring>
#include <string>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"

namespace wamp {

class ByteSink {
 public:
  // How many bytes after those that were reserved may be written, too, though
  // they don't count: whole words are faster to copy than what is left of one.
  static constexpr size_t kSlack = 32;

  // Until Flush(), what `out` holds is unspecified.
  explicit ByteSink(std::string* out) : out_(*out) {}
  ByteSink(const ByteSink&) = delete;
  ByteSink& operator=(const ByteSink&) = delete;

  // Where the next bytes go, with room for `size` of them. Writing them through
  // a pointer of one's own, and telling it once, is faster than one by one: a
  // compiler must expect that each changes the sink itself.
  ABSL_ATTRIBUTE_ALWAYS_INLINE char* Reserve(size_t size) {
    if (ABSL_PREDICT_FALSE(size + kSlack >
                           static_cast<size_t>(end_ - cursor_))) {
      Grow(size);
    }
    return cursor_;
  }
  // Counts the bytes up to `cursor` as written.
  void Advance(char* cursor) { cursor_ = cursor; }

  // How many bytes have been written, and where the one at an offset is.
  size_t size() const { return static_cast<size_t>(cursor_ - begin_); }
  char* At(size_t offset) { return begin_ + offset; }

  // Makes the string hold what has been written.
  void Flush() {
    if (begin_ == first_) {
      out_.assign(first_, size());
    } else {
      out_.resize(size());
    }
  }

 private:
  // As many as nearly all messages need. They are not initialized, unlike those
  // that a string gets when it grows.
  static constexpr size_t kFirst = 4096;

  void Grow(size_t size);

  std::string& out_;
  char* cursor_ = first_;
  char* end_ = first_ + kFirst;
  char* begin_ = first_;
  char first_[kFirst];
};

}  // namespace wamp

#endif  // WAMP_CODEC_SINK_H_
