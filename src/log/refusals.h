// The records that stores refuse, in the words that all of them use.
#ifndef WAMP_SRC_LOG_REFUSALS_H_
#define WAMP_SRC_LOG_REFUSALS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "wamp/log/store.h"

namespace wamp {
namespace internal {

// Fails unless all of them have been sealed.
absl::Status CheckSealed(absl::Span<const log::SealedRecord> records);

// For a record with the id of another one.
absl::Status IdOfAnother(absl::string_view record_id);

// For what writes to a store that was opened for reading.
absl::Status StoreIsReadOnly();

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_REFUSALS_H_
