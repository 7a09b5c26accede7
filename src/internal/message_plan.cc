#include "src/internal/message_plan.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/mutex.h"

namespace wamp {
namespace internal {
namespace {

PlannedField Planned(const FieldDescriptor* field, std::string name) {
  const v1::FieldRule& rule = RuleOf(field);
  PlannedField planned;
  planned.field = field;
  planned.name = std::move(name);
  planned.alias = rule.alias();
  planned.format = rule.format();
  planned.required = rule.required();
  planned.nullable = rule.nullable();
  planned.secret = rule.secret();
  return planned;
}

void AddToDict(PlannedField field, DictPlan& dict) {
  const size_t index = dict.fields.size();
  dict.keys[field.name] = {index, false};
  if (!field.alias.empty()) dict.keys[field.alias] = {index, true};
  dict.fields.push_back(std::move(field));
}

// The fields named by `path` ("options.match"), starting at `message`.
std::vector<const FieldDescriptor*> Resolve(const Descriptor* message,
                                            absl::string_view path) {
  std::vector<const FieldDescriptor*> fields;
  for (const absl::string_view name : absl::StrSplit(path, '.')) {
    if (message == nullptr) return {};
    const FieldDescriptor* field = message->FindFieldByName(std::string(name));
    if (field == nullptr) return {};
    fields.push_back(field);
    message = field->message_type();
  }
  return fields;
}

std::unique_ptr<MessagePlan> MakePlan(const Descriptor* message) {
  auto plan = std::make_unique<MessagePlan>();
  const v1::MessageRule& rule = RuleOf(message);
  plan->site = SiteOf(message);
  plan->shape = rule.shape();
  plan->array = rule.has_code();
  plan->code = rule.code();
  plan->rest = RestOf(message);
  plan->rest_always =
      plan->rest != nullptr && RuleOf(plan->rest).rest() == v1::REST_ALWAYS;
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    if (IsKey(field)) AddToDict(Planned(field, KeyOf(field)), plan->wire);
    if (RuleOf(field).marshal()) {
      AddToDict(Planned(field, KeyOf(field)), plan->marshal);
    }
  }
  if (!plan->array) return plan;
  for (const Slot& slot : SlotsOf(message)) {
    PlannedField planned = Planned(slot.field, slot.name);
    planned.via = slot.via;
    planned.slot = true;
    if (planned.format == v1::FORMAT_URI_PATTERN) {
      planned.match_path = Resolve(message, RuleOf(slot.field).match_field());
    }
    plan->slots.push_back(std::move(planned));
  }
  return plan;
}

struct Plans {
  absl::Mutex mutex;
  absl::flat_hash_map<const Descriptor*, std::unique_ptr<MessagePlan>> plans
      ABSL_GUARDED_BY(mutex);
};

}  // namespace

const MessagePlan& PlanOf(const Descriptor* message) {
  // Never destroyed, as other static objects may still use it.
  static Plans* const plans = new Plans;
  {
    absl::ReaderMutexLock lock(&plans->mutex);
    const auto found = plans->plans.find(message);
    if (found != plans->plans.end()) return *found->second;
  }
  std::unique_ptr<MessagePlan> plan = MakePlan(message);
  absl::MutexLock lock(&plans->mutex);
  return *plans->plans.try_emplace(message, std::move(plan)).first->second;
}

const EnumValueDescriptor* FindToken(const EnumDescriptor* type,
                                     absl::string_view token) {
  for (int i = 0; i < type->value_count(); ++i) {
    const std::string candidate = TokenOf(type->value(i));
    if (!candidate.empty() && candidate == token) return type->value(i);
  }
  return nullptr;
}

std::string WordsOf(const EnumDescriptor* type) {
  std::vector<std::string> tokens;
  for (int i = 0; i < type->value_count(); ++i) {
    const std::string token = TokenOf(type->value(i));
    if (!token.empty()) tokens.push_back(token);
  }
  std::string words;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const size_t left = tokens.size() - i - 1;
    absl::StrAppend(&words, "\"", tokens[i], "\"",
                    left == 0 ? "" : (left == 1 ? " or " : ", "));
  }
  return words;
}

}  // namespace internal
}  // namespace wamp
