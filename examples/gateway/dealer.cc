#include "dealer.h"

#include <algorithm>
#include <tuple>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "wamp/error_uri.h"
#include "wamp/relay.h"

namespace gateway {

void Dealer::Register(Peer* callee, const wamp::v1::Register& message) {
  const wamp::v1::RegisterOptions& options = message.options();
  const auto refuse = [&](absl::string_view uri, absl::string_view text) {
    callee->SendError(wamp::v1::MESSAGE_TYPE_REGISTER, message.request(), uri,
                      text);
  };
  if (options.has_invoke() && options.invoke() != wamp::v1::INVOKE_SINGLE) {
    refuse(wamp::error_uri::kOptionNotAllowed,
           "REGISTER.Options.invoke: expected \"single\", got another policy");
    return;
  }
  const wamp::UriMatch match = MatchOf(options.match());
  const bool exists = std::any_of(
      registrations_.begin(), registrations_.end(), [&](const auto& entry) {
        return entry.second.match == match &&
               entry.second.procedure == message.procedure();
      });
  if (exists) {
    refuse(wamp::error_uri::kProcedureAlreadyExists,
           "the procedure has a callee already");
    return;
  }
  const uint64_t id = ids_.Next().value();
  registrations_[id] = {message.procedure(), match, callee};
  wamp::v1::Frame reply;
  reply.mutable_registered()->set_request(message.request());
  reply.mutable_registered()->set_registration(id);
  callee->Send(reply).IgnoreError();
}

void Dealer::Unregister(Peer* callee, const wamp::v1::Unregister& message) {
  const auto found = registrations_.find(message.registration());
  if (found == registrations_.end() || found->second.callee != callee) {
    callee->SendError(wamp::v1::MESSAGE_TYPE_UNREGISTER, message.request(),
                      wamp::error_uri::kNoSuchRegistration,
                      "the session has no such registration");
    return;
  }
  registrations_.erase(found);
  wamp::v1::Frame reply;
  reply.mutable_unregistered()->set_request(message.request());
  callee->Send(reply).IgnoreError();
}

void Dealer::Call(Peer* caller, wamp::v1::Call call, bool disclose) {
  const uint64_t request = call.request();
  const auto found = Find(call.procedure());
  if (found == registrations_.end()) {
    caller->SendError(
        wamp::v1::MESSAGE_TYPE_CALL, request, wamp::error_uri::kNoSuchProcedure,
        absl::StrCat("no callee has registered ", call.procedure()));
    return;
  }
  const auto& [id, registration] = *found;
  wamp::InvocationRelay relay;
  if (disclose) relay.caller = caller->ident();
  relay.pattern = registration.match != wamp::UriMatch::kExact;
  const PendingCall pending = {caller, request,
                               call.options().receive_progress()};
  const uint64_t invocation = registration.callee->NextRequest();
  wamp::v1::Frame frame;
  *frame.mutable_invocation() =
      wamp::ToInvocation(std::move(call), invocation, id, std::move(relay));
  const absl::Status status = registration.callee->Send(frame);
  if (!status.ok()) {
    caller->SendError(wamp::v1::MESSAGE_TYPE_CALL, request, status);
    return;
  }
  calls_[{registration.callee, invocation}] = pending;
}

void Dealer::Cancel(Peer* caller, const wamp::v1::Cancel& cancel) {
  const auto found =
      std::find_if(calls_.begin(), calls_.end(), [&](const auto& entry) {
        return entry.second.caller == caller &&
               entry.second.request == cancel.request();
      });
  if (found == calls_.end()) return;
  calls_.erase(found);
  caller->SendError(wamp::v1::MESSAGE_TYPE_CALL, cancel.request(),
                    wamp::error_uri::kCanceled, "the caller has cancelled it");
}

void Dealer::Yield(Peer* callee, wamp::v1::Yield yield) {
  const auto found = calls_.find({callee, yield.request()});
  if (found == calls_.end()) return;
  const PendingCall call = found->second;
  const bool progress = yield.options().progress();
  if (progress && !call.receive_progress) return;
  wamp::v1::Frame frame;
  *frame.mutable_result() = wamp::ToResult(std::move(yield), call.request);
  const absl::Status status = call.caller->Send(frame);
  if (!progress || !status.ok()) calls_.erase(found);
  if (!status.ok()) {
    call.caller->SendError(wamp::v1::MESSAGE_TYPE_CALL, call.request, status);
  }
}

void Dealer::Error(Peer* callee, wamp::v1::Error error) {
  if (error.request_type() != wamp::v1::MESSAGE_TYPE_INVOCATION) return;
  const auto found = calls_.find({callee, error.request()});
  if (found == calls_.end()) return;
  const PendingCall call = found->second;
  calls_.erase(found);
  wamp::v1::Frame frame;
  *frame.mutable_error() = wamp::ToError(std::move(error), call.request);
  const absl::Status status = call.caller->Send(frame);
  if (!status.ok()) {
    call.caller->SendError(wamp::v1::MESSAGE_TYPE_CALL, call.request, status);
  }
}

void Dealer::Leave(Peer* peer) {
  for (auto entry = registrations_.begin(); entry != registrations_.end();) {
    entry = entry->second.callee == peer ? registrations_.erase(entry)
                                         : std::next(entry);
  }
  for (auto entry = calls_.begin(); entry != calls_.end();) {
    const auto& [key, call] = *entry;
    if (key.first == peer && call.caller != peer) {
      call.caller->SendError(wamp::v1::MESSAGE_TYPE_CALL, call.request,
                             wamp::error_uri::kCanceled, "the callee has left");
    }
    entry = key.first == peer || call.caller == peer ? calls_.erase(entry)
                                                     : std::next(entry);
  }
}

Dealer::Registrations::const_iterator Dealer::Find(
    absl::string_view procedure) const {
  // An exact name goes before prefixes, the longest of which goes first, and
  // these go before wildcards (WAMP: Pattern-based Registration).
  const auto rank = [](const Registration& registration) {
    const bool is_prefix = registration.match == wamp::UriMatch::kPrefix;
    return std::make_tuple(registration.match == wamp::UriMatch::kExact,
                           is_prefix,
                           is_prefix ? registration.procedure.size() : 0);
  };
  auto best = registrations_.end();
  for (auto entry = registrations_.begin(); entry != registrations_.end();
       ++entry) {
    const Registration& registration = entry->second;
    if (!wamp::UriMatches(registration.procedure, registration.match,
                          procedure)) {
      continue;
    }
    if (best == registrations_.end() ||
        rank(registration) > rank(best->second)) {
      best = entry;
    }
  }
  return best;
}

}  // namespace gateway
