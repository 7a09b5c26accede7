#include "src/log/redaction_plan.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "absl/numeric/bits.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "src/engine/annotations.h"
#include "src/text/quote.h"
#include "wamp/v1/transport.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {
namespace {

using log::Redact;
using log::v1::SessionRecord;

constexpr absl::string_view kAnywhere = "*.";
constexpr size_t kLeastKeyBytes = 16;
constexpr size_t kMostIdBytes = 64;

// What the log itself writes into a record.
bool IsOfLog(const FieldDescriptor* field) {
  if (field->containing_type() != SessionRecord::descriptor()) return false;
  switch (field->number()) {
    case SessionRecord::kRecordIdFieldNumber:
    case SessionRecord::kNodeFieldNumber:
    case SessionRecord::kBootIdFieldNumber:
    case SessionRecord::kSequenceFieldNumber:
    case SessionRecord::kPreviousHashFieldNumber:
    case SessionRecord::kTimeFieldNumber:
    case SessionRecord::kObservedTimeFieldNumber:
    case SessionRecord::kSessionUidFieldNumber:
    case SessionRecord::kRedactionsFieldNumber:
    case SessionRecord::kCountFieldNumber:
    case SessionRecord::kLastTimeFieldNumber:
      return true;
    default:
      return false;
  }
}

Holds WhatIsIn(const FieldDescriptor* field) {
  if (field->type() == FieldDescriptor::TYPE_STRING) return Holds::kText;
  const Descriptor* type = field->message_type();
  if (type == nullptr) return Holds::kOther;
  if (type == v1::Dict::descriptor()) return Holds::kDict;
  if (type == v1::List::descriptor()) return Holds::kList;
  if (type == v1::Value::descriptor()) return Holds::kValue;
  return Holds::kMessage;
}

bool IsAddress(const FieldDescriptor* field) {
  const Descriptor* type = field->containing_type();
  if (type == v1::TransportDetails::descriptor()) {
    return field->number() == v1::TransportDetails::kOwnFieldNumber ||
           field->number() == v1::TransportDetails::kPeerFieldNumber;
  }
  return type == log::v1::ClaimedAddress::descriptor() &&
         field->number() == log::v1::ClaimedAddress::kAddressFieldNumber;
}

// Whether a hash or a mask has a place in the field.
bool TakesText(const RedactionStep& step) {
  return !step.is_repeated && step.holds != Holds::kMessage &&
         step.holds != Holds::kOther;
}

absl::Status RuleError(absl::string_view path, absl::string_view expected) {
  return absl::InvalidArgumentError(
      absl::StrCat("RedactionPolicy.rules: expected ", expected, ", got ",
                   Quote(path, kMostIdBytes * 2)));
}

absl::Status CheckKey(const log::RedactionPolicy& policy) {
  if (policy.hash_key.size() < kLeastKeyBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("RedactionPolicy.hash_key: expected at least ",
                     kLeastKeyBytes, " bytes, got ", policy.hash_key.size()));
  }
  const std::string& id = policy.hash_key_id;
  const bool plain = std::all_of(id.begin(), id.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' ||
           c == '_' || c == '-';
  });
  if (id.empty() || id.size() > kMostIdBytes || !plain) {
    return absl::InvalidArgumentError(absl::StrCat(
        "RedactionPolicy.hash_key_id: expected 1 to ", kMostIdBytes,
        " letters, digits and \"._-\", got ", Quote(id)));
  }
  return absl::OkStatus();
}

absl::Status CheckLimit(absl::string_view name, size_t most, size_t found) {
  if (found <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "RedactionPolicy.", name, ": expected at most ", most, ", got ", found));
}

void MarkUsed(const RedactionRules& rules) {
  rules.used = true;
  for (const auto& [name, below] : rules.below) MarkUsed(below);
}

// The rule that a path leads to. There is one.
const RedactionRules& RuleAt(const RedactionPlan& plan,
                             absl::string_view path) {
  const bool anywhere = absl::StartsWith(path, kAnywhere);
  const RedactionRules* rules = anywhere ? &plan.anywhere : &plan.exact;
  if (anywhere) path.remove_prefix(kAnywhere.size());
  for (const absl::string_view name : absl::StrSplit(path, '.')) {
    rules = &rules->below.find(name)->second;
  }
  return *rules;
}

class Planner {
 public:
  Planner(RedactionPlan& plan, Reach reach) : plan_(plan), reach_(reach) {}

  absl::Status AddRules() {
    for (const log::RedactionRule& rule : plan_.policy.rules) {
      absl::string_view path = rule.path;
      const bool anywhere = absl::StartsWith(path, kAnywhere);
      if (anywhere) path.remove_prefix(kAnywhere.size());
      RedactionRules* rules = anywhere ? &plan_.anywhere : &plan_.exact;
      for (const absl::string_view name : absl::StrSplit(path, '.')) {
        rules = &rules->below[std::string(name)];
      }
      if (rules->action.has_value()) {
        return RuleError(rule.path, "one rule for each path");
      }
      rules->action = rule.action;
      if (rule.action == Redact::kHash) {
        absl::Status status = CheckKey(plan_.policy);
        if (!status.ok()) return status;
      }
    }
    return absl::OkStatus();
  }

  RedactionSteps StepsOf(const Descriptor* type, const std::string& path,
                         const RulesHere& rules) {
    RedactionSteps steps;
    const auto* reflection =
        google::protobuf::MessageFactory::generated_factory()
            ->GetPrototype(type)
            ->GetReflection();
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      if (IsOfLog(field)) continue;
      AddStep(field, path, rules, steps);
    }
    for (RedactionStep& step : steps.all) step.reflection = reflection;
    if (reach_ == Reach::kAccess) AddAccess(AccessOf(type), steps);
    return steps;
  }

  const absl::Status& status() const { return status_; }

 private:
  void AddStep(const FieldDescriptor* field, const std::string& path,
               const RulesHere& rules, RedactionSteps& steps) {
    const v1::FieldAnnotation& annotation = AnnotationOf(field);
    RedactionStep step;
    step.field = field;
    step.holds = WhatIsIn(field);
    step.is_repeated = field->is_repeated();
    step.path = absl::StrCat(path, path.empty() ? "" : ".", field->name());
    step.unknown_keys = annotation.has_keep_unknown();
    step.hidden = annotation.secret() || step.unknown_keys;
    step.is_address = IsAddress(field);
    step.rules = Below(rules, field->name(), &plan_.anywhere);
    step.action = ActionOf(step.rules);
    for (const RedactionRules* rule : step.rules) Check(*rule, step);

    bool needed = step.action.has_value();
    if (step.holds == Holds::kMessage) {
      step.inner = StepsOf(field->message_type(), step.path, step.rules);
      needed = needed || !step.inner.all.empty();
    } else if (step.holds != Holds::kOther) {
      needed = true;
      // What a dict holds nobody knows before.
      if (step.holds != Holds::kText) {
        for (const RedactionRules* rule : step.rules) MarkUsed(*rule);
      }
    }
    if (needed) steps.all.push_back(std::move(step));
  }

  // Lists and dicts that are there are looked at in any case.
  static bool IsSure(const RedactionStep& step) {
    const bool is_named = step.hidden || step.action.has_value();
    switch (step.holds) {
      case Holds::kText:
      case Holds::kOther:
        return is_named;
      case Holds::kMessage:
        return is_named || step.inner.access == nullptr || step.inner.sure != 0;
      default:
        return false;
    }
  }

  // None at all if one of the fields has none.
  static void AddAccess(const MessageAccess* access, RedactionSteps& steps) {
    if (access == nullptr) return;
    for (const RedactionStep& step : steps.all) {
      if (access->Find(step.field->name()) == nullptr) return;
    }
    steps.access = access;
    for (size_t i = 0; i < steps.all.size(); ++i) {
      RedactionStep& step = steps.all[i];
      step.access = access->Find(step.field->name());
      steps.bits |= step.access->bit;
      if (IsSure(step)) steps.sure |= step.access->bit;
      // Below 64, as one bit is set: which compilers can't know.
      const auto bit = static_cast<size_t>(absl::countr_zero(step.access->bit));
      steps.of_bit[bit % steps.of_bit.size()] = static_cast<uint8_t>(i);
    }
  }

  void Check(const RedactionRules& rule, const RedactionStep& step) {
    rule.used = true;
    if (!rule.action.has_value()) return;
    const bool needs_text =
        *rule.action == Redact::kMask || *rule.action == Redact::kHash;
    if (step.field->real_containing_oneof() != nullptr &&
        step.field->containing_type() == SessionRecord::descriptor()) {
      status_.Update(RuleError(step.path, "a field of an event"));
    } else if (needs_text && !TakesText(step)) {
      status_.Update(
          RuleError(step.path, "a text, list or dict for what isn't dropped"));
    }
  }

  RedactionPlan& plan_;
  const Reach reach_;
  absl::Status status_;
};

}  // namespace

RulesHere Below(const RulesHere& rules, absl::string_view name,
                const RedactionRules* anywhere) {
  RulesHere found;
  const auto add = [&](const RedactionRules& from) {
    const auto below = from.below.find(name);
    if (below != from.below.end()) found.push_back(&below->second);
  };
  for (const RedactionRules* from : rules) add(*from);
  if (anywhere != nullptr) add(*anywhere);
  return found;
}

std::optional<Redact> ActionOf(const RulesHere& rules) {
  for (const RedactionRules* rule : rules) {
    if (rule->action.has_value()) return rule->action;
  }
  return std::nullopt;
}

absl::StatusOr<std::shared_ptr<const RedactionPlan>> MakeRedactionPlan(
    const log::RedactionPolicy& policy, Reach reach) {
  using Policy = log::RedactionPolicy;
  absl::Status status = CheckLimit("max_text_bytes", Policy::kHighestTextBytes,
                                   policy.max_text_bytes);
  status.Update(CheckLimit("max_elements", Policy::kHighestElements,
                           policy.max_elements));
  if (!status.ok()) return status;
  auto plan = std::make_shared<RedactionPlan>();
  plan->policy = policy;
  Planner planner(*plan, reach);
  status = planner.AddRules();
  if (!status.ok()) return status;
  plan->steps =
      planner.StepsOf(SessionRecord::descriptor(), "", {&plan->exact});
  if (!planner.status().ok()) return planner.status();
  for (const log::RedactionRule& rule : policy.rules) {
    if (!RuleAt(*plan, rule.path).used) {
      return RuleError(rule.path, "the path of a field of SessionRecord");
    }
  }
  return std::shared_ptr<const RedactionPlan>(std::move(plan));
}

}  // namespace internal
}  // namespace wamp
