// Standard output, in large blocks.
#ifndef WAMP_SRC_TOOLS_COMMON_OUTPUT_H_
#define WAMP_SRC_TOOLS_COMMON_OUTPUT_H_

#include <streambuf>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace wamp {
namespace tools {

// Gathers what is written, however long the pieces are, and hands it to the
// system when it is flushed or has grown large.
class Output : public std::streambuf {
 public:
  explicit Output(int fd) : fd_(fd) {}

 protected:
  std::streamsize xsputn(const char* bytes, std::streamsize size) override;
  int_type overflow(int_type c) override;
  int sync() override;

 private:
  bool Send();

  const int fd_;
  std::string block_;
};

// Prints a text; returns what the process exits with.
int Say(absl::string_view text);

// Runs a program whose standard output is such: hands the arguments after its
// name to `run`, and returns what that returns.
int RunProgram(int argc, char** argv,
               int (*run)(const std::vector<std::string>& args));

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_OUTPUT_H_
