#include "src/auth/denials.h"

#include <string>

#include "wamp/error_uri.h"

namespace wamp {
namespace auth {
namespace internal {

wamp::v1::Deny MakeDeny(absl::string_view reason, absl::string_view message) {
  wamp::v1::Deny deny;
  deny.set_reason(std::string(reason));
  if (!message.empty()) deny.set_message(std::string(message));
  return deny;
}

wamp::v1::Deny WrongProof() {
  return MakeDeny(error_uri::kAuthenticationDenied,
                  "the credentials are wrong");
}

wamp::v1::Deny WrongState() {
  return MakeDeny(error_uri::kAuthenticationFailed,
                  "the challenge can't be answered any more");
}

wamp::v1::Deny WrongRole() {
  return MakeDeny(error_uri::kNoSuchRole, "the role can't be had");
}

wamp::v1::Deny WrongWords(const absl::Status& status) {
  return MakeDeny(error_uri::kAuthenticationFailed, status.message());
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
