// How messages are written as text, found out once for each type: asking a
// message for its type, and a field for its key, takes longer than writing it.
#ifndef WAMP_SRC_LOG_TEXT_LAYOUT_H_
#define WAMP_SRC_LOG_TEXT_LAYOUT_H_

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "src/log/field_access.h"

namespace wamp {
namespace internal {

struct TextLayout {
  // What a message of the type becomes.
  enum class Form { kValue, kDict, kList, kTime, kBareList, kUnion, kFields };

  struct Field {
    const google::protobuf::FieldDescriptor* field = nullptr;
    std::string key;
    // Of the messages in the field; null if there are none.
    const TextLayout* inner = nullptr;
    // Null if it is reached by reflection.
    const FieldAccess* access = nullptr;
  };

  // By a field's number; null if there is no such field.
  const Field* Find(int number) const;

  Form form = Form::kFields;
  const google::protobuf::Reflection* reflection = nullptr;
  // Null if the fields are reached by reflection; else it has them in the same
  // order.
  const MessageAccess* access = nullptr;
  // In the order of the schema.
  std::vector<Field> fields;
};

// The layout of wamp.log.v1.SessionRecord, and of all that is in it.
const TextLayout& RecordLayout(Reach reach = Reach::kAccess);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_TEXT_LAYOUT_H_
