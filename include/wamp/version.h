// The version of the library, for logs and `--version`.
#ifndef WAMP_VERSION_H_
#define WAMP_VERSION_H_

#include "absl/strings/string_view.h"

namespace wamp {

// By semantic versioning, "major.minor.patch".
inline constexpr absl::string_view kVersion = "0.2.0";

}  // namespace wamp

#endif  // WAMP_VERSION_H_
