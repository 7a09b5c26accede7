#include "src/engine/faults.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "wamp/v1/violation.pb.h"
#include "wamp/violation.h"

namespace wamp {
namespace internal {
namespace {

// A key of the wire in a path: shortened and free of control characters, which
// could forge lines of a log.
std::string SafeKey(absl::string_view key) {
  constexpr size_t kMost = 40;
  std::string out;
  for (const char c : key.substr(0, kMost)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F) {
      absl::StrAppend(&out, "\\x", absl::Hex(byte, absl::kZeroPad2));
    } else {
      out += c;
    }
  }
  if (key.size() > kMost) out += "…";
  return out;
}

std::string FoundText(const Fault& fault) {
  return fault.found_value.empty()
             ? fault.found
             : absl::StrCat(fault.found, " ", fault.found_value);
}

}  // namespace

std::string KeySegment(absl::string_view key) {
  return absl::StrCat(".", SafeKey(key));
}

std::string IndexSegment(size_t index) { return absl::StrCat("[", index, "]"); }

bool IsFatal(Rule rule) {
  return rule == Rule::kSyntax || rule == Rule::kLimit || rule == Rule::kUtf8;
}

void Faults::Add(const Fault& fault) { list_.push_back({"", fault}); }

void Faults::Prefix(size_t from, absl::string_view segment, bool secret) {
  for (size_t i = from; i < list_.size(); ++i) {
    list_[i].path.insert(0, segment.data(), segment.size());
    if (secret) list_[i].fault.found_value.clear();
  }
}

absl::Status Faults::Report(absl::string_view wire_name) const {
  v1::Violations violations;
  for (const Entry& entry : list_) {
    const Fault& fault = entry.fault;
    v1::Violation& violation = *violations.add_violations();
    violation.set_path(absl::StrCat(wire_name, entry.path));
    violation.set_rule(static_cast<v1::ViolationRule>(fault.rule));
    violation.set_expected(fault.expected);
    violation.set_found(FoundText(fault));
    if (fault.offset != Fault::kNoOffset) violation.set_offset(fault.offset);
  }
  return StatusOf(std::move(violations));
}

}  // namespace internal
}  // namespace wamp
