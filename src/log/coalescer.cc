#include "wamp/log/coalescer.h"

#include <algorithm>
#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/sync/mutex_lock.h"
#include "src/text/host.h"
#include "wamp/log/record.h"

namespace wamp {
namespace log {
namespace {

// Whether who caused the record has not been let in, or not been allowed to.
bool IsOfStrangers(const v1::SessionRecord& record) {
  switch (record.event_case()) {
    case v1::SessionRecord::kAttaching:
    case v1::SessionRecord::kChallenged:
    case v1::SessionRecord::kDenied:
      return true;
    case v1::SessionRecord::kLeft:
      return !record.has_ident();
    case v1::SessionRecord::kDecided:
      return record.decided().has_allowed() && !record.decided().allowed();
    default:
      return false;
  }
}

absl::string_view ReasonOf(const v1::SessionRecord& record) {
  switch (record.event_case()) {
    case v1::SessionRecord::kDenied:
      return record.denied().reason();
    case v1::SessionRecord::kLeft:
      return record.left().details().reason();
    case v1::SessionRecord::kDecided:
      return record.decided().reason();
    default:
      return "";
  }
}

// A name of these parts that no others have, but for what differs only far
// behind: each is written after its length.
std::string Join(std::initializer_list<absl::string_view> parts) {
  constexpr size_t kMostOfPart = 256;
  std::string name;
  for (const absl::string_view part : parts) {
    absl::StrAppend(&name, part.size(), ":", part.substr(0, kMostOfPart));
  }
  return name;
}

}  // namespace

Coalescer::Coalescer(Sink sink, CoalescerOptions options, Clock clock)
    : sink_(std::move(sink)), options_(options), clock_(std::move(clock)) {}

Coalescer::~Coalescer() { Flush(); }

std::string Coalescer::NameOf(const v1::SessionRecord& record) const {
  const absl::string_view event = EventName(record);
  const absl::string_view host = internal::HostOf(record.transport().peer());
  const auto& ident =
      record.has_ident() ? record.ident() : record.claimed_ident();
  std::string full =
      Join({event, host, record.realm(), ident.authid(), ReasonOf(record)});
  if (kinds_.size() < options_.max_kinds || kinds_.contains(full)) return full;
  std::string by_host = Join({event, host});
  if (kinds_.size() < 2 * options_.max_kinds || kinds_.contains(by_host)) {
    return by_host;
  }
  return Join({event});
}

void Coalescer::Add(v1::SessionRecord record) {
  if (!IsOfStrangers(record)) return sink_(std::move(record));
  std::vector<v1::SessionRecord> ended;
  {
    const sync::MutexLock lock(mutex_);
    const absl::Time now = clock_();
    ended = Take(now);
    std::string name = NameOf(record);
    const auto [found, added] = kinds_.try_emplace(name);
    Kind& kind = found->second;
    if (added) {
      kind.end = now + options_.window;
      ends_.push_back(std::move(name));
    }
    if (kind.passed < options_.burst) {
      ++kind.passed;
      ended.push_back(std::move(record));
    } else if (!kind.record.has_value()) {
      kind.record = std::move(record);
    } else {
      const uint64_t count = std::max<uint64_t>(kind.record->count(), 1);
      kind.record->set_count(count + std::max<uint64_t>(record.count(), 1));
      *kind.record->mutable_last_time() =
          record.has_last_time() ? record.last_time() : record.time();
    }
  }
  PassOn(std::move(ended));
}

void Coalescer::Expire() {
  std::vector<v1::SessionRecord> ended;
  {
    const sync::MutexLock lock(mutex_);
    ended = Take(clock_());
  }
  PassOn(std::move(ended));
}

void Coalescer::Flush() {
  std::vector<v1::SessionRecord> ended;
  {
    const sync::MutexLock lock(mutex_);
    ended = Take(absl::InfiniteFuture());
  }
  PassOn(std::move(ended));
}

std::vector<v1::SessionRecord> Coalescer::Take(absl::Time now) {
  std::vector<v1::SessionRecord> ended;
  while (!ends_.empty()) {
    const auto kind = kinds_.find(ends_.front());
    // Where the clock has gone backwards, nothing waits until it has caught up.
    const absl::Time end = kind->second.end;
    if (end > now && end - now <= options_.window) break;
    if (kind->second.record.has_value()) {
      ended.push_back(*std::move(kind->second.record));
    }
    kinds_.erase(kind);
    ends_.pop_front();
  }
  return ended;
}

void Coalescer::PassOn(std::vector<v1::SessionRecord> records) const {
  for (v1::SessionRecord& record : records) sink_(std::move(record));
}

}  // namespace log
}  // namespace wamp
