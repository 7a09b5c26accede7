// Where protobuf's JSON of a message is wrong.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_JSON_PLACE_H_
#define WAMP_SRC_TOOLS_WAMPCAT_JSON_PLACE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace wamp {
namespace tools {

// Of JSON that protobuf doesn't read as a message of the type, the first place
// that it can't read, and what was expected there: "publish.request: expected a
// uint64, got another value (byte 23)". Neither values nor keys that are no
// fields are quoted, since they may be secret.
std::string JsonPlace(absl::string_view json,
                      const google::protobuf::Descriptor* type);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_JSON_PLACE_H_
