#include "broker.h"

#include <algorithm>
#include <utility>

#include "wamp/error_uri.h"
#include "wamp/relay.h"

namespace gateway {
namespace {

template <class Values, class Value>
bool Contains(const Values& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// Whether the publisher wants the peer to have the event (WAMP: Subscriber
// Black- and Whitelisting). A list that is there, but empty, has nobody in it.
bool IsMeantFor(const Peer& peer, const wamp::v1::PublishOptions& options) {
  const wamp::SessionIdent& ident = peer.ident();
  if (Contains(options.exclude().values(), ident->session()) ||
      Contains(options.exclude_authid().values(), ident->authid()) ||
      Contains(options.exclude_authrole().values(), ident->authrole())) {
    return false;
  }
  if (options.has_eligible() &&
      !Contains(options.eligible().values(), ident->session())) {
    return false;
  }
  if (options.has_eligible_authid() &&
      !Contains(options.eligible_authid().values(), ident->authid())) {
    return false;
  }
  return !options.has_eligible_authrole() ||
         Contains(options.eligible_authrole().values(), ident->authrole());
}

}  // namespace

void Broker::Subscribe(Peer* peer, const wamp::v1::Subscribe& subscribe) {
  const wamp::UriMatch match = MatchOf(subscribe.options().match());
  auto found = std::find_if(subscriptions_.begin(), subscriptions_.end(),
                            [&](const auto& entry) {
                              return entry.second.match == match &&
                                     entry.second.topic == subscribe.topic();
                            });
  if (found == subscriptions_.end()) {
    found = subscriptions_
                .emplace(ids_.Next().value(),
                         Subscription{subscribe.topic(), match, {}})
                .first;
  }
  // To subscribe twice is to subscribe once (WAMP: Subscribing).
  std::vector<Peer*>& subscribers = found->second.subscribers;
  if (!Contains(subscribers, peer)) subscribers.push_back(peer);
  wamp::v1::Frame reply;
  reply.mutable_subscribed()->set_request(subscribe.request());
  reply.mutable_subscribed()->set_subscription(found->first);
  peer->Send(reply).IgnoreError();
}

void Broker::Unsubscribe(Peer* peer, const wamp::v1::Unsubscribe& unsubscribe) {
  const auto found = subscriptions_.find(unsubscribe.subscription());
  if (found == subscriptions_.end() ||
      !Contains(found->second.subscribers, peer)) {
    peer->SendError(wamp::v1::MESSAGE_TYPE_UNSUBSCRIBE, unsubscribe.request(),
                    wamp::error_uri::kNoSuchSubscription,
                    "the session has no such subscription");
    return;
  }
  std::vector<Peer*>& subscribers = found->second.subscribers;
  subscribers.erase(std::find(subscribers.begin(), subscribers.end(), peer));
  if (subscribers.empty()) subscriptions_.erase(found);
  wamp::v1::Frame reply;
  reply.mutable_unsubscribed()->set_request(unsubscribe.request());
  peer->Send(reply).IgnoreError();
}

void Broker::Publish(Peer* publisher, wamp::v1::Publish publish,
                     bool disclose) {
  const wamp::v1::PublishOptions options = publish.options();
  const uint64_t request = publish.request();
  const std::string topic = publish.topic();
  // Absent means yes.
  const bool exclude_me = !options.has_exclude_me() || options.exclude_me();
  const uint64_t publication = publications_.Next().value();

  wamp::EventRelay relay;
  if (disclose) relay.publisher = publisher->ident();
  wamp::v1::Frame frame;
  *frame.mutable_event() = wamp::ToEvent(std::move(publish), /*subscription=*/1,
                                         publication, std::move(relay));
  wamp::v1::EventDetails& details = *frame.mutable_event()->mutable_details();
  for (const auto& [id, subscription] : subscriptions_) {
    if (!wamp::UriMatches(subscription.topic, subscription.match, topic)) {
      continue;
    }
    details.set_subscription(id);
    if (subscription.match == wamp::UriMatch::kExact) {
      details.clear_topic();
    } else {
      details.set_topic(topic);
    }
    for (Peer* const subscriber : subscription.subscribers) {
      if (subscriber == publisher && exclude_me) continue;
      if (!IsMeantFor(*subscriber, options)) continue;
      // Whoever can't read the payload in its own format goes without.
      subscriber->Send(frame).IgnoreError();
    }
  }
  if (!options.acknowledge()) return;
  wamp::v1::Frame reply;
  reply.mutable_published()->set_request(request);
  reply.mutable_published()->set_publication(publication);
  publisher->Send(reply).IgnoreError();
}

void Broker::Leave(Peer* peer) {
  for (auto entry = subscriptions_.begin(); entry != subscriptions_.end();) {
    std::vector<Peer*>& subscribers = entry->second.subscribers;
    subscribers.erase(std::remove(subscribers.begin(), subscribers.end(), peer),
                      subscribers.end());
    entry = subscribers.empty() ? subscriptions_.erase(entry) : ++entry;
  }
}

}  // namespace gateway
