// Texts about values that a format has and WAMP hasn't: what they are called,
// and what they hold. Whatever the bytes are, nothing is read beyond them.
#ifndef WAMP_SRC_TEXT_FOREIGN_H_
#define WAMP_SRC_TEXT_FOREIGN_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

// "tag 0 of cbor", "simple value 16 of cbor", "extension -1 of msgpack",
// "number of json". `format` is the name of the format; `encoded` is the value.
std::string ForeignName(absl::string_view format, absl::string_view encoded);

// The same with what the value holds, up to `max_bytes` of it:
//
//   tag 0 of cbor: "2013-03-21T20:04:00Z"
//   extension 5 of msgpack: 0x0102
//   extension -1 of msgpack: 2013-03-21T20:04:00Z
//   number of json: 18446744073709551616
std::string ForeignText(absl::string_view format, absl::string_view encoded,
                        size_t max_bytes);

// Whether the value is a tag of CBOR around a list or a dict, which may hold
// anything.
bool HoldsForeignParts(absl::string_view format, absl::string_view encoded);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_TEXT_FOREIGN_H_
