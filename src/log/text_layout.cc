#include "src/log/text_layout.h"

#include <cstddef>
#include <memory>

#include "absl/container/flat_hash_map.h"
#include "google/protobuf/timestamp.pb.h"
#include "src/engine/annotations.h"
#include "wamp/log/v1/record.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {
namespace {

using Form = TextLayout::Form;

Form FormOf(const Descriptor* type) {
  if (type == v1::Value::descriptor()) return Form::kValue;
  if (type == v1::Dict::descriptor()) return Form::kDict;
  if (type == v1::List::descriptor()) return Form::kList;
  if (type == google::protobuf::Timestamp::descriptor()) return Form::kTime;
  switch (AnnotationOf(type).shape()) {
    case v1::SHAPE_LIST:
      return Form::kBareList;
    case v1::SHAPE_UNION:
      return Form::kUnion;
    default:
      return Form::kFields;
  }
}

using Layouts =
    absl::flat_hash_map<const Descriptor*, std::unique_ptr<TextLayout>>;

// None at all if one of the fields has none.
void AddAccess(const MessageAccess* access, TextLayout& layout) {
  if (access == nullptr || access->fields.size() != layout.fields.size()) {
    return;
  }
  for (size_t i = 0; i < layout.fields.size(); ++i) {
    const FieldDescriptor* field = layout.fields[i].field;
    const bool is_float = field->cpp_type() == FieldDescriptor::CPPTYPE_FLOAT ||
                          field->cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE;
    if (is_float || access->fields[i].name != field->name()) return;
  }
  layout.access = access;
  for (size_t i = 0; i < layout.fields.size(); ++i) {
    layout.fields[i].access = &access->fields[i];
  }
}

const TextLayout* LayoutOf(const Descriptor* type, Reach reach,
                           Layouts& layouts) {
  const auto [found, added] = layouts.try_emplace(type);
  if (!added) return found->second.get();
  // Known before its fields are looked at, of which one may be of the type.
  found->second = std::make_unique<TextLayout>();
  TextLayout& layout = *found->second;
  layout.form = FormOf(type);
  layout.reflection = google::protobuf::MessageFactory::generated_factory()
                          ->GetPrototype(type)
                          ->GetReflection();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const Descriptor* inner = field->message_type();
    layout.fields.push_back(
        {field, KeyOf(field),
         inner == nullptr ? nullptr : LayoutOf(inner, reach, layouts)});
  }
  if (reach == Reach::kAccess) AddAccess(AccessOf(type), layout);
  return &layout;
}

template <Reach kReach>
const TextLayout& RecordLayoutBy() {
  // Never destroyed, as static objects may log to the end.
  static auto* const layouts = new Layouts;
  static const TextLayout& layout =
      *LayoutOf(log::v1::SessionRecord::descriptor(), kReach, *layouts);
  return layout;
}

}  // namespace

const TextLayout::Field* TextLayout::Find(int number) const {
  for (const Field& field : fields) {
    if (field.field->number() == number) return &field;
  }
  return nullptr;
}

const TextLayout& RecordLayout(Reach reach) {
  return reach == Reach::kAccess ? RecordLayoutBy<Reach::kAccess>()
                                 : RecordLayoutBy<Reach::kReflection>();
}

}  // namespace internal
}  // namespace wamp
