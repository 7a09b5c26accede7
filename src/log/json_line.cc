#include <utility>

#include "absl/time/time.h"
#include "src/log/json_text.h"
#include "src/log/record_text.h"
#include "src/log/redacted_record.h"
#include "wamp/log/lines.h"
#include "wamp/log/record.h"

namespace wamp {
namespace internal {

std::string TimeText(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%E4Y-%m-%dT%H:%M:%E6SZ", log::FromTimestamp(time),
                          absl::UTCTimeZone());
}

}  // namespace internal

namespace log {

std::string JsonLine(const v1::SessionRecord& record) {
  internal::JsonText json;
  internal::RecordText<internal::JsonText>(json).Write(
      *internal::RedactedRecord(record));
  return std::move(json).Take();
}

}  // namespace log
}  // namespace wamp
