#include "tests/testing/random_message.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "src/engine/annotations.h"
#include "wamp/id.h"
#include "wamp/v1/common.pb.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace testing {
namespace {

using google::protobuf::Message;
using ::wamp::internal::AnnotationOf;

// Whether the wire can't tell the field from an absent one: no further keys, no
// payload.
bool SaysNothing(const Message& message,
                 const google::protobuf::FieldDescriptor* field) {
  const v1::FieldAnnotation& annotation = AnnotationOf(field);
  if (field->message_type() == nullptr) return false;
  const bool candidate = annotation.has_keep_unknown() ||
                         field->message_type() == v1::Payload::descriptor();
  const Message& value = message.GetReflection()->GetMessage(message, field);
  return candidate && value.ByteSizeLong() == 0;
}

}  // namespace

uint64_t RandomMessages::Id() {
  switch (Below(4)) {
    case 0:
      return 1;
    case 1:
      return kMaxId;
    case 2:
      return 1 + Below(300);
    default:
      return 1 + Below(kMaxId);
  }
}

std::string RandomMessages::Text() {
  static constexpr const char* kParts[] = {"a", "wamp", "\"", "\\",   "\n",
                                           " ", "é",    "日", "\x7F", "/",
                                           "😀", "x_",   "\t", "key",  "\x01"};
  std::string text;
  // Lengths on both sides of the borders of the formats' short forms.
  static constexpr uint64_t kLengths[] = {0, 1, 2, 5, 12, 40, 90};
  for (uint64_t n = kLengths[Below(7)]; n > 0; --n) {
    text += kParts[Below(std::size(kParts))];
  }
  return text;
}

std::string RandomMessages::TextFor(const Field* field) {
  switch (AnnotationOf(field).format()) {
    case v1::FORMAT_URI:
    case v1::FORMAT_URI_PATTERN:
    case v1::FORMAT_REASON:
      return absl::StrCat("com.myapp.topic", Below(1000));
    case v1::FORMAT_ENC_ALGO:
      return Chance(50) ? "cryptobox" : "x_my_algo";
    case v1::FORMAT_ENC_SERIALIZER:
      return Chance(50) ? "msgpack" : "x_my_serializer";
    default:
      return Text();
  }
}

v1::Dict RandomMessages::AnyDict(int depth) {
  v1::Dict dict;
  for (uint64_t i = Below(5); i > 0; --i) {
    v1::Entry& entry = *dict.add_entries();
    // A key of its own, which no field has.
    entry.set_key(absl::StrCat("x_", Text(), i));
    *entry.mutable_value() = AnyValue(depth + 1);
  }
  return dict;
}

v1::List RandomMessages::AnyList(int depth) {
  v1::List list;
  for (uint64_t i = Below(Chance(5) ? 20 : 5); i > 0; --i) {
    *list.add_values() = AnyValue(depth + 1);
  }
  return list;
}

v1::Value RandomMessages::AnyValue(int depth) {
  v1::Value value;
  switch (Below(depth > 3 ? 7 : 9)) {
    case 0:
      value.set_null_value(v1::NULL_UNSPECIFIED);
      break;
    case 1:
      value.set_bool_value(Chance(50));
      break;
    case 2:
      value.set_uint_value(random_() >> Below(64));
      break;
    case 3:
      value.set_int_value(-1 -
                          static_cast<int64_t>(random_() >> (1 + Below(63))));
      break;
    case 4: {
      static constexpr double kDoubles[] = {0.0,    -0.5, 1.0,    1e300,
                                            5e-324, 3.25, 1.0e22, 0.1};
      value.set_double_value(kDoubles[Below(std::size(kDoubles))]);
      break;
    }
    case 5:
      value.set_string_value(Text());
      break;
    case 6:
      value.set_bytes_value(absl::StrCat(Text(), std::string(1, '\0')));
      break;
    case 7:
      *value.mutable_list_value() = AnyList(depth);
      break;
    default:
      *value.mutable_dict_value() = AnyDict(depth);
      break;
  }
  return value;
}

void RandomMessages::Fill(Message& message, int depth) {
  const auto* type = message.GetDescriptor();
  const auto* reflection = message.GetReflection();
  switch (AnnotationOf(type).shape()) {
    case v1::SHAPE_VALUE:
      static_cast<v1::Value&>(message) = AnyValue(depth);
      return;
    case v1::SHAPE_ANY_DICT:
      static_cast<v1::Dict&>(message) = AnyDict(depth);
      return;
    case v1::SHAPE_ANY_LIST:
      static_cast<v1::List&>(message) = AnyList(depth);
      return;
    case v1::SHAPE_LIST:
      FillList(message, type->field(0), depth);
      return;
    case v1::SHAPE_PAYLOAD:
      FillPayload(message);
      return;
    default:
      break;
  }
  if (type->real_oneof_decl_count() == 1) {
    const auto arms = static_cast<uint64_t>(type->field_count());
    FillField(message, type->field(static_cast<int>(Below(arms))), depth);
    return;
  }
  for (int i = 0; i < type->field_count(); ++i) {
    const Field* field = type->field(i);
    const v1::FieldAnnotation& annotation = AnnotationOf(field);
    const bool elsewhere =
        annotation.local() ||
        (annotation.has_slot() && depth == 0 && !AnnotationOf(type).has_code());
    if (elsewhere && !local_) continue;
    if (!annotation.required() && Chance(50)) continue;
    if (annotation.nullable() && Chance(30)) continue;
    if (field->is_repeated()) {
      FillList(message, field, depth);
      continue;
    }
    FillField(message, field, depth);
    if (SaysNothing(message, field)) reflection->ClearField(&message, field);
  }
}

void RandomMessages::FillField(Message& message, const Field* field,
                               int depth) {
  const auto* reflection = message.GetReflection();
  switch (field->cpp_type()) {
    case Field::CPPTYPE_BOOL:
      reflection->SetBool(&message, field, Chance(50));
      return;
    case Field::CPPTYPE_UINT64:
      reflection->SetUInt64(&message, field, Id());
      return;
    case Field::CPPTYPE_INT64:
      reflection->SetInt64(
          &message, field,
          static_cast<int64_t>(random_()) >> static_cast<int>(Below(64)));
      return;
    case Field::CPPTYPE_STRING:
      reflection->SetString(&message, field, TextFor(field));
      return;
    case Field::CPPTYPE_ENUM: {
      const auto count =
          static_cast<uint64_t>(field->enum_type()->value_count());
      const auto index = static_cast<int>(1 + Below(count - 1));
      reflection->SetEnum(&message, field, field->enum_type()->value(index));
      return;
    }
    case Field::CPPTYPE_MESSAGE:
      Fill(*reflection->MutableMessage(&message, field), depth + 1);
      return;
    default:
      return;
  }
}

void RandomMessages::FillList(Message& message, const Field* field, int depth) {
  const auto* reflection = message.GetReflection();
  for (uint64_t i = Below(Chance(10) ? 20 : 4); i > 0; --i) {
    switch (field->cpp_type()) {
      case Field::CPPTYPE_UINT64:
        reflection->AddUInt64(&message, field, Id());
        break;
      case Field::CPPTYPE_STRING:
        reflection->AddString(&message, field, TextFor(field));
        break;
      case Field::CPPTYPE_MESSAGE:
        Fill(*reflection->AddMessage(&message, field), depth + 1);
        break;
      default:
        return;
    }
  }
}

void RandomMessages::FillPayload(Message& message) {
  auto& payload = static_cast<v1::Payload&>(message);
  switch (Below(4)) {
    case 0:
      *payload.mutable_args() = AnyList(0);
      return;
    case 1:
      // Keyword arguments never travel alone.
      *payload.mutable_args() = AnyList(0);
      *payload.mutable_kwargs() = AnyDict(0);
      return;
    case 2:
      payload.set_transparent(Text());
      return;
    default:
      return;
  }
}

}  // namespace testing
}  // namespace wamp
