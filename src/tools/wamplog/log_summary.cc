#include "src/tools/wamplog/log_summary.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/tools/wamplog/query.h"

namespace wamp {
namespace tools {

void LogSummary::AddOpen(const RecordCells& joined) {
  if (open_.insert(joined.session_uid).second) ++open_before_;
}

void LogSummary::Add(const log::v1::SessionRecord& record) {
  const RecordCells cells = CellsOf(record);
  if (records_++ == 0) first_ = cells.time;
  last_ = std::max(last_, cells.time);
  if (cells.time < first_) first_ = cells.time;
  events_[cells.event] += cells.count;
  Change change = {cells.time, 0, 0, 0};
  if (record.has_joined()) {
    change.joined = 1;
    if (open_.insert(cells.session_uid).second) change.open = 1;
  } else if (record.has_left()) {
    if (open_.erase(cells.session_uid) > 0) change.open = -1;
    close_reasons_.Add(cells.reason.empty() ? cells.what : cells.reason,
                       cells.count);
  } else if (record.has_denied()) {
    change.denied =
        static_cast<uint32_t>(std::min<uint64_t>(cells.count, UINT32_MAX));
    deny_reasons_.Add(cells.reason.empty() ? "(no reason)" : cells.reason,
                      cells.count);
  } else if (record.has_decided() && !record.decided().allowed()) {
    refusals_.Add(record.decided().uri(), cells.count);
  }
  if (change.open != 0 || change.joined != 0 || change.denied != 0) {
    changes_.push_back(change);
  }
}

std::vector<LogSummary::Bucket> LogSummary::Buckets(size_t count) const {
  std::vector<Bucket> buckets;
  if (records_ == 0 || count == 0) return buckets;
  // Each has a length of a microsecond at least.
  const int64_t span = last_ - first_ + 1;
  count =
      static_cast<size_t>(std::min<int64_t>(static_cast<int64_t>(count), span));
  uint64_t open = open_before_;
  size_t next = 0;
  const auto edge = [&](size_t i) {
    return first_ + static_cast<int64_t>(static_cast<double>(span) *
                                         static_cast<double>(i) /
                                         static_cast<double>(count));
  };
  for (size_t i = 0; i < count; ++i) {
    Bucket bucket;
    bucket.since = edge(i);
    bucket.until = i + 1 == count ? last_ + 1 : edge(i + 1);
    bucket.most_open = open;
    for (; next < changes_.size() && changes_[next].time < bucket.until;
         ++next) {
      const Change& change = changes_[next];
      open += static_cast<uint64_t>(static_cast<int64_t>(change.open));
      bucket.most_open = std::max(bucket.most_open, open);
      bucket.joined += change.joined;
      bucket.denied += change.denied;
    }
    buckets.push_back(bucket);
  }
  return buckets;
}

absl::StatusOr<LogSummary> Summarize(const log::Filter& filter,
                                     log::Store& store, Teller& teller,
                                     Progress& progress) {
  LogSummary summary;
  if (filter.since != absl::InfinitePast()) {
    log::Filter timeless = filter;
    timeless.since = absl::InfinitePast();
    timeless.until = absl::InfiniteFuture();
    timeless.reason.reset();
    const absl::Status status = ForEachPage(
        [&](const log::PageOptions& options) {
          return store.OpenSessions(filter.since, timeless, options);
        },
        log::Order::kOldestFirst, 0, teller,
        [&](const std::vector<log::SealedRecord>& records) {
          for (const log::SealedRecord& sealed : records) {
            summary.AddOpen(CellsOf(sealed.record));
          }
          return true;
        });
    if (!status.ok()) return status;
  }
  progress.BeginCount("reading", "records");
  const absl::Status status = ForEachPage(
      [&](const log::PageOptions& options) {
        return store.Query(filter, options);
      },
      log::Order::kOldestFirst, 0, teller,
      [&](const std::vector<log::SealedRecord>& records) {
        for (const log::SealedRecord& sealed : records) {
          summary.Add(sealed.record);
        }
        progress.UpdateCount(summary.records(), 0);
        return true;
      });
  progress.Clear();
  if (!status.ok()) return status;
  return summary;
}

}  // namespace tools
}  // namespace wamp
