#include "src/tools/frame_text.h"

#include "absl/strings/str_cat.h"
#include "src/internal/annotations.h"
#include "wamp/message.h"

namespace wamp {
namespace tools {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string PayloadText(const v1::Payload& payload) {
  if (payload.has_transparent()) {
    return absl::StrCat("payload of ", payload.transparent().size(), " bytes");
  }
  std::string text;
  if (payload.has_args()) {
    absl::StrAppend(&text, "args: ", payload.args().values_size());
  }
  if (payload.has_kwargs()) {
    absl::StrAppend(&text, text.empty() ? "" : ", ",
                    "kwargs: ", payload.kwargs().entries_size());
  }
  return absl::StrCat(text.empty() ? "no payload" : text, " (",
                      payload.ByteSizeLong(), " bytes)");
}

// A scalar field, as the printer of messages writes it.
std::string ScalarText(const Message& message, const FieldDescriptor* field) {
  if (internal::RuleOf(field).secret()) return "<secret>";
  const auto* reflection = message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_UINT64:
      return absl::StrCat(reflection->GetUInt64(message, field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return internal::TokenOf(reflection->GetEnum(message, field));
    default: {
      v1::Value text;
      text.set_string_value(reflection->GetString(message, field));
      return ToString(text);
    }
  }
}

}  // namespace

const Message* MessageOf(const v1::Frame& frame) {
  const auto* reflection = frame.GetReflection();
  const FieldDescriptor* arm = reflection->GetOneofFieldDescriptor(
      frame, v1::Frame::descriptor()->oneof_decl(0));
  return arm == nullptr ? nullptr : &reflection->GetMessage(frame, arm);
}

std::string NameOf(const v1::Frame& frame) {
  const Message* message = MessageOf(frame);
  return message == nullptr ? "" : internal::SiteOf(message->GetDescriptor());
}

std::string FrameText(const v1::Frame& frame) {
  const Message* message = MessageOf(frame);
  if (message == nullptr) return "(empty frame)";
  std::string text = NameOf(frame);
  const auto* type = message->GetDescriptor();
  const auto* reflection = message->GetReflection();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (field->message_type() == v1::Payload::descriptor()) {
      absl::StrAppend(&text, " ",
                      PayloadText(static_cast<const v1::Payload&>(
                          reflection->GetMessage(*message, field))));
    } else if (!reflection->HasField(*message, field)) {
      continue;
    } else if (field->message_type() == nullptr ||
               internal::RuleOf(field).secret()) {
      absl::StrAppend(&text, " ", std::string(field->name()), "=",
                      field->message_type() == nullptr
                          ? ScalarText(*message, field)
                          : "<secret>");
    } else {
      absl::StrAppend(&text, " ",
                      ToString(reflection->GetMessage(*message, field)));
    }
  }
  return text;
}

}  // namespace tools
}  // namespace wamp
