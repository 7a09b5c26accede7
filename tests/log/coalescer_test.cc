#include "wamp/log/coalescer.h"

#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/sync/mutex_lock.h"
#include "tests/log/sealed_log.h"
#include "wamp/log/record.h"

namespace wamp {
namespace log {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::SessionRecord DeniedFrom(const std::string& peer, int64_t second = 0,
                             absl::string_view authid = "eve") {
  v1::SessionRecord record = DeniedAt(second, authid);
  record.mutable_transport()->set_peer(peer);
  return record;
}

class CoalescerTest : public ::testing::Test {
 protected:
  Coalescer Make(uint64_t burst, size_t max_kinds = 1000) {
    CoalescerOptions options;
    options.burst = burst;
    options.window = absl::Seconds(10);
    options.max_kinds = max_kinds;
    return Coalescer(
        [this](v1::SessionRecord record) {
          const sync::MutexLock lock(mutex_);
          got_.push_back(std::move(record));
        },
        options, [this] { return now_; });
  }

  // "count from to" of what has come since, in seconds.
  std::vector<std::string> Got() {
    const sync::MutexLock lock(mutex_);
    std::vector<std::string> got;
    for (const v1::SessionRecord& record : got_) {
      const int64_t first =
          record.time().seconds() - absl::ToUnixSeconds(At(0));
      std::string text =
          absl::StrCat(record.has_count() ? record.count() : 1, " ", first);
      if (record.has_last_time()) {
        absl::StrAppend(
            &text, " ",
            record.last_time().seconds() - absl::ToUnixSeconds(At(0)));
      }
      got.push_back(text);
    }
    got_.clear();
    return got;
  }

  absl::Time now_ = At(0);
  absl::Mutex mutex_;
  std::vector<v1::SessionRecord> got_;
};

TEST_F(CoalescerTest, ManyBecomeOne) {
  Coalescer coalescer = Make(2);
  for (int second = 0; second < 9; ++second) {
    now_ = At(second);
    coalescer.Add(DeniedFrom("tcp4:203.0.113.7:4001", second));
  }
  EXPECT_THAT(Got(), ElementsAre("1 0", "1 1"));
  coalescer.Expire();
  EXPECT_THAT(Got(), IsEmpty());
  now_ = At(10);
  coalescer.Expire();
  EXPECT_THAT(Got(), ElementsAre("7 2 8"));
  // A window of its own.
  coalescer.Add(DeniedFrom("tcp4:203.0.113.7:4001", 10));
  EXPECT_THAT(Got(), ElementsAre("1 10"));
}

TEST_F(CoalescerTest, OneIsNotCounted) {
  Coalescer coalescer = Make(1);
  coalescer.Add(DeniedFrom("a"));
  coalescer.Add(DeniedFrom("a", 3));
  coalescer.Flush();
  EXPECT_THAT(Got(), ElementsAre("1 0", "1 3"));
}

TEST_F(CoalescerTest, TheNextRecordEndsWindows) {
  Coalescer coalescer = Make(0);
  coalescer.Add(DeniedFrom("a", 0));
  coalescer.Add(DeniedFrom("a", 1));
  now_ = At(12);
  coalescer.Add(DeniedFrom("b", 12));
  EXPECT_THAT(Got(), ElementsAre("2 0 1"));
}

TEST_F(CoalescerTest, WhatWasCountedIsAddedUp) {
  Coalescer coalescer = Make(0);
  v1::SessionRecord record = DeniedFrom("a", 1);
  record.set_count(5);
  *record.mutable_last_time() = ToTimestamp(At(4));
  coalescer.Add(record);
  coalescer.Add(record);
  coalescer.Flush();
  EXPECT_THAT(Got(), ElementsAre("10 1 4"));
}

TEST_F(CoalescerTest, AClockThatGoesBackHoldsNothing) {
  Coalescer coalescer = Make(0);
  coalescer.Add(DeniedFrom("a", 1));
  now_ = At(-3600);
  coalescer.Expire();
  EXPECT_THAT(Got(), ElementsAre("1 1"));
}

TEST_F(CoalescerTest, TheEndFlushes) {
  {
    Coalescer coalescer = Make(0);
    coalescer.Add(DeniedFrom("a", 1));
  }
  EXPECT_THAT(Got(), ElementsAre("1 1"));
}

struct Pair {
  const char* name;
  v1::SessionRecord first;
  v1::SessionRecord second;
  // Whether they are of one kind.
  bool same;
};

void PrintTo(const Pair& pair, std::ostream* out) { *out << pair.name; }

v1::SessionRecord DecidedBy(bool allowed) {
  v1::Decision decision;
  decision.set_allowed(allowed);
  return RecordOf(decision, At(0));
}

v1::SessionRecord LostBy(bool joined) {
  v1::Left left;
  left.set_cause(v1::LEAVE_CAUSE_TRANSPORT_LOST);
  v1::SessionRecord record = RecordOf(left, At(0));
  if (joined) record.mutable_ident()->set_session(7);
  return record;
}

class CoalescerKindsTest : public CoalescerTest,
                           public ::testing::WithParamInterface<Pair> {};

TEST_P(CoalescerKindsTest, AreToldApart) {
  Coalescer coalescer = Make(1);
  coalescer.Add(GetParam().first);
  coalescer.Add(GetParam().second);
  EXPECT_EQ(Got().size(), GetParam().same ? 1 : 2);
  coalescer.Flush();
  EXPECT_EQ(Got().size(), GetParam().same ? 1 : 0);
}

INSTANTIATE_TEST_SUITE_P(
    All, CoalescerKindsTest,
    ::testing::Values(
        Pair{"ports", DeniedFrom("tcp4:1.2.3.4:5"),
             DeniedFrom("tcp4:1.2.3.4:6"), true},
        Pair{"addresses", DeniedFrom("tcp4:1.2.3.4:5"),
             DeniedFrom("tcp4:1.2.3.5:5"), false},
        Pair{"addresses_without_a_port", DeniedFrom("1.2.3.4"),
             DeniedFrom("1.2.3.5"), false},
        Pair{"authids", DeniedFrom("a", 0, "eve"), DeniedFrom("a", 0, "joe"),
             false},
        Pair{"parts_that_look_alike", DeniedFrom("a", 0, "1:b"),
             DeniedFrom("a1:", 0, "b"), false},
        Pair{"events", DeniedFrom("a"), LostBy(false), false},
        Pair{"lost_before_joining", LostBy(false), LostBy(false), true},
        Pair{"lost_after_joining", LostBy(true), LostBy(true), false},
        Pair{"refused", DecidedBy(false), DecidedBy(false), true},
        Pair{"allowed", DecidedBy(true), DecidedBy(true), false},
        Pair{"joined", JoinedAt(0, "u"), JoinedAt(0, "u"), false}),
    [](const auto& pair) { return pair.param.name; });

TEST_F(CoalescerTest, StrangersFillNoMemory) {
  Coalescer coalescer = Make(1, /*max_kinds=*/10);
  uint64_t offered = 0;
  for (int i = 0; i < 1000; ++i) {
    coalescer.Add(DeniedFrom(absl::StrCat("tcp4:1.2.3.", i % 50, ":", i), i,
                             absl::StrCat("authid", i)));
    ++offered;
  }
  // Kinds of their own, of an address, and of the event.
  EXPECT_EQ(Got().size(), 10 + 10 + 1);
  coalescer.Flush();
  EXPECT_LE(got_.size(), 10 + 1);
  uint64_t counted = 0;
  for (const v1::SessionRecord& record : got_) counted += record.count();
  EXPECT_EQ(counted, offered - 21);
}

TEST_F(CoalescerTest, NothingIsLostAmongThreads) {
  constexpr int kThreads = 4;
  constexpr int kEach = 500;
  {
    Coalescer coalescer = Make(3);
    std::vector<std::thread> threads;
    threads.reserve(kThreads);
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&coalescer, i] {
        std::mt19937 random(static_cast<unsigned>(i));
        for (int j = 0; j < kEach; ++j) coalescer.Add(RandomRecord(&random));
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  uint64_t counted = 0;
  for (const v1::SessionRecord& record : got_) {
    counted += record.has_count() ? record.count() : 1;
  }
  EXPECT_EQ(counted, uint64_t{kThreads} * kEach);
  EXPECT_LT(got_.size(), size_t{kThreads} * kEach);
}

}  // namespace
}  // namespace log
}  // namespace wamp
