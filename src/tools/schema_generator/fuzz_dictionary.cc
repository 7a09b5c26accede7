#include "src/tools/schema_generator/fuzz_dictionary.h"

#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "src/engine/annotations.h"
#include "src/tools/schema_generator/schema_rows.h"

namespace wamp {
namespace internal {
namespace {

void AddMessage(const Descriptor* message, std::set<std::string>* words) {
  if (AnnotationOf(message).has_code()) {
    words->insert(absl::StrCat("[", AnnotationOf(message).code(), ","));
  }
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    if (!IsKey(field)) continue;
    words->insert(absl::StrCat("\"", KeyOf(field), "\":"));
    words->insert(KeyOf(field));
    const v1::FieldAnnotation& annotation = AnnotationOf(field);
    if (annotation.has_alias()) words->insert(annotation.alias());
  }
}

void AddEnum(const EnumDescriptor* type, std::set<std::string>* words) {
  if (IsCode(type)) return;
  for (int i = 0; i < type->value_count(); ++i) {
    const std::string token = TokenOf(type->value(i));
    if (!token.empty()) words->insert(token);
  }
}

}  // namespace

std::string FuzzDictionary() {
  std::set<std::string> words;
  for (const google::protobuf::FileDescriptor* file : WireFiles()) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      AddMessage(file->message_type(i), &words);
    }
    for (int i = 0; i < file->enum_type_count(); ++i) {
      AddEnum(file->enum_type(i), &words);
    }
  }
  std::string out =
      "# Keys, words and codes, from proto/wamp/v1. Do not edit: run ./dev "
      "regen.\n";
  for (const std::string& word : words) {
    absl::StrAppend(&out, "\"", absl::CHexEscape(word), "\"\n");
  }
  return out;
}

}  // namespace internal
}  // namespace wamp
