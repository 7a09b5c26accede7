// The records that stores refuse, in the words that all of them use.
#ifndef WAMP_SRC_LOG_REFUSALS_H_
#define WAMP_SRC_LOG_REFUSALS_H_

#include <cstddef>
#include <cstdint>

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

// Fails unless this can be how many records there have been of a node, with
// `more` to come.
absl::Status CheckCount(absl::string_view node, int64_t count, size_t more);

// For a store that a later release than this one, whose own version is
// `newest`, has made.
absl::Status VersionIsLater(int64_t version, int64_t newest);

// For one that is opened for reading, and is not of the newest version; `empty`
// is what it is called if it is of none.
absl::Status VersionIsOther(int64_t version, int64_t newest,
                            absl::string_view empty);

// For what writes to a store that was opened for reading.
absl::Status StoreIsReadOnly();

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_REFUSALS_H_
