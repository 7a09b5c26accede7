#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "src/engine/annotations.h"
#include "src/engine/checks.h"
#include "src/text/quote.h"
#include "wamp/violation.h"
#include "wamp/wire.h"

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

// What is wrong with a value that is set; nothing for lists, dicts and flags.
BrokenRule CheckField(const Message& message, const FieldDescriptor* field,
                      const DecodeOptions& options, std::string& found) {
  const v1::Format format = AnnotationOf(field).format();
  const auto* reflection = message.GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_UINT64) {
    const uint64_t value = reflection->GetUInt64(message, field);
    found = absl::StrCat("integer ", value);
    return CheckUint(value, format, options.profile, /*slot=*/true);
  }
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    const std::string value = reflection->GetString(message, field);
    found = absl::StrCat("string ", Quote(value));
    return CheckString(value, format, options, /*slot=*/true);
  }
  return {};
}

// The details of a message hold positions of its array, too, without which they
// are written when they stand alone: "ABORT.reason" of "ABORT.Details".
void AddPositionFaults(const Message& message, const DecodeOptions& options,
                       v1::Violations& violations) {
  const Descriptor* type = message.GetDescriptor();
  if (AnnotationOf(type).code() != 0) return;
  const std::string wire_name = WireNameOf(type);
  const absl::string_view array =
      absl::string_view(wire_name).substr(0, wire_name.find('.'));
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const v1::FieldAnnotation& annotation = AnnotationOf(field);
    if (!annotation.has_slot() || field->is_repeated()) continue;
    BrokenRule broken;
    std::string found = "none";
    if (IsSet(message, field)) {
      broken = CheckField(message, field, options, found);
    } else if (annotation.required()) {
      broken = {Rule::kRequired, "a value"};
    }
    if (broken.expected == nullptr) continue;
    v1::Violation& violation = *violations.add_violations();
    violation.set_path(absl::StrCat(array, ".", field->name()));
    violation.set_rule(static_cast<v1::ViolationRule>(broken.rule));
    violation.set_expected(broken.expected);
    violation.set_found(annotation.secret() ? "a secret" : found);
  }
}

}  // namespace

absl::Status ValidationOf(const Message& message, const DecodeOptions& options,
                          const absl::Status& status) {
  v1::Violations violations = ViolationsOf(status);
  if (!status.ok() && violations.violations().empty()) return status;
  for (v1::Violation& violation : *violations.mutable_violations()) {
    violation.clear_offset();
  }
  AddPositionFaults(message, options, violations);
  AddConflicts(message, 0, violations);
  return violations.violations().empty() ? absl::OkStatus()
                                         : StatusOf(std::move(violations));
}

}  // namespace internal
}  // namespace wamp
