#include "wamp/log/record.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"
#include "wamp/log/v1/record.pb.h"
#include "wamp/pubsub.h"
#include "wamp/rpc.h"
#include "wamp/session.h"
#include "wamp/value.h"
#include "wamp/wire.h"

namespace wamp {
namespace log {
namespace {

using ::wamp::testing::EqualsProto;
using ::wamp::testing::IsOkAndHolds;
using ::wamp::testing::StatusIs;

// 2026-01-02T03:04:05.678901234Z
const absl::Time kTime =
    absl::FromUnixSeconds(1767323045) + absl::Nanoseconds(678901234);

TEST(RecordTest, OfHello) {
  HelloDetails hello;
  hello->set_realm("realm1");
  hello->set_authid("joe");
  hello->set_authrole("admin");
  EXPECT_THAT(RecordOf(hello, kTime), EqualsProto(R"pb(
                time { seconds: 1767323045 nanos: 678901234 }
                claimed_ident { authid: "joe" authrole: "admin" }
                realm: "realm1"
                attaching { realm: "realm1" authid: "joe" authrole: "admin" }
              )pb"));
}

TEST(RecordTest, OfAnAnonymousHello) {
  EXPECT_THAT(RecordOf(HelloDetails(), kTime), EqualsProto(R"pb(
                time { seconds: 1767323045 nanos: 678901234 }
                attaching {}
              )pb"));
}

TEST(RecordTest, OfChallenge) {
  EXPECT_THAT(RecordOf(Challenge("ticket"), kTime), EqualsProto(R"pb(
                time { seconds: 1767323045 nanos: 678901234 }
                challenged {
                  method: "ticket"
                  extra {}
                }
              )pb"));
}

TEST(RecordTest, OfAccept) {
  Accept accept;
  accept->set_realm("realm1");
  accept->set_authid("joe");
  accept->set_authrole("user");
  EXPECT_THAT(RecordOf(accept, kTime), EqualsProto(R"pb(
                time { seconds: 1767323045 nanos: 678901234 }
                ident { authid: "joe" authrole: "user" }
                realm: "realm1"
                accepted { realm: "realm1" authid: "joe" authrole: "user" }
              )pb"));
}

TEST(RecordTest, OfDeny) {
  EXPECT_THAT(
      RecordOf(Deny("wamp.error.no_such_realm", "not here"), kTime),
      EqualsProto(R"pb(
        time { seconds: 1767323045 nanos: 678901234 }
        denied { reason: "wamp.error.no_such_realm" message: "not here" }
      )pb"));
}

TEST(RecordTest, OfAnOpenSession) {
  SessionDetails details("realm1", 7);
  details->set_authid("joe");
  details->set_authrole("user");
  EXPECT_THAT(
      RecordOf(details, kTime), EqualsProto(R"pb(
        time { seconds: 1767323045 nanos: 678901234 }
        ident { session: 7 authid: "joe" authrole: "user" }
        realm: "realm1"
        joined { realm: "realm1" session: 7 authid: "joe" authrole: "user" }
      )pb"));
}

TEST(RecordTest, OfTheEnd) {
  v1::Left left;
  left.set_cause(v1::LEAVE_CAUSE_NODE_LOST);
  EXPECT_THAT(RecordOf(left, kTime), EqualsProto(R"pb(
                time { seconds: 1767323045 nanos: 678901234 }
                left { cause: LEAVE_CAUSE_NODE_LOST }
              )pb"));
}

TEST(RecordTest, OfACallThatArrived) {
  CallDetails call;
  call->set_procedure("com.example.add");
  call->set_caller(7);
  call->set_caller_authid("joe");
  call->set_caller_authrole("user");
  EXPECT_THAT(RecordOf(call, kTime), EqualsProto(R"pb(
                time { seconds: 1767323045 nanos: 678901234 }
                ident { session: 7 authid: "joe" authrole: "user" }
                decided {
                  action: ACTION_CALL
                  uri: "com.example.add"
                  allowed: true
                  disclose: true
                }
              )pb"));
}

TEST(RecordTest, OfAnEventOfNobody) {
  EventDetails event;
  event->set_topic("com.example.topic");
  EXPECT_THAT(RecordOf(event, kTime), EqualsProto(R"pb(
                time { seconds: 1767323045 nanos: 678901234 }
                decided {
                  action: ACTION_PUBLISH
                  uri: "com.example.topic"
                  allowed: true
                  disclose: false
                }
              )pb"));
}

struct Asked {
  const char* name;
  const char* json;
  const char* decision;
};

class DecisionTest : public ::testing::TestWithParam<Asked> {};

TEST_P(DecisionTest, SaysWhatIsAskedFor) {
  wamp::v1::Frame frame;
  ASSERT_EQ(
      Decode(GetParam().json, wamp::v1::SERIALIZER_JSON, &frame).message(), "");
  EXPECT_THAT(DecisionOf(frame),
              IsOkAndHolds(EqualsProto(GetParam().decision)));
}

INSTANTIATE_TEST_SUITE_P(
    All, DecisionTest,
    ::testing::Values(
        Asked{"Call", R"([48,1,{},"a.b",["secret"]])", R"pb(action: ACTION_CALL
                                                            uri: "a.b"
                                                            request: 1)pb"},
        Asked{"Publish", R"([16,2,{},"a.b"])", R"pb(action: ACTION_PUBLISH
                                                    uri: "a.b"
                                                    request: 2)pb"},
        Asked{"Register", R"([64,3,{"match":"prefix"},"a"])",
              R"pb(
                action: ACTION_REGISTER
                uri: "a"
                match: MATCH_PREFIX
                request: 3
              )pb"},
        Asked{"Subscribe", R"([32,4,{"match":"wildcard"},"a..b"])",
              R"pb(
                action: ACTION_SUBSCRIBE
                uri: "a..b"
                match: MATCH_WILDCARD
                request: 4
              )pb"},
        Asked{"SubscribeExactly", R"([32,5,{},"a.b"])",
              R"pb(action: ACTION_SUBSCRIBE uri: "a.b" request: 5)pb"}),
    [](const auto& tested) { return tested.param.name; });

TEST(DecisionTest, RefusesOtherFrames) {
  wamp::v1::Frame frame;
  EXPECT_THAT(DecisionOf(frame),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "expected CALL, PUBLISH, REGISTER or SUBSCRIBE, got an "
                       "empty frame"));
  frame.mutable_yield();
  EXPECT_THAT(
      DecisionOf(frame),
      StatusIs(absl::StatusCode::kInvalidArgument,
               "expected CALL, PUBLISH, REGISTER or SUBSCRIBE, got YIELD"));
}

TEST(EventNameTest, IsThatOfTheField) {
  v1::SessionRecord record;
  EXPECT_EQ(EventName(record), "");
  record.mutable_joined();
  EXPECT_EQ(EventName(record), "joined");
  record.mutable_decided();
  EXPECT_EQ(EventName(record), "decided");
}

struct Instant {
  const char* name;
  absl::Time time;
  int64_t seconds;
  int32_t nanos;
};

class TimestampTest : public ::testing::TestWithParam<Instant> {};

TEST_P(TimestampTest, Converts) {
  const google::protobuf::Timestamp timestamp = ToTimestamp(GetParam().time);
  EXPECT_EQ(timestamp.seconds(), GetParam().seconds);
  EXPECT_EQ(timestamp.nanos(), GetParam().nanos);
  EXPECT_EQ(ToTimestamp(FromTimestamp(timestamp)).DebugString(),
            timestamp.DebugString());
}

INSTANTIATE_TEST_SUITE_P(
    All, TimestampTest,
    ::testing::Values(
        Instant{"Epoch", absl::UnixEpoch(), 0, 0},
        Instant{"Nanoseconds", kTime, 1767323045, 678901234},
        Instant{"BeforeTheEpoch", absl::UnixEpoch() - absl::Nanoseconds(1), -1,
                999999999},
        Instant{"Past", absl::InfinitePast(), -62135596800, 0},
        Instant{"Future", absl::InfiniteFuture(), 253402300799, 999999999}),
    [](const auto& tested) { return tested.param.name; });

TEST(TimestampTest, OutOfRangeIsTheNearest) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(INT64_MAX);
  timestamp.set_nanos(-5);
  EXPECT_EQ(FromTimestamp(timestamp), absl::FromUnixSeconds(253402300799));
}

}  // namespace
}  // namespace log
}  // namespace wamp
