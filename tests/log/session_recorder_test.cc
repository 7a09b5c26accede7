#include "wamp/log/session_recorder.h"

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/random_message.h"
#include "tests/testing/seed.h"
#include "tests/testing/status_matchers.h"
#include "wamp/log/lines.h"
#include "wamp/wire.h"

namespace wamp {
namespace log {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::wamp::testing::StatusIs;

constexpr char kHello[] =
    R"(> [1,"realm1",{"roles":{"caller":{}},"authid":"joe"}])";
constexpr char kWelcome[] =
    R"(< [2,7,{"roles":{"dealer":{}},"authid":"joe","authrole":"user"}])";
constexpr char kAttaching[] =
    R"({"event":"attaching","realm":"realm1","claimed_ident":{"authid":"joe"},)"
    R"("attaching":{"realm":"realm1","roles":{"caller":{}},"authid":"joe"},)"
    R"("session_uid":"A"})";
constexpr char kJoined[] =
    R"({"event":"joined","realm":"realm1",)"
    R"("ident":{"session":7,"authid":"joe","authrole":"user"},)"
    R"("joined":{"session":7,"authid":"joe","authrole":"user",)"
    R"("roles":{"dealer":{}}},"session_uid":"A"})";
constexpr char kLeft[] =
    R"({"event":"left","realm":"realm1",)"
    R"("ident":{"session":7,"authid":"joe","authrole":"user"},"left":{)";

wamp::v1::Frame FrameOf(absl::string_view json) {
  wamp::v1::Frame frame;
  const absl::Status status = Decode(json, wamp::v1::SERIALIZER_JSON, &frame);
  EXPECT_TRUE(status.ok()) << json << ": " << status.message();
  return frame;
}

// Runs a script: `> message` was received, `< message` sent, `lost` and `stop`
// are ends, `+ message` and `- message` decisions. Gives a line for each record
// and each error; uids are named by letters, and times left out.
class Recording {
 public:
  explicit Recording(Connection connection = {})
      : recorder_([this](v1::SessionRecord record) { Take(std::move(record)); },
                  std::move(connection)) {}

  void Do(absl::string_view step) {
    if (step == "lost") return recorder_.TransportLost();
    if (step == "stop") return recorder_.Ended(v1::LEAVE_CAUSE_NODE_LOST);
    const wamp::v1::Frame frame = FrameOf(step.substr(2));
    switch (step[0]) {
      case '>':
        return Note(recorder_.Received(frame));
      case '<':
        return Note(recorder_.Sent(frame));
      case '+':
        return Note(recorder_.Decided(frame, true));
      default:
        return Note(recorder_.Decided(frame, false, "a.denied"));
    }
  }

  const std::vector<std::string>& lines() const { return lines_; }

 private:
  void Note(const absl::Status& status) {
    if (!status.ok()) lines_.emplace_back(status.message());
  }

  void Take(v1::SessionRecord record) {
    EXPECT_TRUE(IsUuid(record.session_uid())) << record.session_uid();
    EXPECT_TRUE(record.has_time());
    const char name = static_cast<char>('A' + names_.size());
    record.set_session_uid(std::string(
        1, names_.emplace(record.session_uid(), name).first->second));
    record.clear_time();
    lines_.push_back(JsonLine(record));
  }

  std::map<std::string, char> names_;
  std::vector<std::string> lines_;
  SessionRecorder recorder_;
};

struct Script {
  const char* name;
  std::vector<std::string> steps;
  std::vector<std::string> lines;
};

std::vector<Script> Orders() {
  const std::string denied =
      R"({"event":"denied","realm":"realm1","claimed_ident":{"authid":"joe"},)"
      R"("denied":{"reason":"a.b","message":"no"},"session_uid":"A"})";
  return {
      {"AnOpenSession",
       {kHello, kWelcome, R"(> [6,{"message":"bye"},"wamp.close.normal"])",
        R"(< [6,{},"wamp.close.goodbye_and_out"])", "lost"},
       {kAttaching, kJoined,
        absl::StrCat(kLeft,
                     R"("cause":"goodbye","side":"client","details":)"
                     R"({"reason":"wamp.close.normal","message":"bye"}},)"
                     R"("session_uid":"A"})")}},
      {"WithATicket",
       {kHello, R"(< [4,"ticket",{"x":"CANARY"}])", R"(> [5,"CANARY",{}])",
        kWelcome},
       {kAttaching,
        R"({"event":"challenged","realm":"realm1",)"
        R"("claimed_ident":{"authid":"joe"},"challenged":{"method":"ticket"},)"
        R"("redactions":[{"path":"challenged.extra","method":"drop"}],)"
        R"("session_uid":"A"})",
        kJoined}},
      {"Denied",
       {kHello, R"(< [3,{"message":"no"},"a.b"])", "lost"},
       {kAttaching, denied}},
      {"DeniedWithoutAHello",
       {R"(< [3,{"message":"no"},"a.b"])"},
       {R"({"event":"denied","denied":{"reason":"a.b","message":"no"},)"
        R"("session_uid":"A"})"}},
      {"TheClientGivesUp",
       {kHello, R"(< [4,"ticket",{}])", R"(> [3,{},"a.b"])", "lost"},
       {kAttaching,
        R"({"event":"challenged","realm":"realm1",)"
        R"("claimed_ident":{"authid":"joe"},"challenged":{"method":"ticket"},)"
        R"("session_uid":"A"})",
        R"({"event":"left","realm":"realm1","claimed_ident":{"authid":"joe"},)"
        R"("left":{"cause":"abort","side":"client",)"
        R"("details":{"reason":"a.b"}},"session_uid":"A"})"}},
      {"TheRouterAbortsAnOpenSession",
       {kHello, kWelcome, R"(< [3,{},"a.b"])", "lost"},
       {kAttaching, kJoined,
        absl::StrCat(kLeft, R"("cause":"abort","side":"router","details":)"
                            R"({"reason":"a.b"}},"session_uid":"A"})")}},
      {"Killed",
       {kHello, kWelcome, R"(< [6,{},"wamp.close.killed"])", "lost"},
       {kAttaching, kJoined,
        absl::StrCat(kLeft, R"("cause":"killed","side":"router","details":)"
                            R"({"reason":"wamp.close.killed"}},)"
                            R"("session_uid":"A"})")}},
      {"AClientDoesNotKill",
       {kHello, kWelcome, R"(> [6,{},"wamp.close.killed"])"},
       {kAttaching, kJoined,
        absl::StrCat(kLeft, R"("cause":"goodbye","side":"client","details":)"
                            R"({"reason":"wamp.close.killed"}},)"
                            R"("session_uid":"A"})")}},
      {"Lost",
       {kHello, kWelcome, "lost", "lost"},
       {kAttaching, kJoined,
        absl::StrCat(kLeft,
                     R"("cause":"transport_lost"},"session_uid":"A"})")}},
      {"LostBeforeItIsOpen",
       {kHello, "lost"},
       {kAttaching,
        R"({"event":"left","realm":"realm1","claimed_ident":{"authid":"joe"},)"
        R"("left":{"cause":"transport_lost"},"session_uid":"A"})"}},
      {"TheNodeStops",
       {kHello, kWelcome, "stop"},
       {kAttaching, kJoined,
        absl::StrCat(kLeft, R"("cause":"node_lost"},"session_uid":"A"})")}},
      {"NothingAtAll", {"lost"}, {}},
      {"AnotherSessionAfterwards",
       {kHello, R"(< [3,{},"a.b"])", R"(> [1,"realm2",{"roles":{}}])"},
       {kAttaching,
        R"({"event":"denied","realm":"realm1",)"
        R"("claimed_ident":{"authid":"joe"},"denied":{"reason":"a.b"},)"
        R"("session_uid":"A"})",
        R"({"event":"attaching","realm":"realm2",)"
        R"("attaching":{"realm":"realm2","roles":{}},"session_uid":"B"})"}},
      {"Decisions",
       {kHello, kWelcome, R"(+ [48,1,{},"a.b",["CANARY"]])",
        R"(- [32,2,{"match":"prefix"},"a"])"},
       {kAttaching, kJoined,
        R"({"event":"decided","realm":"realm1",)"
        R"("ident":{"session":7,"authid":"joe","authrole":"user"},)"
        R"("decided":{"action":"call","uri":"a.b","allowed":true,"request":1},)"
        R"("session_uid":"A"})",
        R"({"event":"decided","realm":"realm1",)"
        R"("ident":{"session":7,"authid":"joe","authrole":"user"},)"
        R"("decided":{"action":"subscribe","uri":"a","match":"prefix",)"
        R"("allowed":false,"reason":"a.denied","request":2},)"
        R"("session_uid":"A"})"}},
      {"OtherFramesMakeNone",
       {kHello, kWelcome, R"(> [48,1,{},"a.b"])", R"(< [50,1,{}])",
        R"(> [16,1,{},"a.b"])", R"(< [8,48,1,{},"a.b"])"},
       {kAttaching, kJoined}},
      {"HelloTwice",
       {kHello, kHello},
       {kAttaching,
        "SessionRecorder: expected CHALLENGE, WELCOME or ABORT from the "
        "router, got HELLO from the client"}},
      {"HelloInAnOpenSession",
       {kHello, kWelcome, kHello},
       {kAttaching, kJoined,
        "SessionRecorder: expected what an open session takes, got HELLO from "
        "the client"}},
      {"WelcomeToNobody",
       {kWelcome},
       {"SessionRecorder: expected HELLO from the client, got WELCOME from the "
        "router"}},
      {"WelcomeFromTheClient",
       {kHello, absl::StrReplaceAll(kWelcome, {{"<", ">"}})},
       {kAttaching,
        "SessionRecorder: expected CHALLENGE, WELCOME or ABORT from the "
        "router, got WELCOME from the client"}},
      {"ChallengeFromTheClient",
       {kHello, R"(> [4,"ticket",{}])"},
       {kAttaching,
        "SessionRecorder: expected CHALLENGE, WELCOME or ABORT from the "
        "router, got CHALLENGE from the client"}},
      {"HelloFromTheRouter",
       {absl::StrReplaceAll(kHello, {{">", "<"}})},
       {"SessionRecorder: expected HELLO from the client, got HELLO from the "
        "router"}},
      {"AuthenticateFromTheRouter",
       {R"(< [5,"CANARY",{}])"},
       {"SessionRecorder: expected HELLO from the client, got AUTHENTICATE "
        "from the router"}},
      {"AuthenticateWithoutAChallenge",
       {kHello, R"(> [5,"CANARY",{}])"},
       {kAttaching,
        "SessionRecorder: expected CHALLENGE, WELCOME or ABORT from the "
        "router, got AUTHENTICATE from the client"}},
      {"GoodbyeBeforeItIsOpen",
       {kHello, R"(> [6,{},"a.b"])"},
       {kAttaching,
        "SessionRecorder: expected CHALLENGE, WELCOME or ABORT from the "
        "router, got GOODBYE from the client"}},
      {"GoodbyeTwiceFromOneSide",
       {kHello, kWelcome, R"(> [6,{},"a.b"])", R"(> [6,{},"a.b"])"},
       {kAttaching, kJoined,
        absl::StrCat(kLeft, R"("cause":"goodbye","side":"client","details":)"
                            R"({"reason":"a.b"}},"session_uid":"A"})"),
        "SessionRecorder: expected GOODBYE from the router, got GOODBYE from "
        "the client"}},
      {"AbortOfNothing",
       {R"(> [3,{},"a.b"])"},
       {"SessionRecorder: expected HELLO from the client, got ABORT from the "
        "client"}},
      {"ADecisionForNobody",
       {R"(+ [48,1,{},"a.b"])"},
       {"SessionRecorder: expected HELLO from the client, got a Decision from "
        "the router"}},
      {"ADecisionOnNothing",
       {kHello, kWelcome, R"(+ [50,1,{}])"},
       {kAttaching, kJoined,
        "expected CALL, PUBLISH, REGISTER or SUBSCRIBE, got RESULT"}},
  };
}

class SessionRecorderTest : public ::testing::TestWithParam<Script> {};

TEST_P(SessionRecorderTest, MakesTheseRecords) {
  Recording recording;
  for (const std::string& step : GetParam().steps) recording.Do(step);
  EXPECT_EQ(recording.lines(), GetParam().lines);
}

INSTANTIATE_TEST_SUITE_P(All, SessionRecorderTest,
                         ::testing::ValuesIn(Orders()),
                         [](const auto& tested) { return tested.param.name; });

TEST(SessionRecorderTest, SaysWhatIsKnownOfTheConnection) {
  Connection connection;
  connection.transport->set_peer("tcp4:192.0.2.1:5000");
  connection.transport->set_http_cbtid("CANARY");
  connection.claimed_addresses =
      AddressesOf("x-forwarded-for", "203.0.113.7?CANARY, ,10.0.0.1");
  Recording recording(connection);
  recording.Do(R"(> [1,"realm1",{"roles":{}}])");
  EXPECT_THAT(
      recording.lines(),
      ElementsAre(
          R"({"event":"attaching","realm":"realm1",)"
          R"("attaching":{"realm":"realm1","roles":{}},)"
          R"("transport":{"peer":"tcp4:192.0.2.1:5000"},)"
          R"("claimed_addresses":[)"
          R"({"address":"203.0.113.7","source":"x-forwarded-for",)"
          R"("trusted":false},)"
          R"({"address":"10.0.0.1","source":"x-forwarded-for",)"
          R"("trusted":false}],)"
          R"("redactions":[{"path":"transport.http_cbtid","method":"drop"},)"
          R"({"path":"claimed_addresses.address","method":"cut"}],)"
          R"("session_uid":"A"})"));
}

TEST(SessionRecorderTest, RecordsWhatAnAuthenticatorSays) {
  std::vector<v1::SessionRecord> records;
  SessionRecorder recorder(
      [&](v1::SessionRecord record) { records.push_back(std::move(record)); });
  Accept accept;
  accept->set_authid("joe");
  accept->set_authprovider("dynamic");
  EXPECT_THAT(recorder.Accepted(accept),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       "SessionRecorder: expected HELLO from the client, got "
                       "an Accept from the router"));
  EXPECT_EQ(recorder.session_uid(), "");
  EXPECT_EQ(recorder.Received(FrameOf(absl::string_view(kHello).substr(2))),
            absl::OkStatus());
  EXPECT_EQ(recorder.Accepted(accept), absl::OkStatus());
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(records[1].accepted().authprovider(), "dynamic");
  EXPECT_EQ(records[1].ident().authid(), "joe");
  EXPECT_EQ(records[1].realm(), "realm1");
  EXPECT_EQ(records[1].session_uid(), recorder.session_uid());
}

// Any frames in any order: each makes a record, a status, or neither, and a
// session never ends twice.
TEST(SessionRecorderTest, AnyOrderIsTaken) {
  wamp::testing::RandomMessages messages(wamp::testing::Seed());
  std::mt19937_64 random(wamp::testing::Seed());
  std::map<std::string, int> starts;
  std::map<std::string, int> ends;
  int records = 0;
  SessionRecorder recorder([&](const v1::SessionRecord& record) {
    ++records;
    EXPECT_NE(record.event_case(), v1::SessionRecord::EVENT_NOT_SET);
    if (record.has_attaching()) ++starts[record.session_uid()];
    if (record.has_left() || record.has_denied()) ++ends[record.session_uid()];
  });
  // HELLO to GOODBYE are the first fields; one of the others stands for them.
  constexpr uint64_t kKinds = 7;
  for (int i = 0; i < 20000; ++i) {
    wamp::v1::Frame frame;
    const auto* arm = wamp::v1::Frame::descriptor()->field(
        static_cast<int>(random() % kKinds));
    messages.Fill(*frame.GetReflection()->MutableMessage(&frame, arm));
    const int before = records;
    const absl::Status status =
        random() % 2 == 0 ? recorder.Received(frame) : recorder.Sent(frame);
    EXPECT_LE(records, before + (status.ok() ? 1 : 0));
    if (random() % 100 == 0) recorder.TransportLost();
  }
  EXPECT_GT(records, 1000);
  for (const auto& [uid, count] : starts) EXPECT_EQ(count, 1) << uid;
  for (const auto& [uid, count] : ends) EXPECT_EQ(count, 1) << uid;
}

}  // namespace
}  // namespace log
}  // namespace wamp
