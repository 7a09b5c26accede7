// What every door of the log passes a record through.
#ifndef WAMP_SRC_LOG_REDACTED_RECORD_H_
#define WAMP_SRC_LOG_REDACTED_RECORD_H_

#include <optional>

#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace internal {

// A record without the secrets that nobody has taken out or named before: the
// record itself, which has to stay for as long, or a copy if it holds some. A
// record that any Redactor has redacted does not change.
class RedactedRecord {
 public:
  explicit RedactedRecord(const log::v1::SessionRecord& record);

  const log::v1::SessionRecord& operator*() const {
    return copy_.has_value() ? *copy_ : record_;
  }

 private:
  const log::v1::SessionRecord& record_;
  std::optional<log::v1::SessionRecord> copy_;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_REDACTED_RECORD_H_
