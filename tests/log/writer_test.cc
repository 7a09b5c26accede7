#include "wamp/log/writer.h"

#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/sync/mutex_lock.h"
#include "tests/log/memory_store.h"
#include "tests/log/sealed_log.h"
#include "tests/testing/status_matchers.h"

namespace wamp {
namespace log {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::wamp::testing::IsOk;
using ::wamp::testing::StatusIs;

// Fails by plan, before or after it has stored, and can be made to wait.
class UnreliableStore : public MemoryStore {
 public:
  absl::Status Append(absl::Span<const SealedRecord> records) override {
    sync::MutexLock lock(mutex_);
    ++appends_;
    mutex_.Await(absl::Condition(&open_));
    if (refusals_ > 0) {
      --refusals_;
      return absl::UnavailableError("refused");
    }
    if (parts_ > 0 && records.size() > 2) {
      --parts_;
      MemoryStore::Append(records.first(2)).IgnoreError();
      return part_status_;
    }
    absl::Status status = MemoryStore::Append(records);
    if (status.ok() && lost_answers_ > 0) {
      --lost_answers_;
      return absl::UnavailableError("no answer");
    }
    return status;
  }
  absl::StatusOr<NodeHead> Head(absl::string_view node) override {
    const sync::MutexLock lock(mutex_);
    if (lost_heads_ > 0) {
      --lost_heads_;
      return absl::UnavailableError("no head");
    }
    return MemoryStore::Head(node);
  }

  void Refuse(int times) {
    const sync::MutexLock lock(mutex_);
    refusals_ = times;
  }
  void LoseAnswers(int times) {
    const sync::MutexLock lock(mutex_);
    lost_answers_ = times;
  }
  // Stores but two records of a larger batch.
  void StoreInPart(int times, absl::Status status) {
    const sync::MutexLock lock(mutex_);
    parts_ = times;
    part_status_ = std::move(status);
  }
  void LoseHeads(int times) {
    const sync::MutexLock lock(mutex_);
    lost_heads_ = times;
  }
  void SetOpen(bool open) {
    const sync::MutexLock lock(mutex_);
    open_ = open;
  }
  void WaitForAppends(int count) {
    const sync::MutexLock lock(mutex_);
    const auto reached = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return appends_ >= count;
    };
    mutex_.Await(absl::Condition(&reached));
  }
  int appends() {
    const sync::MutexLock lock(mutex_);
    return appends_;
  }

 private:
  absl::Mutex mutex_;
  bool open_ ABSL_GUARDED_BY(mutex_) = true;
  int appends_ ABSL_GUARDED_BY(mutex_) = 0;
  int refusals_ ABSL_GUARDED_BY(mutex_) = 0;
  int lost_answers_ ABSL_GUARDED_BY(mutex_) = 0;
  int lost_heads_ ABSL_GUARDED_BY(mutex_) = 0;
  int parts_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status part_status_ ABSL_GUARDED_BY(mutex_);
};

WriterOptions Quick(WhenFull when_full, size_t max_queue = 100) {
  WriterOptions options;
  options.when_full = when_full;
  options.max_queue = max_queue;
  options.block_for = absl::ZeroDuration();
  options.max_attempts = 3;
  options.first_pause = absl::ZeroDuration();
  return options;
}

class WriterTest : public ::testing::Test {
 protected:
  // The store is whole, and says so of itself.
  void ExpectWhole(uint64_t records, uint64_t lost) {
    const auto report = store_.Verify({});
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->intact())
        << report->faults[0].number << ": " << report->faults[0].message;
    EXPECT_EQ(report->records, records);
    EXPECT_EQ(report->lost, lost);
  }

  // A writer whose thread waits in the store, with one record in hand.
  std::unique_ptr<SessionLogWriter> MakeWaiting(const WriterOptions& options) {
    store_.SetOpen(false);
    const int before = store_.appends();
    auto writer = std::make_unique<SessionLogWriter>(&node_, &store_, options);
    EXPECT_THAT(writer->Offer(DeniedAt(0)), IsOk());
    store_.WaitForAppends(before + 1);
    return writer;
  }

  UnreliableStore store_;
  NodeLog node_{"router-1"};
};

TEST_F(WriterTest, StoresInTheOrderOfWriting) {
  {
    SessionLogWriter writer(&node_, &store_);
    for (int i = 0; i < 50; ++i) {
      ASSERT_THAT(writer.Offer(DeniedAt(0, absl::StrCat("a", i))), IsOk());
    }
  }
  PageOptions options;
  options.order = Order::kOldestFirst;
  const auto page = store_.Query({}, options);
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->records.size(), 50U);
  for (int i = 0; i < 50; ++i) {
    const v1::SessionRecord& record =
        page->records[static_cast<size_t>(i)].record;
    EXPECT_EQ(record.claimed_ident().authid(), absl::StrCat("a", i));
  }
  ExpectWhole(50, 0);
}

TEST_F(WriterTest, AcknowledgesWhatIsStored) {
  SessionLogWriter writer(&node_, &store_);
  ASSERT_THAT(writer.Write(DeniedAt(0)), IsOk());
  EXPECT_EQ(store_.GetStats()->records, 1U);
  EXPECT_EQ(writer.counts().accepted, 1U);
}

TEST_F(WriterTest, StoresWhatHasGatheredAtOnce) {
  const auto writer = MakeWaiting(Quick(WhenFull::kReject));
  for (int i = 0; i < 60; ++i) ASSERT_THAT(writer->Offer(DeniedAt(i)), IsOk());
  store_.SetOpen(true);
  writer->Flush();
  EXPECT_EQ(store_.appends(), 2);
  EXPECT_EQ(writer->counts().stored, 61U);
}

TEST_F(WriterTest, StoresNoMoreAtOnceThanItMay) {
  WriterOptions options = Quick(WhenFull::kReject);
  options.max_batch = 20;
  const auto writer = MakeWaiting(options);
  for (int i = 0; i < 60; ++i) ASSERT_THAT(writer->Offer(DeniedAt(i)), IsOk());
  store_.SetOpen(true);
  writer->Flush();
  EXPECT_EQ(store_.appends(), 4);
}

TEST_F(WriterTest, RejectsWhatItHasNoRoomFor) {
  const auto writer = MakeWaiting(Quick(WhenFull::kReject, 5));
  for (int i = 0; i < 8; ++i) {
    const absl::Status status = writer->Offer(DeniedAt(i));
    EXPECT_EQ(status.ok(), i < 5) << i;
    if (i >= 5) {
      EXPECT_THAT(status, StatusIs(absl::StatusCode::kResourceExhausted,
                                   HasSubstr("5 records wait")));
    }
  }
  store_.SetOpen(true);
  writer->Close();
  const SessionLogWriter::Counts counts = writer->counts();
  EXPECT_EQ(counts.offered, 9U);
  EXPECT_EQ(counts.accepted, 6U);
  EXPECT_EQ(counts.rejected, 3U);
  EXPECT_EQ(counts.dropped, 0U);
  ExpectWhole(6, 0);
}

TEST_F(WriterTest, WhatItDropsIsAGap) {
  const auto writer = MakeWaiting(Quick(WhenFull::kDrop, 5));
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(writer->Offer(DeniedAt(i)).ok(), i < 5) << i;
  }
  store_.SetOpen(true);
  writer->Flush();
  ASSERT_THAT(writer->Write(DeniedAt(9)), IsOk());
  const SessionLogWriter::Counts counts = writer->counts();
  EXPECT_EQ(counts.offered, 10U);
  EXPECT_EQ(counts.accepted, 7U);
  EXPECT_EQ(counts.rejected, 0U);
  EXPECT_EQ(counts.dropped, 3U);
  ExpectWhole(7, 3);
}

TEST_F(WriterTest, BlocksUntilThereIsRoom) {
  WriterOptions options = Quick(WhenFull::kBlock, 1);
  options.block_for = absl::InfiniteDuration();
  const auto writer = MakeWaiting(options);
  ASSERT_THAT(writer->Offer(DeniedAt(1)), IsOk());
  std::thread other([&] { EXPECT_THAT(writer->Offer(DeniedAt(2)), IsOk()); });
  store_.SetOpen(true);
  other.join();
  writer->Close();
  ExpectWhole(3, 0);
}

TEST_F(WriterTest, BlocksNoLongerThanItMay) {
  WriterOptions options = Quick(WhenFull::kBlock, 1);
  options.block_for = absl::Milliseconds(1);
  const auto writer = MakeWaiting(options);
  ASSERT_THAT(writer->Offer(DeniedAt(1)), IsOk());
  EXPECT_THAT(
      writer->Offer(DeniedAt(2)),
      StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("wait")));
  store_.SetOpen(true);
  EXPECT_EQ(writer->counts().rejected, 1U);
}

TEST_F(WriterTest, AsksAgainUntilTheStoreTakesIt) {
  SessionLogWriter writer(&node_, &store_, Quick(WhenFull::kBlock));
  store_.Refuse(2);
  EXPECT_THAT(writer.Write(DeniedAt(0)), IsOk());
  store_.LoseAnswers(2);
  EXPECT_THAT(writer.Write(DeniedAt(1)), IsOk());
  ExpectWhole(2, 0);
}

TEST_F(WriterTest, TellsAllThatWaitWhenItGivesUp) {
  const auto writer = MakeWaiting(Quick(WhenFull::kBlock));
  int told = 0;
  for (int i = 0; i < 4; ++i) {
    ASSERT_THAT(writer->Offer(DeniedAt(i),
                              [&](const absl::Status& status) {
                                EXPECT_THAT(
                                    status,
                                    StatusIs(absl::StatusCode::kUnavailable,
                                             HasSubstr("refused")));
                                ++told;
                              }),
                IsOk());
  }
  // The one in hand, and those four.
  store_.Refuse(6);
  store_.SetOpen(true);
  writer->Flush();
  EXPECT_EQ(told, 4);
  EXPECT_EQ(writer->counts().failed, 5U);
  EXPECT_THAT(writer->Write(DeniedAt(9)), IsOk());
  ExpectWhole(1, 5);
}

// What was stored although the store never said so has been stored.
TEST_F(WriterTest, FindsOutWhatHasBeenStored) {
  SessionLogWriter writer(&node_, &store_, Quick(WhenFull::kBlock));
  store_.LoseAnswers(3);
  EXPECT_THAT(writer.Write(DeniedAt(0)), IsOk());
  EXPECT_THAT(writer.Write(DeniedAt(1)), IsOk());
  ExpectWhole(2, 0);
}

// The same, when it can be found out but later; and one more is lost meanwhile.
TEST_F(WriterTest, FindsOutLaterWhatHasBeenStored) {
  for (const bool stored : {true, false}) {
    UnreliableStore store;
    NodeLog node("router-1");
    SessionLogWriter writer(&node, &store, Quick(WhenFull::kBlock));
    ASSERT_THAT(writer.Write(DeniedAt(0)), IsOk());
    if (stored) {
      store.LoseAnswers(3);
    } else {
      store.Refuse(3);
    }
    store.LoseHeads(1 + 3);
    EXPECT_THAT(writer.Write(DeniedAt(1)),
                StatusIs(absl::StatusCode::kUnavailable, HasSubstr("")));
    EXPECT_THAT(writer.Write(DeniedAt(2)),
                StatusIs(absl::StatusCode::kUnavailable, HasSubstr("no head")));
    EXPECT_THAT(writer.Write(DeniedAt(3)), IsOk());
    const auto report = store.Verify({});
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->intact()) << report->faults[0].message;
    EXPECT_EQ(report->records, stored ? 3U : 2U);
    EXPECT_EQ(report->lost, stored ? 1U : 2U);
  }
}

TEST_F(WriterTest, OneRecordSpoilsNoOthers) {
  SessionLogWriter writer(&node_, &store_, Quick(WhenFull::kBlock));
  v1::SessionRecord twice = DeniedAt(0);
  twice.set_record_id("of mine");
  ASSERT_THAT(writer.Write(twice), IsOk());
  store_.SetOpen(false);
  ASSERT_THAT(writer.Offer(DeniedAt(1)), IsOk());
  store_.WaitForAppends(2);
  absl::Status told;
  ASSERT_THAT(writer.Offer(DeniedAt(2)), IsOk());
  ASSERT_THAT(
      writer.Offer(twice, [&](const absl::Status& status) { told = status; }),
      IsOk());
  ASSERT_THAT(writer.Offer(DeniedAt(3)), IsOk());
  store_.SetOpen(true);
  writer.Flush();
  EXPECT_THAT(told,
              StatusIs(absl::StatusCode::kAlreadyExists, HasSubstr("id")));
  EXPECT_EQ(writer.counts().stored, 4U);
  EXPECT_EQ(writer.counts().failed, 1U);
  ExpectWhole(4, 1);
}

// As the way to a store may do: what is there is so, and the rest is lost, or
// tried one by one.
TEST_F(WriterTest, TellsWhichPartHasBeenStored) {
  struct Sample {
    int times;
    absl::Status status;
    uint64_t lost;
  };
  const Sample samples[] = {{3, absl::UnavailableError("gone"), 3},
                            {1, absl::InvalidArgumentError("bad"), 0}};
  uint64_t records = 0;
  uint64_t lost = 0;
  for (const Sample& sample : samples) {
    const auto writer = MakeWaiting(Quick(WhenFull::kDrop, 5));
    std::vector<bool> stored;
    for (int i = 0; i < 7; ++i) {
      EXPECT_EQ(writer
                    ->Offer(DeniedAt(i),
                            [&](const absl::Status& status) {
                              stored.push_back(status.ok());
                            })
                    .ok(),
                i < 5);
    }
    store_.StoreInPart(sample.times, sample.status);
    store_.SetOpen(true);
    writer->Flush();
    ASSERT_THAT(writer->Write(DeniedAt(9)), IsOk());
    const bool rest = sample.lost == 0;
    EXPECT_THAT(stored, ElementsAre(true, true, rest, rest, rest));
    records += 7 - sample.lost;
    lost += 2 + sample.lost;
    ExpectWhole(records, lost);
  }
}

TEST_F(WriterTest, GoesOnFromTheRunBefore) {
  {
    SessionLogWriter writer(&node_, &store_);
    ASSERT_THAT(writer.Write(DeniedAt(0)), IsOk());
  }
  NodeLog next("router-1");
  SessionLogWriter writer(&next, &store_);
  ASSERT_THAT(writer.Write(DeniedAt(1)), IsOk());
  const auto report = store_.Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact());
  EXPECT_EQ(report->unlinked_runs, 0U);
}

TEST_F(WriterTest, ClosingStoresAllAndThenNothing) {
  const auto writer = MakeWaiting(Quick(WhenFull::kBlock));
  ASSERT_THAT(writer->Offer(DeniedAt(1)), IsOk());
  store_.SetOpen(true);
  writer->Close();
  EXPECT_EQ(writer->counts().stored, 2U);
  const auto closed =
      StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("closed"));
  EXPECT_THAT(writer->Offer(DeniedAt(2)), closed);
  EXPECT_THAT(writer->Write(DeniedAt(3)), closed);
  EXPECT_EQ(writer->counts().rejected, 2U);
  writer->Close();
}

TEST_F(WriterTest, CountsAddUpWhateverThreadsDo) {
  for (const WhenFull when_full :
       {WhenFull::kBlock, WhenFull::kReject, WhenFull::kDrop}) {
    UnreliableStore store;
    NodeLog node("router-1");
    SessionLogWriter::Counts counts;
    {
      SessionLogWriter writer(&node, &store, Quick(when_full, 3));
      std::vector<std::thread> threads;
      threads.reserve(4);
      for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
          for (int j = 0; j < 50; ++j) {
            if (j == 25) store.Refuse(3);
            writer.Offer(DeniedAt(j)).IgnoreError();
            if (j % 10 == 0) writer.Flush();
          }
        });
      }
      for (std::thread& thread : threads) thread.join();
      writer.Close();
      counts = writer.counts();
    }
    EXPECT_EQ(counts.offered, 200U);
    EXPECT_EQ(counts.accepted + counts.rejected + counts.dropped, 200U);
    EXPECT_EQ(counts.stored + counts.failed, counts.accepted);
    const auto report = store.Verify({});
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->intact()) << report->faults[0].message;
    EXPECT_EQ(report->records, counts.stored);
    // What was lost at the end has no record after it.
    EXPECT_LE(report->lost, counts.dropped + counts.failed);
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp
