#include "src/tools/schema_generator/wire_key_table.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "src/engine/annotations.h"
#include "src/tools/schema_generator/schema_rows.h"

namespace wamp {
namespace internal {
namespace {

std::string TypeOf(const FieldDescriptor* field) {
  if (field->message_type() != nullptr) {
    const Descriptor* type = field->message_type();
    if (AnnotationOf(type).shape() == v1::SHAPE_LIST) {
      return absl::StrCat("list of ", TypeOf(type->field(0)));
    }
    return std::string(type->name());
  }
  if (field->enum_type() != nullptr) {
    if (IsCode(field->enum_type())) return "message code";
    std::vector<std::string> tokens;
    for (int i = 0; i < field->enum_type()->value_count(); ++i) {
      const std::string token = TokenOf(field->enum_type()->value(i));
      if (!token.empty()) tokens.push_back(absl::StrCat("`", token, "`"));
    }
    return absl::StrJoin(tokens, ", ");
  }
  switch (AnnotationOf(field).format()) {
    case v1::FORMAT_ID:
      return "id";
    case v1::FORMAT_ID_OR_ZERO:
      return "id or 0";
    case v1::FORMAT_POSITIVE:
      return "integer ≥ 1";
    case v1::FORMAT_URI:
      return "URI";
    case v1::FORMAT_URI_PATTERN:
      return "URI pattern";
    default:
      break;
  }
  switch (field->type()) {
    case FieldDescriptor::TYPE_BOOL:
      return "boolean";
    case FieldDescriptor::TYPE_UINT64:
      return "integer ≥ 0";
    case FieldDescriptor::TYPE_INT64:
      return "integer";
    case FieldDescriptor::TYPE_DOUBLE:
      return "float";
    case FieldDescriptor::TYPE_BYTES:
      return "bytes";
    default:
      return "string";
  }
}

std::string PlaceOf(const FieldDescriptor* field) {
  const v1::FieldAnnotation& annotation = AnnotationOf(field);
  if (annotation.has_slot()) {
    return absl::StrCat("position ", annotation.slot());
  }
  if (annotation.local()) return "local";
  std::string place = absl::StrCat("`", KeyOf(field), "`");
  if (annotation.has_alias()) {
    absl::StrAppend(&place, ", read also as `", annotation.alias(), "`");
  }
  return place;
}

std::string NotesOf(const FieldDescriptor* field) {
  const v1::FieldAnnotation& annotation = AnnotationOf(field);
  std::vector<std::string> notes;
  if (annotation.required()) notes.emplace_back("required");
  if (annotation.nullable()) notes.emplace_back("null when absent");
  if (annotation.secret()) notes.emplace_back("secret");
  if (annotation.marshal()) notes.emplace_back("in `Marshal`");
  return absl::StrJoin(notes, ", ");
}

std::string Section(const Descriptor* message) {
  std::string out = absl::StrCat("\n## ", message->name(), "\n\n");
  if (AnnotationOf(message).has_code()) {
    absl::StrAppend(&out, "Message ", WireNameOf(message), ", code ",
                    AnnotationOf(message).code(), ".\n\n");
  } else if (AnnotationOf(message).has_wire_name()) {
    absl::StrAppend(&out, "Is at ", WireNameOf(message), ".\n\n");
  }
  out += "| field | on the wire | type | |\n| --- | --- | --- | --- |\n";
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    const v1::FieldAnnotation& annotation = AnnotationOf(field);
    if (annotation.has_keep_unknown()) continue;
    absl::StrAppend(&out, "| `", field->name(), "` | ", PlaceOf(field), " | ",
                    TypeOf(field), " | ", NotesOf(field), " |\n");
  }
  return out;
}

}  // namespace

std::string WireKeyTable() {
  std::string out =
      "<!-- Generated from proto/wamp/v1. Do not edit: run ./dev regen. -->\n"
      "# Wire keys\n\n"
      "Where every field of every message travels: as a key of the message's "
      "dict, at a\nposition of the message array, or nowhere (local). Dicts "
      "that keep unclaimed keys\ndo so in `unknown_keys`.\n";
  for (const google::protobuf::FileDescriptor* file : WireFiles()) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      const Descriptor* message = file->message_type(i);
      if (AnnotationOf(message).has_shape() ||
          message->oneof_decl_count() == 0 ||
          message->real_oneof_decl_count() != 0 ||
          std::string(message->name()) == "Entry" ||
          std::string(message->name()) == "Foreign" ||
          std::string(message->name()) == "RawPayload") {
        continue;
      }
      out += Section(message);
    }
  }
  return out;
}

}  // namespace internal
}  // namespace wamp
