#include "src/engine/faults.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "src/engine/secret_keys.h"
#include "src/text/quote.h"
#include "wamp/v1/violation.pb.h"
#include "wamp/violation.h"

namespace wamp {
namespace internal {
namespace {

std::string FoundText(const Fault& fault) {
  return fault.found_value.empty()
             ? fault.found
             : absl::StrCat(fault.found, " ", fault.found_value);
}

// The rules of readers and writers are those of violations.
#define WAMP_SAME_RULE(RULE, VIOLATION_RULE)                                \
  static_assert(                                                            \
      static_cast<int>(Rule::RULE) == static_cast<int>(v1::VIOLATION_RULE), \
      "Rule and ViolationRule number a rule alike")
WAMP_SAME_RULE(kNone, VIOLATION_RULE_UNSPECIFIED);
WAMP_SAME_RULE(kSyntax, VIOLATION_RULE_SYNTAX);
WAMP_SAME_RULE(kLimit, VIOLATION_RULE_LIMIT);
WAMP_SAME_RULE(kUtf8, VIOLATION_RULE_UTF8);
WAMP_SAME_RULE(kKind, VIOLATION_RULE_KIND);
WAMP_SAME_RULE(kRange, VIOLATION_RULE_RANGE);
WAMP_SAME_RULE(kToken, VIOLATION_RULE_TOKEN);
WAMP_SAME_RULE(kUri, VIOLATION_RULE_URI);
WAMP_SAME_RULE(kRequired, VIOLATION_RULE_REQUIRED);
WAMP_SAME_RULE(kDuplicate, VIOLATION_RULE_DUPLICATE);
WAMP_SAME_RULE(kUnknownKey, VIOLATION_RULE_UNKNOWN_KEY);
WAMP_SAME_RULE(kMessage, VIOLATION_RULE_MESSAGE);
WAMP_SAME_RULE(kUnrepresentable, VIOLATION_RULE_UNREPRESENTABLE);
#undef WAMP_SAME_RULE

}  // namespace

Segment KeySegment(absl::string_view key, Telling telling) {
  return {absl::StrCat(".", Escape(key)), telling, false};
}

Segment EntrySegment(absl::string_view key, Telling telling) {
  return {absl::StrCat(".", Escape(key)), telling, true};
}

Segment IndexSegment(size_t index, Telling telling) {
  return {absl::StrCat("[", index, "]"), telling, false};
}

Segment AnyEntrySegment(absl::string_view key, bool secret) {
  if (secret) return {"", Telling::kNothing};
  return EntrySegment(key,
                      IsSecretKey(key) ? Telling::kNothing : Telling::kPlace);
}

bool IsFatal(Rule rule) {
  return rule == Rule::kSyntax || rule == Rule::kLimit || rule == Rule::kUtf8;
}

void Faults::Add(const Fault& fault) {
  if (++count_ <= most_) list_.push_back({"", 0, fault});
}

void Faults::AddUnplaced(Fault fault) {
  if (fault.quoted || fault.rule == Rule::kKind) fault.found_value.clear();
  Add(fault);
}

void Faults::Prefix(size_t from, const Segment& segment) {
  for (size_t i = from; i < list_.size(); ++i) {
    Entry& entry = list_[i];
    if (segment.telling == Telling::kNothing) entry.path.resize(entry.known);
    if (segment.telling != Telling::kAll) entry.fault.found_value.clear();
    entry.path.insert(0, segment.text);
    entry.known = segment.chosen ? 0 : entry.known + segment.text.size();
  }
}

absl::Status Faults::Report(absl::string_view wire_name) const {
  v1::Violations violations;
  size_t told = 0;
  size_t size = 0;
  for (const Entry& entry : list_) {
    const Fault& fault = entry.fault;
    v1::Violation violation;
    violation.set_path(absl::StrCat(wire_name, entry.path));
    violation.set_rule(static_cast<v1::ViolationRule>(fault.rule));
    violation.set_expected(fault.expected);
    violation.set_found(FoundText(fault));
    if (fault.offset != Fault::kNoOffset) violation.set_offset(fault.offset);
    size += violation.ByteSizeLong();
    if (told != 0 && size > kMostText) break;
    *violations.add_violations() = std::move(violation);
    ++told;
  }
  if (told != count_) {
    v1::Violation& more = *violations.add_violations();
    more.set_path(std::string(wire_name));
    more.set_rule(v1::VIOLATION_RULE_LIMIT);
    more.set_expected(
        absl::StrCat("at most ", told, told == 1 ? " fault" : " faults"));
    more.set_found(absl::StrCat(count_ - told, " more"));
  }
  return StatusOf(std::move(violations));
}

}  // namespace internal
}  // namespace wamp
