// The text of a foreign value, for lines and logs.
#ifndef WAMP_SRC_ENGINE_FOREIGN_TEXT_H_
#define WAMP_SRC_ENGINE_FOREIGN_TEXT_H_

#include <cstddef>
#include <string>

#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {

// "tag 0 of cbor: "2013-03-21T20:04:00Z"": what the value is called, and up to
// `max_bytes` of what it holds.
std::string ForeignText(const v1::Foreign& foreign, size_t max_bytes);

// "tag 0 of cbor".
std::string ForeignName(const v1::Foreign& foreign);

// Whether the value holds a list or a dict, the parts of which can't be looked
// at.
bool HoldsForeignParts(const v1::Foreign& foreign);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_FOREIGN_TEXT_H_
