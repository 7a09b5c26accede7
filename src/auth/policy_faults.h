// Collects what is wrong with a policy, by place.
#ifndef WAMP_SRC_AUTH_POLICY_FAULTS_H_
#define WAMP_SRC_AUTH_POLICY_FAULTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"

namespace wamp {
namespace auth {
namespace internal {

class PolicyFaults {
 public:
  // "Policy.realms[0].name: expected …, got …".
  void Add(absl::string_view place, absl::string_view expected,
           absl::string_view found) {
    if (lines_.size() < kMost) {
      lines_.push_back(
          absl::StrCat(place, ": expected ", expected, ", got ", found));
    } else {
      ++more_;
    }
  }

  bool empty() const { return lines_.empty(); }

  absl::Status ToStatus() const {
    if (lines_.empty()) return absl::OkStatus();
    std::string text = absl::StrJoin(lines_, "; ");
    if (more_ > 0) absl::StrAppend(&text, "; and ", more_, " more");
    return absl::InvalidArgumentError(text);
  }

 private:
  static constexpr size_t kMost = 20;

  std::vector<std::string> lines_;
  size_t more_ = 0;
};

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_POLICY_FAULTS_H_
