// A policy of redaction, laid out along the fields of a record: what is left to
// do for each record is to follow it.
#ifndef WAMP_SRC_LOG_REDACTION_PLAN_H_
#define WAMP_SRC_LOG_REDACTION_PLAN_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "src/log/field_access.h"
#include "wamp/log/redaction.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace internal {

// The rules as a tree of the names in their paths.
struct RedactionRules {
  std::optional<log::Redact> action;
  std::map<std::string, RedactionRules, std::less<>> below;
  // Whether there is a field that it is for.
  mutable bool used = false;
};

// The rules that apply at one place, those of full paths first.
using RulesHere = std::vector<const RedactionRules*>;

// The rules one name further. `anywhere`: those that may start there, or null.
RulesHere Below(const RulesHere& rules, absl::string_view name,
                const RedactionRules* anywhere);

// The first action; none if no rule has one.
std::optional<log::Redact> ActionOf(const RulesHere& rules);

struct RedactionStep;

// What is to be done to the fields of a message, in their order.
struct RedactionSteps {
  // Null if the fields are reached by reflection.
  const MessageAccess* access = nullptr;
  // Those of all steps.
  uint64_t bits = 0;
  // Those of steps with something to do whatever the field holds.
  uint64_t sure = 0;
  // Where the step of a bit is in `all`, by the number of the bit.
  std::array<uint8_t, 64> of_bit{};
  std::vector<RedactionStep> all;
};

// What a field holds, found out once: asking a message for its type takes
// longer than most steps.
enum class Holds { kText, kDict, kList, kValue, kMessage, kOther };

// What is to be done to one field.
struct RedactionStep {
  const google::protobuf::FieldDescriptor* field = nullptr;
  // Of the message that has the field.
  const google::protobuf::Reflection* reflection = nullptr;
  // Null if it is reached by reflection.
  const FieldAccess* access = nullptr;
  Holds holds = Holds::kOther;
  bool is_repeated = false;
  std::string path;
  // Whether it goes unless somebody names it.
  bool hidden = false;
  bool unknown_keys = false;
  bool is_address = false;
  std::optional<log::Redact> action;
  RulesHere rules;
  // For a message that is no list or dict of any values.
  RedactionSteps inner;
};

struct RedactionPlan {
  // Its steps refer to its rules.
  RedactionPlan() = default;
  RedactionPlan(const RedactionPlan&) = delete;
  RedactionPlan& operator=(const RedactionPlan&) = delete;

  RedactionRules exact;
  RedactionRules anywhere;
  RedactionSteps steps;
  log::RedactionPolicy policy;
};

absl::StatusOr<std::shared_ptr<const RedactionPlan>> MakeRedactionPlan(
    const log::RedactionPolicy& policy, Reach reach = Reach::kAccess);

void FollowPlan(const RedactionPlan& plan, log::v1::SessionRecord* record);

// Whether the plan would change nothing. May say no where that isn't known
// without following it.
bool LeavesAsIs(const RedactionPlan& plan,
                const log::v1::SessionRecord& record);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_REDACTION_PLAN_H_
