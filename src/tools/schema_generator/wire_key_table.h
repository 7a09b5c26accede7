// The reference table of all keys and positions, as Markdown.
#ifndef WAMP_SRC_TOOLS_SCHEMA_GENERATOR_WIRE_KEY_TABLE_H_
#define WAMP_SRC_TOOLS_SCHEMA_GENERATOR_WIRE_KEY_TABLE_H_

#include <string>

namespace wamp {
namespace internal {

std::string WireKeyTable();

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_SCHEMA_GENERATOR_WIRE_KEY_TABLE_H_
