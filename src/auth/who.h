// Whom a request is about.
#ifndef WAMP_SRC_AUTH_WHO_H_
#define WAMP_SRC_AUTH_WHO_H_

#include "absl/strings/string_view.h"
#include "src/auth/decoy.h"
#include "src/auth/policy_index.h"

namespace wamp {
namespace auth {
namespace internal {

// The principal of that name who may use the method, or one that looks like it:
// what follows costs the same for both.
class Who {
 public:
  Who(const RealmIndex& realm, const Principal* found, absl::string_view authid,
      absl::string_view decoy_key, Method method)
      : decoy_(MakeDecoy(realm, authid, decoy_key, method)),
        found_(found != nullptr && (found->methods & method) != 0 ? found
                                                                  : nullptr) {}

  bool exists() const { return found_ != nullptr; }
  const Principal& principal() const { return found_ ? *found_ : decoy_; }
  const Principal& decoy() const { return decoy_; }

 private:
  const Principal decoy_;
  const Principal* found_;
};

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_WHO_H_
