#include "src/tools/wampcat/frame_text.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "src/engine/annotations.h"
#include "src/engine/codecs.h"
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

// Counts the items of the list, or the entries of the dict, in `bytes`. Returns
// none if they are neither.
template <class Reader>
std::optional<size_t> CountItems(Reader& reader) {
  size_t count = 0;
  if (reader.Peek() == Kind::kList) {
    typename Reader::List list;
    if (!reader.BeginList(list)) return std::nullopt;
    while (reader.NextItem(list) && reader.Skip()) ++count;
  } else if (!reader.TryNull()) {
    typename Reader::Map map;
    absl::string_view key;
    if (!reader.BeginMap(map)) return std::nullopt;
    while (reader.NextKey(map, key) && reader.Skip()) ++count;
  }
  if (reader.failed()) return std::nullopt;
  return count;
}

// "args: 2 (17 bytes)".
std::string RawText(absl::string_view name, v1::Serializer serializer,
                    absl::string_view bytes, const DecodeOptions& options) {
  const auto count = internal::WithCodec(
      serializer,
      [&](auto codec) {
        auto reader = internal::MakeReader<decltype(codec)>(bytes, options);
        return CountItems(reader);
      },
      [](const absl::Status&) -> std::optional<size_t> {
        return std::nullopt;
      });
  return absl::StrCat(name, ": ",
                      count.has_value() ? absl::StrCat(*count) : "unreadable",
                      " (", bytes.size(), " bytes)");
}

std::string PayloadText(const v1::Payload& payload,
                        const DecodeOptions& options) {
  if (payload.has_transparent()) {
    return absl::StrCat("encoded payload: ", payload.transparent().size(),
                        " bytes");
  }
  const v1::RawPayload& raw = payload.raw();
  std::string text;
  if (raw.has_args()) {
    text = RawText("args", raw.serializer(), raw.args(), options);
  } else if (payload.has_args()) {
    text = absl::StrCat("args: ", payload.args().values_size());
  }
  const absl::string_view comma = text.empty() ? "" : ", ";
  if (raw.has_kwargs()) {
    absl::StrAppend(&text, comma,
                    RawText("kwargs", raw.serializer(), raw.kwargs(), options));
  } else if (payload.has_kwargs()) {
    absl::StrAppend(&text, comma, "kwargs: ", payload.kwargs().entries_size());
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
  if (nested && !internal::AnnotationOf(field).secret()) {
    return ToString(message.GetReflection()->GetMessage(message, field));
  }
  return absl::StrCat(std::string(field->name()), "=",
                      internal::AnnotationOf(field).secret()
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
