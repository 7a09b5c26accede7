// A session, as the broker and the dealer see it.
#ifndef GATEWAY_PEER_H_
#define GATEWAY_PEER_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "wamp/grpc/status.h"
#include "wamp/id_generator.h"
#include "wamp/relay.h"
#include "wamp/session.h"
#include "wamp/uri.h"
#include "wamp/v1/common.pb.h"
#include "wamp/v1/frame.pb.h"

namespace gateway {

// All of this is for the thread of the event loop.
class Peer {
 public:
  virtual ~Peer() = default;

  // Fails if the frame can't be written in the peer's format, or is longer than
  // the peer takes. To a peer that is gone it sends nothing.
  virtual absl::Status Send(const wamp::v1::Frame& frame) = 0;

  // Who it is, for peers that it is disclosed to.
  virtual const wamp::SessionIdent& ident() const = 0;

  // The id of the next request that the router sends to it.
  uint64_t NextRequest() { return requests_.Next().value(); }

  // Refuses a request of the peer, with the status' own URI or the one that
  // suits it.
  void SendError(wamp::v1::MessageType request_type, uint64_t request,
                 const absl::Status& status) {
    wamp::v1::Frame frame;
    *frame.mutable_error() = wamp::ToError(status, request_type, request);
    frame.mutable_error()->set_error(wamp::ErrorUriFromStatus(status));
    Send(frame).IgnoreError();
  }

  void SendError(wamp::v1::MessageType request_type, uint64_t request,
                 absl::string_view error_uri, absl::string_view text) {
    SendError(request_type, request, wamp::StatusFromErrorUri(error_uri, text));
  }

 private:
  wamp::SequentialIds requests_;
};

// How the URI of a subscription or registration is matched; absent means
// exactly.
inline wamp::UriMatch MatchOf(wamp::v1::Match match) {
  if (match == wamp::v1::MATCH_PREFIX) return wamp::UriMatch::kPrefix;
  if (match == wamp::v1::MATCH_WILDCARD) return wamp::UriMatch::kWildcard;
  return wamp::UriMatch::kExact;
}

}  // namespace gateway

#endif  // GATEWAY_PEER_H_
