// The principals of a policy: their credentials, checked.
#ifndef WAMP_SRC_AUTH_POLICY_PRINCIPAL_H_
#define WAMP_SRC_AUTH_POLICY_PRINCIPAL_H_

#include <string>

#include "src/auth/policy_faults.h"
#include "src/auth/policy_index.h"
#include "wamp/auth/v1/policy.pb.h"

namespace wamp {
namespace auth {
namespace internal {

// What a refusal says.
Denial ReadRefusal(const v1::Refusal& refusal);

// The principal at `place`. It means nothing if there are faults.
Principal ReadPrincipal(const v1::Principal& principal,
                        const std::string& place, PolicyFaults* faults);

// A number that those have in common who look alike from outside.
uint64_t ShapeOf(const Principal& principal);

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_POLICY_PRINCIPAL_H_
