#include "src/engine/reflection/message_layout.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "src/engine/descriptor_cache.h"
#include "wamp/reflection.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace internal {
namespace {

FieldLayout LayoutOfField(const FieldDescriptor* field, std::string name) {
  const v1::FieldAnnotation& annotation = AnnotationOf(field);
  FieldLayout layout;
  layout.field = field;
  layout.name = std::move(name);
  layout.alias = annotation.alias();
  layout.format = annotation.format();
  layout.required = annotation.required() || field->is_required();
  layout.nullable = annotation.nullable();
  layout.telling = annotation.secret() ? Telling::kNothing
                   : IsUntold(field)   ? Telling::kPlace
                                       : Telling::kAll;
  layout.payload = IsPayload(field);
  layout.any_value =
      !field->is_repeated() && field->message_type() != nullptr &&
      AnnotationOf(field->message_type()).shape() == v1::SHAPE_VALUE;
  return layout;
}

void AddToDict(FieldLayout field, DictLayout& dict) {
  const size_t index = dict.fields.size();
  dict.keys[field.name] = {index, false};
  if (!field.alias.empty()) dict.keys[field.alias] = {index, true};
  dict.fields.push_back(std::move(field));
}

MessageLayout MakeLayout(const Descriptor* message) {
  MessageLayout layout;
  const v1::MessageAnnotation& annotation = AnnotationOf(message);
  layout.wire_name = WireNameOf(message);
  layout.shape = annotation.shape();
  layout.array = annotation.has_code();
  layout.frame = message->full_name() == v1::Frame::descriptor()->full_name();
  layout.code = annotation.code();
  layout.unknown_keys = UnknownKeysOf(message);
  if (layout.unknown_keys != nullptr) {
    const v1::FieldAnnotation& unknown = AnnotationOf(layout.unknown_keys);
    layout.keep_unknown = unknown.keep_unknown();
    layout.secret_unknown = unknown.secret();
  }
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    if (IsKey(field)) {
      AddToDict(LayoutOfField(field, KeyOf(field)), layout.wire);
    }
    if (AnnotationOf(field).marshal()) {
      AddToDict(LayoutOfField(field, KeyOf(field)), layout.marshal);
    }
  }
  if (!layout.array) return layout;
  for (const Slot& slot : SlotsOf(message)) {
    FieldLayout field = LayoutOfField(slot.field, slot.name);
    field.via = slot.via;
    field.slot = true;
    if (field.format == v1::FORMAT_URI_PATTERN) {
      field.match_path = MatchPathOf(message, slot.field);
    }
    layout.slots.push_back(std::move(field));
  }
  return layout;
}

}  // namespace

const MessageLayout& LayoutOf(const Descriptor* message) {
  static auto* const layouts = new DescriptorCache<MessageLayout>;
  return layouts->Get(message, MakeLayout);
}

const absl::Status& AnnotationStatusOf(const Descriptor* message) {
  static auto* const checked = new DescriptorCache<absl::Status>;
  return checked->Get(
      message, [](const Descriptor* type) { return CheckAnnotations(type); });
}

const EnumValueDescriptor* FindToken(const EnumDescriptor* type,
                                     absl::string_view token) {
  for (int i = 0; i < type->value_count(); ++i) {
    const std::string candidate = TokenOf(type->value(i));
    if (!candidate.empty() && candidate == token) return type->value(i);
  }
  return nullptr;
}

std::string WordsOf(const EnumDescriptor* type) {
  std::vector<std::string> tokens;
  for (int i = 0; i < type->value_count(); ++i) {
    const std::string token = TokenOf(type->value(i));
    if (!token.empty()) tokens.push_back(token);
  }
  std::string words;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const size_t left = tokens.size() - i - 1;
    absl::StrAppend(&words, "\"", tokens[i], "\"",
                    left == 0 ? "" : (left == 1 ? " or " : ", "));
  }
  return words;
}

}  // namespace internal
}  // namespace wamp
