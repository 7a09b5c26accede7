#include "wamp/relay.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "src/wire/encoding.h"
#include "wamp/codec/utf8.h"
#include "wamp/session.h"
#include "wamp/violation.h"

namespace wamp {
namespace {

// Moves the payload of a message, and what its dict `from` says of it.
template <class FromMessage, class From, class ToMessage, class To>
void MovePayload(FromMessage& from_message, From& from, ToMessage& to_message,
                 To& to) {
  to_message.set_allocated_payload(from_message.release_payload());
  internal::TransferEncoding(from, to);
}

template <class From, class To>
void MoveForwardFor(From& from, To& to) {
  to.set_allocated_forward_for(from.release_forward_for());
}

template <class To>
void DiscloseCallee(SessionIdent callee, To& to) {
  if (callee->has_session()) to.set_callee(callee->session());
  to.set_allocated_callee_authid(callee->release_authid());
  to.set_allocated_callee_authrole(callee->release_authrole());
}

}  // namespace

v1::Invocation ToInvocation(v1::Call call, uint64_t request,
                            uint64_t registration, InvocationRelay relay) {
  v1::CallOptions& options = *call.mutable_options();
  v1::Invocation invocation;
  invocation.set_request(request);
  v1::CallDetails& details = *invocation.mutable_details();
  details.set_registration(registration);
  MovePayload(call, options, invocation, details);
  if (relay.from_router) MoveForwardFor(options, details);
  details.set_allocated_transaction_hash(options.release_transaction_hash());
  if (options.has_receive_progress()) {
    details.set_receive_progress(options.receive_progress());
  }
  if (options.has_progress()) details.set_progress(options.progress());
  if (relay.forward_timeout && options.has_timeout()) {
    details.set_timeout(options.timeout());
  }
  if (relay.pattern) details.set_allocated_procedure(call.release_procedure());
  SessionIdent& caller = relay.caller;
  if (caller->has_session()) details.set_caller(caller->session());
  details.set_allocated_caller_authid(caller->release_authid());
  details.set_allocated_caller_authrole(caller->release_authrole());
  return invocation;
}

v1::Event ToEvent(v1::Publish publish, uint64_t subscription,
                  uint64_t publication, EventRelay relay) {
  v1::PublishOptions& options = *publish.mutable_options();
  v1::Event event;
  v1::EventDetails& details = *event.mutable_details();
  details.set_subscription(subscription);
  details.set_publication(publication);
  MovePayload(publish, options, event, details);
  if (relay.from_router) MoveForwardFor(options, details);
  details.set_allocated_transaction_hash(options.release_transaction_hash());
  if (relay.pattern) details.set_allocated_topic(publish.release_topic());
  if (relay.retained) details.set_retained(true);
  SessionIdent& publisher = relay.publisher;
  if (publisher->has_session()) details.set_publisher(publisher->session());
  details.set_allocated_publisher_authid(publisher->release_authid());
  details.set_allocated_publisher_authrole(publisher->release_authrole());
  return event;
}

v1::Result ToResult(v1::Yield yield, uint64_t request, ResultRelay relay) {
  v1::CallResult& options = *yield.mutable_options();
  v1::Result result;
  result.set_request(request);
  v1::CallResult& details = *result.mutable_details();
  MovePayload(yield, options, result, details);
  if (relay.from_router) MoveForwardFor(options, details);
  if (options.has_progress()) details.set_progress(options.progress());
  DiscloseCallee(std::move(relay.callee), details);
  return result;
}

v1::Error ToError(v1::Error error, uint64_t request, ResultRelay relay) {
  v1::ErrorDetails& from = *error.mutable_details();
  v1::Error to;
  to.set_request_type(v1::MESSAGE_TYPE_CALL);
  to.set_request(request);
  v1::ErrorDetails& details = *to.mutable_details();
  MovePayload(error, from, to, details);
  if (relay.from_router) MoveForwardFor(from, details);
  DiscloseCallee(std::move(relay.callee), details);
  to.set_allocated_error(error.release_error());
  return to;
}

v1::Error ToError(const absl::Status& status, v1::MessageType request_type,
                  uint64_t request) {
  v1::Error error;
  error.set_request_type(request_type);
  error.set_request(request);
  const absl::string_view uri = ErrorUriOf(status);
  if (!uri.empty()) error.set_error(std::string(uri));
  const absl::string_view text = status.message();
  if (!text.empty() && IsValidUtf8(text)) {
    error.mutable_payload()->mutable_args()->add_values()->set_string_value(
        std::string(text));
  }
  return error;
}

}  // namespace wamp
