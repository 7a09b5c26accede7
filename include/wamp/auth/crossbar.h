// Between the services of wamp.auth.v1 and the procedures that crossbar calls:
// its dynamic authenticators and authorizers.
//
// Example: a service that asks a procedure which was written for crossbar,
//
//   wamp::auth::CrossbarAuthorizer authorizer(
//       [&](wamp::v1::List arguments) { return Call("com.example.may", …); });
//   …
//   response = authorizer.Authorize(request);
//
// and a procedure that crossbar calls, which asks a service:
//
//   auto request = wamp::auth::AuthorizeRequestOf(invocation.args());
//   if (!request.ok()) return request.status();
//   return wamp::auth::CrossbarResultOf(client.Authorize(*request));
//
// docs/grpc.md says which key is which field. What a procedure gives is not
// trusted: what isn't as crossbar documents it is an InvalidArgument, which
// names the place and shows no secret.
#ifndef WAMP_AUTH_CROSSBAR_H_
#define WAMP_AUTH_CROSSBAR_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "wamp/auth/v1/authenticator.pb.h"
#include "wamp/auth/v1/authorizer.pb.h"
#include "wamp/auth/v1/crossbar.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace auth {

// What an authenticator is called with: realm, authid, details. Of the latter,
// the caller gives the method, the session, and a ticket if there is one; the
// rest is the request's.
absl::StatusOr<wamp::v1::List> CrossbarArgumentsOf(
    const v1::HelloRequest& request, v1::CrossbarDetails details);

// What its result means: an Accept, for methods of which it has verified the
// proof itself; with "wampcra", "cryptosign" and "scram" a Credential, by which
// the router verifies.
absl::StatusOr<v1::HelloResponse> HelloResponseOf(
    const wamp::v1::Value& result, const v1::HelloRequest& request,
    absl::string_view authmethod);

// The request of a call that crossbar makes to an authenticator, which asks for
// a credential, since crossbar verifies by itself. `details` has all that it
// says, a ticket included.
absl::StatusOr<v1::HelloRequest> HelloRequestOf(const wamp::v1::List& arguments,
                                                std::string request_id,
                                                v1::CrossbarDetails* details);

// What such a call returns. A Deny is a PermissionDenied that says its reason
// and message; a challenge, which crossbar makes itself, or no answer at all,
// is a FailedPrecondition.
absl::StatusOr<wamp::v1::Value> CrossbarResultOf(
    const v1::HelloResponse& response);

// What an authorizer is called with: session, URI, action, options.
absl::StatusOr<wamp::v1::List> CrossbarArgumentsOf(
    const v1::AuthorizeRequest& request);

// What its result means. crossbar keeps an answer that may be kept for ever;
// here that is `cache_for`, and for that authid alone.
absl::StatusOr<v1::AuthorizeResponse> AuthorizeResponseOf(
    const wamp::v1::Value& result,
    absl::Duration cache_for = absl::Seconds(60));

// The request of a call that crossbar makes to an authorizer.
absl::StatusOr<v1::AuthorizeRequest> AuthorizeRequestOf(
    const wamp::v1::List& arguments);

// What such a call returns. crossbar doesn't look at the authid when it finds
// an answer that it has kept, so that only those may be kept that don't depend
// on it.
wamp::v1::Value CrossbarResultOf(const v1::AuthorizeResponse& response);

// An authorizer that asks a procedure. Safe to use from any thread, if the
// procedure is.
class CrossbarAuthorizer {
 public:
  // Calls the procedure; fails with what it, or the router, says.
  using Procedure =
      std::function<absl::StatusOr<wamp::v1::Value>(wamp::v1::List arguments)>;

  explicit CrossbarAuthorizer(Procedure procedure,
                              absl::Duration cache_for = absl::Seconds(60));

  // The answer, in which an arm is set. Whatever goes wrong is a Deny with
  // "wamp.error.authorization_failed", which is not kept.
  v1::AuthorizeResponse Authorize(const v1::AuthorizeRequest& request) const;

 private:
  const Procedure procedure_;
  const absl::Duration cache_for_;
};

}  // namespace auth
}  // namespace wamp

#endif  // WAMP_AUTH_CROSSBAR_H_
