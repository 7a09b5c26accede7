// Which messages have generated rows. All others are moved by reflection.
//
// Generated. Do not edit: run ./dev regen.
// clang-format off
#ifndef WAMP_INTERNAL_HAS_SCHEMA_H_
#define WAMP_INTERNAL_HAS_SCHEMA_H_

#include <type_traits>

namespace wamp {
namespace v1 {
class Value;
class List;
class Dict;
class IdList;
class StringList;
class PrincipalList;
class Principal;
class ClientRoles;
class RouterRoles;
class Role;
class Features;
class Transport;
class TransportDetails;
class Accept;
class Deny;
class Challenge;
class HelloDetails;
class SessionDetails;
class SessionIdent;
class CloseDetails;
class SubscribeOptions;
class EventDetails;
class PublishOptions;
class RegisterOptions;
class CallDetails;
class CallOptions;
class CallResult;
class EncodedPayload;
class ComponentConfig;
class ErrorDetails;
class UnsubscribeOptions;
class UnsubscribedDetails;
class UnregisterOptions;
class UnregisteredDetails;
class CancelOptions;
class InterruptOptions;
class Frame;
class Hello;
class Welcome;
class Abort;
class Authenticate;
class Goodbye;
class Error;
class Publish;
class Published;
class Subscribe;
class Subscribed;
class Unsubscribe;
class Unsubscribed;
class Event;
class EventReceived;
class Call;
class Cancel;
class Result;
class Register;
class Registered;
class Unregister;
class Unregistered;
class Invocation;
class Interrupt;
class Yield;
}  // namespace v1

namespace internal {

template <class Message>
struct HasSchema : std::false_type {};
template <>
struct HasSchema<v1::Value> : std::true_type {};
template <>
struct HasSchema<v1::List> : std::true_type {};
template <>
struct HasSchema<v1::Dict> : std::true_type {};
template <>
struct HasSchema<v1::IdList> : std::true_type {};
template <>
struct HasSchema<v1::StringList> : std::true_type {};
template <>
struct HasSchema<v1::PrincipalList> : std::true_type {};
template <>
struct HasSchema<v1::Principal> : std::true_type {};
template <>
struct HasSchema<v1::ClientRoles> : std::true_type {};
template <>
struct HasSchema<v1::RouterRoles> : std::true_type {};
template <>
struct HasSchema<v1::Role> : std::true_type {};
template <>
struct HasSchema<v1::Features> : std::true_type {};
template <>
struct HasSchema<v1::Transport> : std::true_type {};
template <>
struct HasSchema<v1::TransportDetails> : std::true_type {};
template <>
struct HasSchema<v1::Accept> : std::true_type {};
template <>
struct HasSchema<v1::Deny> : std::true_type {};
template <>
struct HasSchema<v1::Challenge> : std::true_type {};
template <>
struct HasSchema<v1::HelloDetails> : std::true_type {};
template <>
struct HasSchema<v1::SessionDetails> : std::true_type {};
template <>
struct HasSchema<v1::SessionIdent> : std::true_type {};
template <>
struct HasSchema<v1::CloseDetails> : std::true_type {};
template <>
struct HasSchema<v1::SubscribeOptions> : std::true_type {};
template <>
struct HasSchema<v1::EventDetails> : std::true_type {};
template <>
struct HasSchema<v1::PublishOptions> : std::true_type {};
template <>
struct HasSchema<v1::RegisterOptions> : std::true_type {};
template <>
struct HasSchema<v1::CallDetails> : std::true_type {};
template <>
struct HasSchema<v1::CallOptions> : std::true_type {};
template <>
struct HasSchema<v1::CallResult> : std::true_type {};
template <>
struct HasSchema<v1::EncodedPayload> : std::true_type {};
template <>
struct HasSchema<v1::ComponentConfig> : std::true_type {};
template <>
struct HasSchema<v1::ErrorDetails> : std::true_type {};
template <>
struct HasSchema<v1::UnsubscribeOptions> : std::true_type {};
template <>
struct HasSchema<v1::UnsubscribedDetails> : std::true_type {};
template <>
struct HasSchema<v1::UnregisterOptions> : std::true_type {};
template <>
struct HasSchema<v1::UnregisteredDetails> : std::true_type {};
template <>
struct HasSchema<v1::CancelOptions> : std::true_type {};
template <>
struct HasSchema<v1::InterruptOptions> : std::true_type {};
template <>
struct HasSchema<v1::Frame> : std::true_type {};
template <>
struct HasSchema<v1::Hello> : std::true_type {};
template <>
struct HasSchema<v1::Welcome> : std::true_type {};
template <>
struct HasSchema<v1::Abort> : std::true_type {};
template <>
struct HasSchema<v1::Authenticate> : std::true_type {};
template <>
struct HasSchema<v1::Goodbye> : std::true_type {};
template <>
struct HasSchema<v1::Error> : std::true_type {};
template <>
struct HasSchema<v1::Publish> : std::true_type {};
template <>
struct HasSchema<v1::Published> : std::true_type {};
template <>
struct HasSchema<v1::Subscribe> : std::true_type {};
template <>
struct HasSchema<v1::Subscribed> : std::true_type {};
template <>
struct HasSchema<v1::Unsubscribe> : std::true_type {};
template <>
struct HasSchema<v1::Unsubscribed> : std::true_type {};
template <>
struct HasSchema<v1::Event> : std::true_type {};
template <>
struct HasSchema<v1::EventReceived> : std::true_type {};
template <>
struct HasSchema<v1::Call> : std::true_type {};
template <>
struct HasSchema<v1::Cancel> : std::true_type {};
template <>
struct HasSchema<v1::Result> : std::true_type {};
template <>
struct HasSchema<v1::Register> : std::true_type {};
template <>
struct HasSchema<v1::Registered> : std::true_type {};
template <>
struct HasSchema<v1::Unregister> : std::true_type {};
template <>
struct HasSchema<v1::Unregistered> : std::true_type {};
template <>
struct HasSchema<v1::Invocation> : std::true_type {};
template <>
struct HasSchema<v1::Interrupt> : std::true_type {};
template <>
struct HasSchema<v1::Yield> : std::true_type {};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_INTERNAL_HAS_SCHEMA_H_
