#include "wamp/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "src/types/optional_id.h"
#include "wamp/pubsub.h"
#include "wamp/rpc.h"

namespace wamp {
namespace {

// The first of `principals`, who sent the message in the first place. There
// must be one.
SessionIdent IdentOfOriginator(const v1::PrincipalList& principals) {
  const v1::Principal& principal = principals.values(0);
  SessionIdent ident;
  if (principal.has_session()) ident->set_session(principal.session());
  if (principal.has_authid()) ident->set_authid(principal.authid());
  if (principal.has_authrole()) ident->set_authrole(principal.authrole());
  return ident;
}

}  // namespace

Deny::Deny(absl::string_view reason) {
  mutable_proto()->set_reason(std::string(reason));
}

Deny::Deny(absl::string_view reason, absl::string_view message) : Deny(reason) {
  mutable_proto()->set_message(std::string(message));
}

Challenge::Challenge(absl::string_view method, v1::Dict extra) {
  mutable_proto()->set_method(std::string(method));
  *mutable_proto()->mutable_extra() = std::move(extra);
}

HelloReturn::HelloReturn(Accept accept) {
  *mutable_proto()->mutable_accept() = std::move(accept).proto();
}

HelloReturn::HelloReturn(Deny deny) {
  *mutable_proto()->mutable_deny() = std::move(deny).proto();
}

HelloReturn::HelloReturn(Challenge challenge) {
  *mutable_proto()->mutable_challenge() = std::move(challenge).proto();
}

SessionDetails::SessionDetails(absl::string_view realm, uint64_t session) {
  mutable_proto()->set_realm(std::string(realm));
  mutable_proto()->set_session(session);
}

std::optional<Id> SessionDetails::session_id() const {
  return internal::OptionalId(proto().session());
}

SessionIdent::SessionIdent(uint64_t session, absl::string_view authid,
                           absl::string_view authrole) {
  mutable_proto()->set_session(session);
  mutable_proto()->set_authid(std::string(authid));
  mutable_proto()->set_authrole(std::string(authrole));
}

SessionIdent SessionIdent::from_calldetails(const CallDetails& details) {
  if (details->forward_for().values_size() > 0) {
    return IdentOfOriginator(details->forward_for());
  }
  SessionIdent ident;
  if (details->has_caller()) ident->set_session(details->caller());
  if (details->has_caller_authid()) ident->set_authid(details->caller_authid());
  if (details->has_caller_authrole()) {
    ident->set_authrole(details->caller_authrole());
  }
  return ident;
}

SessionIdent SessionIdent::from_eventdetails(const EventDetails& details) {
  if (details->forward_for().values_size() > 0) {
    return IdentOfOriginator(details->forward_for());
  }
  SessionIdent ident;
  if (details->has_publisher()) ident->set_session(details->publisher());
  if (details->has_publisher_authid()) {
    ident->set_authid(details->publisher_authid());
  }
  if (details->has_publisher_authrole()) {
    ident->set_authrole(details->publisher_authrole());
  }
  return ident;
}

std::optional<Id> SessionIdent::session_id() const {
  return internal::OptionalId(proto().session());
}

CloseDetails::CloseDetails(absl::string_view reason) {
  mutable_proto()->set_reason(std::string(reason));
}

CloseDetails::CloseDetails(absl::string_view reason, absl::string_view message)
    : CloseDetails(reason) {
  mutable_proto()->set_message(std::string(message));
}

}  // namespace wamp
