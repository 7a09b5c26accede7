// What a SessionLogService is asked, as a store is.
#ifndef WAMP_SRC_GRPC_LOG_REQUESTS_H_
#define WAMP_SRC_GRPC_LOG_REQUESTS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "wamp/log/store.h"
#include "wamp/log/v1/session_log_service.pb.h"

namespace wamp {
namespace internal {

// What no record could have is an InvalidArgument that names the place.
absl::StatusOr<log::Filter> ReadFilter(const log::v1::RecordFilter& filter);

// The order and the size and token of the page, likewise.
absl::StatusOr<log::PageOptions> ReadPageOptions(
    const log::v1::ListRecordsRequest& request);

// A page of the answers that fits into a message: it has fewer records than
// asked for where these are large.
absl::StatusOr<log::Page> QueryToFit(const log::Filter& filter,
                                     log::PageOptions options,
                                     log::Store* store);

// What has come, in as many messages as it takes.
std::vector<log::v1::TailResponse> ToTailResponses(log::Page page);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_GRPC_LOG_REQUESTS_H_
