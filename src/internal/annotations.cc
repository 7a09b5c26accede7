#include "src/internal/annotations.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace internal {

const v1::FieldRule& RuleOf(const FieldDescriptor* field) {
  return field->options().GetExtension(v1::field);
}

const v1::MessageRule& RuleOf(const Descriptor* message) {
  return message->options().GetExtension(v1::message);
}

std::string SiteOf(const Descriptor* message) {
  const v1::MessageRule& rule = RuleOf(message);
  return rule.has_site() ? rule.site() : std::string(message->name());
}

std::string KeyOf(const FieldDescriptor* field) {
  const v1::FieldRule& rule = RuleOf(field);
  return rule.has_key() ? rule.key() : std::string(field->name());
}

bool IsKey(const FieldDescriptor* field) {
  const v1::FieldRule& rule = RuleOf(field);
  return !rule.has_slot() && !rule.local() && !rule.has_rest();
}

const FieldDescriptor* RestOf(const Descriptor* message) {
  for (int i = 0; i < message->field_count(); ++i) {
    if (RuleOf(message->field(i)).has_rest()) return message->field(i);
  }
  return nullptr;
}

std::string TokenOf(const EnumValueDescriptor* value) {
  return value->options().GetExtension(v1::value).token();
}

bool IsCode(const EnumDescriptor* type) {
  return type == v1::MessageType_descriptor();
}

std::vector<Slot> SlotsOf(const Descriptor* message) {
  std::vector<Slot> slots;
  const auto add = [&slots](const FieldDescriptor* field,
                            const FieldDescriptor* via) {
    if (!RuleOf(field).has_slot()) return;
    std::string name(field->name());
    // The dicts of messages are called as the specification calls them:
    // "PUBLISH.Options".
    if (field->message_type() != nullptr &&
        RuleOf(field->message_type()).shape() != v1::SHAPE_PAYLOAD) {
      name[0] = absl::ascii_toupper(static_cast<unsigned char>(name[0]));
    }
    slots.push_back({static_cast<int>(RuleOf(field).slot()), field, via, name});
  };
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    add(field, nullptr);
    const Descriptor* details = field->message_type();
    if (!RuleOf(field).has_slot() || details == nullptr) continue;
    for (int j = 0; j < details->field_count(); ++j) {
      add(details->field(j), field);
    }
  }
  std::sort(slots.begin(), slots.end(), [](const Slot& a, const Slot& b) {
    return a.position < b.position;
  });
  return slots;
}

}  // namespace internal
}  // namespace wamp
