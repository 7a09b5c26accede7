#include "src/log/redacted_record.h"

#include <memory>

#include "src/log/redaction_plan.h"

namespace wamp {
namespace internal {
namespace {

// With the highest limits, so that what another redactor has left stays whole.
const RedactionPlan& PlanOfDoors() {
  static const auto* const plan = [] {
    log::RedactionPolicy policy;
    policy.max_text_bytes = log::RedactionPolicy::kHighestTextBytes;
    policy.max_elements = log::RedactionPolicy::kHighestElements;
    return new std::shared_ptr<const RedactionPlan>(*MakeRedactionPlan(policy));
  }();
  return **plan;
}

}  // namespace

RedactedRecord::RedactedRecord(const log::v1::SessionRecord& record)
    : record_(record) {
  if (LeavesAsIs(PlanOfDoors(), record)) return;
  copy_ = record;
  FollowPlan(PlanOfDoors(), &*copy_);
}

}  // namespace internal
}  // namespace wamp
