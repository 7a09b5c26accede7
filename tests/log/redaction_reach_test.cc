// The fast way to the fields of a record does what reflection does.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "src/log/redacted_record.h"
#include "src/log/redaction_plan.h"
#include "tests/log/planted_records.h"
#include "tests/log/random_record.h"
#include "tests/testing/recorded.h"
#include "tests/testing/seed.h"
#include "wamp/log/record.h"
#include "wamp/wire.h"

namespace wamp {
namespace internal {
namespace {

using log::Redact;
using log::RedactionPolicy;
using log::v1::SessionRecord;

struct Policy {
  const char* name;
  RedactionPolicy policy;
};

RedactionPolicy WithRules(std::vector<log::RedactionRule> rules) {
  RedactionPolicy policy;
  policy.rules = std::move(rules);
  policy.hash_key = "0123456789abcdef";
  policy.hash_key_id = "k1";
  return policy;
}

std::vector<Policy> Policies() {
  std::vector<Policy> policies;
  policies.push_back({"Default", {}});
  policies.push_back({"Hashes", WithRules({{"*.authid", Redact::kHash},
                                           {"*.realm", Redact::kMask},
                                           {"*.authextra", Redact::kHash}})});
  policies.push_back(
      {"Numbers", WithRules({{"*.session", Redact::kDrop},
                             {"decided.allowed", Redact::kDrop},
                             {"*.event_history", Redact::kDrop},
                             {"left.details.resumable", Redact::kKeep}})});
  policies.push_back(
      {"Messages", WithRules({{"transport", Redact::kDrop},
                              {"joined.session_roles.broker", Redact::kDrop},
                              {"claimed_addresses", Redact::kDrop},
                              {"left.details", Redact::kDrop}})});
  policies.push_back(
      {"Kept", WithRules({{"*.resume_token", Redact::kKeep},
                          {"*.unknown_keys", Redact::kKeep},
                          {"attaching.authextra.key", Redact::kKeep},
                          {"transport.http_cbtid", Redact::kKeep}})});
  Policy tight = {"TightLimits", {}};
  tight.policy.max_text_bytes = 3;
  tight.policy.max_elements = 1;
  policies.push_back(tight);
  Policy unknown = {"UnknownKeys", {}};
  unknown.policy.keep_unknown_keys = true;
  policies.push_back(unknown);
  return policies;
}

// Records of the frames that peers have sent.
std::vector<SessionRecord> RecordedRecords() {
  std::vector<SessionRecord> records;
  for (const auto& file : wamp::testing::RecordedFiles()) {
    for (const std::string& message : file.messages) {
      v1::Frame frame;
      DecodeOptions options;
      options.unknown_keys = UnknownKeys::kKeep;
      if (!Decode(message, file.serializer, &frame, options).ok()) continue;
      if (frame.has_hello()) {
        records.push_back(log::RecordOf(HelloDetails(frame.hello().details())));
      } else if (frame.has_challenge()) {
        records.push_back(log::RecordOf(Challenge(frame.challenge())));
      } else if (frame.has_welcome()) {
        records.push_back(
            log::RecordOf(SessionDetails(frame.welcome().details())));
      } else if (frame.has_goodbye()) {
        log::v1::Left left;
        *left.mutable_details() = frame.goodbye().details();
        records.push_back(log::RecordOf(left));
      }
    }
  }
  return records;
}

class RedactionReachTest : public ::testing::TestWithParam<Policy> {
 protected:
  RedactionReachTest()
      : fast_(*MakeRedactionPlan(GetParam().policy, Reach::kAccess)),
        plain_(*MakeRedactionPlan(GetParam().policy, Reach::kReflection)) {}

  void ExpectSame(const SessionRecord& record) {
    const std::string before = record.DebugString();
    SessionRecord fast = record;
    FollowPlan(*fast_, &fast);
    SessionRecord plain = record;
    FollowPlan(*plain_, &plain);
    // Of the bytes, since absent and empty are not the same.
    ASSERT_EQ(fast.SerializeAsString(), plain.SerializeAsString())
        << before << "\n"
        << fast.DebugString() << "\n"
        << plain.DebugString();
    const bool changes =
        plain.SerializeAsString() != record.SerializeAsString();
    for (const auto& plan : {fast_, plain_}) {
      if (!LeavesAsIs(*plan, record)) continue;
      ++left_as_they_are_;
      EXPECT_FALSE(changes) << before;
    }
    changed_ += changes ? 1 : 0;
  }

  const std::shared_ptr<const RedactionPlan> fast_;
  const std::shared_ptr<const RedactionPlan> plain_;
  int changed_ = 0;
  int left_as_they_are_ = 0;
};

TEST_P(RedactionReachTest, TheFastWayIsTheTestsOwn) {
  EXPECT_NE(fast_->steps.access, nullptr);
  EXPECT_EQ(plain_->steps.access, nullptr);
}

TEST_P(RedactionReachTest, RandomRecords) {
  log::RandomRecords records(wamp::testing::Seed());
  for (int i = 0; i < 1000 && !HasFatalFailure(); ++i) {
    ExpectSame(records.Next());
  }
  EXPECT_GT(changed_, 0);
  EXPECT_GT(left_as_they_are_, 0);
}

TEST_P(RedactionReachTest, RedactedRecords) {
  log::RandomRecords records(wamp::testing::Seed());
  const auto doors = *MakeRedactionPlan(RedactionPolicy());
  for (int i = 0; i < 300 && !HasFatalFailure(); ++i) {
    SessionRecord record = records.Next();
    FollowPlan(*doors, &record);
    ExpectSame(record);
    // The same plan finds nothing more to do.
    SessionRecord again = record;
    FollowPlan(*doors, &again);
    EXPECT_EQ(again.SerializeAsString(), record.SerializeAsString());
  }
}

TEST_P(RedactionReachTest, PlantedRecords) {
  for (const SessionRecord& record : log::PlantedRecords()) ExpectSame(record);
  EXPECT_GT(changed_, 0);
}

TEST_P(RedactionReachTest, RecordedFrames) {
  const std::vector<SessionRecord> records = RecordedRecords();
  ASSERT_GT(records.size(), 20U);
  for (const SessionRecord& record : records) ExpectSame(record);
}

INSTANTIATE_TEST_SUITE_P(All, RedactionReachTest,
                         ::testing::ValuesIn(Policies()),
                         [](const auto& tested) {
                           return std::string(tested.param.name);
                         });

// A record that needs no copy is the one that was given.
TEST(RedactedRecordTest, IsACopyOnlyIfThereIsAReason) {
  SessionRecord record;
  record.mutable_joined()->set_authid("joe");
  EXPECT_EQ(&*RedactedRecord(record), &record);
  record.mutable_joined()->set_resume_token("secret");
  const RedactedRecord redacted(record);
  EXPECT_NE(&*redacted, &record);
  EXPECT_FALSE((*redacted).joined().has_resume_token());
  EXPECT_TRUE(record.joined().has_resume_token());
}

}  // namespace
}  // namespace internal
}  // namespace wamp
