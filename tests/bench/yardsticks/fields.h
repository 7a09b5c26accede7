// The keys that occur in the frames of wire_bench, as a program that handles
// them by hand would list them: readers pick them and writers write them.
#ifndef WAMP_TESTS_BENCH_YARDSTICKS_FIELDS_H_
#define WAMP_TESTS_BENCH_YARDSTICKS_FIELDS_H_

#include <tuple>

#include "absl/strings/string_view.h"
#include "wamp/v1/common.pb.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/role.pb.h"
#include "wamp/v1/session.pb.h"

namespace wamp {
namespace bench {

// A key, whether a message has a value for it, that value, and where a new one
// goes: `put` takes a scalar, and otherwise gives what is to be filled. All are
// lambdas, so that a compiler sees through them to what one writes by hand.
template <class Key, class Has, class Get, class Put>
struct Field {
  Key key;
  Has has;
  Get get;
  Put put;
};
template <class Key, class Has, class Get, class Put>
Field(Key, Has, Get, Put) -> Field<Key, Has, Get, Put>;

#define WAMP_BENCH_FIELD(text, name, put)                             \
  Field {                                                             \
    [] { return absl::string_view(text); },                           \
        [](const auto& m) { return m.has_##name(); },                 \
        [](const auto& m) -> decltype(auto) { return m.name(); }, put \
  }
#define WAMP_BENCH_SCALAR(text, name) \
  WAMP_BENCH_FIELD(text, name, [](auto& m, auto value) { m.set_##name(value); })
#define WAMP_BENCH_PART(text, name) \
  WAMP_BENCH_FIELD(                 \
      text, name, [](auto& m) -> auto& { return *m.mutable_##name(); })
#define WAMP_BENCH_FLAG(name) WAMP_BENCH_SCALAR(#name, name)
#define WAMP_BENCH_TEXT(name) WAMP_BENCH_PART(#name, name)

inline auto FieldsOf(const v1::Features&) {
  return std::make_tuple(
      WAMP_BENCH_FLAG(publisher_identification),
      WAMP_BENCH_FLAG(publisher_exclusion),
      WAMP_BENCH_FLAG(subscriber_blackwhite_listing),
      WAMP_BENCH_FLAG(publication_trustlevels),
      WAMP_BENCH_FLAG(pattern_based_subscription),
      WAMP_BENCH_FLAG(subscription_revocation),
      WAMP_BENCH_FLAG(subscription_meta_api), WAMP_BENCH_FLAG(event_history),
      WAMP_BENCH_FLAG(event_retention),
      WAMP_BENCH_FLAG(x_acknowledged_event_delivery),
      WAMP_BENCH_FLAG(caller_identification), WAMP_BENCH_FLAG(call_trustlevels),
      WAMP_BENCH_FLAG(pattern_based_registration),
      WAMP_BENCH_FLAG(shared_registration),
      WAMP_BENCH_FLAG(registration_revocation),
      WAMP_BENCH_FLAG(registration_meta_api), WAMP_BENCH_FLAG(call_timeout),
      WAMP_BENCH_FLAG(call_canceling),
      WAMP_BENCH_FLAG(progressive_call_results),
      WAMP_BENCH_FLAG(payload_passthru_mode), WAMP_BENCH_FLAG(session_meta_api),
      WAMP_BENCH_FLAG(testament_meta_api));
}

inline auto FieldsOf(const v1::Role&) {
  return std::make_tuple(WAMP_BENCH_PART("features", features));
}

inline auto FieldsOf(const v1::ClientRoles&) {
  return std::make_tuple(WAMP_BENCH_PART("caller", caller),
                         WAMP_BENCH_PART("callee", callee),
                         WAMP_BENCH_PART("publisher", publisher),
                         WAMP_BENCH_PART("subscriber", subscriber));
}

inline auto FieldsOf(const v1::RouterRoles&) {
  return std::make_tuple(WAMP_BENCH_PART("broker", broker),
                         WAMP_BENCH_PART("dealer", dealer));
}

inline auto FieldsOf(const v1::HelloDetails&) {
  return std::make_tuple(
      WAMP_BENCH_PART("roles", session_roles),
      WAMP_BENCH_PART("authmethods", authmethods), WAMP_BENCH_TEXT(authid),
      WAMP_BENCH_PART("authextra", authextra), WAMP_BENCH_FLAG(resumable));
}

inline auto FieldsOf(const v1::SessionDetails&) {
  return std::make_tuple(
      WAMP_BENCH_TEXT(realm), WAMP_BENCH_TEXT(authid),
      WAMP_BENCH_TEXT(authrole), WAMP_BENCH_TEXT(authmethod),
      WAMP_BENCH_TEXT(authprovider), WAMP_BENCH_PART("authextra", authextra),
      WAMP_BENCH_PART("roles", session_roles), WAMP_BENCH_FLAG(resumed),
      WAMP_BENCH_FLAG(resumable), WAMP_BENCH_TEXT(resume_token));
}

inline auto FieldsOf(const v1::EventDetails&) {
  return std::make_tuple(WAMP_BENCH_SCALAR("publisher", publisher),
                         WAMP_BENCH_TEXT(publisher_authid),
                         WAMP_BENCH_TEXT(publisher_authrole),
                         WAMP_BENCH_TEXT(topic), WAMP_BENCH_FLAG(retained));
}

inline auto FieldsOf(const v1::PublishOptions&) {
  return std::make_tuple(
      WAMP_BENCH_FLAG(acknowledge), WAMP_BENCH_FLAG(exclude_me),
      WAMP_BENCH_PART("exclude", exclude),
      WAMP_BENCH_PART("eligible_authid", eligible_authid),
      WAMP_BENCH_PART("eligible_authrole", eligible_authrole),
      WAMP_BENCH_FLAG(retain));
}

inline auto FieldsOf(const v1::CallOptions&) {
  return std::make_tuple(WAMP_BENCH_SCALAR("timeout", timeout),
                         WAMP_BENCH_FLAG(receive_progress),
                         WAMP_BENCH_FLAG(disclose_me));
}

inline auto FieldsOf(const v1::CallDetails&) {
  return std::make_tuple(
      WAMP_BENCH_SCALAR("timeout", timeout), WAMP_BENCH_FLAG(receive_progress),
      WAMP_BENCH_SCALAR("caller", caller), WAMP_BENCH_TEXT(caller_authid),
      WAMP_BENCH_TEXT(caller_authrole), WAMP_BENCH_TEXT(procedure));
}

inline auto FieldsOf(const v1::RegisterOptions&) {
  return std::make_tuple(WAMP_BENCH_SCALAR("match", match),
                         WAMP_BENCH_SCALAR("invoke", invoke),
                         WAMP_BENCH_SCALAR("concurrency", concurrency),
                         WAMP_BENCH_FLAG(force_reregister));
}

#undef WAMP_BENCH_TEXT
#undef WAMP_BENCH_FLAG
#undef WAMP_BENCH_PART
#undef WAMP_BENCH_SCALAR
#undef WAMP_BENCH_FIELD

// The words of REGISTER, by the number of the enum's value.
inline constexpr absl::string_view kMatchWords[] = {"", "exact", "prefix",
                                                    "wildcard"};
inline constexpr absl::string_view kInvokeWords[] = {
    "", "single", "first", "last", "roundrobin", "random"};

}  // namespace bench
}  // namespace wamp

#endif  // WAMP_TESTS_BENCH_YARDSTICKS_FIELDS_H_
