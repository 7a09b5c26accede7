#include "src/engine/reflection/message_layout.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/mutex.h"

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
  layout.required = annotation.required();
  layout.nullable = annotation.nullable();
  layout.secret = IsUntold(field);
  return layout;
}

void AddToDict(FieldLayout field, DictLayout& dict) {
  const size_t index = dict.fields.size();
  dict.keys[field.name] = {index, false};
  if (!field.alias.empty()) dict.keys[field.alias] = {index, true};
  dict.fields.push_back(std::move(field));
}

// The fields named by `path` ("options.match"), starting at `message`.
std::vector<const FieldDescriptor*> Resolve(const Descriptor* message,
                                            absl::string_view path) {
  std::vector<const FieldDescriptor*> fields;
  for (const absl::string_view name : absl::StrSplit(path, '.')) {
    if (message == nullptr) return {};
    const FieldDescriptor* field = message->FindFieldByName(std::string(name));
    if (field == nullptr) return {};
    fields.push_back(field);
    message = field->message_type();
  }
  return fields;
}

std::unique_ptr<MessageLayout> MakeLayout(const Descriptor* message) {
  auto layout = std::make_unique<MessageLayout>();
  const v1::MessageAnnotation& annotation = AnnotationOf(message);
  layout->wire_name = WireNameOf(message);
  layout->shape = annotation.shape();
  layout->array = annotation.has_code();
  layout->code = annotation.code();
  layout->unknown_keys = UnknownKeysOf(message);
  if (layout->unknown_keys != nullptr) {
    layout->keep_unknown = AnnotationOf(layout->unknown_keys).keep_unknown();
  }
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    if (IsKey(field)) {
      AddToDict(LayoutOfField(field, KeyOf(field)), layout->wire);
    }
    if (AnnotationOf(field).marshal()) {
      AddToDict(LayoutOfField(field, KeyOf(field)), layout->marshal);
    }
  }
  if (!layout->array) return layout;
  for (const Slot& slot : SlotsOf(message)) {
    FieldLayout field = LayoutOfField(slot.field, slot.name);
    field.via = slot.via;
    field.slot = true;
    if (field.format == v1::FORMAT_URI_PATTERN) {
      field.match_path =
          Resolve(message, AnnotationOf(slot.field).match_field());
    }
    layout->slots.push_back(std::move(field));
  }
  return layout;
}

struct Layouts {
  absl::Mutex mutex;
  absl::flat_hash_map<const Descriptor*, std::unique_ptr<MessageLayout>> layouts
      ABSL_GUARDED_BY(mutex);
};

}  // namespace

const MessageLayout& LayoutOf(const Descriptor* message) {
  // Never destroyed, as other static objects may still use it.
  static Layouts* const layouts = new Layouts;
  {
    absl::ReaderMutexLock lock(&layouts->mutex);
    const auto found = layouts->layouts.find(message);
    if (found != layouts->layouts.end()) return *found->second;
  }
  std::unique_ptr<MessageLayout> layout = MakeLayout(message);
  absl::MutexLock lock(&layouts->mutex);
  return *layouts->layouts.try_emplace(message, std::move(layout))
              .first->second;
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
