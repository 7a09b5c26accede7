// Collects the faults of a message, with their paths.
//
// A path is built from its end, while the functions that found a fault return:
// nothing is kept for it while all is well.
#ifndef WAMP_SRC_ENGINE_FAULTS_H_
#define WAMP_SRC_ENGINE_FAULTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"

namespace wamp {
namespace internal {

// What a fault may say of the part of a message that it is in.
enum class Telling : uint8_t {
  kAll,
  // The place and not the value: whoever sends a value of any kind knows what
  // is secret in it; this library doesn't.
  kPlace,
  // That there is one: neither the value nor a key that its sender has chosen.
  kNothing,
};

// How a path goes on, and what may be told of what is there.
struct Segment {
  std::string text;
  Telling telling = Telling::kAll;
  // Whether the sender has chosen the text, and not a message's annotations.
  bool chosen = false;
};

// ".key", of a field; and of an entry, whose key can be any; "[3]".
Segment KeySegment(absl::string_view key, Telling telling = Telling::kAll);
Segment EntrySegment(absl::string_view key, Telling telling);
Segment IndexSegment(size_t index, Telling telling = Telling::kAll);

// As EntrySegment, of a dict of any values; `secret`: all of that is.
Segment AnyEntrySegment(absl::string_view key, bool secret = false);

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

  // Puts `segment` before the paths of all faults from number `from` on, and
  // takes out of them what it doesn't let be told.
  ABSL_ATTRIBUTE_COLD void Prefix(size_t from, const Segment& segment);

  // OK if there are no faults; else an InvalidArgument that names them, with
  // paths that start with `wire_name`, and a wamp.v1.Violations as payload.
  // Where there are more than are kept, or than fit a text of kMostText bytes,
  // the last violation says how many.
  absl::Status ToStatus(absl::string_view wire_name) const;

 private:
  static constexpr size_t kMostText = size_t{1} << 16;

  struct Entry {
    std::string path;
    // How much of the path, from its start, no sender has chosen.
    size_t known = 0;
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
