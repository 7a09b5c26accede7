#include "wamp/session.h"

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "wamp/overloaded.h"
#include "wamp/pubsub.h"
#include "wamp/rpc.h"
#include "wamp/value.h"
#include "wamp/violation.h"

namespace wamp {
namespace {

TEST(DenyTest, IsNotAuthorizedUnlessSaidOtherwise) {
  EXPECT_EQ(Deny()->reason(), "wamp.error.not_authorized");
  EXPECT_FALSE(Deny()->has_message());
  const Deny deny("wamp.error.no_such_realm", "no realm");
  EXPECT_EQ(deny->reason(), "wamp.error.no_such_realm");
  EXPECT_EQ(deny->message(), "no realm");
}

TEST(CloseDetailsTest, HasNoReasonUnlessSaidOtherwise) {
  EXPECT_FALSE(CloseDetails()->has_reason());
  EXPECT_EQ(CloseDetails::REASON_DEFAULT, "wamp.close.normal");
  EXPECT_EQ(CloseDetails::REASON_TRANSPORT_LOST, "wamp.close.transport_lost");
  EXPECT_EQ(CloseDetails(CloseDetails::REASON_KILLED)->reason(),
            "wamp.close.killed");
}

TEST(HelloReturnTest, IsVisited) {
  const auto name = [](const HelloReturn& answer) {
    return answer.Visit(Overloaded{
        [](const Accept&) { return std::string("accept"); },
        [](Deny deny) { return deny->reason(); },
        [](const Challenge& challenge) { return challenge->method(); },
        [](std::monostate) { return std::string("nothing"); },
    });
  };
  EXPECT_EQ(name(Accept()), "accept");
  EXPECT_EQ(name(Deny("wamp.error.no_such_role")), "wamp.error.no_such_role");
  EXPECT_EQ(name(Challenge("ticket")), "ticket");
  EXPECT_EQ(name(HelloReturn()), "nothing");
  EXPECT_TRUE(HelloReturn().is_empty());
}

TEST(HelloReturnTest, GivesOnlyTheAnswerThatItHolds) {
  const HelloReturn answer = Deny();
  EXPECT_TRUE(answer.As<Deny>().has_value());
  EXPECT_FALSE(answer.As<Accept>().has_value());
  EXPECT_FALSE(answer.As<Challenge>().has_value());
}

v1::Principal& AddPrincipal(v1::PrincipalList& list, uint64_t session) {
  v1::Principal& principal = *list.add_values();
  principal.set_session(session);
  principal.set_authid("authid");
  principal.set_authrole("role");
  return principal;
}

TEST(SessionIdentTest, OfACallIsTheCaller) {
  CallDetails details;
  details->set_caller(5);
  details->set_caller_authid("joe");
  details->set_caller_authrole("user");
  const SessionIdent ident = SessionIdent::from_calldetails(details);
  EXPECT_EQ(ident->session(), 5U);
  EXPECT_EQ(ident->authid(), "joe");
  EXPECT_EQ(ident->authrole(), "user");
  EXPECT_TRUE(ident.is_disclosed());
}

TEST(SessionIdentTest, OfAForwardedCallIsItsOriginator) {
  CallDetails details;
  details->set_caller(5);
  AddPrincipal(*details->mutable_forward_for(), 11);
  AddPrincipal(*details->mutable_forward_for(), 12);
  EXPECT_EQ(SessionIdent::from_calldetails(details)->session(), 11U);
}

TEST(SessionIdentTest, OfACallForwardedByNobodyIsTheCaller) {
  CallDetails details;
  details->set_caller(5);
  details->mutable_forward_for();
  EXPECT_EQ(SessionIdent::from_calldetails(details)->session(), 5U);
}

TEST(SessionIdentTest, OfAnUndisclosedPeerSaysSo) {
  EXPECT_FALSE(SessionIdent::from_calldetails(CallDetails()).is_disclosed());
  EXPECT_FALSE(SessionIdent::from_eventdetails(EventDetails()).is_disclosed());
}

TEST(SessionIdentTest, OfAnEventIsThePublisherOrOriginator) {
  EventDetails details;
  details->set_publisher(6);
  details->set_publisher_authrole("user");
  EXPECT_EQ(SessionIdent::from_eventdetails(details)->session(), 6U);
  AddPrincipal(*details->mutable_forward_for(), 11).clear_authid();
  const SessionIdent origin = SessionIdent::from_eventdetails(details);
  EXPECT_EQ(origin->session(), 11U);
  EXPECT_FALSE(origin->has_authid());
}

TEST(SessionIdentTest, IsMadeOfItsParts) {
  const SessionIdent ident(5, "joe", "user");
  EXPECT_EQ(ident.session_id(), *MakeId(5));
  EXPECT_EQ(ident->authid(), "joe");
  EXPECT_EQ(ident->authrole(), "user");
  EXPECT_FALSE(SessionIdent(0, "joe", "user").is_disclosed());
}

TEST(DetailsTest, HaveTheIdsOfTheirPeers) {
  EventDetails event;
  event->set_publisher(7);
  EXPECT_EQ(event.publisher_id(), *MakeId(7));
  CallDetails call;
  EXPECT_EQ(call.caller_id(), std::nullopt);
  call->set_caller(8);
  EXPECT_EQ(call.caller_id(), *MakeId(8));
  CallResult result;
  EXPECT_EQ(result.callee_id(), std::nullopt);
  result->set_callee(9);
  EXPECT_EQ(result.callee_id(), *MakeId(9));
}

TEST(DetailsTest, AreMadeOfWhatTheyRequire) {
  const SessionDetails session("realm1", 7);
  EXPECT_EQ(session->realm(), "realm1");
  EXPECT_EQ(session.session_id(), *MakeId(7));
  const EventDetails event(7, 8);
  EXPECT_EQ(event.subscription_id(), *MakeId(7));
  EXPECT_EQ(event.publication_id(), *MakeId(8));
  EXPECT_EQ(event.publisher_id(), std::nullopt);
  EXPECT_EQ(CallDetails(7).registration_id(), *MakeId(7));
  const Challenge challenge("wampcra", MakeDict({{"challenge", "c"}}));
  EXPECT_EQ(challenge->method(), "wampcra");
  EXPECT_EQ(Find(challenge->extra(), "challenge")->string_value(), "c");
}

// How a CallResult was made, and its text.
struct Made {
  const char* name;
  CallResult result;
  const char* text;
};

void PrintTo(const Made& made, std::ostream* os) { *os << made.name; }

class CallResultTest : public ::testing::TestWithParam<Made> {};

TEST_P(CallResultTest, HoldsTheResults) {
  EXPECT_EQ(GetParam().result.ToString(), GetParam().text);
}

v1::CallResult Proto() {
  v1::CallResult proto;
  proto.set_progress(true);
  return proto;
}

CallResult& Lasting() {
  static auto& result = *new CallResult(1);
  return result;
}

INSTANTIATE_TEST_SUITE_P(
    All, CallResultTest,
    ::testing::Values(
        Made{"OfNothing", CallResult(), "CallResult()"},
        Made{"OfOne", CallResult(1), "CallResult(results=[1])"},
        Made{"OfTwo", CallResult(1, 2), "CallResult(results=[1, 2])"},
        Made{"OfKinds", CallResult("a", nullptr, 1.5),
             "CallResult(results=[\"a\", null, 1.5])"},
        Made{"OfAList", CallResult(MakeList(1, 2)),
             "CallResult(results=[1, 2])"},
        Made{"OfAnEmptyList", CallResult(v1::List()), "CallResult(results=[])"},
        Made{"OfAListAndADict", CallResult(MakeList(1), MakeDict({{"k", 2}})),
             "CallResult(results=[1], kwresults={\"k\": 2})"},
        Made{"OfADict", CallResult(MakeDict({{"k", 2}})),
             "CallResult(results=[{\"k\": 2}])"},
        Made{"OfAVector", CallResult(std::vector<int>{1, 2}),
             "CallResult(results=[[1, 2]])"},
        Made{"OfAListSecond", CallResult(1, MakeList(2)),
             "CallResult(results=[1, [2]])"},
        Made{"OfAProto", CallResult(Proto()), "CallResult(progress=true)"},
        Made{"OfAnother", CallResult(Lasting()), "CallResult(results=[1])"}),
    [](const auto& test) { return test.param.name; });

// A first list stands for all results: more of them would be lost.
static_assert(!std::is_constructible_v<CallResult, v1::List, int>);

// What is no value makes no result, and does not stand in the way of the
// conversions of other templates.
static_assert(!std::is_constructible_v<CallResult, char>);
static_assert(!std::is_constructible_v<CallResult, int*>);
static_assert(!std::is_constructible_v<CallResult, int, absl::Status>);

TEST(CallOptionsTest, SayThatTheyTakeProgress) {
  CallOptions options;
  EXPECT_FALSE(options->has_receive_progress());
  int calls = 0;
  options.set_on_progress([&calls](const CallResult&) { ++calls; });
  EXPECT_TRUE(options->receive_progress());
  options.on_progress()(CallResult());
  EXPECT_EQ(calls, 1);
  options.set_on_progress(nullptr);
  EXPECT_FALSE(options->has_receive_progress());
}

TEST(CallDetailsTest, SendProgressThroughTheHost) {
  CallDetails details;
  EXPECT_EQ(details.progress(), nullptr);
  details.set_progress([](const CallResult& part) {
    return part->results().values_size() == 1 ? absl::OkStatus()
                                              : absl::InternalError("empty");
  });
  EXPECT_TRUE(details.progress()(CallResult(1)).ok());
  EXPECT_FALSE(details.progress()(CallResult()).ok());
}

TEST(SessionIdentTest, IsAKey) {
  SessionIdent no_session;
  no_session->set_authid("joe");
  const std::vector<SessionIdent> ascending = {
      SessionIdent(),
      no_session,
      SessionIdent(0, "", ""),
      SessionIdent(7, "joe", "user"),
      SessionIdent(7, "joe", "user2"),
      SessionIdent(8, "", ""),
  };
  for (size_t i = 0; i < ascending.size(); ++i) {
    for (size_t j = 0; j < ascending.size(); ++j) {
      EXPECT_EQ(ascending[i] < ascending[j], i < j) << i << " " << j;
    }
  }
  absl::flat_hash_map<SessionIdent, int> calls;
  ++calls[SessionIdent(7, "joe", "user")];
  ++calls[SessionIdent(7, "joe", "user")];
  EXPECT_EQ(calls.at(ascending[3]), 2);
}

TEST(OptionsTest, NameTheArgumentThatTakesTheDetails) {
  SubscribeOptions subscribe;
  subscribe->set_details(true);
  EXPECT_EQ(EffectiveDetailsArg(subscribe), "details");

  RegisterOptions options;
  options->set_details_arg("d");
  EXPECT_EQ(EffectiveDetailsArg(options), "d");
  EXPECT_EQ(EffectiveDetailsArg(RegisterOptions()), std::nullopt);
}

}  // namespace
}  // namespace wamp
