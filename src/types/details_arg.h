// What SubscribeOptions and RegisterOptions have in common: the two ways to ask
// for the details of an event or a call.
#ifndef WAMP_SRC_TYPES_DETAILS_ARG_H_
#define WAMP_SRC_TYPES_DETAILS_ARG_H_

#include <optional>
#include <string>

namespace wamp {
namespace internal {

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
