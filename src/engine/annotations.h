// Typed access to the annotations of descriptors: what a field's or a message's
// place on the wire is. Nothing else reads the extensions.
#ifndef WAMP_SRC_ENGINE_ANNOTATIONS_H_
#define WAMP_SRC_ENGINE_ANNOTATIONS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "wamp/v1/annotations.pb.h"

namespace wamp {
namespace internal {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;

const v1::FieldAnnotation& AnnotationOf(const FieldDescriptor* field);
const v1::MessageAnnotation& AnnotationOf(const Descriptor* message);

// The text that errors start with.
std::string WireNameOf(const Descriptor* message);

// The key in the message's dict. Meaningful only if `IsKey(field)`.
std::string KeyOf(const FieldDescriptor* field);

// Whether the field travels as a key of its message's dict.
bool IsKey(const FieldDescriptor* field);

// The field that collects unclaimed keys, or null.
const FieldDescriptor* UnknownKeysOf(const Descriptor* message);

// Whether an error may not show the field's value: the field is secret, or
// holds values of any kind, of which only their sender knows what they are.
bool IsUntold(const FieldDescriptor* field);

// Whether the field takes the last two positions of a message array.
bool IsPayload(const FieldDescriptor* field);

// The token of an enum value; empty if it has none.
std::string TokenOf(const EnumValueDescriptor* value);

// That of a number; empty, too, if the enum doesn't have it.
std::string TokenOf(const EnumDescriptor* type, int number);

// Whether a field of this enum is written as its number and not as a token.
bool IsCode(const EnumDescriptor* type);

// A position of a message array.
struct Slot {
  int position = 0;
  const FieldDescriptor* field = nullptr;
  // The details message's field that `field` is reached through, or null.
  const FieldDescriptor* via = nullptr;
  // How error paths call it.
  std::string name;
};

// The positions of the message array, in order.
std::vector<Slot> SlotsOf(const Descriptor* message);

// The fields that lead from the message array to the match policy of `field`, a
// URI pattern; none where it has no `match_field`, or one that leads nowhere.
std::vector<const FieldDescriptor*> MatchPathOf(const Descriptor* message,
                                                const FieldDescriptor* field);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_ANNOTATIONS_H_
