#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "src/engine/annotations.h"
#include "src/engine/checks.h"
#include "src/engine/descriptor_cache.h"
#include "src/text/quote.h"
#include "wamp/reflection.h"
#include "wamp/violation.h"

namespace wamp {
namespace internal {
namespace {

using google::protobuf::Message;

// Two fields that exclude each other.
struct Rivals {
  const char* first;
  const char* second;
};

constexpr Rivals kRivals[] = {
    {"details", "details_arg"},
    {"enc_algo", "ppt_scheme"},
};

// What is to be looked at in the messages of a type, found out once.
struct Plan {
  std::vector<std::pair<const FieldDescriptor*, const FieldDescriptor*>> rivals;
  // The messages that hold such fields, or others that do.
  std::vector<const FieldDescriptor*> nested;
  // Of details that stand alone, what they hold of the positions of their
  // message, and how that is called.
  std::vector<const FieldDescriptor*> positions;
  std::string array;
};

bool IsDictOrArray(const Descriptor* type) {
  return type != nullptr && AnnotationOf(type).shape() == v1::SHAPE_UNSPECIFIED;
}

// The fields of `type` by these names, of which both must be there. A program's
// own message may have a repeated field of such a name.
std::vector<std::pair<const FieldDescriptor*, const FieldDescriptor*>> RivalsOf(
    const Descriptor* type) {
  std::vector<std::pair<const FieldDescriptor*, const FieldDescriptor*>> found;
  for (const Rivals& rivals : kRivals) {
    const FieldDescriptor* first = type->FindFieldByName(rivals.first);
    const FieldDescriptor* second = type->FindFieldByName(rivals.second);
    if (first == nullptr || second == nullptr) continue;
    if (first->is_repeated() || second->is_repeated()) continue;
    found.emplace_back(first, second);
  }
  return found;
}

// Whether messages of the type, or those in them, may hold rivals. `seen` keeps
// types that hold themselves from being looked at for ever.
bool HasRivals(const Descriptor* type,
               absl::flat_hash_set<const Descriptor*>& seen) {
  if (!IsDictOrArray(type) || !seen.insert(type).second) return false;
  if (!RivalsOf(type).empty()) return true;
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (!field->is_repeated() && HasRivals(field->message_type(), seen)) {
      return true;
    }
  }
  return false;
}

Plan MakePlan(const Descriptor* type) {
  Plan plan;
  plan.rivals = RivalsOf(type);
  const bool is_array = AnnotationOf(type).code() != 0;
  plan.array = WireNameOf(type);
  plan.array.erase(std::min(plan.array.find('.'), plan.array.size()));
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    absl::flat_hash_set<const Descriptor*> seen;
    if (!field->is_repeated() && HasRivals(field->message_type(), seen)) {
      plan.nested.push_back(field);
    }
    if (!is_array && !field->is_repeated() && AnnotationOf(field).has_slot()) {
      plan.positions.push_back(field);
    }
  }
  return plan;
}

const Plan& PlanOf(const Descriptor* type) {
  static auto* const plans = new DescriptorCache<Plan>;
  return plans->Get(type, MakePlan);
}

// The messages in `message` that are dicts or message arrays, and itself; as
// deep as options are in a frame, and no deeper than the stack allows.
void AddConflicts(const Message& message, int depth,
                  v1::Violations& violations) {
  constexpr int kMaxDepth = 16;
  const Descriptor* type = message.GetDescriptor();
  if (depth == kMaxDepth || !IsDictOrArray(type)) return;
  const Plan& plan = PlanOf(type);
  const auto* reflection = message.GetReflection();
  for (const auto& [first, second] : plan.rivals) {
    if (!reflection->HasField(message, first)) continue;
    if (!reflection->HasField(message, second)) continue;
    v1::Violation& violation = *violations.add_violations();
    violation.set_path(absl::StrCat(WireNameOf(type), ".", second->name()));
    violation.set_rule(v1::VIOLATION_RULE_CONFLICT);
    violation.set_expected(absl::StrCat("none beside ", first->name()));
    violation.set_found("both");
  }
  for (const FieldDescriptor* field : plan.nested) {
    if (!reflection->HasField(message, field)) continue;
    AddConflicts(reflection->GetMessage(message, field), depth + 1, violations);
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
  const Plan& plan = PlanOf(message.GetDescriptor());
  for (const FieldDescriptor* field : plan.positions) {
    const v1::FieldAnnotation& annotation = AnnotationOf(field);
    BrokenRule broken;
    std::string found = "none";
    if (message.GetReflection()->HasField(message, field)) {
      broken = CheckField(message, field, options, found);
    } else if (annotation.required()) {
      broken = {Rule::kRequired, "a value"};
    }
    if (broken.expected == nullptr) continue;
    v1::Violation& violation = *violations.add_violations();
    violation.set_path(absl::StrCat(plan.array, ".", field->name()));
    violation.set_rule(static_cast<v1::ViolationRule>(broken.rule));
    violation.set_expected(broken.expected);
    violation.set_found(annotation.secret() ? "a secret" : found);
  }
}

}  // namespace

DecodeOptions ValidationOptions(DecodeOptions options) {
  options.collect_all = true;
  if (options.unknown_keys == UnknownKeys::kIgnore) {
    options.unknown_keys = UnknownKeys::kKeep;
  }
  return options;
}

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
