// Shows the parts of a WAMP message to a person.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_FIELD_TEXT_H_
#define WAMP_SRC_TOOLS_WAMPCAT_FIELD_TEXT_H_

#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "wamp/options.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {

// The value of a field that is set, on one line; "<secret>" for secrets.
std::string ValueText(const google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor* field);

// Of a payload that was read in PayloadMode::kRaw, what there is of it: "args:
// 2 (17 bytes), kwargs: 1 (9 bytes)"; `options` are those of that read. Of any
// other, the arguments themselves: "args: [1, 2], kwargs: {"a": 3}".
std::string PayloadText(const v1::Payload& payload,
                        const DecodeOptions& options);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_FIELD_TEXT_H_
