#include "wamp/rpc.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "src/types/details_arg.h"
#include "src/types/optional_id.h"

namespace wamp {

CallResult::CallResult(v1::List results) {
  *mutable_proto()->mutable_results() = std::move(results);
}

CallResult::CallResult(v1::List results, v1::Dict kwresults)
    : CallResult(std::move(results)) {
  *mutable_proto()->mutable_kwresults() = std::move(kwresults);
}

std::optional<Id> CallResult::callee_id() const {
  return internal::OptionalId(proto().callee());
}

void CallOptions::set_on_progress(OnProgress on_progress) {
  on_progress_ = std::move(on_progress);
  if (on_progress_) {
    mutable_proto()->set_receive_progress(true);
  } else {
    mutable_proto()->clear_receive_progress();
  }
}

CallDetails::CallDetails(uint64_t registration) {
  mutable_proto()->set_registration(registration);
}

void CallDetails::set_progress(Progress progress) {
  progress_ = std::move(progress);
}

std::optional<Id> CallDetails::registration_id() const {
  return internal::OptionalId(proto().registration());
}

std::optional<Id> CallDetails::caller_id() const {
  return internal::OptionalId(proto().caller());
}

std::optional<std::string> EffectiveDetailsArg(const RegisterOptions& options) {
  return internal::EffectiveDetailsArg(options.proto());
}

}  // namespace wamp
