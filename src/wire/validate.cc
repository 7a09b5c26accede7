#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "src/engine/annotations.h"
#include "wamp/dict.h"
#include "wamp/violation.h"

namespace wamp {
namespace internal {
namespace {

using google::protobuf::Message;

// A program's own message may have a repeated field of such a name.
bool IsSet(const Message& message, const FieldDescriptor* field) {
  return field != nullptr && !field->is_repeated() &&
         message.GetReflection()->HasField(message, field);
}

// Two fields that exclude each other.
struct Rivals {
  const char* first;
  const char* second;
};

constexpr Rivals kRivals[] = {
    {"details", "details_arg"},
    {"enc_algo", "ppt_scheme"},
};

void AddConflictsOf(const Message& message, v1::Violations& violations) {
  const Descriptor* type = message.GetDescriptor();
  for (const Rivals& rivals : kRivals) {
    const FieldDescriptor* first = type->FindFieldByName(rivals.first);
    const FieldDescriptor* second = type->FindFieldByName(rivals.second);
    if (!IsSet(message, first) || !IsSet(message, second)) continue;
    v1::Violation& violation = *violations.add_violations();
    violation.set_path(absl::StrCat(WireNameOf(type), ".", second->name()));
    violation.set_rule(v1::VIOLATION_RULE_CONFLICT);
    violation.set_expected(absl::StrCat("none beside ", first->name()));
    violation.set_found("both");
  }
}

// The messages in `message` that are dicts or message arrays, and itself; as
// deep as options are in a frame, and no deeper than the stack allows.
void AddConflicts(const Message& message, int depth,
                  v1::Violations& violations) {
  constexpr int kMaxDepth = 16;
  if (depth == kMaxDepth ||
      AnnotationOf(message.GetDescriptor()).shape() != v1::SHAPE_UNSPECIFIED) {
    return;
  }
  AddConflictsOf(message, violations);
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->message_type() == nullptr || field->is_repeated()) continue;
    AddConflicts(message.GetReflection()->GetMessage(message, field), depth + 1,
                 violations);
  }
}

}  // namespace

absl::Status ValidationOf(const Message& message, const absl::Status& status) {
  v1::Violations violations = ViolationsOf(status);
  if (!status.ok() && violations.violations().empty()) return status;
  for (v1::Violation& violation : *violations.mutable_violations()) {
    violation.clear_offset();
  }
  AddConflicts(message, 0, violations);
  return violations.violations().empty() ? absl::OkStatus()
                                         : StatusOf(std::move(violations));
}

}  // namespace internal
}  // namespace wamp
