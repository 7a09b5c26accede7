#include "src/tools/common/input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/text/quote.h"

namespace wamp {
namespace tools {

std::string InputName(const std::string& file) {
  return file == "-" ? "(standard input)" : internal::Escape(file, PATH_MAX);
}

absl::Status Unreadable(const std::string& file) {
  return absl::NotFoundError(
      absl::StrCat(InputName(file), ": ", std::strerror(errno)));
}

Input::Input(const std::string& file, std::function<void(uint64_t)> before_wait)
    : before_wait_(std::move(before_wait)),
      owned_(file != "-"),
      fd_(owned_ ? open(file.c_str(), O_RDONLY | O_CLOEXEC) : STDIN_FILENO) {
  if (fd_ < 0) error_ = std::strerror(errno);
}

Input::~Input() {
  if (owned_ && fd_ >= 0) close(fd_);
}

std::optional<uint64_t> Input::size() const {
  struct stat about = {};
  if (fd_ < 0 || fstat(fd_, &about) != 0 || !S_ISREG(about.st_mode)) {
    return std::nullopt;
  }
  // Standard input may be a file that somebody has read some of.
  const off_t start = lseek(fd_, 0, SEEK_CUR);
  if (start < 0 || start > about.st_size) return std::nullopt;
  return static_cast<uint64_t>(about.st_size - start);
}

int Input::Read(void* buffer, int size) {
  if (ahead_.empty()) return ReadFile(buffer, static_cast<size_t>(size));
  const size_t used = std::min(ahead_.size(), static_cast<size_t>(size));
  ahead_.copy(static_cast<char*>(buffer), used);
  ahead_.erase(0, used);
  return static_cast<int>(used);
}

absl::string_view Input::Peek(size_t wanted) {
  while (ahead_.size() < wanted) {
    char bytes[4096];
    const int got = ReadFile(bytes, sizeof bytes);
    if (got <= 0) break;
    ahead_.append(bytes, static_cast<size_t>(got));
  }
  return ahead_;
}

int Input::ReadFile(void* buffer, size_t size) {
  if (!error_.empty()) return -1;
  before_wait_(read_);
  while (true) {
    const ssize_t got = read(fd_, buffer, size);
    if (got >= 0) {
      read_ += static_cast<uint64_t>(got);
      return static_cast<int>(got);
    }
    if (errno == EINTR) continue;
    error_ = std::strerror(errno);
    return -1;
  }
}

}  // namespace tools
}  // namespace wamp
