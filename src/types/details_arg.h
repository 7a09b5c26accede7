// What SubscribeOptions and RegisterOptions have in common: the two ways to ask
// for the details of an event or a call.
#ifndef WAMP_SRC_TYPES_DETAILS_ARG_H_
#define WAMP_SRC_TYPES_DETAILS_ARG_H_

#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"
#include "wamp/violation.h"

namespace wamp {
namespace internal {

// Fails if both are set. `wire_name` is what the path in the error starts with.
template <class Options>
absl::Status CheckDetailsArg(const Options& options,
                             absl::string_view wire_name) {
  if (!options.has_details() || !options.has_details_arg()) {
    return absl::OkStatus();
  }
  v1::Violations violations;
  v1::Violation& violation = *violations.add_violations();
  violation.set_path(absl::StrCat(wire_name, ".details_arg"));
  violation.set_rule(v1::VIOLATION_RULE_CONFLICT);
  violation.set_expected(absl::StrCat("nothing beside details=",
                                      options.details() ? "true" : "false"));
  violation.set_found(Quote(options.details_arg()));
  return StatusOf(std::move(violations));
}

// The keyword argument that takes the details; none if they are not asked for.
template <class Options>
std::optional<std::string> EffectiveDetailsArg(const Options& options) {
  if (options.details()) return "details";
  if (options.has_details_arg()) return options.details_arg();
  return std::nullopt;
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_TYPES_DETAILS_ARG_H_
