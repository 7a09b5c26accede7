#include "src/tools/wampcat/json_place.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/util/json_util.h"
#include "wamp/codec/json_reader.h"

namespace wamp {
namespace tools {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// As deep as protobuf's reader goes.
constexpr int kMaxDepth = 100;

struct Member {
  std::string key;
  // The bytes of the value.
  absl::string_view value;
};

// The members of the dict `json`, as far as it can be read; `fault` says what
// is wrong with the JSON itself.
std::vector<Member> MembersOf(absl::string_view json, std::string& fault) {
  Limits limits;
  limits.max_depth = kMaxDepth;
  JsonReader reader(json, limits);
  std::vector<Member> members;
  JsonReader::Map map;
  absl::string_view key;
  if (reader.BeginMap(map)) {
    while (reader.NextKey(map, key)) {
      Member member{std::string(key), {}};
      const size_t start = reader.offset();
      if (!reader.Skip()) break;
      member.value = reader.Since(start);
      members.push_back(std::move(member));
    }
  }
  if (reader.failed()) {
    fault = absl::StrCat("expected ", reader.fault().expected, ", got ",
                         reader.fault().found, " (byte ", reader.fault().offset,
                         ")");
  } else if (!reader.AtEnd()) {
    fault = absl::StrCat("expected the end of the dict, got more (byte ",
                         reader.offset(), ")");
  }
  return members;
}

const FieldDescriptor* FieldOf(const Descriptor* type, const Member& member) {
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (field->json_name() == member.key || field->name() == member.key) {
      return field;
    }
  }
  return nullptr;
}

// What a field takes.
std::string ValueName(const FieldDescriptor* field) {
  std::string name(field->type_name());
  if (field->enum_type() != nullptr) name = field->enum_type()->full_name();
  if (field->message_type() != nullptr) {
    name = field->message_type()->full_name();
  }
  return absl::StrCat(field->is_repeated() ? "a list of " : "a ", name);
}

// Whether protobuf reads a message that has this member alone.
bool IsRead(const Message& prototype, const Member& member) {
  const std::unique_ptr<Message> message(prototype.New());
  const std::string json =
      absl::StrCat("{\"", member.key, "\":", member.value, "}");
  return google::protobuf::util::JsonStringToMessage(json, message.get()).ok();
}

}  // namespace

std::string JsonPlace(absl::string_view json, const Descriptor* type) {
  auto* const factory = google::protobuf::MessageFactory::generated_factory();
  absl::string_view value = json;
  std::string path;
  const auto place = [&](absl::string_view expected, absl::string_view found) {
    return absl::StrCat(path, path.empty() ? "" : ": ", "expected ", expected,
                        ", got ", found, " (byte ", value.data() - json.data(),
                        ")");
  };
  while (true) {
    std::string fault;
    const std::vector<Member> members = MembersOf(value, fault);
    // Only of the whole, since members are good JSON.
    if (!fault.empty()) return fault;
    const Message& prototype = *factory->GetPrototype(type);
    const auto wrong = std::find_if(
        members.begin(), members.end(),
        [&](const Member& member) { return !IsRead(prototype, member); });
    if (wrong == members.end()) {
      return place(
          absl::StrCat("one field of each oneof of ", type->full_name()),
          "several");
    }
    value = wrong->value;
    const FieldDescriptor* field = FieldOf(type, *wrong);
    if (field == nullptr) {
      return place(absl::StrCat("a field of ", type->full_name()),
                   "another key");
    }
    absl::StrAppend(&path, path.empty() ? "" : ".", wrong->key);
    if (field->message_type() == nullptr || field->is_repeated() ||
        value[0] != '{') {
      return place(ValueName(field), "another value");
    }
    type = field->message_type();
  }
}

}  // namespace tools
}  // namespace wamp
