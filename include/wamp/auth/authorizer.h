// Decides who may do what, in this process: what a service answers that speaks
// wamp.auth.v1.AuthorizerService, or a router that asks nobody else.
//
// Example:
//
//   wamp::auth::Authorizer authorizer(policy);
//   absl::StatusOr<wamp::auth::v1::AuthorizeResponse> answer =
//       authorizer.Authorize(request);
//   if (!answer.ok()) return answer.status();  // the router's fault
//   if (answer->has_allow()) …
//
// Of the permissions of the session's role that match the URI and are about the
// action, the most specific decides, as in Crossbar: one for the URI itself;
// else the longest prefix; else, of the wildcards, the one that has a component
// of its own where the other, from left to right, first has none. A permission
// that names authids is passed over for others, and goes before one for the
// same pattern that names none. Where nothing matches, it is not allowed.
//
// To subscribe to a pattern, or to register one, is to ask for all URIs that it
// matches: a permission has to cover them all, and none that is more specific
// may forbid one of them.
#ifndef WAMP_AUTH_AUTHORIZER_H_
#define WAMP_AUTH_AUTHORIZER_H_

#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "wamp/auth/policy.h"
#include "wamp/auth/v1/authorizer.pb.h"

namespace wamp {
namespace auth {

// Safe to use from any thread.
class Authorizer {
 public:
  // Without a policy nothing is allowed.
  explicit Authorizer(std::shared_ptr<const Policy> policy);
  ~Authorizer();

  // Puts another policy in place of the one before, at once. Null changes
  // nothing.
  void SetPolicy(std::shared_ptr<const Policy> policy);

  // The answer, in which an arm and `depends_on_authid` are set: the latter is
  // true only if a permission that names authids was looked at. A request that
  // lacks what it requires is an InvalidArgument that names the place.
  absl::StatusOr<v1::AuthorizeResponse> Authorize(
      const v1::AuthorizeRequest& request) const;

 private:
  mutable absl::Mutex mutex_;
  std::shared_ptr<const Policy> policy_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace auth
}  // namespace wamp

#endif  // WAMP_AUTH_AUTHORIZER_H_
