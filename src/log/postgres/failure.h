// What PostgreSQL's failures are as statuses. They show the SQLSTATE and what
// class that is of, and never the server's or libpq's own words, which may
// quote values, and the connection string.
#ifndef WAMP_SRC_LOG_POSTGRES_FAILURE_H_
#define WAMP_SRC_LOG_POSTGRES_FAILURE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

// `state` is an SQLSTATE; empty where the server has not said any.
absl::Status FailureOf(absl::string_view state);

// A connection that is gone, as far as one knows why.
absl::Status ConnectionLost(absl::string_view why);

// The SQLSTATE at the end of a message of libpq that was told to show no more;
// empty if there is none.
absl::string_view StateIn(absl::string_view message);

// Whether the same work may succeed when it is done again.
bool IsWorthRepeating(const absl::Status& status);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_POSTGRES_FAILURE_H_
