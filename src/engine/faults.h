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

// Keeps so many faults, and counts the others: a peer decides how many there
// are.
class Faults {
 public:
  explicit Faults(size_t most) : most_(most) {}

  // How many faults there are, kept or not.
  size_t count() const { return count_; }
  bool empty() const { return count_ == 0; }

  ABSL_ATTRIBUTE_COLD void Add(const Fault& fault);

  // Adds a fault of the message itself. Without a field there is nothing that
  // says what was meant, so that no value is shown.
  ABSL_ATTRIBUTE_COLD void AddUnplaced(Fault fault);

  // Puts `segment` before the paths of all faults from number `from` on; if
  // `secret`, takes the values out of their texts.
  ABSL_ATTRIBUTE_COLD void Prefix(size_t from, absl::string_view segment,
                                  bool secret);

  // OK if there are no faults; else an InvalidArgument that names them, with
  // paths that start with `wire_name`, and a wamp.v1.Violations as payload.
  // Where there are more than are kept, or than fit a text of kMostText bytes,
  // the last violation says how many.
  absl::Status ToStatus(absl::string_view wire_name) const;

 private:
  static constexpr size_t kMostText = size_t{1} << 16;

  struct Entry {
    std::string path;
    Fault fault;
  };

  ABSL_ATTRIBUTE_COLD absl::Status Report(absl::string_view wire_name) const;

  const size_t most_;
  size_t count_ = 0;
  std::vector<Entry> list_;
};

inline absl::Status Faults::ToStatus(absl::string_view wire_name) const {
  return empty() ? absl::OkStatus() : Report(wire_name);
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_FAULTS_H_
