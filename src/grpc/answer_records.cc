#include "src/grpc/answer_records.h"

#include "absl/time/clock.h"
#include "wamp/log/record.h"
#include "wamp/log/uuid.h"

namespace wamp {
namespace internal {
namespace {

// What the router knows of the attempt to join.
template <class Request>
log::v1::SessionRecord Begin(const Request& request) {
  log::v1::SessionRecord record;
  *record.mutable_time() = log::ToTimestamp(absl::Now());
  if (log::IsUuid(request.request_id())) {
    record.set_session_uid(request.request_id());
  }
  if (request.has_transport()) {
    *record.mutable_transport() = request.transport();
  }
  return record;
}

void Accepted(const v1::Accept& accept, log::v1::SessionRecord& record) {
  if (accept.has_realm()) record.set_realm(accept.realm());
  *record.mutable_accepted() = accept;
}

wamp::v1::Match MatchOf(const auth::v1::AuthorizeRequest& request) {
  return request.has_register_() ? request.register_().match()
                                 : request.subscribe().match();
}

}  // namespace

log::v1::SessionRecord RecordOf(const auth::v1::HelloRequest& request,
                                const auth::v1::HelloResponse& response) {
  log::v1::SessionRecord record = Begin(request);
  const v1::HelloDetails& details = request.details();
  if (details.has_realm()) record.set_realm(details.realm());
  if (details.has_authid()) {
    record.mutable_claimed_ident()->set_authid(details.authid());
  }
  switch (response.answer_case()) {
    case auth::v1::HelloResponse::kAccept:
      Accepted(response.accept(), record);
      break;
    case auth::v1::HelloResponse::kDeny:
      *record.mutable_denied() = response.deny();
      break;
    case auth::v1::HelloResponse::kChallenge:
      *record.mutable_challenged() = response.challenge().challenge();
      break;
    case auth::v1::HelloResponse::kCredential:
      record.mutable_challenged()->set_method(
          response.credential().accept().authmethod());
      break;
    case auth::v1::HelloResponse::ANSWER_NOT_SET:
      break;
  }
  return record;
}

log::v1::SessionRecord RecordOf(
    const auth::v1::AuthenticateRequest& request,
    const auth::v1::AuthenticateResponse& response) {
  log::v1::SessionRecord record = Begin(request);
  switch (response.answer_case()) {
    case auth::v1::AuthenticateResponse::kAccept:
      Accepted(response.accept(), record);
      break;
    case auth::v1::AuthenticateResponse::kDeny:
      *record.mutable_denied() = response.deny();
      break;
    case auth::v1::AuthenticateResponse::kChallenge:
      *record.mutable_challenged() = response.challenge().challenge();
      break;
    case auth::v1::AuthenticateResponse::ANSWER_NOT_SET:
      break;
  }
  return record;
}

log::v1::SessionRecord RecordOf(const auth::v1::AuthorizeRequest& request,
                                const auth::v1::AuthorizeResponse& response) {
  const v1::SessionDetails& session = request.session();
  log::v1::SessionRecord record;
  *record.mutable_time() = log::ToTimestamp(absl::Now());
  if (session.has_realm()) record.set_realm(session.realm());
  v1::SessionIdent* ident = record.mutable_ident();
  if (session.has_session()) ident->set_session(session.session());
  if (session.has_authid()) ident->set_authid(session.authid());
  if (session.has_authrole()) ident->set_authrole(session.authrole());
  log::v1::Decision* decision = record.mutable_decided();
  decision->set_action(request.action());
  decision->set_uri(request.uri());
  const v1::Match match = MatchOf(request);
  if (match != v1::MATCH_UNSPECIFIED) decision->set_match(match);
  decision->set_allowed(response.has_allow());
  if (response.allow().disclose()) decision->set_disclose(true);
  if (response.deny().has_reason()) {
    decision->set_reason(response.deny().reason());
  }
  if (response.deny().has_message()) {
    decision->set_message(response.deny().message());
  }
  return record;
}

}  // namespace internal
}  // namespace wamp
