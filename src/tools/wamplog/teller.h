// Says on standard error what a command has to say, and remembers how it went.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_TELLER_H_
#define WAMP_SRC_TOOLS_WAMPLOG_TELLER_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "src/tools/common/progress.h"

namespace wamp {
namespace tools {

class Teller {
 public:
  explicit Teller(Progress* progress) : progress_(progress) {}

  // A line. What was printed before is flushed, so that the lines stay in
  // order.
  void Tell(absl::string_view line);

  // A line about what is wrong with the data. The same again is counted alone.
  void Fault(absl::string_view line);

  // Takes the end of a command that could not do its work.
  void Fail(const absl::Status& status);

  uint64_t faults() const { return faults_; }
  // What the process exits with.
  int exit_status() const { return exit_status_; }

 private:
  Progress* const progress_;
  uint64_t faults_ = 0;
  std::string last_fault_;
  int exit_status_ = 0;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_TELLER_H_
