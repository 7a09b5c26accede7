// What every door of the log passes a record through.
#ifndef WAMP_SRC_LOG_REDACTED_COPY_H_
#define WAMP_SRC_LOG_REDACTED_COPY_H_

#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace internal {

// A copy without the secrets that nobody has taken out or named before. Of a
// record that any Redactor has redacted it is just a copy.
log::v1::SessionRecord RedactedCopy(const log::v1::SessionRecord& record);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_REDACTED_COPY_H_
