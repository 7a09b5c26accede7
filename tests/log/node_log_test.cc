#include "wamp/log/node_log.h"

#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"
#include "wamp/log/delimited.h"
#include "wamp/log/lines.h"
#include "wamp/log/record.h"
#include "wamp/log/store.h"
#include "wamp/value.h"

namespace wamp {
namespace log {
namespace {

using ::wamp::testing::IsOk;

v1::SessionRecord Denied() { return RecordOf(Deny(), absl::UnixEpoch()); }

TEST(NodeLogTest, HashIsSha256) {
  EXPECT_EQ(absl::BytesToHexString(RecordHash("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(NodeLogTest, FillsWhatTheNodeKnows) {
  const absl::Time time = absl::FromUnixSeconds(5);
  NodeLog node("router-1", Redactor(), [&] { return time; });
  v1::SessionRecord record = Denied();
  const auto bytes = node.Seal(&record);
  ASSERT_THAT(bytes, IsOk());
  EXPECT_EQ(record.node(), "router-1");
  EXPECT_EQ(record.boot_id(), node.boot_id());
  EXPECT_EQ(record.sequence(), 1U);
  EXPECT_EQ(record.observed_time().seconds(), 5);
  EXPECT_TRUE(IsUuid(record.record_id())) << record.record_id();
  EXPECT_FALSE(record.has_previous_hash());
  v1::SessionRecord stored;
  ASSERT_TRUE(stored.ParseFromString(*bytes));
  EXPECT_EQ(stored.SerializeAsString(), record.SerializeAsString());
}

TEST(NodeLogTest, KeepsAnIdThatIsThere) {
  NodeLog node("router-1");
  v1::SessionRecord record = Denied();
  record.set_record_id("of mine");
  ASSERT_THAT(node.Seal(&record), IsOk());
  EXPECT_EQ(record.record_id(), "of mine");
}

TEST(NodeLogTest, TakesAnEmptyIdForNone) {
  NodeLog node("router-1");
  v1::SessionRecord record = Denied();
  record.set_record_id("");
  const auto bytes = node.Seal(&record);
  ASSERT_THAT(bytes, IsOk());
  EXPECT_TRUE(IsUuid(record.record_id())) << record.record_id();
  EXPECT_THAT(ParseSealed(*bytes), IsOk());
}

TEST(NodeLogTest, MakesAChain) {
  NodeLog node("router-1");
  std::string before;
  for (uint64_t i = 1; i <= 5; ++i) {
    v1::SessionRecord record = Denied();
    const auto bytes = node.Seal(&record);
    ASSERT_THAT(bytes, IsOk());
    EXPECT_EQ(record.sequence(), i);
    EXPECT_EQ(record.previous_hash(), before);
    before = RecordHash(*bytes);
    EXPECT_EQ(node.head().sequence, i);
    EXPECT_EQ(node.head().hash, before);
  }
}

TEST(NodeLogTest, GoesOnFromAnEarlierRun) {
  NodeLog node("router-1");
  node.ContinueFrom(RecordHash("the last one"));
  v1::SessionRecord record = Denied();
  ASSERT_THAT(node.Seal(&record), IsOk());
  EXPECT_EQ(record.sequence(), 1U);
  EXPECT_EQ(record.previous_hash(), RecordHash("the last one"));
}

TEST(NodeLogTest, ALossLeavesAGapInAWholeChain) {
  NodeLog node("router-1");
  v1::SessionRecord record = Denied();
  const auto first = node.Seal(&record);
  ASSERT_THAT(first, IsOk());
  node.Skip(3);
  ASSERT_THAT(node.Seal(&record), IsOk());
  EXPECT_EQ(record.sequence(), 5U);
  EXPECT_EQ(record.previous_hash(), RecordHash(*first));
}

TEST(NodeLogTest, ForgetsWhatHasNotBeenStored) {
  NodeLog node("router-1");
  v1::SessionRecord record = Denied();
  ASSERT_THAT(node.Seal(&record), IsOk());
  const NodeLog::Head head = node.head();
  ASSERT_THAT(node.Seal(&record), IsOk());
  node.Rewind(head);
  ASSERT_THAT(node.Seal(&record), IsOk());
  EXPECT_EQ(record.sequence(), 2U);
  EXPECT_EQ(record.previous_hash(), head.hash);
}

TEST(NodeLogTest, EachRunIsAnother) {
  EXPECT_NE(NodeLog("a").boot_id(), NodeLog("a").boot_id());
}

TEST(NodeLogTest, RedactsWhatNobodyHas) {
  NodeLog node("router-1");
  HelloDetails hello;
  hello->set_resume_token("CANARY");
  v1::SessionRecord record = RecordOf(hello);
  const auto bytes = node.Seal(&record);
  ASSERT_THAT(bytes, IsOk());
  EXPECT_FALSE(absl::StrContains(*bytes, "CANARY"));
}

// What a policy has left is in lines and streams, too.
TEST(NodeLogTest, NoDoorChangesWhatIsSealed) {
  RedactionPolicy policy;
  policy.keep_unknown_keys = true;
  policy.max_text_bytes = RedactionPolicy::kHighestTextBytes;
  policy.rules = {{"denied.unknown_keys.token", Redact::kKeep}};
  const auto redactor = Redactor::Create(policy);
  ASSERT_THAT(redactor, IsOk());
  NodeLog node("router-1", *redactor);
  Deny deny("a.b", std::string(5000, 'x'));
  *deny->mutable_unknown_keys() = MakeDict({{"k", "v"}, {"token", "t"}});
  v1::SessionRecord record = RecordOf(deny);
  const auto bytes = node.Seal(&record);
  ASSERT_THAT(bytes, IsOk());
  std::string of_record;
  AppendDelimited(record, &of_record);
  std::string of_bytes;
  AppendDelimited(*bytes, &of_bytes);
  EXPECT_EQ(of_record, of_bytes);
  EXPECT_TRUE(absl::StrContains(
      JsonLine(record),
      absl::StrCat(R"("message":")", std::string(5000, 'x'),
                   R"(","unknown_keys":{"k":"v","token":"t"})")));
}

TEST(NodeLogTest, ThreadsMakeOneChain) {
  constexpr int kThreads = 4;
  constexpr int kEach = 200;
  NodeLog node("router-1");
  std::vector<std::vector<std::string>> stored(kThreads);
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (std::vector<std::string>& mine : stored) {
    threads.emplace_back([&node, &mine] {
      for (int i = 0; i < kEach; ++i) {
        v1::SessionRecord record = Denied();
        mine.push_back(node.Seal(&record).value_or(""));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::map<uint64_t, std::string> chain;
  for (const std::vector<std::string>& mine : stored) {
    for (const std::string& bytes : mine) {
      v1::SessionRecord record;
      ASSERT_TRUE(record.ParseFromString(bytes));
      EXPECT_TRUE(chain.emplace(record.sequence(), bytes).second);
    }
  }
  ASSERT_EQ(chain.size(), size_t{kThreads} * kEach);
  std::string before;
  for (const auto& [sequence, bytes] : chain) {
    v1::SessionRecord record;
    ASSERT_TRUE(record.ParseFromString(bytes));
    EXPECT_EQ(record.previous_hash(), before) << sequence;
    before = RecordHash(bytes);
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp
