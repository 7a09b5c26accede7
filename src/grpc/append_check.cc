#include "src/grpc/append_check.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "src/text/quote.h"
#include "wamp/grpc/session_log_service.h"
#include "wamp/log/node_log.h"
#include "wamp/log/record.h"
#include "wamp/violation.h"

namespace wamp {
namespace internal {
namespace {

std::string Place(size_t i) { return absl::StrCat("records[", i, "]"); }

// What is wrong with a record, said of the one at `place`.
absl::Status AtPlace(absl::string_view place, const absl::Status& status) {
  wamp::v1::Violations violations = ViolationsOf(status);
  for (wamp::v1::Violation& violation : *violations.mutable_violations()) {
    violation.set_path(absl::StrCat(
        place, absl::StripPrefix(violation.path(), "SessionRecord")));
  }
  return StatusOf(std::move(violations));
}

// The last record of a chain, as far as it goes.
struct End {
  std::string boot_id;
  uint64_t sequence;
  std::string hash;
};

enum class Link { kFollows, kNewRun, kNone };

Link LinkOf(const End& end, const log::v1::SessionRecord& record) {
  const bool names_it = record.previous_hash() == end.hash;
  if (record.boot_id() == end.boot_id) {
    return names_it && record.sequence() > end.sequence ? Link::kFollows
                                                        : Link::kNone;
  }
  if (names_it) return Link::kFollows;
  // A run may not know what was before it.
  return record.has_previous_hash() ? Link::kNone : Link::kNewRun;
}

// How many of the first records are there for sure: those up to the last one of
// the store, if each names the one before it.
size_t CountKnown(const log::NodeHead& head,
                  const std::vector<log::SealedRecord>& records) {
  size_t known = records.size();
  while (known > 0 && log::RecordHash(records[known - 1].bytes) != head.hash) {
    --known;
  }
  for (size_t i = known; i > 1; --i) {
    if (records[i - 1].record.previous_hash() !=
        log::RecordHash(records[i - 2].bytes)) {
      return 0;
    }
  }
  return known;
}

absl::StatusOr<bool> IsStored(const log::SealedRecord& sealed,
                              log::Store* store) {
  const log::v1::SessionRecord& record = sealed.record;
  log::Filter filter;
  filter.node = record.node();
  filter.since = log::FromTimestamp(record.has_time() ? record.time()
                                                      : record.observed_time());
  filter.until = filter.since + absl::Microseconds(1);
  log::PageOptions options;
  do {
    absl::StatusOr<log::Page> page = store->Query(filter, options);
    if (!page.ok()) return page.status();
    for (const log::SealedRecord& stored : page->records) {
      if (stored.bytes == sealed.bytes) return true;
    }
    options.page_token = page->next_page_token;
  } while (!options.page_token.empty());
  return false;
}

absl::Status DoesNotFollow(size_t i, const End& end,
                           const log::v1::SessionRecord& record) {
  const std::string expected =
      end.hash.empty() ? "the node's first one"
                       : absl::StrCat("one after sequence ", end.sequence,
                                      " of the run ", Quote(end.boot_id));
  return absl::FailedPreconditionError(
      absl::StrCat(Place(i), ": expected ", expected, ", got sequence ",
                   record.sequence(), " of the run ", Quote(record.boot_id()),
                   record.previous_hash() == end.hash
                       ? ""
                       : ", which names another record as the one before it"));
}

}  // namespace

absl::StatusOr<std::vector<log::SealedRecord>> ReadRecords(
    absl::string_view node, const log::v1::AppendRequest& request) {
  constexpr size_t kMost = log::SessionLogServiceOptions::kMostRecordBytes;
  std::vector<log::SealedRecord> records;
  records.reserve(static_cast<size_t>(request.records_size()));
  for (const std::string& bytes : request.records()) {
    const std::string place = Place(records.size());
    if (bytes.size() > kMost) {
      return StatusOf(place, wamp::v1::VIOLATION_RULE_LIMIT,
                      absl::StrCat("at most ", kMost, " bytes"),
                      absl::StrCat(bytes.size()));
    }
    absl::StatusOr<log::SealedRecord> sealed = log::ParseSealed(bytes);
    if (!sealed.ok()) return AtPlace(place, sealed.status());
    if (sealed->record.node() != node) {
      return StatusOf(absl::StrCat(place, ".node"),
                      wamp::v1::VIOLATION_RULE_CONFLICT,
                      absl::StrCat(Quote(node), " as in the request"),
                      Quote(sealed->record.node()));
    }
    records.push_back(*std::move(sealed));
  }
  return records;
}

absl::StatusOr<std::vector<log::SealedRecord>> NewRecords(
    const log::NodeHead& head, std::vector<log::SealedRecord> records,
    log::Store* store) {
  std::vector<log::SealedRecord> fresh;
  End end = {head.boot_id, head.sequence, head.hash};
  for (size_t i = CountKnown(head, records); i < records.size(); ++i) {
    const log::v1::SessionRecord& record = records[i].record;
    const Link link = LinkOf(end, record);
    if (link != Link::kFollows) {
      // What is there already is before all that is new.
      absl::StatusOr<bool> is_stored = false;
      if (fresh.empty()) is_stored = IsStored(records[i], store);
      if (!is_stored.ok()) return is_stored.status();
      if (*is_stored) continue;
      if (link == Link::kNone) return DoesNotFollow(i, end, record);
    }
    std::string hash = log::RecordHash(records[i].bytes);
    fresh.push_back(std::move(records[i]));
    const log::v1::SessionRecord& last = fresh.back().record;
    end = {last.boot_id(), last.sequence(), std::move(hash)};
  }
  return fresh;
}

}  // namespace internal
}  // namespace wamp
