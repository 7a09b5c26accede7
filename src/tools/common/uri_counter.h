// Counts URIs that come from outside.
#ifndef WAMP_SRC_TOOLS_COMMON_URI_COUNTER_H_
#define WAMP_SRC_TOOLS_COMMON_URI_COUNTER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace wamp {
namespace tools {

// Counts URIs. However many there are, only the first are kept by their names.
class UriCounter {
 public:
  void Add(absl::string_view uri, uint64_t times = 1);

  uint64_t total() const { return total_; }

  // The `most` frequent ones, escaped.
  std::vector<std::pair<uint64_t, std::string>> Top(size_t most) const;

  // A line for each of the `most` frequent ones, and one for the others.
  std::string ToText(size_t most) const;

 private:
  absl::flat_hash_map<std::string, uint64_t> counts_;
  uint64_t total_ = 0;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_URI_COUNTER_H_
