// The rows of the schema, as text.
#ifndef WAMP_SRC_TOOLS_SCHEMA_GENERATOR_SCHEMA_ROWS_H_
#define WAMP_SRC_TOOLS_SCHEMA_GENERATOR_SCHEMA_ROWS_H_

#include <map>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"

namespace wamp {
namespace internal {

// The .proto files of the package that describe what travels.
std::vector<const google::protobuf::FileDescriptor*> WireFiles();

// The generated files, by their path in the repository.
std::map<std::string, std::string> SchemaRows();

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_SCHEMA_GENERATOR_SCHEMA_ROWS_H_
