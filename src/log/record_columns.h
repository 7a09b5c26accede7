// What a record is found by in a store.
#ifndef WAMP_SRC_LOG_RECORD_COLUMNS_H_
#define WAMP_SRC_LOG_RECORD_COLUMNS_H_

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "wamp/log/store.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace internal {

// The texts are those of the record. Absent is what the record doesn't have.
struct RecordColumns {
  // In microseconds since 1970: `time`, or else `observed_time`.
  int64_t time = 0;
  int64_t event = 0;
  std::optional<absl::string_view> realm;
  std::optional<absl::string_view> authid;
  std::optional<absl::string_view> authrole;
  std::optional<int64_t> session;
  std::optional<absl::string_view> session_uid;
  std::optional<absl::string_view> reason;
};

RecordColumns ColumnsOf(const log::v1::SessionRecord& record);

// The event that a store has under this number; EVENT_NOT_SET for one that
// there is not.
log::v1::SessionRecord::EventCase EventOf(int64_t number);

// The number of a node's record before this one; the least has none.
int64_t NumberBefore(int64_t number);

// In microseconds since 1970, rounded down; infinite times are the ends.
int64_t ToMicros(absl::Time time);
absl::Time FromMicros(int64_t micros);

// Whether the filter takes a record of this node.
bool Takes(const log::Filter& filter, absl::string_view node,
           const RecordColumns& columns);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_RECORD_COLUMNS_H_
