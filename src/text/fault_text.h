// The one form of an error about bytes from outside.
#ifndef WAMP_SRC_TEXT_FAULT_TEXT_H_
#define WAMP_SRC_TEXT_FAULT_TEXT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

// "PUBLISH.Options.exclude[1]: expected an integer, got string "abc" (byte
// 41)". An empty `place` is left out, and so is an absent `offset`, in bytes.
std::string FaultText(absl::string_view place, absl::string_view expected,
                      absl::string_view found,
                      std::optional<uint64_t> offset = std::nullopt);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_TEXT_FAULT_TEXT_H_
