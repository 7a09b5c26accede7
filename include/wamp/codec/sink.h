// Where emitters put their bytes: into a buffer that is large enough, or
// nowhere, to find out how large it must be.
//
// Example:
//
//   wamp::MsgPackEmitter<wamp::CountingSink> sizer;
//   sizer.Uint(500);
//   std::string out(sizer.sink().size(), '\0');
//   wamp::MsgPackEmitter<wamp::BufferSink>(&out[0]).Uint(500);
#ifndef WAMP_CODEC_SINK_H_
#define WAMP_CODEC_SINK_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"

namespace wamp {

// Counts bytes.
class CountingSink {
 public:
  // Emitters check what they are given, UTF-8 for example, while they count, so
  // nothing is left to check when they write.
  static constexpr bool kChecks = true;
  static constexpr bool kWrites = false;

  void Put(char) { ++size_; }
  void Put(absl::string_view bytes) { size_ += bytes.size(); }
  void PutKnown(absl::string_view bytes) { size_ += bytes.size(); }
  void PutKnown(char, absl::string_view bytes) { size_ += 1 + bytes.size(); }
  void PutKnown(char, absl::string_view bytes, char) {
    size_ += 2 + bytes.size();
  }
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

// Writes bytes without checking bounds: the caller has counted them.
class BufferSink {
 public:
  static constexpr bool kChecks = false;
  static constexpr bool kWrites = true;

  explicit BufferSink(char* buffer) : begin_(buffer), cursor_(buffer) {}

  void Put(char c) { *cursor_++ = c; }
  void Put(absl::string_view bytes) {
    const size_t size = bytes.size();
    char* const out = cursor_;
    cursor_ = out + size;
    // Most strings are short: two copies that overlap are faster than a call.
    if (size >= 8 && size <= 16) {
      CopyEnds<8>(bytes.data(), size, out);
    } else if (size >= 4 && size < 8) {
      CopyEnds<4>(bytes.data(), size, out);
    } else if (size != 0) {
      // memcpy from a null pointer is undefined even for no bytes.
      std::memcpy(out, bytes.data(), size);
    }
  }
  // As Put, for bytes whose number the compiler knows.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutKnown(absl::string_view bytes) {
    std::memcpy(cursor_, bytes.data(), bytes.size());
    cursor_ += bytes.size();
  }
  // The same, after `head` and before `tail`. This is one step because separate
  // ones would each wait for the cursor of the one before.
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutKnown(char head,
                                             absl::string_view bytes) {
    char* const out = cursor_;
    out[0] = head;
    std::memcpy(out + 1, bytes.data(), bytes.size());
    cursor_ = out + 1 + bytes.size();
  }
  ABSL_ATTRIBUTE_ALWAYS_INLINE void PutKnown(char head, absl::string_view bytes,
                                             char tail) {
    char* const out = cursor_;
    out[0] = head;
    std::memcpy(out + 1, bytes.data(), bytes.size());
    out[1 + bytes.size()] = tail;
    cursor_ = out + 2 + bytes.size();
  }
  // Skips `n` bytes that the caller has written through `cursor()`.
  void Skip(size_t n) { cursor_ += n; }
  template <class T>
  void PutBigEndian(T value) {
    char bytes[sizeof(T)];
    for (size_t i = 0; i != sizeof(T); ++i) {
      const size_t shift = 8 * (sizeof(T) - 1 - i);
      bytes[i] = static_cast<char>((value >> shift) & 0xFF);
    }
    PutKnown(absl::string_view(bytes, sizeof bytes));
  }
  template <class T>
  void PutLittleEndian(T value) {
    char bytes[sizeof(T)];
    for (size_t i = 0; i != sizeof(T); ++i) {
      bytes[i] = static_cast<char>((value >> (8 * i)) & 0xFF);
    }
    PutKnown(absl::string_view(bytes, sizeof bytes));
  }

  char* cursor() { return cursor_; }
  size_t size() const { return static_cast<size_t>(cursor_ - begin_); }

 private:
  // Copies the first and the last `kWidth` of `size` bytes, which cover all.
  template <size_t kWidth>
  static void CopyEnds(const char* in, size_t size, char* out) {
    char first[kWidth];
    char last[kWidth];
    std::memcpy(first, in, kWidth);
    std::memcpy(last, in + size - kWidth, kWidth);
    std::memcpy(out, first, kWidth);
    std::memcpy(out + size - kWidth, last, kWidth);
  }

  char* begin_;
  char* cursor_;
};

}  // namespace wamp

#endif  // WAMP_CODEC_SINK_H_
