// The power goes at random points of writing: nothing that was acknowledged is
// lost, and nothing is there twice. WAMP_POWER_CUTS is how many points.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/log/sealed_log.h"
#include "tests/log/sqlite/faulty_vfs.h"
#include "tests/log/sqlite/files.h"
#include "tests/testing/status_matchers.h"
#include "wamp/log/node_log.h"
#include "wamp/log/sqlite_store.h"

namespace wamp {
namespace log {
namespace {

using ::testing::HasSubstr;
using ::wamp::testing::IsOk;
using ::wamp::testing::StatusIs;

FaultyVfs* Disk() {
  static FaultyVfs* const disk = new FaultyVfs("faulty");
  return disk;
}

int CountFrom(const char* variable, int otherwise) {
  const char* text = std::getenv(variable);
  int count = 0;
  return text != nullptr && absl::SimpleAtoi(text, &count) ? count : otherwise;
}

SqliteOptions OnDisk() {
  SqliteOptions options;
  options.vfs = Disk()->name();
  return options;
}

std::set<std::string> IdsIn(Store* store, size_t* count) {
  std::set<std::string> ids;
  PageOptions options;
  options.page_size = PageOptions::kMostRecords;
  const auto page = store->Query({}, options);
  EXPECT_THAT(page, IsOk());
  if (!page.ok()) return ids;
  for (const SealedRecord& sealed : page->records) {
    ids.insert(sealed.record.record_id());
  }
  *count = page->records.size();
  return ids;
}

void ExpectWhole(Store* store) {
  const auto report = store->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact()) << report->faults[0].message;
}

// What a program did until the power went.
struct Deeds {
  // Acknowledged, and not pruned since.
  std::set<std::string> stored;
  std::set<std::string> pruned;
  // Not acknowledged.
  std::vector<SealedRecord> last;
  // Whether it came to its end.
  bool done = false;
};

// Writes, prunes and starts again, until something fails.
Deeds Work(const std::string& path, unsigned seed) {
  std::mt19937 random(seed);
  Deeds deeds;
  NodeLog node("router-1");
  int64_t second = 0;
  for (int run = 0; run < 3; ++run) {
    const auto store = SqliteStore::Open(path, OnDisk());
    if (!store.ok()) return deeds;
    for (int i = 0; i < 6; ++i) {
      deeds.last.clear();
      for (auto j = random() % 4; j <= 3; ++j) {
        const std::string uid = absl::StrCat("u", random() % 8);
        ++second;
        deeds.last.push_back(
            Seal(&node,
                 random() % 2 == 0
                     ? JoinedAt(second, uid, std::string(random() % 3000, 'x'))
                     : LeftAt(second, uid)));
      }
      if (!(*store)->Append(deeds.last).ok()) return deeds;
      for (const SealedRecord& sealed : deeds.last) {
        deeds.stored.insert(sealed.record.record_id());
      }
      deeds.last.clear();
      if (random() % 4 != 0) continue;
      PrunePolicy policy;
      policy.before = At(second - 5);
      Filter gone;
      gone.until = policy.before;
      const auto page = (*store)->Query(gone, {});
      if (!page.ok()) return deeds;
      for (const SealedRecord& sealed : page->records) {
        deeds.stored.erase(sealed.record.record_id());
        deeds.pruned.insert(sealed.record.record_id());
      }
      if (!(*store)->Prune(policy).ok()) return deeds;
    }
  }
  deeds.done = true;
  return deeds;
}

// Of what a disk holds after the power came back.
void Check(const std::string& path, const Deeds& deeds) {
  const auto store = SqliteStore::Open(path, OnDisk());
  ASSERT_THAT(store, IsOk());
  ExpectWhole(store->get());
  size_t count = 0;
  const std::set<std::string> ids = IdsIn(store->get(), &count);
  EXPECT_EQ(ids.size(), count);
  for (const std::string& id : deeds.stored) {
    EXPECT_EQ(ids.count(id), 1U) << "lost: " << id;
  }
  size_t more = 0;
  for (const SealedRecord& sealed : deeds.last) {
    more += ids.count(sealed.record.record_id());
  }
  EXPECT_TRUE(more == 0 || more == deeds.last.size()) << more;
  for (const std::string& id : ids) {
    EXPECT_TRUE(more > 0 || deeds.stored.count(id) + deeds.pruned.count(id) > 0)
        << "from nowhere: " << id;
  }
  // It goes on: what was not acknowledged is sent again.
  ASSERT_THAT((*store)->Append(deeds.last), IsOk());
  const std::set<std::string> after = IdsIn(store->get(), &count);
  EXPECT_EQ(after.size(), count);
  EXPECT_EQ(count, ids.size() + (more == 0 ? deeds.last.size() : 0));
  ExpectWhole(store->get());
}

TEST(PowerCutTest, NothingAcknowledgedIsLostAndNothingDoubled) {
  const int points = CountFrom("WAMP_POWER_CUTS", 300);
  int cuts = 0;
  for (int point = 0; cuts < points; ++point) {
    const auto seed = static_cast<unsigned>(point);
    std::mt19937 random(seed);
    const TemporaryFolder folder;
    Disk()->Clear();
    Disk()->FailAfter(1 + static_cast<int64_t>(random() % 500),
                      SQLITE_IOERR_WRITE);
    const Deeds deeds = Work(folder.path("log.db"), seed);
    const auto disk = Disk()->AfterPowerCut(&random);
    Disk()->FailAfter(0, SQLITE_OK);
    cuts += deeds.done ? 0 : 1;
    const TemporaryFolder after;
    for (const auto& [path, bytes] : disk) {
      WriteFile(after.path(std::filesystem::path(path).filename()), bytes);
    }
    Disk()->Clear();
    Check(after.path("log.db"), deeds);
    ASSERT_FALSE(HasFailure()) << "at point " << point;
  }
}

// The disk is full, or fails, and then is well again: the same store goes on.
TEST(PowerCutTest, GoesOnAfterADiskThatFailed) {
  const struct {
    int result;
    absl::StatusCode code;
  } faults[] = {
      {SQLITE_FULL, absl::StatusCode::kResourceExhausted},
      {SQLITE_IOERR_WRITE, absl::StatusCode::kUnavailable},
      {SQLITE_IOERR_FSYNC, absl::StatusCode::kUnavailable},
  };
  for (const auto& fault : faults) {
    const TemporaryFolder folder;
    Disk()->Clear();
    NodeLog node("router-1");
    const auto store = SqliteStore::Open(folder.path("log.db"), OnDisk());
    ASSERT_THAT(store, IsOk());
    size_t expected = 0;
    int failed = 0;
    for (int i = 1; i < 40; ++i) {
      const std::vector<SealedRecord> sealed =
          SealAll(&node, {JoinedAt(i, absl::StrCat("u", i)), LeftAt(i, "u1")});
      Disk()->FailAfter(i, fault.result);
      const absl::Status status = (*store)->Append(sealed);
      Disk()->FailAfter(0, SQLITE_OK);
      if (!status.ok()) {
        ++failed;
        EXPECT_THAT(status, StatusIs(fault.code, HasSubstr("SQLite: ")));
        ASSERT_THAT((*store)->Append(sealed), IsOk());
      }
      size_t count = 0;
      EXPECT_EQ(IdsIn(store->get(), &count).size(), expected += 2);
      EXPECT_EQ(count, expected);
    }
    EXPECT_GT(failed, 3);
    ExpectWhole(store->get());
  }
}

TEST(PowerCutTest, SaysThatNothingCanBeWritten) {
  const TemporaryFolder folder;
  Disk()->Clear();
  Disk()->SetReadOnly(true);
  const auto none = SqliteStore::Open(folder.path("log.db"), OnDisk());
  Disk()->SetReadOnly(false);
  EXPECT_THAT(none, StatusIs(absl::StatusCode::kNotFound, HasSubstr("log.db")));
  EXPECT_THAT(SqliteStore::Open(folder.path("log.db"), OnDisk()), IsOk());
  Disk()->SetReadOnly(true);
  const auto store = SqliteStore::Open(folder.path("log.db"), OnDisk());
  Disk()->SetReadOnly(false);
  EXPECT_FALSE(store.ok());
  EXPECT_THAT(std::string(store.status().message()), HasSubstr("log.db"));
}

// A program that is killed in the middle of writing. WAMP_KILLS is how often.
TEST(KillTest, NothingAcknowledgedIsLostAndNothingDoubled) {
  const int kills = CountFrom("WAMP_KILLS", 10);
  std::mt19937 random(6);
  const TemporaryFolder folder;
  const std::string path = folder.path("log.db");
  ASSERT_THAT(SqliteStore::Open(path), IsOk());
  uint64_t stored = 0;
  for (int i = 0; i < kills; ++i) {
    int pipe_ends[2];
    ASSERT_EQ(pipe(pipe_ends), 0);
    const pid_t child = fork();
    if (child == 0) {
      NodeLog node(absl::StrCat("router-", i));
      const auto store = SqliteStore::Open(path);
      while (store.ok() &&
             (*store)->Append(SealAll(&node, {DeniedAt(0)})).ok() &&
             write(pipe_ends[1], "x", 1) == 1) {
      }
      _exit(1);
    }
    close(pipe_ends[1]);
    char byte = 0;
    for (auto j = random() % 30; j > 0; --j) {
      ASSERT_EQ(read(pipe_ends[0], &byte, 1), 1);
      ++stored;
    }
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    while (read(pipe_ends[0], &byte, 1) == 1) ++stored;
    close(pipe_ends[0]);
    const auto store = SqliteStore::Open(path);
    ASSERT_THAT(store, IsOk());
    ExpectWhole(store->get());
    const auto stats = (*store)->GetStats();
    ASSERT_THAT(stats, IsOk());
    // The last one may have been stored without an answer.
    EXPECT_GE(stats->records, stored);
    EXPECT_LE(stats->records, stored + 1);
    stored = stats->records;
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp
