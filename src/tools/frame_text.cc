#include "src/tools/frame_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "src/internal/annotations.h"
#include "wamp/frame.h"
#include "wamp/frame_types.h"
#include "wamp/message.h"

namespace wamp {
namespace tools {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The message in a frame; null if there is none.
const Message* MessageOf(const v1::Frame& frame) {
  const auto* reflection = frame.GetReflection();
  const FieldDescriptor* arm = reflection->GetOneofFieldDescriptor(
      frame, v1::Frame::descriptor()->oneof_decl(0));
  return arm == nullptr ? nullptr : &reflection->GetMessage(frame, arm);
}

// "args: 2 (17 bytes)".
std::string PartText(absl::string_view name, int count, bool sized,
                     size_t size) {
  return sized ? absl::StrCat(name, ": ", count, " (", size, " bytes)")
               : absl::StrCat(name, ": ", count);
}

std::string PayloadText(v1::Payload payload, const DecodeOptions& options) {
  if (payload.has_transparent()) {
    return absl::StrCat("encoded payload: ", payload.transparent().size(),
                        " bytes");
  }
  const v1::RawPayload raw = payload.raw();
  if (!DecodeRawPayload(&payload, options).ok()) return "payload: unreadable";
  std::string text;
  if (payload.has_args()) {
    text = PartText("args", payload.args().values_size(), raw.has_args(),
                    raw.args().size());
  }
  if (payload.has_kwargs()) {
    absl::StrAppend(&text, text.empty() ? "" : ", ",
                    PartText("kwargs", payload.kwargs().entries_size(),
                             raw.has_kwargs(), raw.kwargs().size()));
  }
  return text.empty() ? "no payload" : text;
}

// A position that is a number, a text or a type of message.
std::string ScalarText(const Message& message, const FieldDescriptor* field) {
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

std::string FieldText(const Message& message, const FieldDescriptor* field) {
  const bool nested = field->message_type() != nullptr;
  if (nested && !internal::RuleOf(field).secret()) {
    return ToString(message.GetReflection()->GetMessage(message, field));
  }
  return absl::StrCat(std::string(field->name()), "=",
                      internal::RuleOf(field).secret()
                          ? "<secret>"
                          : ScalarText(message, field));
}

}  // namespace

std::string FrameText(const v1::Frame& frame, const DecodeOptions& options) {
  const Message* message = MessageOf(frame);
  if (message == nullptr) return "(empty frame)";
  std::string text(MessageName(frame));
  const auto* type = message->GetDescriptor();
  const auto* reflection = message->GetReflection();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (field->message_type() == v1::Payload::descriptor()) {
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
