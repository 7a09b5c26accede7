// From what an AuthenticatorService says to what is sent to the client.
#ifndef WAMP_SRC_GRPC_ANSWER_H_
#define WAMP_SRC_GRPC_ANSWER_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/auth/v1/authenticator.pb.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace auth {
namespace internal {

// What is the same for all answers of an attempt.
struct AnswerContext {
  // The realm that HELLO asked for; empty if it left that to the router.
  std::string realm;
  uint64_t session = 0;
  wamp::v1::RouterRoles roles;
};

// The ABORT that turns the client away. `message` is for people, and names no
// more than a stranger may know.
wamp::v1::Frame Refusal(absl::string_view error_uri, absl::string_view message);

// The ABORT for a service that has given no answer, or none that is one.
wamp::v1::Frame NoAnswer();

// The frame for an answer. The state and the time of a challenge, which stay
// with the router, are moved to `pending`. An answer that is none, or that a
// client must not be sent, is an Internal.
absl::StatusOr<wamp::v1::Frame> ToFrame(v1::HelloResponse response,
                                        const AnswerContext& context,
                                        v1::PendingChallenge* pending);
absl::StatusOr<wamp::v1::Frame> ToFrame(v1::AuthenticateResponse response,
                                        const AnswerContext& context,
                                        v1::PendingChallenge* pending);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_GRPC_ANSWER_H_
