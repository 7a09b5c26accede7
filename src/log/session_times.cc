#include "src/log/session_times.h"

#include <limits>

#include "absl/numeric/bits.h"

namespace wamp {
namespace internal {

bool SessionTimes::Note(bool is_joined, int64_t position, int64_t time) {
  if (is_joined && !joined) {
    joined_position = position;
    joined = time;
    return true;
  }
  if (!is_joined && (!ended || time < *ended)) {
    ended_position = position;
    ended = time;
    return true;
  }
  return false;
}

std::optional<int64_t> SessionTimes::Span() const {
  if (!joined || (ended && *ended <= *joined)) return std::nullopt;
  if (!ended) return kOpenSpan;
  return absl::bit_width(static_cast<uint64_t>(*ended) -
                         static_cast<uint64_t>(*joined));
}

std::vector<OpenSpan> OpenSpansAt(int64_t at) {
  constexpr int64_t kFirst = std::numeric_limits<int64_t>::min();
  std::vector<OpenSpan> spans;
  for (int64_t span = 0; span <= kOpenSpan; ++span) {
    int64_t after = kFirst;
    if (span < kOpenSpan - 1 && at >= kFirst + (int64_t{1} << span)) {
      after = at - (int64_t{1} << span);
    }
    spans.push_back({span, after});
  }
  return spans;
}

}  // namespace internal
}  // namespace wamp
