// What the reflection engine has read from a message's annotations: computed
// once for each descriptor and kept for the life of the program.
#ifndef WAMP_SRC_ENGINE_REFLECTION_MESSAGE_LAYOUT_H_
#define WAMP_SRC_ENGINE_REFLECTION_MESSAGE_LAYOUT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "src/engine/annotations.h"
#include "src/engine/faults.h"

namespace wamp {
namespace internal {

// A field in its place: a dict key or a position.
struct FieldLayout {
  const FieldDescriptor* field = nullptr;
  // The details message's field that `field` is reached through, or null.
  const FieldDescriptor* via = nullptr;
  // The key, or how error paths call the position.
  std::string name;
  std::string alias;
  v1::Format format = v1::FORMAT_UNSPECIFIED;
  bool slot = false;
  bool required = false;
  bool nullable = false;
  Telling telling = Telling::kAll;
  bool payload = false;
  // Whether null is a value of it like any other.
  bool any_value = false;
  // For a URI pattern: the fields that lead to its match policy.
  std::vector<const FieldDescriptor*> match_path;
};

struct KeyUse {
  size_t field = 0;
  bool alias = false;
};

// The fields of a dict in one form.
struct DictLayout {
  std::vector<FieldLayout> fields;
  absl::flat_hash_map<std::string, KeyUse> keys;
};

struct MessageLayout {
  std::string wire_name;
  v1::Shape shape = v1::SHAPE_UNSPECIFIED;
  // Set for a message array.
  bool array = false;
  // Set for wamp.v1.Frame, which travels as the message in it.
  bool frame = false;
  uint64_t code = 0;
  std::vector<FieldLayout> slots;
  DictLayout wire;
  DictLayout marshal;
  const FieldDescriptor* unknown_keys = nullptr;
  v1::KeepUnknown keep_unknown = v1::KEEP_UNKNOWN_UNSPECIFIED;
  // Whether `unknown_keys` is.
  bool secret_unknown = false;
};

// For messages whose annotations are sound.
const MessageLayout& LayoutOf(const Descriptor* message);

// CheckAnnotations (wamp/reflection.h), done once for each descriptor.
const absl::Status& AnnotationStatusOf(const Descriptor* message);

// The value that the token stands for; null if there is none.
const EnumValueDescriptor* FindToken(const EnumDescriptor* type,
                                     absl::string_view token);

// "\"exact\", \"prefix\" or \"wildcard\"".
std::string WordsOf(const EnumDescriptor* type);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_REFLECTION_MESSAGE_LAYOUT_H_
