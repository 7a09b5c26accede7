// The URIs of the meta API: the topics on which a router publishes, and the
// procedures that it registers (WAMP: Session, Registration and Subscription
// Meta API, Reflection, Event History, Testaments).
//
// Example:
//
//   if (call.procedure() == wamp::meta_procedure::kSessionCount) {
//     return Answer(sessions.size());
//   }
//   Publish(wamp::meta_topic::kSessionOnJoin, details);
//
// A router announces which of them it has by features of its roles. Constants
// marked (draft) are in drafts of the specification alone.
#ifndef WAMP_META_API_H_
#define WAMP_META_API_H_

#include "absl/strings/string_view.h"

namespace wamp {

namespace meta_topic {

// A session has joined the realm. Carries the details of the session.
inline constexpr absl::string_view kSessionOnJoin = "wamp.session.on_join";
// A session has left. Carries its id, authid and authrole.
inline constexpr absl::string_view kSessionOnLeave = "wamp.session.on_leave";

// A procedure got its first callee. Carries the session and the registration.
inline constexpr absl::string_view kRegistrationOnCreate =
    "wamp.registration.on_create";
// A callee was added. Carries the ids of the session and the registration.
inline constexpr absl::string_view kRegistrationOnRegister =
    "wamp.registration.on_register";
// A callee was removed. Carries the ids of the session and the registration.
inline constexpr absl::string_view kRegistrationOnUnregister =
    "wamp.registration.on_unregister";
// A procedure lost its last callee. Carries the ids of the session and the
// registration.
inline constexpr absl::string_view kRegistrationOnDelete =
    "wamp.registration.on_delete";

// A topic got its first subscriber. Carries the session and the subscription.
inline constexpr absl::string_view kSubscriptionOnCreate =
    "wamp.subscription.on_create";
// A subscriber was added. Carries the ids of the session and the subscription.
inline constexpr absl::string_view kSubscriptionOnSubscribe =
    "wamp.subscription.on_subscribe";
// A subscriber was removed. Carries the ids of the session and the
// subscription.
inline constexpr absl::string_view kSubscriptionOnUnsubscribe =
    "wamp.subscription.on_unsubscribe";
// A topic lost its last subscriber. Carries the ids of the session and the
// subscription.
inline constexpr absl::string_view kSubscriptionOnDelete =
    "wamp.subscription.on_delete";

// A schema was defined for a topic, procedure or error. (draft)
inline constexpr absl::string_view kReflectOnDefine = "wamp.reflect.on_define";
// A schema was removed. (draft)
inline constexpr absl::string_view kReflectOnUndefine =
    "wamp.reflect.on_undefine";

}  // namespace meta_topic

namespace meta_procedure {

// Counts the sessions of the realm, or those of some authroles.
inline constexpr absl::string_view kSessionCount = "wamp.session.count";
// Lists the ids of these sessions.
inline constexpr absl::string_view kSessionList = "wamp.session.list";
// Gives the details of a session.
inline constexpr absl::string_view kSessionGet = "wamp.session.get";
// Ends a session.
inline constexpr absl::string_view kSessionKill = "wamp.session.kill";
// Ends all sessions with an authid, and says how many they were.
inline constexpr absl::string_view kSessionKillByAuthid =
    "wamp.session.kill_by_authid";
// Ends all sessions with an authrole, and says how many they were.
inline constexpr absl::string_view kSessionKillByAuthrole =
    "wamp.session.kill_by_authrole";
// Ends all other sessions of the realm, and says how many they were.
inline constexpr absl::string_view kSessionKillAll = "wamp.session.kill_all";
// Leaves an event to be published when the session ends. (draft)
inline constexpr absl::string_view kSessionAddTestament =
    "wamp.session.add_testament";
// Takes back the events that were left so. (draft)
inline constexpr absl::string_view kSessionFlushTestaments =
    "wamp.session.flush_testaments";

// Lists the ids of all registrations by match policy.
inline constexpr absl::string_view kRegistrationList = "wamp.registration.list";
// Gives the id of the registration of a procedure or pattern.
inline constexpr absl::string_view kRegistrationLookup =
    "wamp.registration.lookup";
// Gives the id of the registration that a call of a procedure would take.
inline constexpr absl::string_view kRegistrationMatch =
    "wamp.registration.match";
// Gives the details of a registration.
inline constexpr absl::string_view kRegistrationGet = "wamp.registration.get";
// Lists the sessions that are callees of a registration.
inline constexpr absl::string_view kRegistrationListCallees =
    "wamp.registration.list_callees";
// Counts them.
inline constexpr absl::string_view kRegistrationCountCallees =
    "wamp.registration.count_callees";

// Lists the ids of all subscriptions by match policy.
inline constexpr absl::string_view kSubscriptionList = "wamp.subscription.list";
// Gives the id of the subscription to a topic or pattern.
inline constexpr absl::string_view kSubscriptionLookup =
    "wamp.subscription.lookup";
// Gives the ids of the subscriptions that an event of a topic would reach.
inline constexpr absl::string_view kSubscriptionMatch =
    "wamp.subscription.match";
// Gives the details of a subscription.
inline constexpr absl::string_view kSubscriptionGet = "wamp.subscription.get";
// Lists the sessions that are subscribers of a subscription.
inline constexpr absl::string_view kSubscriptionListSubscribers =
    "wamp.subscription.list_subscribers";
// Counts them.
inline constexpr absl::string_view kSubscriptionCountSubscribers =
    "wamp.subscription.count_subscribers";

// Gives the last events of a topic. (draft)
inline constexpr absl::string_view kTopicHistoryLast =
    "wamp.topic.history.last";
// Gives the events of a topic from a time on. (draft)
inline constexpr absl::string_view kTopicHistorySince =
    "wamp.topic.history.since";
// Gives the events of a topic after a publication. (draft)
inline constexpr absl::string_view kTopicHistoryAfter =
    "wamp.topic.history.after";

// List what can be reflected on. (draft)
inline constexpr absl::string_view kReflectionTopicList =
    "wamp.reflection.topic.list";
inline constexpr absl::string_view kReflectionProcedureList =
    "wamp.reflection.procedure.list";
inline constexpr absl::string_view kReflectionErrorList =
    "wamp.reflection.error.list";
// Describe one of these. (draft)
inline constexpr absl::string_view kReflectionTopicDescribe =
    "wamp.reflection.topic.describe";
inline constexpr absl::string_view kReflectionProcedureDescribe =
    "wamp.reflection.procedure.describe";
inline constexpr absl::string_view kReflectionErrorDescribe =
    "wamp.reflection.error.describe";
// Defines the schema of a topic, procedure or error. (draft)
inline constexpr absl::string_view kReflectDefine = "wamp.reflect.define";
// Gives it. (draft)
inline constexpr absl::string_view kReflectDescribe = "wamp.reflect.describe";

}  // namespace meta_procedure

}  // namespace wamp

#endif  // WAMP_META_API_H_
