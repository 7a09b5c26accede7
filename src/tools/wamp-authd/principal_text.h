// What a policy keeps of a secret.
#ifndef WAMP_SRC_TOOLS_WAMP_AUTHD_PRINCIPAL_TEXT_H_
#define WAMP_SRC_TOOLS_WAMP_AUTHD_PRINCIPAL_TEXT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/tools/wamp-authd/options.h"

namespace wamp {
namespace tools {

// The field of wamp.auth.v1.Principal that knows the secret by this method,
// with a new salt, in a form of policies.
absl::StatusOr<std::string> PrincipalText(absl::string_view secret,
                                          HashMethod method, PolicyForm form);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMP_AUTHD_PRINCIPAL_TEXT_H_
