// The types of publishing and subscribing (WAMP: Publish and Subscribe).
//
// Example:
//
//   wamp::PublishOptions options;
//   options->set_exclude_me(false);
//   options->mutable_eligible();  // present and empty: nobody receives it
//
//   void OnEvent(const wamp::EventDetails& details) {
//     if (auto publisher = details.publisher_id()) Count(*publisher);
//   }
//
// Every type here owns its content, and is as thread-safe as an `int`: one
// object may be read by many threads, or written by one. The functions are safe
// to call from any thread, as long as their argument is not written meanwhile.
#ifndef WAMP_PUBSUB_H_
#define WAMP_PUBSUB_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "wamp/id.h"
#include "wamp/v1/pubsub.pb.h"
#include "wamp/wrapper.h"

namespace wamp {

// Asks for a subscription: the options of SUBSCRIBE.
using SubscribeOptions = Wrapper<v1::SubscribeOptions>;

// Asks for a publication: the options of PUBLISH.
using PublishOptions = Wrapper<v1::PublishOptions>;

// Describes an event: the details of EVENT.
class EventDetails : public Wrapper<v1::EventDetails> {
 public:
  using Wrapper::Wrapper;

  // With the ids of the subscription that the event is delivered for, and of
  // the publication, each 1 to 2^53.
  EventDetails(uint64_t subscription, uint64_t publication);

  // The ids; none if the field is absent or no valid id.
  std::optional<Id> subscription_id() const;
  std::optional<Id> publication_id() const;
  std::optional<Id> publisher_id() const;
};

// The name of the event handler's argument that takes the EventDetails: the
// `details_arg`, or "details" if `details` is true. None if the handler wants
// no details.
std::optional<std::string> EffectiveDetailsArg(const SubscribeOptions& options);

}  // namespace wamp

#endif  // WAMP_PUBSUB_H_
