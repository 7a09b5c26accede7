// The dealer of one realm: REGISTER, UNREGISTER, CALL, and what callees answer.
//
// What a session may do has been decided before. A procedure has one callee;
// calls have no time limit.
#ifndef GATEWAY_DEALER_H_
#define GATEWAY_DEALER_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "peer.h"
#include "wamp/id_generator.h"
#include "wamp/uri.h"
#include "wamp/v1/frame.pb.h"

namespace gateway {

class Dealer {
 public:
  void Register(Peer* callee, const wamp::v1::Register& message);
  void Unregister(Peer* callee, const wamp::v1::Unregister& message);

  // `disclose` says whether the callee is told who calls.
  void Call(Peer* caller, wamp::v1::Call call, bool disclose);
  // The caller waits no longer; the callee isn't told.
  void Cancel(Peer* caller, const wamp::v1::Cancel& cancel);

  // What callees answer. An answer to a call that has been given up, or to none
  // at all, goes nowhere.
  void Yield(Peer* callee, wamp::v1::Yield yield);
  void Error(Peer* callee, wamp::v1::Error error);

  // Forgets a session; those who wait for an answer of it get an ERROR.
  void Leave(Peer* peer);

 private:
  struct Registration {
    std::string procedure;
    wamp::UriMatch match;
    Peer* callee;
  };
  // By id.
  using Registrations = std::map<uint64_t, Registration>;

  // A call whose callee has not answered.
  struct PendingCall {
    Peer* caller;
    // The id of the CALL.
    uint64_t request;
    // Whether the caller takes results before the last one.
    bool receive_progress;
  };

  // The registration that a call goes to.
  Registrations::const_iterator Find(absl::string_view procedure) const;

  Registrations registrations_;
  wamp::SequentialIds ids_;
  // By callee and id of the INVOCATION.
  std::map<std::pair<Peer*, uint64_t>, PendingCall> calls_;
};

}  // namespace gateway

#endif  // GATEWAY_DEALER_H_
