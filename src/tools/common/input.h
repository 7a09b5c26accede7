// The bytes of a file, or of standard input, as they come.
#ifndef WAMP_SRC_TOOLS_COMMON_INPUT_H_
#define WAMP_SRC_TOOLS_COMMON_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace wamp {
namespace tools {

// What messages call `file`. A name may hold what moves a terminal's cursor.
std::string InputName(const std::string& file);

// The error for a file that can't be opened or read, as `errno` says why.
absl::Status Unreadable(const std::string& file);

class Input : public google::protobuf::io::CopyingInputStream {
 public:
  // Opens `file`; "-" is standard input. `before_wait` is called with the
  // number of bytes that have been read before each read, which may wait for a
  // long time.
  Input(const std::string& file, std::function<void(uint64_t)> before_wait);
  ~Input() override;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  // Reads what is there, but waits for one byte at least. Returns 0 at the end,
  // -1 after an error.
  int Read(void* buffer, int size) override;

  // The next bytes, which are read later all the same: `wanted` at least, or as
  // many as there are. Waits for them.
  absl::string_view Peek(size_t wanted);

  // How many bytes there are to read, where that can be known.
  std::optional<uint64_t> size() const;

  // What the system says went wrong, for example "Permission denied"; empty if
  // nothing did.
  const std::string& error() const { return error_; }

 private:
  int ReadFile(void* buffer, size_t size);

  const std::function<void(uint64_t)> before_wait_;
  const bool owned_;
  int fd_;
  uint64_t read_ = 0;
  // What was read ahead by Peek.
  std::string ahead_;
  std::string error_;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_INPUT_H_
