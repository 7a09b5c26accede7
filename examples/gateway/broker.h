// The broker of one realm: SUBSCRIBE, UNSUBSCRIBE and PUBLISH.
//
// What a session may do has been decided before. A publication looks at each
// subscription of the realm: a broker with very many of them needs an index.
#ifndef GATEWAY_BROKER_H_
#define GATEWAY_BROKER_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "peer.h"
#include "wamp/id_generator.h"
#include "wamp/uri.h"
#include "wamp/v1/frame.pb.h"

namespace gateway {

class Broker {
 public:
  void Subscribe(Peer* peer, const wamp::v1::Subscribe& subscribe);
  void Unsubscribe(Peer* peer, const wamp::v1::Unsubscribe& unsubscribe);

  // `disclose` says whether subscribers are told who publishes.
  void Publish(Peer* publisher, wamp::v1::Publish publish, bool disclose);

  // Forgets a session.
  void Leave(Peer* peer);

 private:
  struct Subscription {
    std::string topic;
    wamp::UriMatch match;
    // In the order in which they have subscribed.
    std::vector<Peer*> subscribers;
  };

  // By id.
  std::map<uint64_t, Subscription> subscriptions_;
  wamp::SequentialIds ids_;
  wamp::RandomIds publications_;
};

}  // namespace gateway

#endif  // GATEWAY_BROKER_H_
