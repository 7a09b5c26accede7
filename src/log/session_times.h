// When a session was joined and left, as a store keeps it to tell quickly who
// was there at an instant.
#ifndef WAMP_SRC_LOG_SESSION_TIMES_H_
#define WAMP_SRC_LOG_SESSION_TIMES_H_

#include <cstdint>
#include <optional>
#include <vector>

namespace wamp {
namespace internal {

// Of several records the first that says that it was joined, and the earliest
// end: times in microseconds since 1970, and where their records are.
struct SessionTimes {
  std::optional<int64_t> joined_position;
  std::optional<int64_t> joined;
  std::optional<int64_t> ended_position;
  std::optional<int64_t> ended;

  // Takes what a record says. Returns whether that changes anything.
  bool Note(bool is_joined, int64_t position, int64_t time);

  // How many bits the time in between takes, kOpenSpan if it goes on; absent if
  // there is none.
  std::optional<int64_t> Span() const;
};

inline constexpr int64_t kOpenSpan = 64;

// The sessions of a span that can be open at an instant were joined after this.
struct OpenSpan {
  int64_t span = 0;
  int64_t after = 0;
};

// Of all spans.
std::vector<OpenSpan> OpenSpansAt(int64_t at);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_SESSION_TIMES_H_
