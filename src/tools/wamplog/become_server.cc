#include "src/tools/wamplog/become_server.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace wamp {
namespace tools {
namespace {

constexpr char kServer[] = "wamplog-serve";

// The folder of this program, with a slash; empty if that is not known.
std::string OwnFolder() {
  std::array<char, PATH_MAX> path;
  const ssize_t size = readlink("/proc/self/exe", path.data(), path.size());
  if (size <= 0) return "";
  const absl::string_view self(path.data(), static_cast<size_t>(size));
  return std::string(self.substr(0, self.rfind('/') + 1));
}

}  // namespace

int BecomeServer(const std::vector<std::string>& args) {
  std::vector<std::string> words = {kServer};
  words.insert(words.end(), args.begin(), args.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  // Where it is built, and where it is installed.
  const std::string folder = OwnFolder();
  for (const absl::string_view place : {"", "../libexec/wamp_types/"}) {
    execv(absl::StrCat(folder, place, kServer).c_str(), pointers.data());
  }
  std::cerr << "wamplog: " << kServer << ": " << std::strerror(errno)
            << "; serve needs this program, which is built where gRPC is\n";
  return 2;
}

}  // namespace tools
}  // namespace wamp
