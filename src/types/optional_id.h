// Reads fields that hold an id.
#ifndef WAMP_SRC_TYPES_OPTIONAL_ID_H_
#define WAMP_SRC_TYPES_OPTIONAL_ID_H_

#include <cstdint>
#include <optional>

#include "wamp/id.h"

namespace wamp {
namespace internal {

// The id in a field of type uint64. An absent field reads as 0, which is no id.
inline std::optional<Id> OptionalId(uint64_t value) {
  if (!IsValidId(value)) return std::nullopt;
  return *MakeId(value);
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_TYPES_OPTIONAL_ID_H_
