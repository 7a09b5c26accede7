#include "tests/testing/describe.h"

#include "absl/strings/str_format.h"
#include "src/text/foreign.h"

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

std::string DescribeForeign(const ForeignValue& value) {
  constexpr absl::string_view kNames[] = {"no format", "json",   "msgpack",
                                          "cbor",      "ubjson", "bjdata"};
  constexpr size_t kMost = 40;
  return absl::StrCat(
      "<",
      internal::ForeignText(kNames[static_cast<size_t>(value.format)],
                            value.encoded, kMost),
      ">");
}

std::string Describe(double value) {
  std::string text = absl::StrFormat("%.17g", value);
  if (text.find_first_of(".ein") == std::string::npos) text += ".0";
  return text;
}

}  // namespace testing
}  // namespace wamp
