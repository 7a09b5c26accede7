// What a sender may append to a node's records.
#ifndef WAMP_SRC_GRPC_APPEND_CHECK_H_
#define WAMP_SRC_GRPC_APPEND_CHECK_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/log/store.h"
#include "wamp/log/v1/session_log_service.pb.h"

namespace wamp {
namespace internal {

// The records of a request of a stream that is `node`'s. One that is none, or
// another node's, is an InvalidArgument that names the place.
absl::StatusOr<std::vector<log::SealedRecord>> ReadRecords(
    absl::string_view node, const log::v1::AppendRequest& request);

// Those of the records that the store, whose records of the node end with
// `head`, does not have yet. One that doesn't follow what is before it is a
// FailedPrecondition.
absl::StatusOr<std::vector<log::SealedRecord>> NewRecords(
    const log::NodeHead& head, std::vector<log::SealedRecord> records,
    log::Store* store);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_GRPC_APPEND_CHECK_H_
