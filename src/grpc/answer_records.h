// What the services answer, as records of a log.
#ifndef WAMP_SRC_GRPC_ANSWER_RECORDS_H_
#define WAMP_SRC_GRPC_ANSWER_RECORDS_H_

#include "wamp/auth/v1/authenticator.pb.h"
#include "wamp/auth/v1/authorizer.pb.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace internal {

// Each has a time and what the request says of who asks. A credential, which
// decides nothing yet, is a challenge.
log::v1::SessionRecord RecordOf(const auth::v1::HelloRequest& request,
                                const auth::v1::HelloResponse& response);
log::v1::SessionRecord RecordOf(const auth::v1::AuthenticateRequest& request,
                                const auth::v1::AuthenticateResponse& response);
log::v1::SessionRecord RecordOf(const auth::v1::AuthorizeRequest& request,
                                const auth::v1::AuthorizeResponse& response);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_GRPC_ANSWER_RECORDS_H_
