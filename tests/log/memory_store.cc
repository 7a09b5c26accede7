#include "tests/log/memory_store.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "src/log/record_columns.h"
#include "src/sync/mutex_lock.h"
#include "wamp/log/node_log.h"

namespace wamp {
namespace log {

using internal::ColumnsOf;
using internal::RecordColumns;

absl::Status MemoryStore::Append(absl::Span<const SealedRecord> records) {
  const sync::MutexLock lock(mutex_);
  if (fault_) {
    absl::Status status = fault_();
    if (!status.ok()) return status;
  }
  std::vector<Row> rows = rows_;
  auto nodes = nodes_;
  int64_t last_position = last_position_;
  for (const SealedRecord& sealed : records) {
    const auto same = std::find_if(rows.begin(), rows.end(), [&](auto& row) {
      return row.sealed.record.record_id() == sealed.record.record_id();
    });
    if (same != rows.end()) {
      if (same->sealed.bytes == sealed.bytes) continue;
      return absl::AlreadyExistsError("another record has this id");
    }
    internal::NodeEnds& node = nodes[sealed.record.node()];
    if (node.head.count == 0) {
      node.head.node = sealed.record.node();
      node.anchor = sealed.record.previous_hash();
    }
    ++node.head.count;
    node.head.boot_id = sealed.record.boot_id();
    node.head.sequence = sealed.record.sequence();
    node.head.hash = RecordHash(sealed.bytes);
    rows.push_back({++last_position, node.head.count, sealed});
  }
  rows_ = std::move(rows);
  nodes_ = std::move(nodes);
  last_position_ = last_position;
  return absl::OkStatus();
}

absl::StatusOr<Page> MemoryStore::Query(const Filter& filter,
                                        const PageOptions& options) {
  const sync::MutexLock lock(mutex_);
  std::vector<const Row*> rows;
  for (const Row& row : rows_) {
    const v1::SessionRecord& record = row.sealed.record;
    if (internal::Takes(filter, record.node(), ColumnsOf(record))) {
      rows.push_back(&row);
    }
  }
  return Answer({&filter, options.order, std::nullopt}, options, rows);
}

absl::StatusOr<Page> MemoryStore::Appended(const Filter& filter,
                                           const PageOptions& options) {
  const sync::MutexLock lock(mutex_);
  const auto start = internal::CheckAppended(filter, options);
  if (!start.ok()) return start.status();
  Page page;
  int64_t end = last_position_;
  for (const Row& row : rows_) {
    const v1::SessionRecord& record = row.sealed.record;
    if (!*start || row.position <= (*start)->at(0) ||
        !internal::Takes(filter, record.node(), ColumnsOf(record))) {
      continue;
    }
    if (page.records.size() == options.page_size) break;
    page.records.push_back(row.sealed);
    if (page.records.size() == options.page_size) end = row.position;
  }
  page.next_page_token = internal::MakeAppendedToken(filter, {{0, end}});
  return page;
}

absl::StatusOr<Page> MemoryStore::OpenSessions(absl::Time at,
                                               const Filter& filter,
                                               const PageOptions& options) {
  const sync::MutexLock lock(mutex_);
  std::vector<const Row*> rows;
  for (const Row& row : rows_) {
    const v1::SessionRecord& record = row.sealed.record;
    if (IsOpen(row, internal::ToMicros(at)) &&
        internal::Takes(filter, record.node(), ColumnsOf(record))) {
      rows.push_back(&row);
    }
  }
  return Answer({&filter, options.order, at}, options, rows);
}

bool MemoryStore::IsOpen(const Row& joined, int64_t at) const {
  const v1::SessionRecord& record = joined.sealed.record;
  if (!record.has_joined() || !record.has_session_uid() ||
      ColumnsOf(record).time > at) {
    return false;
  }
  return std::none_of(rows_.begin(), rows_.end(), [&](const Row& row) {
    const v1::SessionRecord& other = row.sealed.record;
    return other.session_uid() == record.session_uid() &&
           ((other.has_left() && ColumnsOf(other).time <= at) ||
            (other.has_joined() && row.position < joined.position));
  });
}

absl::StatusOr<Page> MemoryStore::Answer(
    const internal::Question& question, const PageOptions& options,
    const std::vector<const Row*>& rows) const {
  const auto end = internal::CheckQuestion(question, options);
  if (!end.ok()) return end.status();
  const bool newest_first = options.order == Order::kNewestFirst;
  using Key = std::pair<int64_t, int64_t>;
  std::map<Key, const Row*> sorted;
  for (const Row* row : rows) {
    Key key(ColumnsOf(row->sealed.record).time, row->position);
    if (newest_first) key = {-1 - key.first, -1 - key.second};
    sorted[key] = row;
  }
  auto next = sorted.begin();
  if (*end) next = sorted.upper_bound({(*end)->time, (*end)->position});
  Page page;
  for (; next != sorted.end() && page.records.size() < options.page_size;
       ++next) {
    page.records.push_back(next->second->sealed);
  }
  if (next != sorted.end()) {
    const Key& last = std::prev(next)->first;
    page.next_page_token =
        internal::MakePageToken(question, {last.first, last.second});
  }
  return page;
}

absl::StatusOr<Stats> MemoryStore::GetStats() {
  const sync::MutexLock lock(mutex_);
  Stats stats;
  std::map<std::string, uint64_t> reasons;
  std::set<std::string> joined;
  std::set<std::string> left;
  for (const Row& row : rows_) {
    const v1::SessionRecord& record = row.sealed.record;
    const RecordColumns columns = ColumnsOf(record);
    const absl::Time time = internal::FromMicros(columns.time);
    stats.oldest = std::min(stats.oldest.value_or(time), time);
    stats.newest = std::max(stats.newest.value_or(time), time);
    ++stats.records;
    stats.bytes += row.sealed.bytes.size();
    ++stats.events[record.event_case()];
    if (columns.reason) ++reasons[std::string(*columns.reason)];
    if (record.has_session_uid() && record.has_joined()) {
      joined.insert(record.session_uid());
    }
    if (record.has_left()) left.insert(record.session_uid());
  }
  stats.sessions = joined.size();
  for (const std::string& uid : joined) {
    stats.open_sessions += 1 - left.count(uid);
  }
  stats.reasons.assign(reasons.begin(), reasons.end());
  std::stable_sort(stats.reasons.begin(), stats.reasons.end(),
                   [](auto& a, auto& b) { return a.second > b.second; });
  stats.reasons.resize(std::min(stats.reasons.size(), Stats::kMostReasons));
  for (const auto& [name, node] : nodes_) stats.nodes.push_back(node.head);
  return stats;
}

absl::StatusOr<NodeHead> MemoryStore::Head(absl::string_view node) {
  const sync::MutexLock lock(mutex_);
  const auto found = nodes_.find(node);
  if (found != nodes_.end()) return found->second.head;
  NodeHead head;
  head.node = std::string(node);
  return head;
}

absl::StatusOr<uint64_t> MemoryStore::Prune(const PrunePolicy& policy) {
  const sync::MutexLock lock(mutex_);
  std::set<std::string> stopped;
  std::vector<Row> kept;
  for (Row& row : rows_) {
    const v1::SessionRecord& record = row.sealed.record;
    if (ColumnsOf(record).time >= internal::ToMicros(policy.before)) {
      stopped.insert(record.node());
    }
    if (stopped.count(record.node()) != 0) {
      kept.push_back(std::move(row));
    } else {
      internal::NodeEnds& node = nodes_[record.node()];
      ++node.head.pruned;
      node.anchor = RecordHash(row.sealed.bytes);
    }
  }
  const uint64_t count = rows_.size() - kept.size();
  rows_ = std::move(kept);
  return count;
}

absl::StatusOr<VerifyReport> MemoryStore::Verify(const VerifyOptions& options) {
  const sync::MutexLock lock(mutex_);
  std::vector<internal::NodeEnds> nodes;
  for (const auto& [name, node] : nodes_) nodes.push_back(node);
  internal::ChainVerifier verifier(options, nodes);
  for (const Row& row : rows_) {
    const v1::SessionRecord& record = row.sealed.record;
    verifier.Take({record.record_id(), record.node(), row.number,
                   RecordHash(row.sealed.bytes), row.sealed.bytes,
                   ColumnsOf(record)});
  }
  return verifier.Finish();
}

void MemoryStore::set_fault(std::function<absl::Status()> fault) {
  const sync::MutexLock lock(mutex_);
  fault_ = std::move(fault);
}

}  // namespace log
}  // namespace wamp
