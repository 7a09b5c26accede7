#include "tests/testing/describe.h"

#include "absl/strings/str_format.h"

namespace wamp {
namespace testing {
namespace {

absl::string_view NameOf(Rule rule) {
  switch (rule) {
    case Rule::kSyntax:
      return "syntax";
    case Rule::kLimit:
      return "limit";
    case Rule::kUtf8:
      return "utf8";
    case Rule::kKind:
      return "kind";
    case Rule::kRange:
      return "range";
    case Rule::kUnrepresentable:
      return "unrepresentable";
    default:
      return "a rule that codecs know nothing of";
  }
}

}  // namespace

std::string Describe(const Fault& fault) {
  std::string text(NameOf(fault.rule));
  if (fault.offset != Fault::kNoOffset) {
    absl::StrAppend(&text, " at ", fault.offset);
  }
  absl::StrAppend(&text, ": expected ", fault.expected, ", got ", fault.found);
  if (!fault.found_value.empty()) {
    absl::StrAppend(&text, " ", fault.found_value);
  }
  return text;
}

std::string Describe(double value) {
  std::string text = absl::StrFormat("%.17g", value);
  if (text.find_first_of(".ein") == std::string::npos) text += ".0";
  return text;
}

}  // namespace testing
}  // namespace wamp
