#include "wamp/violation.h"

#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status_payload_printer.h"
#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "src/text/fault_text.h"
#include "wamp/error_uri.h"

namespace wamp {
namespace {

// Abseil's optional, which may be its own or the standard's.
using Printed =
    std::invoke_result_t<absl::status_internal::StatusPayloadPrinter,
                         absl::string_view, const absl::Cord&>;

// "kind: wamp.error.protocol_violation, uri: wamp.error.invalid_uri"
Printed ViolationsAsText(absl::string_view type_url,
                         const absl::Cord& payload) {
  v1::Violations violations;
  if (type_url != kViolationsUrl ||
      !violations.ParseFromString(std::string(payload))) {
    return {};
  }
  std::string text;
  for (const v1::Violation& violation : violations.violations()) {
    const std::string& name = v1::ViolationRule_Name(violation.rule());
    absl::StrAppend(
        &text, text.empty() ? "" : ", ",
        absl::AsciiStrToLower(absl::StripPrefix(name, "VIOLATION_RULE_")), ": ",
        ErrorUriOf(violation.rule()));
  }
  return text;
}

}  // namespace

v1::Violations ViolationsOf(const absl::Status& status) {
  v1::Violations violations;
  const auto payload = status.GetPayload(kViolationsUrl);
  if (!payload.has_value() ||
      !violations.ParseFromString(std::string(*payload))) {
    return {};
  }
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
  // A Cord made of a string that it may take over is a template of Abseil's
  // whose name g++ and clang++ spell differently.
  const std::string bytes = violations.SerializeAsString();
  status.SetPayload(kViolationsUrl, absl::Cord(bytes));
  return status;
}

absl::Status StatusOf(absl::string_view path, v1::ViolationRule rule,
                      absl::string_view expected, absl::string_view found) {
  v1::Violations violations;
  v1::Violation* violation = violations.add_violations();
  violation->set_path(std::string(path));
  violation->set_rule(rule);
  violation->set_expected(std::string(expected));
  violation->set_found(std::string(found));
  return StatusOf(std::move(violations));
}

absl::string_view ErrorUriOf(v1::ViolationRule rule) {
  switch (rule) {
    case v1::VIOLATION_RULE_LIMIT:
      return error_uri::kPayloadSizeExceeded;
    case v1::VIOLATION_RULE_URI:
      return error_uri::kInvalidUri;
    case v1::VIOLATION_RULE_UNKNOWN_KEY:
      return error_uri::kOptionNotAllowed;
    case v1::VIOLATION_RULE_UNREPRESENTABLE:
      return error_uri::kInvalidPayload;
    default:
      return error_uri::kProtocolViolation;
  }
}

absl::string_view ErrorUriOf(const absl::Status& status) {
  if (status.ok()) return {};
  const v1::Violations violations = ViolationsOf(status);
  if (!violations.violations().empty()) {
    return ErrorUriOf(violations.violations(0).rule());
  }
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return error_uri::kInvalidArgument;
    case absl::StatusCode::kCancelled:
      return error_uri::kCanceled;
    case absl::StatusCode::kDeadlineExceeded:
      return error_uri::kTimeout;
    case absl::StatusCode::kPermissionDenied:
      return error_uri::kNotAuthorized;
    case absl::StatusCode::kUnauthenticated:
      return error_uri::kAuthenticationRequired;
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kUnavailable:
      return error_uri::kUnavailable;
    case absl::StatusCode::kUnimplemented:
      return error_uri::kFeatureNotSupported;
    default:
      return error_uri::kRuntimeError;
  }
}

void PrintViolationsAsText() {
  using absl::status_internal::GetStatusPayloadPrinter;
  using absl::status_internal::SetStatusPayloadPrinter;
  if (GetStatusPayloadPrinter() == nullptr) {
    SetStatusPayloadPrinter(ViolationsAsText);
  }
}

}  // namespace wamp
