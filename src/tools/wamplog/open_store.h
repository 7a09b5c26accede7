// Finds the store that a user names.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_OPEN_STORE_H_
#define WAMP_SRC_TOOLS_WAMPLOG_OPEN_STORE_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "wamp/log/store.h"

namespace wamp {
namespace tools {

enum class Access {
  kRead,
  // What is there.
  kChange,
  // It is made if it is not there.
  kAppend,
};

// Whether `spec` names a store of a kind that there is.
absl::Status CheckStoreSpec(const std::string& spec);

// The name of a store as it is shown, without what may be secret in it.
std::string ShownStore(const std::string& spec);

// Waits until no other wamplog appends to the store: two of them would each
// take the same record for the last one of their node. Until the process ends.
// A database of PostgreSQL keeps apart itself who writes for a node.
absl::Status LockForAppend(const std::string& spec);

// Opens what "sqlite:PATH" or "postgres:CONNINFO" names. Errors begin with the
// name, as it is shown.
absl::StatusOr<std::unique_ptr<log::Store>> OpenStore(const std::string& spec,
                                                      Access access);

// A store that is opened, and made if it is not there, once there is something
// to be stored: what fails before that leaves no empty one behind.
class StoreToFill {
 public:
  explicit StoreToFill(std::string spec) : spec_(std::move(spec)) {}

  const std::string& spec() const { return spec_; }

  // Opens it, the first time.
  absl::StatusOr<log::Store*> Get();

 private:
  const std::string spec_;
  std::unique_ptr<log::Store> store_;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_OPEN_STORE_H_
