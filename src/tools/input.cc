#include "src/tools/input.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace wamp {
namespace tools {

Input::Input(const std::string& file, std::function<void()> before_wait)
    : before_wait_(std::move(before_wait)),
      owned_(file != "-"),
      fd_(owned_ ? open(file.c_str(), O_RDONLY | O_CLOEXEC) : STDIN_FILENO) {
  if (fd_ < 0) error_ = std::strerror(errno);
}

Input::~Input() {
  if (owned_ && fd_ >= 0) close(fd_);
}

int Input::Read(void* buffer, int size) {
  if (!error_.empty()) return -1;
  before_wait_();
  while (true) {
    const ssize_t got = read(fd_, buffer, static_cast<size_t>(size));
    if (got >= 0) return static_cast<int>(got);
    if (errno == EINTR) continue;
    error_ = std::strerror(errno);
    return -1;
  }
}

}  // namespace tools
}  // namespace wamp
