#include "src/auth/auth_requests.h"

#include <string>

#include "absl/strings/string_view.h"
#include "src/text/quote.h"
#include "wamp/uri.h"
#include "wamp/violation.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

absl::Status Missing(absl::string_view place, absl::string_view expected) {
  return StatusOf(place, wamp::v1::VIOLATION_RULE_REQUIRED, expected,
                  "nothing");
}

}  // namespace

absl::Status CheckHello(const v1::HelloRequest& request) {
  if (request.request_id().empty()) {
    return Missing("HelloRequest.request_id", "a name");
  }
  if (!request.has_details()) {
    return Missing("HelloRequest.details", "those of a HELLO");
  }
  if (!request.details().has_realm()) return absl::OkStatus();
  const std::string& realm = request.details().realm();
  if (CheckUri(realm).ok()) return absl::OkStatus();
  return StatusOf("HelloRequest.details.realm", wamp::v1::VIOLATION_RULE_URI,
                  "a URI", wamp::internal::Quote(realm));
}

absl::Status CheckAuthenticate(const v1::AuthenticateRequest& request) {
  if (request.request_id().empty()) {
    return Missing("AuthenticateRequest.request_id", "a name");
  }
  if (request.state().empty()) {
    return Missing("AuthenticateRequest.state", "that of the challenge");
  }
  if (!request.has_authenticate()) {
    return Missing("AuthenticateRequest.authenticate", "an AUTHENTICATE");
  }
  if (!request.authenticate().has_signature()) {
    return Missing("AuthenticateRequest.authenticate.signature", "a text");
  }
  return absl::OkStatus();
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
