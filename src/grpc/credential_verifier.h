// A router that verifies a client's proof itself.
#ifndef WAMP_SRC_GRPC_CREDENTIAL_VERIFIER_H_
#define WAMP_SRC_GRPC_CREDENTIAL_VERIFIER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "wamp/auth/authenticator.h"
#include "wamp/auth/v1/authenticator.pb.h"

namespace wamp {
namespace auth {
namespace internal {

// Of one attempt to join. What it knows is a policy of one principal.
class CredentialVerifier {
 public:
  // For the answer to `request`, of a router that allows `authmethods`, or all
  // if that is empty. A credential that is none, or of a method that the client
  // has not offered, is an Internal.
  static absl::StatusOr<std::unique_ptr<CredentialVerifier>> Make(
      const v1::Credential& credential, const v1::HelloRequest& request,
      const std::vector<std::string>& authmethods);

  // The challenge for the client.
  absl::StatusOr<v1::HelloResponse> Challenge() const;

  // Whether that is its proof: an Accept as the credential says, or a Deny.
  absl::StatusOr<v1::AuthenticateResponse> Verify(
      const v1::AuthenticateRequest& request) const;

 private:
  CredentialVerifier(wamp::v1::Accept accept, v1::HelloRequest request,
                     std::unique_ptr<Authenticator> authenticator);

  const wamp::v1::Accept accept_;
  const v1::HelloRequest request_;
  const std::unique_ptr<Authenticator> authenticator_;
};

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_GRPC_CREDENTIAL_VERIFIER_H_
