#include "src/tools/wamplog/teller.h"

#include <algorithm>
#include <iostream>

namespace wamp {
namespace tools {

void Teller::Tell(absl::string_view line) {
  std::cout.flush();
  progress_->Clear();
  std::cerr << line << "\n";
}

void Teller::Fault(absl::string_view line) {
  ++faults_;
  exit_status_ = std::max(exit_status_, 1);
  if (line == last_fault_) return;
  last_fault_ = std::string(line);
  Tell(line);
}

void Teller::Fail(const absl::Status& status) {
  exit_status_ = 2;
  Tell(status.message());
}

}  // namespace tools
}  // namespace wamp
