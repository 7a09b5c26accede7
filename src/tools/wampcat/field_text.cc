#include "src/tools/wampcat/field_text.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/engine/annotations.h"
#include "src/engine/codecs.h"
#include "wamp/message.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace tools {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

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

// A number, a flag, a word or a text.
std::string ScalarText(const Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_UINT64:
      return absl::StrCat(reflection->GetUInt64(message, field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(message, field) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int number = reflection->GetEnumValue(message, field);
      const auto* value = field->enum_type()->FindValueByNumber(number);
      return value == nullptr ? absl::StrCat(number) : internal::TokenOf(value);
    }
    default: {
      v1::Value text;
      text.set_string_value(reflection->GetString(message, field));
      return ToString(text);
    }
  }
}

}  // namespace

std::string ValueText(const Message& message, const FieldDescriptor* field) {
  if (internal::AnnotationOf(field).secret()) return "<secret>";
  if (field->message_type() != nullptr) {
    return ToString(message.GetReflection()->GetMessage(message, field));
  }
  return ScalarText(message, field);
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
    text = absl::StrCat("args: ", ToString(payload.args()));
  }
  const absl::string_view comma = text.empty() ? "" : ", ";
  if (raw.has_kwargs()) {
    absl::StrAppend(&text, comma,
                    RawText("kwargs", raw.serializer(), raw.kwargs(), options));
  } else if (payload.has_kwargs()) {
    absl::StrAppend(&text, comma, "kwargs: ", ToString(payload.kwargs()));
  }
  return text.empty() ? "no payload" : text;
}

}  // namespace tools
}  // namespace wamp
