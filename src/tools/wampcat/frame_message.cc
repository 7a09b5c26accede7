#include "src/tools/wampcat/frame_message.h"

#include "src/engine/annotations.h"

namespace wamp {
namespace tools {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const Message* MessageOf(const v1::Frame& frame) {
  const auto* reflection = frame.GetReflection();
  const FieldDescriptor* arm = reflection->GetOneofFieldDescriptor(
      frame, v1::Frame::descriptor()->oneof_decl(0));
  return arm == nullptr ? nullptr : &reflection->GetMessage(frame, arm);
}

const v1::Payload* PayloadOf(const v1::Frame& frame) {
  const Message* message = MessageOf(frame);
  if (message == nullptr) return nullptr;
  const auto* type = message->GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    if (!internal::IsPayload(type->field(i))) continue;
    return static_cast<const v1::Payload*>(
        &message->GetReflection()->GetMessage(*message, type->field(i)));
  }
  return nullptr;
}

}  // namespace tools
}  // namespace wamp
