// Where emitters put their bytes: into a buffer that is large enough, or
// nowhere, to learn how large that is.
#ifndef WAMP_CODEC_SINK_H_
#define WAMP_CODEC_SINK_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/string_view.h"

namespace wamp {

// Counts bytes.
class CountingSink {
 public:
  // Emitters check what they are given (UTF-8, for one) while they count, so
  // that writing has nothing left to check.
  static constexpr bool kChecks = true;

  void Put(char) { ++size_; }
  void Put(absl::string_view bytes) { size_ += bytes.size(); }
  void Skip(size_t n) { size_ += n; }
  template <class T>
  void PutBigEndian(T) {
    size_ += sizeof(T);
  }
  template <class T>
  void PutLittleEndian(T) {
    size_ += sizeof(T);
  }

  size_t size() const { return size_; }

 private:
  size_t size_ = 0;
};

// Writes bytes, without a bound: the caller has counted them.
class BufferSink {
 public:
  static constexpr bool kChecks = false;

  explicit BufferSink(char* buffer) : begin_(buffer), cursor_(buffer) {}

  void Put(char c) { *cursor_++ = c; }
  void Put(absl::string_view bytes) {
    // memcpy from a null pointer is undefined even for no bytes.
    if (bytes.empty()) return;
    std::memcpy(cursor_, bytes.data(), bytes.size());
    cursor_ += bytes.size();
  }
  // Passes over `n` bytes that the caller has written through `cursor()`.
  void Skip(size_t n) { cursor_ += n; }
  template <class T>
  void PutBigEndian(T value) {
    for (size_t shift = 8 * sizeof(T); shift != 0;) {
      shift -= 8;
      *cursor_++ = static_cast<char>((value >> shift) & 0xFF);
    }
  }
  template <class T>
  void PutLittleEndian(T value) {
    for (size_t shift = 0; shift != 8 * sizeof(T); shift += 8) {
      *cursor_++ = static_cast<char>((value >> shift) & 0xFF);
    }
  }

  char* cursor() { return cursor_; }
  size_t size() const { return static_cast<size_t>(cursor_ - begin_); }

 private:
  char* begin_;
  char* cursor_;
};

}  // namespace wamp

#endif  // WAMP_CODEC_SINK_H_
