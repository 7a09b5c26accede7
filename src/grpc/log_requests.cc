#include "src/grpc/log_requests.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/timestamp.pb.h"
#include "src/text/quote.h"
#include "wamp/grpc/session_log_service.h"
#include "wamp/log/record.h"
#include "wamp/violation.h"

namespace wamp {
namespace internal {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Timestamp;
constexpr uint64_t kGreatestId = uint64_t{1} << 53;

absl::StatusOr<absl::Time> ReadTime(absl::string_view place,
                                    const Timestamp& timestamp) {
  const absl::Time time = log::FromTimestamp(timestamp);
  const Timestamp read = log::ToTimestamp(time);
  if (read.seconds() != timestamp.seconds() ||
      read.nanos() != timestamp.nanos()) {
    return StatusOf(
        place, wamp::v1::VIOLATION_RULE_RANGE, "a time of the years 1 to 9999",
        absl::StrCat(timestamp.seconds(), " s and ", timestamp.nanos(), " ns"));
  }
  return time;
}

// As the names of the oneof's fields.
absl::StatusOr<log::v1::SessionRecord::EventCase> ReadEvent(
    int i, const std::string& name) {
  const FieldDescriptor* const field =
      log::v1::SessionRecord::descriptor()->FindFieldByName(name);
  if (field == nullptr || field->containing_oneof() == nullptr ||
      field->containing_oneof()->name() != "event") {
    return StatusOf(absl::StrCat("filter.events[", i, "]"),
                    wamp::v1::VIOLATION_RULE_TOKEN, "the name of an event",
                    Quote(name));
  }
  return static_cast<log::v1::SessionRecord::EventCase>(field->number());
}

bool IsTooLarge(const log::SealedRecord& sealed) {
  return sealed.bytes.size() > log::SessionLogServiceOptions::kMostRecordBytes;
}

// How many of the first records fit into a message, but for those that are too
// large for any.
size_t CountFitting(absl::Span<const log::SealedRecord> records) {
  // What protobuf puts around a record.
  constexpr size_t kAround = 8;
  constexpr size_t kMost =
      log::SessionLogServiceOptions::kMostRecordBytes + kAround;
  size_t bytes = 0;
  size_t count = 0;
  for (; count < records.size(); ++count) {
    if (IsTooLarge(records[count])) continue;
    bytes += records[count].bytes.size() + kAround;
    if (bytes > kMost) break;
  }
  return count;
}

}  // namespace

absl::StatusOr<log::Filter> ReadFilter(const log::v1::RecordFilter& filter) {
  log::Filter result;
  if (filter.has_realm()) result.realm = filter.realm();
  if (filter.has_authid()) result.authid = filter.authid();
  if (filter.has_authrole()) result.authrole = filter.authrole();
  if (filter.has_session()) {
    if (filter.session() < 1 || filter.session() > kGreatestId) {
      return StatusOf("filter.session", wamp::v1::VIOLATION_RULE_RANGE,
                      "1 to 2^53", absl::StrCat(filter.session()));
    }
    result.session = filter.session();
  }
  if (filter.has_session_uid()) result.session_uid = filter.session_uid();
  if (filter.has_node()) result.node = filter.node();
  if (filter.has_reason()) result.reason = filter.reason();
  for (int i = 0; i < filter.events_size(); ++i) {
    const auto event = ReadEvent(i, filter.events(i));
    if (!event.ok()) return event.status();
    if (std::find(result.events.begin(), result.events.end(), *event) ==
        result.events.end()) {
      result.events.push_back(*event);
    }
  }
  if (filter.has_since()) {
    const auto time = ReadTime("filter.since", filter.since());
    if (!time.ok()) return time.status();
    result.since = *time;
  }
  if (filter.has_until()) {
    const auto time = ReadTime("filter.until", filter.until());
    if (!time.ok()) return time.status();
    result.until = *time;
  }
  return result;
}

absl::StatusOr<log::PageOptions> ReadPageOptions(
    const log::v1::ListRecordsRequest& request) {
  log::PageOptions options;
  if (request.page_size() != 0) options.page_size = request.page_size();
  options.page_token = request.page_token();
  switch (request.order()) {
    case log::v1::RECORD_ORDER_UNSPECIFIED:
    case log::v1::RECORD_ORDER_NEWEST_FIRST:
      return options;
    case log::v1::RECORD_ORDER_OLDEST_FIRST:
      options.order = log::Order::kOldestFirst;
      return options;
    default:
      return StatusOf("order", wamp::v1::VIOLATION_RULE_TOKEN,
                      "one that is known",
                      absl::StrCat(static_cast<int>(request.order())));
  }
}

absl::StatusOr<log::Page> QueryToFit(const log::Filter& filter,
                                     log::PageOptions options,
                                     log::Store* store) {
  for (;;) {
    absl::StatusOr<log::Page> page = store->Query(filter, options);
    if (!page.ok()) return page.status();
    const size_t fitting = CountFitting(page->records);
    if (fitting == page->records.size()) {
      const auto end = std::remove_if(page->records.begin(),
                                      page->records.end(), IsTooLarge);
      page->unreadable += static_cast<uint64_t>(page->records.end() - end);
      page->records.erase(end, page->records.end());
      return page;
    }
    // One fits in any case. Only the store can make a token for its end.
    options.page_size = fitting;
  }
}

std::vector<log::v1::TailResponse> ToTailResponses(log::Page page) {
  std::vector<log::v1::TailResponse> responses;
  uint64_t unreadable = page.unreadable;
  absl::Span<log::SealedRecord> left = absl::MakeSpan(page.records);
  while (!left.empty() || unreadable > 0) {
    const size_t fitting = CountFitting(left);
    log::v1::TailResponse& response = responses.emplace_back();
    for (log::SealedRecord& sealed : left.first(fitting)) {
      if (IsTooLarge(sealed)) {
        ++unreadable;
      } else {
        response.add_records(std::move(sealed.bytes));
      }
    }
    if (unreadable > 0) response.set_unreadable(unreadable);
    unreadable = 0;
    left.remove_prefix(fitting);
  }
  return responses;
}

}  // namespace internal
}  // namespace wamp
