#include "src/tools/wampcat/frame_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "src/engine/annotations.h"
#include "src/tools/wampcat/field_text.h"
#include "src/tools/wampcat/frame_message.h"
#include "wamp/frame.h"

namespace wamp {
namespace tools {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string FieldText(const Message& message, const FieldDescriptor* field) {
  const bool nested = field->message_type() != nullptr;
  if (nested && !internal::AnnotationOf(field).secret()) {
    return ValueText(message, field);
  }
  return absl::StrCat(std::string(field->name()), "=",
                      ValueText(message, field));
}

}  // namespace

std::string FrameText(const v1::Frame& frame, const DecodeOptions& options,
                      const Palette& palette) {
  const Message* message = MessageOf(frame);
  if (message == nullptr) return "(empty frame)";
  std::string text = palette.Message(MessageName(frame));
  const auto* type = message->GetDescriptor();
  const auto* reflection = message->GetReflection();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (internal::IsPayload(field)) {
      absl::StrAppend(&text, "; ",
                      PayloadText(static_cast<const v1::Payload&>(
                                      reflection->GetMessage(*message, field)),
                                  options));
    } else if (reflection->HasField(*message, field)) {
      absl::StrAppend(&text, " ", FieldText(*message, field));
    }
  }
  return text;
}

}  // namespace tools
}  // namespace wamp
