#include "src/engine/annotations.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace internal {

const v1::FieldAnnotation& AnnotationOf(const FieldDescriptor* field) {
  return field->options().GetExtension(v1::field);
}

const v1::MessageAnnotation& AnnotationOf(const Descriptor* message) {
  return message->options().GetExtension(v1::message);
}

std::string WireNameOf(const Descriptor* message) {
  const v1::MessageAnnotation& annotation = AnnotationOf(message);
  return annotation.has_wire_name() ? annotation.wire_name()
                                    : std::string(message->name());
}

std::string KeyOf(const FieldDescriptor* field) {
  const v1::FieldAnnotation& annotation = AnnotationOf(field);
  return annotation.has_key() ? annotation.key() : std::string(field->name());
}

bool IsKey(const FieldDescriptor* field) {
  const v1::FieldAnnotation& annotation = AnnotationOf(field);
  return !annotation.has_slot() && !annotation.local() &&
         !annotation.has_keep_unknown();
}

const FieldDescriptor* UnknownKeysOf(const Descriptor* message) {
  for (int i = 0; i < message->field_count(); ++i) {
    if (AnnotationOf(message->field(i)).has_keep_unknown()) {
      return message->field(i);
    }
  }
  return nullptr;
}

bool IsUntold(const FieldDescriptor* field) {
  if (AnnotationOf(field).secret()) return true;
  if (field->is_map()) field = field->message_type()->FindFieldByNumber(2);
  if (field->message_type() == nullptr) return false;
  switch (AnnotationOf(field->message_type()).shape()) {
    case v1::SHAPE_VALUE:
    case v1::SHAPE_ANY_DICT:
    case v1::SHAPE_ANY_LIST:
    case v1::SHAPE_PAYLOAD:
      return true;
    default:
      return false;
  }
}

bool IsPayload(const FieldDescriptor* field) {
  return field->message_type() != nullptr &&
         AnnotationOf(field->message_type()).shape() == v1::SHAPE_PAYLOAD;
}

std::string TokenOf(const EnumValueDescriptor* value) {
  return value->options().GetExtension(v1::value).token();
}

std::string TokenOf(const EnumDescriptor* type, int number) {
  const EnumValueDescriptor* value = type->FindValueByNumber(number);
  return value == nullptr ? "" : TokenOf(value);
}

bool IsCode(const EnumDescriptor* type) {
  // By name, since a program may have loaded the type a second time.
  return type->full_name() == v1::MessageType_descriptor()->full_name();
}

std::vector<Slot> SlotsOf(const Descriptor* message) {
  std::vector<Slot> slots;
  const auto add = [&slots](const FieldDescriptor* field,
                            const FieldDescriptor* via) {
    if (!AnnotationOf(field).has_slot()) return;
    std::string name(field->name());
    // The dicts of messages are called as the specification calls them:
    // "PUBLISH.Options".
    if (field->message_type() != nullptr && !IsPayload(field)) {
      name[0] = absl::ascii_toupper(static_cast<unsigned char>(name[0]));
    }
    // What is too far away to be right stays last.
    constexpr uint32_t kLast = std::numeric_limits<int>::max() - 1;
    const uint32_t position = std::min(AnnotationOf(field).slot(), kLast);
    slots.push_back({static_cast<int>(position), field, via, name});
  };
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    add(field, nullptr);
    const Descriptor* details = field->message_type();
    if (!AnnotationOf(field).has_slot() || details == nullptr) continue;
    for (int j = 0; j < details->field_count(); ++j) {
      add(details->field(j), field);
    }
  }
  std::sort(slots.begin(), slots.end(), [](const Slot& a, const Slot& b) {
    return a.position < b.position;
  });
  return slots;
}

std::vector<const FieldDescriptor*> MatchPathOf(const Descriptor* message,
                                                const FieldDescriptor* field) {
  std::vector<const FieldDescriptor*> path;
  for (const absl::string_view name :
       absl::StrSplit(AnnotationOf(field).match_field(), '.')) {
    const FieldDescriptor* step =
        message == nullptr ? nullptr
                           : message->FindFieldByName(std::string(name));
    if (step == nullptr) return {};
    path.push_back(step);
    message = step->message_type();
  }
  return path;
}

}  // namespace internal
}  // namespace wamp
