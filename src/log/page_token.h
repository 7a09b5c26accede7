// Pages of answers: what a store is asked, and where a page ends.
#ifndef WAMP_SRC_LOG_PAGE_TOKEN_H_
#define WAMP_SRC_LOG_PAGE_TOKEN_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "wamp/log/store.h"

namespace wamp {
namespace internal {

// Where a page ends that has grown to this, however few its records are.
inline constexpr size_t kMostPageBytes = size_t{16} << 20;

// Where a page ends: the last record that it has looked at.
struct PageEnd {
  int64_t time = 0;
  int64_t position = 0;
};

// A question, of which the pages are the answers: a filter and, for the
// sessions that were open, an instant.
struct Question {
  const log::Filter* filter = nullptr;
  log::Order order = log::Order::kNewestFirst;
  std::optional<absl::Time> open_at;
};

// What has been looked at of all that is appended: the last number of each node
// or, under one key, the last position of all.
using AppendedEnds = std::map<int64_t, int64_t>;

// Where the page before has ended, as the options say; absent for the first
// page. Fails for what Query and OpenSessions do not take.
absl::StatusOr<std::optional<PageEnd>> CheckQuestion(
    const Question& question, const log::PageOptions& options);

std::string MakePageToken(const Question& question, const PageEnd& end);

// The same for a question of what has been appended.
absl::StatusOr<std::optional<AppendedEnds>> CheckAppended(
    const log::Filter& filter, const log::PageOptions& options);

std::string MakeAppendedToken(const log::Filter& filter,
                              const AppendedEnds& ends);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_PAGE_TOKEN_H_
