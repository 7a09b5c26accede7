// Collects the faults of a message, with their paths.
//
// A path is built from its end, while the functions that found a fault return:
// nothing is kept for it while all is well.
#ifndef WAMP_SRC_ENGINE_FAULTS_H_
#define WAMP_SRC_ENGINE_FAULTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"

namespace wamp {
namespace internal {

// ".key" and "[3]": how a path goes on.
std::string KeySegment(absl::string_view key);
std::string IndexSegment(size_t index);

// Whether a reader that met a fault of this rule has lost its place, so that
// nothing after it can be trusted.
bool IsFatal(Rule rule);

class Faults {
 public:
  size_t size() const { return list_.size(); }
  bool empty() const { return list_.empty(); }

  ABSL_ATTRIBUTE_COLD void Add(const Fault& fault);

  // Puts `segment` before the paths of all faults from number `from` on; if
  // `secret`, takes the values out of their texts.
  ABSL_ATTRIBUTE_COLD void Prefix(size_t from, absl::string_view segment,
                                  bool secret);

  // OK if there are no faults; else an InvalidArgument that names them, with
  // paths that start with `wire_name`, and a wamp.v1.Violations as payload.
  absl::Status ToStatus(absl::string_view wire_name) const;

 private:
  struct Entry {
    std::string path;
    Fault fault;
  };

  ABSL_ATTRIBUTE_COLD absl::Status Report(absl::string_view wire_name) const;

  std::vector<Entry> list_;
};

inline absl::Status Faults::ToStatus(absl::string_view wire_name) const {
  return list_.empty() ? absl::OkStatus() : Report(wire_name);
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_FAULTS_H_
