#include "wamp/pubsub.h"

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "src/types/details_arg.h"
#include "src/types/optional_id.h"

namespace wamp {

EventDetails::EventDetails(uint64_t subscription, uint64_t publication) {
  mutable_proto()->set_subscription(subscription);
  mutable_proto()->set_publication(publication);
}

std::optional<Id> EventDetails::subscription_id() const {
  return internal::OptionalId(proto().subscription());
}

std::optional<Id> EventDetails::publication_id() const {
  return internal::OptionalId(proto().publication());
}

std::optional<Id> EventDetails::publisher_id() const {
  return internal::OptionalId(proto().publisher());
}

std::optional<std::string> EffectiveDetailsArg(
    const SubscribeOptions& options) {
  return internal::EffectiveDetailsArg(options.proto());
}

}  // namespace wamp
