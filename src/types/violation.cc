#include "wamp/violation.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "src/text/fault_text.h"
#include "wamp/error_uri.h"

namespace wamp {

v1::Violations ViolationsOf(const absl::Status& status) {
  v1::Violations violations;
  const auto payload = status.GetPayload(kViolationsUrl);
  if (payload.has_value()) violations.ParseFromString(std::string(*payload));
  return violations;
}

std::string ToText(const v1::Violation& violation) {
  return internal::FaultText(
      violation.path(), violation.expected(), violation.found(),
      violation.has_offset() ? std::optional<uint64_t>(violation.offset())
                             : std::nullopt);
}

absl::Status StatusOf(v1::Violations violations) {
  std::string text;
  for (v1::Violation& violation : *violations.mutable_violations()) {
    if (!violation.has_error_uri()) {
      violation.set_error_uri(std::string(ErrorUriOf(violation.rule())));
    }
    absl::StrAppend(&text, text.empty() ? "" : "; ", ToText(violation));
  }
  absl::Status status = absl::InvalidArgumentError(text);
  status.SetPayload(kViolationsUrl, absl::Cord(violations.SerializeAsString()));
  return status;
}

absl::string_view ErrorUriOf(v1::ViolationRule rule) {
  switch (rule) {
    case v1::VIOLATION_RULE_SYNTAX:
    case v1::VIOLATION_RULE_UTF8:
    case v1::VIOLATION_RULE_MESSAGE:
    case v1::VIOLATION_RULE_DUPLICATE:
      return error_uri::kProtocolViolation;
    case v1::VIOLATION_RULE_LIMIT:
      return error_uri::kPayloadSizeExceeded;
    case v1::VIOLATION_RULE_URI:
      return error_uri::kInvalidUri;
    default:
      return error_uri::kInvalidArgument;
  }
}

absl::string_view ErrorUriOf(const absl::Status& status) {
  if (status.ok()) return {};
  const v1::Violations violations = ViolationsOf(status);
  return violations.violations().empty()
             ? error_uri::kInvalidArgument
             : ErrorUriOf(violations.violations(0).rule());
}

}  // namespace wamp
