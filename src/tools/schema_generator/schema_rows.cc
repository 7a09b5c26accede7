#include "src/tools/schema_generator/schema_rows.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "src/engine/annotations.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace internal {
namespace {

using google::protobuf::FileDescriptor;

// The name of a field's accessors in generated C++.
std::string AccessorOf(const FieldDescriptor* field) {
  static constexpr absl::string_view kKeywords[] = {"register", "default",
                                                    "switch"};
  std::string name(field->name());
  if (std::find(std::begin(kKeywords), std::end(kKeywords), name) !=
      std::end(kKeywords)) {
    name += '_';
  }
  return name;
}

std::string KindOf(const FieldDescriptor* field) {
  switch (field->type()) {
    case FieldDescriptor::TYPE_BOOL:
      return "kBool";
    case FieldDescriptor::TYPE_UINT64:
      return "kUint";
    case FieldDescriptor::TYPE_INT64:
      return "kInt";
    case FieldDescriptor::TYPE_DOUBLE:
      return "kDouble";
    case FieldDescriptor::TYPE_STRING:
      return "kString";
    case FieldDescriptor::TYPE_BYTES:
      return "kBytes";
    case FieldDescriptor::TYPE_ENUM:
      return IsCode(field->enum_type()) ? "kCode" : "kToken";
    case FieldDescriptor::TYPE_MESSAGE:
      return "kMessage";
    default:
      return "kUnsupported";
  }
}

std::string FormatOf(const FieldDescriptor* field) {
  return std::string(v1::Format_Name(AnnotationOf(field).format()));
}

std::string FlagsOf(const FieldDescriptor* field) {
  const v1::FieldAnnotation& annotation = AnnotationOf(field);
  std::vector<std::string> flags;
  if (annotation.required()) flags.emplace_back("kRequired");
  if (annotation.nullable()) flags.emplace_back("kNullable");
  if (annotation.secret()) {
    flags.emplace_back("kSecret");
  } else if (IsUntold(field)) {
    flags.emplace_back("kUntold");
  }
  return flags.empty() ? "0" : absl::StrJoin(flags, " | ");
}

std::string FieldRow(const FieldDescriptor* field) {
  return absl::StrCat("WAMP_FIELD(", AccessorOf(field), ", ", KindOf(field),
                      ", \"", KeyOf(field), "\", \"",
                      AnnotationOf(field).alias(), "\", ", FormatOf(field),
                      ", ", FlagsOf(field), ")\n");
}

std::string SlotRow(const Slot& slot) {
  const FieldDescriptor* field = slot.field;
  const v1::FieldAnnotation& annotation = AnnotationOf(field);
  if (annotation.format() == v1::FORMAT_URI_PATTERN) {
    const std::string match =
        absl::StrReplaceAll(annotation.match_field(), {{".", "()."}});
    return absl::StrCat("WAMP_SLOT_PATTERN(", slot.position, ", ",
                        AccessorOf(field), ", \"", slot.name, "\", ",
                        FlagsOf(field), ", ", match, "())\n");
  }
  const std::string via =
      slot.via == nullptr ? "" : absl::StrCat(AccessorOf(slot.via), ", ");
  return absl::StrCat(slot.via == nullptr ? "WAMP_SLOT(" : "WAMP_SLOT_VIA(",
                      slot.position, ", ", via, AccessorOf(field), ", ",
                      KindOf(field), ", \"", slot.name, "\", ", FormatOf(field),
                      ", ", FlagsOf(field), ")\n");
}

std::string DictBody(const Descriptor* message) {
  std::string out;
  std::vector<std::string> keys;
  std::vector<std::string> marshal;
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    const bool marshalled = AnnotationOf(field).marshal();
    if (!IsKey(field) && !marshalled) continue;
    out += FieldRow(field);
    if (IsKey(field)) keys.push_back(AccessorOf(field));
    if (marshalled) marshal.push_back(AccessorOf(field));
  }
  const FieldDescriptor* unknown = UnknownKeysOf(message);
  if (unknown == nullptr) {
    out += "WAMP_NO_UNKNOWN_KEYS\n";
  } else {
    absl::StrAppend(&out, "WAMP_UNKNOWN_KEYS(", AccessorOf(unknown), ", ",
                    v1::KeepUnknown_Name(AnnotationOf(unknown).keep_unknown()),
                    ", ", FlagsOf(unknown), ")\n");
  }
  absl::StrAppend(&out, "WAMP_KEYS(", absl::StrJoin(keys, ", "), ")\n");
  absl::StrAppend(&out, "WAMP_MARSHAL(", absl::StrJoin(marshal, ", "), ")\n");
  return out;
}

std::string ArrayBody(const Descriptor* message) {
  std::string out =
      absl::StrCat("WAMP_CODE(", AnnotationOf(message).code(), ")\n");
  std::vector<std::string> names;
  for (const Slot& slot : SlotsOf(message)) {
    out += SlotRow(slot);
    names.push_back(absl::StrCat("slot_", slot.position));
  }
  absl::StrAppend(&out, "WAMP_SLOTS(", absl::StrJoin(names, ", "), ")\n");
  return out;
}

std::string ArmsBody(const Descriptor* message, bool frame) {
  std::string out;
  std::vector<std::string> names;
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    names.push_back(AccessorOf(field));
    out += frame
               ? absl::StrCat("WAMP_FRAME_ARM(", names.back(), ", ",
                              AnnotationOf(field->message_type()).code(), ")\n")
               : FieldRow(field);
  }
  absl::StrAppend(&out, "WAMP_ARMS(", absl::StrJoin(names, ", "), ")\n");
  return out;
}

struct MessageText {
  std::string shape;
  std::string body;
};

MessageText TextOf(const Descriptor* message) {
  if (message == v1::Frame::descriptor()) {
    return {"kFrame", ArmsBody(message, true)};
  }
  switch (AnnotationOf(message).shape()) {
    case v1::SHAPE_LIST: {
      const FieldDescriptor* item = message->field(0);
      return {"kList", absl::StrCat("WAMP_ITEM(", AccessorOf(item), ", ",
                                    KindOf(item), ", ", FormatOf(item), ")\n")};
    }
    case v1::SHAPE_UNION:
      return {"kUnion", ArmsBody(message, false)};
    case v1::SHAPE_VALUE:
      return {"kValue", ""};
    case v1::SHAPE_ANY_DICT:
      return {"kAnyDict", ""};
    case v1::SHAPE_ANY_LIST:
      return {"kAnyList", ""};
    default:
      return AnnotationOf(message).has_code()
                 ? MessageText{"kArray", ArrayBody(message)}
                 : MessageText{"kDict", DictBody(message)};
  }
}

// Whether the message travels of its own: it does unless it is a part of
// another message that is moved by hand, or never leaves the program.
bool Travels(const Descriptor* message) {
  return message != v1::Entry::descriptor() &&
         message != v1::Foreign::descriptor() &&
         message != v1::HelloReturn::descriptor() &&
         message != v1::RawPayload::descriptor() &&
         AnnotationOf(message).shape() != v1::SHAPE_PAYLOAD;
}

std::string EnumText(const EnumDescriptor* type) {
  std::string out = absl::StrCat("WAMP_ENUM(", type->name(), ")\n");
  for (int i = 0; i < type->value_count(); ++i) {
    const std::string token = TokenOf(type->value(i));
    if (token.empty()) continue;
    absl::StrAppend(&out, "WAMP_TOKEN(", type->value(i)->name(), ", \"", token,
                    "\")\n");
  }
  return out + "WAMP_END_ENUM\n";
}

bool HasTokens(const EnumDescriptor* type) {
  for (int i = 0; i < type->value_count(); ++i) {
    if (!TokenOf(type->value(i)).empty()) return true;
  }
  return false;
}

constexpr absl::string_view kNotice =
    ". Do not edit: run ./dev regen.\n// clang-format off\n";

}  // namespace

std::vector<const FileDescriptor*> WireFiles() {
  return {v1::Value::descriptor()->file(),
          v1::IdList::descriptor()->file(),
          v1::Role::descriptor()->file(),
          v1::Transport::descriptor()->file(),
          v1::SessionDetails::descriptor()->file(),
          v1::EventDetails::descriptor()->file(),
          v1::CallDetails::descriptor()->file(),
          v1::Payload::descriptor()->file(),
          v1::ComponentConfig::descriptor()->file(),
          v1::ErrorDetails::descriptor()->file(),
          v1::Frame::descriptor()->file()};
}

std::map<std::string, std::string> SchemaRows() {
  std::map<std::string, std::string> files;
  std::string all = absl::StrCat("// All rows of the schema", kNotice);
  std::string each = absl::StrCat("// All messages with rows", kNotice);
  std::string forward;
  std::string traits;
  for (const FileDescriptor* file : WireFiles()) {
    const std::string name(file->name());
    const absl::string_view stem = absl::StripSuffix(
        absl::string_view(name).substr(name.rfind('/') + 1), ".proto");
    std::string text = absl::StrCat("// Rows of proto/", name, kNotice);
    for (int i = 0; i < file->enum_type_count(); ++i) {
      if (HasTokens(file->enum_type(i))) {
        absl::StrAppend(&text, "\n", EnumText(file->enum_type(i)));
      }
    }
    for (int i = 0; i < file->message_type_count(); ++i) {
      const Descriptor* message = file->message_type(i);
      if (!Travels(message)) continue;
      const MessageText body = TextOf(message);
      absl::StrAppend(&text, "\nWAMP_MESSAGE(", message->name(), ", \"",
                      WireNameOf(message), "\", ", body.shape, ")\n", body.body,
                      "WAMP_END\n");
      absl::StrAppend(&each, "WAMP_EACH(", message->name(), ")\n");
      absl::StrAppend(&forward, "class ", message->name(), ";\n");
      absl::StrAppend(&traits,
                      "template <>\nstruct HasSchema<v1::", message->name(),
                      "> : std::true_type {};\n");
    }
    const std::string path =
        absl::StrCat("src/engine/schema/rows/", stem, ".inc");
    files[path] = text;
    absl::StrAppend(&all, "#include \"", path, "\"\n");
  }
  files["src/engine/schema/rows/messages.inc"] = each;
  files["src/engine/schema/rows/schema.inc"] = all;
  files["include/wamp/internal/has_schema.h"] = absl::StrCat(
      "// Which messages have generated rows. All others are moved by "
      "reflection.\n//\n// Generated",
      kNotice,
      "#ifndef WAMP_INTERNAL_HAS_SCHEMA_H_\n"
      "#define WAMP_INTERNAL_HAS_SCHEMA_H_\n\n#include <type_traits>\n\n"
      "namespace wamp {\nnamespace v1 {\n",
      forward,
      "}  // namespace v1\n\nnamespace internal {\n\n"
      "template <class Message>\nstruct HasSchema : std::false_type {};\n",
      traits,
      "\n}  // namespace internal\n}  // namespace wamp\n\n"
      "#endif  // WAMP_INTERNAL_HAS_SCHEMA_H_\n");
  return files;
}

}  // namespace internal
}  // namespace wamp
