// What comes from the other end of a call, which may say anything, and what is
// made of it.
#ifndef WAMP_SRC_GRPC_CHECKED_H_
#define WAMP_SRC_GRPC_CHECKED_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "wamp/auth/v1/authorizer.pb.h"
#include "wamp/log/store.h"
#include "wamp/log/v1/session_log_service.pb.h"
#include "wamp/session.h"

namespace wamp {
namespace internal {

// The end of a node's records that a service of the log has; an empty one where
// it has none of them. What is neither is an Internal error.
absl::StatusOr<log::NodeHead> CheckHead(absl::string_view node,
                                        log::v1::AppendResponse response);

// The answer of an authorizer that can't be asked, or that makes no sense.
auth::v1::AuthorizeResponse FailedDecision();

// The answer, or a failed one: if it neither allows nor denies with a URI for a
// reason, or if it allows what `validates` says that nobody validates.
auth::v1::AuthorizeResponse CheckDecision(auth::v1::AuthorizeResponse answer,
                                          bool validates);

// How long an answer may be kept, which may be any time.
absl::Duration TimeToLive(const auth::v1::AuthorizeResponse& answer);

// Who acts, as protobuf's bytes. What is none, or not valid, is an
// InvalidArgument.
absl::StatusOr<SessionIdent> CheckSessionIdent(absl::string_view bytes);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_GRPC_CHECKED_H_
