#include "src/tools/common/output.h"

#include <unistd.h>

#include <cerrno>
#include <iostream>

#include "absl/strings/string_view.h"

namespace wamp {
namespace tools {
namespace {

constexpr size_t kBlock = size_t{1} << 18;

}  // namespace

std::streamsize Output::xsputn(const char* bytes, std::streamsize size) {
  block_.append(bytes, static_cast<size_t>(size));
  return block_.size() < kBlock || Send() ? size : 0;
}

Output::int_type Output::overflow(int_type c) {
  if (traits_type::eq_int_type(c, traits_type::eof())) return 0;
  const char byte = traits_type::to_char_type(c);
  return xsputn(&byte, 1) == 1 ? c : traits_type::eof();
}

int Output::sync() { return Send() ? 0 : -1; }

// Hands all of the block to the system. Returns false if that fails; what is
// left is lost.
bool Output::Send() {
  absl::string_view left = block_;
  while (!left.empty()) {
    const ssize_t sent = write(fd_, left.data(), left.size());
    if (sent > 0) {
      left.remove_prefix(static_cast<size_t>(sent));
    } else if (errno != EINTR) {
      break;
    }
  }
  block_.clear();
  return left.empty();
}

int Say(absl::string_view text) {
  std::cout << text << std::flush;
  if (std::cout) return 0;
  std::cerr << "(standard output): cannot be written\n";
  return 1;
}

int RunProgram(int argc, char** argv,
               int (*run)(const std::vector<std::string>& args)) {
  Output output(STDOUT_FILENO);
  std::streambuf* const usual = std::cout.rdbuf(&output);
  const int status = run(std::vector<std::string>(argv + 1, argv + argc));
  std::cout.flush();
  std::cout.rdbuf(usual);
  return status;
}

}  // namespace tools
}  // namespace wamp
