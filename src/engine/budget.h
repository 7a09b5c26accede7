// What a message may still take while it is read: values, and bytes of memory.
#ifndef WAMP_SRC_ENGINE_BUDGET_H_
#define WAMP_SRC_ENGINE_BUDGET_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/base/optimization.h"
#include "wamp/options.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {

// All sizes are those on the heap; what is less on an arena is counted as much.

// What the heap takes for `size` bytes: glibc's puts eight before them and
// rounds up to sixteen; others are alike.
constexpr size_t HeapOf(size_t size) { return (size + 8 + 15) / 16 * 16; }

// A place in a repeated field: protobuf doubles their number when none is left.
template <class Element>
constexpr size_t kPlaceOf = 2 * sizeof(Element);

// The four places that the first element of a repeated field makes.
constexpr size_t kFirstPlaces = HeapOf(5 * sizeof(void*));

// What a message takes by itself, and its place if it is in a list.
template <class Message>
constexpr size_t kMessage = HeapOf(sizeof(Message));
template <class Message>
constexpr size_t kMessageItem = kMessage<Message> + kPlaceOf<void*>;

constexpr size_t kDictEntry = kMessageItem<v1::Entry> + kMessage<v1::Value>;

// A text with its string object, in which a short one lies; a longer one gets
// room for 30 at least.
constexpr size_t SizeOfText(size_t size) {
  constexpr size_t kObject = HeapOf(sizeof(std::string));
  return size <= 15 ? kObject : kObject + HeapOf(size + 31);
}

// Counts down.
class Budget {
 public:
  explicit Budget(const DecodeOptions& options)
      : values_(options.max_values), bytes_(options.max_memory) {}

  // Whether there may be one more part of a list or a dict.
  bool TakeValue() {
    if (ABSL_PREDICT_FALSE(values_ == 0)) return false;
    --values_;
    return true;
  }

  // Whether `bytes` more may be taken.
  bool Take(size_t bytes) {
    if (ABSL_PREDICT_FALSE(bytes > bytes_)) return false;
    bytes_ -= bytes;
    return true;
  }

  // For how many elements of a list there may be places at most.
  size_t places() const { return bytes_ / kPlaceOf<void*>; }

 private:
  size_t values_;
  size_t bytes_;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_BUDGET_H_
