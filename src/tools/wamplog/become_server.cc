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

// The path of a program in the folder of this one; empty if that is not known.
std::string Beside(absl::string_view name) {
  std::array<char, PATH_MAX> path;
  const ssize_t size = readlink("/proc/self/exe", path.data(), path.size());
  if (size <= 0) return "";
  const absl::string_view self(path.data(), static_cast<size_t>(size));
  return absl::StrCat(self.substr(0, self.rfind('/') + 1), name);
}

}  // namespace

int BecomeServer(const std::vector<std::string>& args) {
  std::vector<std::string> words = {kServer};
  words.insert(words.end(), args.begin(), args.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  execv(Beside(kServer).c_str(), pointers.data());
  execvp(kServer, pointers.data());
  std::cerr << "wamplog: " << kServer << ": " << std::strerror(errno)
            << "; serve needs this program, which is built where gRPC is\n";
  return 2;
}

}  // namespace tools
}  // namespace wamp
