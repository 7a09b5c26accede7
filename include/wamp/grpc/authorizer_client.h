// Asks an AuthorizerService what a session may do, and keeps the answers for as
// long as they hold.
//
// Example: what a router does with a CALL, REGISTER, PUBLISH or SUBSCRIBE,
//
//   wamp::auth::AuthorizerClient authorizer(channel);
//   …
//   absl::StatusOr<wamp::auth::v1::AuthorizeRequest> request =
//       wamp::auth::ToAuthorizeRequest(session, frame);
//   if (!request.ok()) return request.status();
//   const wamp::auth::v1::AuthorizeResponse answer =
//       authorizer.Authorize(*request);
//   if (!answer.has_allow()) Refuse(frame, answer.deny());
//
// Whatever goes wrong (no service, no answer in time, one with nothing set or
// with what WAMP doesn't allow) is a Deny with
// "wamp.error.authorization_failed", and is never kept.
#ifndef WAMP_GRPC_AUTHORIZER_CLIENT_H_
#define WAMP_GRPC_AUTHORIZER_CLIENT_H_

#include <grpcpp/channel.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "wamp/auth/v1/authorizer.grpc.pb.h"
#include "wamp/auth/v1/authorizer.pb.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/session.pb.h"

namespace wamp {
namespace auth {

namespace internal {

class DecisionCache;

}  // namespace internal

// The question that a frame asks. Other frames than CALL, REGISTER, PUBLISH and
// SUBSCRIBE ask none, which is an InvalidArgument.
absl::StatusOr<v1::AuthorizeRequest> ToAuthorizeRequest(
    const wamp::v1::SessionDetails& session, const wamp::v1::Frame& frame);

struct AuthorizerClientOptions {
  // How long the service may take for one answer.
  absl::Duration timeout = absl::Seconds(5);
  // How often it is asked again while it is unavailable, within `timeout`.
  int retries = 1;
  // How many answers are kept; beyond that the one that has not been used for
  // the longest time goes. 0 keeps none.
  size_t cache_size = 100000;
  // For how long an answer is kept at most, whatever the service says: what is
  // revoked there is gone here after this time.
  absl::Duration max_age = absl::Seconds(1);
  // Whether the router validates payloads by `Allow.validate`. If not, an
  // answer that asks for it is a Deny.
  bool validates = false;
  // The time. Empty means absl::Now.
  std::function<absl::Time()> clock;
};

// Safe to use from any thread.
class AuthorizerClient {
 public:
  explicit AuthorizerClient(
      const std::shared_ptr<grpc::ChannelInterface>& channel,
      AuthorizerClientOptions options = {});
  // No call may be under way.
  ~AuthorizerClient();

  AuthorizerClient(const AuthorizerClient&) = delete;
  AuthorizerClient& operator=(const AuthorizerClient&) = delete;

  // The answer, in which an arm is set: an earlier one, if there is one that
  // holds, or the service's. An answer that depends on the authid is kept for
  // that authid alone.
  v1::AuthorizeResponse Authorize(const v1::AuthorizeRequest& request);

  // As above, but gives the answer to `done`, once: from this call if it has
  // been kept, or else later, from a thread of gRPC's.
  using Callback = std::function<void(v1::AuthorizeResponse answer)>;
  void Authorize(const v1::AuthorizeRequest& request, Callback done);

  // Forgets all answers, as after a change of the service's policy. Those that
  // are under way are not kept.
  void Forget();

  // How many answers came from those that had been kept, and how many questions
  // the service was asked.
  uint64_t hits() const;
  uint64_t misses() const;

 private:
  struct Call;

  void Start(std::unique_ptr<Call> call);

  const std::unique_ptr<v1::AuthorizerService::StubInterface> stub_;
  const AuthorizerClientOptions options_;
  const std::unique_ptr<internal::DecisionCache> cache_;
};

}  // namespace auth
}  // namespace wamp

#endif  // WAMP_GRPC_AUTHORIZER_CLIENT_H_
