#include "wamp/log/sqlite_store.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/log/sqlite/files.h"
#include "tests/log/store_conformance.h"

namespace wamp {
namespace log {
namespace {

// A store in a folder that goes with it.
class OwningStore : public Store {
 public:
  OwningStore() : store_(*SqliteStore::Open(path())) {}

  std::string path() const { return folder_.path("log.db"); }

  absl::Status Append(absl::Span<const SealedRecord> records) override {
    return store_->Append(records);
  }
  absl::StatusOr<Page> Query(const Filter& filter,
                             const PageOptions& options) override {
    return store_->Query(filter, options);
  }
  absl::StatusOr<Page> Appended(const Filter& filter,
                                const PageOptions& options) override {
    return store_->Appended(filter, options);
  }
  absl::StatusOr<Page> OpenSessions(absl::Time at, const Filter& filter,
                                    const PageOptions& options) override {
    return store_->OpenSessions(at, filter, options);
  }
  absl::StatusOr<Stats> GetStats() override { return store_->GetStats(); }
  absl::StatusOr<NodeHead> Head(absl::string_view node) override {
    return store_->Head(node);
  }
  absl::StatusOr<uint64_t> Prune(const PrunePolicy& policy) override {
    return store_->Prune(policy);
  }
  absl::StatusOr<VerifyReport> Verify(const VerifyOptions& options) override {
    return store_->Verify(options);
  }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<SqliteStore> store_;
};

StoreUnderTest MakeStore() {
  auto store = std::make_unique<OwningStore>();
  const std::string path = store->path();
  return {std::move(store), [path](const std::string& record_id) {
            RunSql(path,
                   absl::StrCat("UPDATE bodies SET bytes = x'ff' WHERE "
                                "position = (SELECT position FROM records "
                                "WHERE record_id = '",
                                record_id, "')"));
          }};
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreConformance,
                         ::testing::Values(StoreFactory(MakeStore)));

class SqliteStoreTest : public ::testing::Test {
 protected:
  std::string path() const { return folder_.path("log.db"); }

  std::unique_ptr<SqliteStore> Open(const SqliteOptions& options = {}) const {
    auto store = SqliteStore::Open(path(), options);
    EXPECT_THAT(store, IsOk());
    return store.ok() ? *std::move(store) : nullptr;
  }

  uint64_t Fill(Store* store, int count) {
    return FillStore(store, &node_, count);
  }

  TemporaryFolder folder_;
  NodeLog node_{"router-1"};
};

TEST_F(SqliteStoreTest, IsThereAgainWhenOpenedAgain) {
  EXPECT_EQ(Fill(Open().get(), 3), 3U);
  EXPECT_EQ(Fill(Open().get(), 2), 5U);
  const auto report = Open()->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact());
}

TEST_F(SqliteStoreTest, SyncsEachCommitOfALogWrittenAhead) {
  const auto store = Open();
  Fill(store.get(), 1);
  EXPECT_EQ(AskSql(path(), "PRAGMA journal_mode"), "wal");
}

TEST_F(SqliteStoreTest, RefusesToGoOnFromACountThatCannotBe) {
  const auto store = Open();
  ExpectImpossibleCountsAreRefused(
      store.get(), &node_, [this](const std::string& count) {
        RunSql(path(), absl::StrCat("UPDATE nodes SET count = ", count));
      });
}

TEST_F(SqliteStoreTest, RefusesAStoreOfALaterRelease) {
  Open().reset();
  RunSql(path(), "PRAGMA user_version = 99");
  for (const bool read_only : {false, true}) {
    SqliteOptions options;
    options.read_only = read_only;
    EXPECT_THAT(SqliteStore::Open(path(), options),
                StatusIs(absl::StatusCode::kFailedPrecondition,
                         HasSubstr("version 99, which a later release")));
  }
  EXPECT_EQ(AskSql(path(), "PRAGMA user_version"), "99");
}

TEST_F(SqliteStoreTest, RefusesTheDatabaseOfAnother) {
  RunSql(path(), "CREATE TABLE t(a)");
  const std::string before = ReadFile(path());
  EXPECT_THAT(SqliteStore::Open(path()),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("got another database")));
  EXPECT_EQ(ReadFile(path()), before);
}

TEST_F(SqliteStoreTest, RefusesWhatIsNoDatabase) {
  WriteFile(path(), std::string(5000, 'x'));
  EXPECT_THAT(SqliteStore::Open(path()),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("file is not a database")));
  EXPECT_EQ(ReadFile(path()), std::string(5000, 'x'));
}

TEST_F(SqliteStoreTest, RefusesAFolderThatIsNotThere) {
  EXPECT_THAT(SqliteStore::Open(folder_.path("none/log.db")),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("none/log.db")));
  EXPECT_THAT(SqliteStore::Open(""),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("path")));
}

TEST_F(SqliteStoreTest, ReadsWhatItMayNotWrite) {
  Fill(Open().get(), 3);
  SqliteOptions options;
  options.read_only = true;
  const auto store = Open(options);
  EXPECT_EQ(store->GetStats()->records, 3U);
  EXPECT_THAT(store->Query({}, {}), IsOk());
  const auto refused = StatusIs(absl::StatusCode::kFailedPrecondition,
                                HasSubstr("opened for writing"));
  EXPECT_THAT(store->Append({Seal(&node_, DeniedAt(0))}), refused);
  EXPECT_THAT(store->Prune({}), refused);
}

TEST_F(SqliteStoreTest, ReadOnlyMakesNoFile) {
  SqliteOptions options;
  options.read_only = true;
  EXPECT_THAT(SqliteStore::Open(path(), options),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("log.db")));
  EXPECT_EQ(ReadFile(path()), "");
}

// What a program says that may not write anywhere: "" if it reads three
// records. It is one of its own, since root may write everywhere.
std::string ReadAsNobody(const std::string& path) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    constexpr uid_t kNobody = 65534;
    std::string said = "SKIPPED";
    if (geteuid() != 0 || (setgid(kNobody) == 0 && setuid(kNobody) == 0)) {
      SqliteOptions options;
      options.read_only = true;
      const auto store = SqliteStore::Open(path, options);
      const auto page = store.ok() ? (*store)->Query({}, {}) : store.status();
      said = page.status().ToString();
      if (page.ok()) said = page->records.size() == 3 ? "" : "other records";
    }
    _exit(write(ends[1], said.data(), said.size()) < 0 ? 1 : 0);
  }
  close(ends[1]);
  std::string said(1000, '\0');
  said.resize(static_cast<size_t>(
      std::max<ssize_t>(read(ends[0], &said[0], said.size()), 0)));
  close(ends[0]);
  EXPECT_EQ(waitpid(child, nullptr, 0), child);
  return said;
}

TEST_F(SqliteStoreTest, ReadsInAFolderThatCannotBeWritten) {
  // A name that is no part of a URI as it is.
  const std::string folder = folder_.path("a %41?b#c");
  const std::string path = folder + "/log.db";
  ASSERT_EQ(mkdir(folder.c_str(), 0755), 0);
  ASSERT_EQ(chmod(folder_.path("").c_str(), 0755), 0);
  auto store = *SqliteStore::Open(path);
  Fill(store.get(), 3);
  const std::string with_log = ReadFile(path + "-wal");
  ASSERT_NE(with_log, "");
  // As it is after a crash, and after a good end.
  const std::string crashed = folder + "/crashed.db";
  WriteFile(crashed, ReadFile(path));
  WriteFile(crashed + "-wal", with_log);
  store.reset();
  ASSERT_EQ(ReadFile(path + "-wal"), "");
  ASSERT_EQ(chmod(folder.c_str(), 0555), 0);
  const std::string said = ReadAsNobody(path);
  if (said == "SKIPPED") GTEST_SKIP() << "there is no other user";
  EXPECT_EQ(said, "");
  EXPECT_THAT(ReadAsNobody(crashed),
              HasSubstr("expected a folder that can be written"));
  ASSERT_EQ(chmod(folder.c_str(), 0755), 0);
}

TEST_F(SqliteStoreTest, WaitsForAnotherWriterAndThenGivesUp) {
  SqliteOptions options;
  options.busy_timeout = absl::ZeroDuration();
  const auto store = Open(options);
  const SealedRecord sealed = Seal(&node_, DeniedAt(0));
  {
    const TestDatabase other(path());
    other.Run("BEGIN IMMEDIATE");
    EXPECT_THAT(store->Append({sealed}),
                StatusIs(absl::StatusCode::kUnavailable, HasSubstr("locked")));
    other.Run("ROLLBACK");
  }
  EXPECT_THAT(store->Append({sealed}), IsOk());
  EXPECT_EQ(store->GetStats()->records, 1U);
}

TEST_F(SqliteStoreTest, TwoStoresWriteIntoOneFile) {
  const auto one = Open();
  const auto other = Open();
  NodeLog other_node("router-2");
  for (int i = 0; i < 20; ++i) {
    ASSERT_THAT(one->Append({Seal(&node_, DeniedAt(i))}), IsOk());
    ASSERT_THAT(other->Append({Seal(&other_node, DeniedAt(i))}), IsOk());
  }
  for (SqliteStore* store : {one.get(), other.get()}) {
    const auto report = store->Verify({});
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->intact());
    EXPECT_EQ(report->records, 40U);
  }
}

// One that reads page after page does not keep the log from being written back.
TEST_F(SqliteStoreTest, TheLogWrittenAheadStaysBounded) {
  const auto store = Open();
  Fill(store.get(), 100);
  PageOptions options;
  options.page_size = 1;
  std::uintmax_t most = 0;
  for (int i = 0; i < 60; ++i) {
    const auto page = store->Query({}, options);
    ASSERT_THAT(page, IsOk());
    options.page_token = page->next_page_token;
    Fill(store.get(), 200);
    most = std::max(most, std::filesystem::file_size(path() + "-wal"));
  }
  EXPECT_GT(std::filesystem::file_size(path()), size_t{6} << 20);
  EXPECT_LT(most, size_t{8} << 20);
}

// One of another program that holds an old state does: until it is gone.
TEST_F(SqliteStoreTest, TheLogWrittenAheadShrinksOnceNobodyHoldsIt) {
  const auto store = Open();
  Fill(store.get(), 10);
  {
    const TestDatabase reader(path());
    reader.Run("BEGIN");
    EXPECT_EQ(reader.Ask("SELECT count(*) FROM records"), "10");
    for (int i = 0; i < 60; ++i) Fill(store.get(), 200);
    EXPECT_EQ(reader.Ask("SELECT count(*) FROM records"), "10");
    EXPECT_GT(std::filesystem::file_size(path() + "-wal"), size_t{8} << 20);
  }
  for (int i = 0; i < 3; ++i) Fill(store.get(), 200);
  EXPECT_LE(std::filesystem::file_size(path() + "-wal"), size_t{8} << 20);
}

TEST_F(SqliteStoreTest, WhatIsPrunedIsOverwritten) {
  const auto store = Open();
  Fill(store.get(), 50);
  v1::SessionRecord record = JoinedAt(0, "u-marked", "MARKED-1");
  ASSERT_THAT(store->Append({Seal(&node_, record)}), IsOk());
  const auto holds_it = [this] {
    return absl::StrContains(ReadFile(path()) + ReadFile(path() + "-wal"),
                             "MARKED-1");
  };
  EXPECT_TRUE(holds_it());
  PrunePolicy policy;
  policy.before = absl::InfiniteFuture();
  ASSERT_THAT(store->Prune(policy), IsOk());
  EXPECT_FALSE(holds_it());
}

// The rest is read when a page of the file is broken that holds bytes.
TEST_F(SqliteStoreTest, ABrokenPageSpoilsButItself) {
  const int64_t page_size = 4096;
  v1::SessionRecord big = DeniedAt(1, std::string(1000, 'x'));
  std::vector<v1::SessionRecord> records(100, big);
  std::string root;
  {
    const auto store = Open();
    ASSERT_THAT(store->Append(SealAll(&node_, records)), IsOk());
  }
  std::string bytes = ReadFile(path());
  // Some leaf of the table of bytes: it holds texts of it, but no ids of rows.
  const auto leaf = bytes.find(std::string(1000, 'x'), bytes.size() / 2);
  ASSERT_NE(leaf, std::string::npos);
  const auto start = leaf / page_size * page_size;
  bytes.replace(start, 16, 16, '\xee');
  WriteFile(path(), bytes);
  const auto store = Open();
  const auto page = store->Query({}, {});
  ASSERT_THAT(page, IsOk());
  EXPECT_GT(page->unreadable, 0U);
  EXPECT_GT(page->records.size(), 80U);
  EXPECT_EQ(page->unreadable + page->records.size(), 100U);
  const auto report = store->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_FALSE(report->intact());
}

TEST_F(SqliteStoreTest, AnsweringTakesAnIndex) {
  const auto store = Open();
  Fill(store.get(), 10);
  // All pairs of fields: SQLite refuses a question that its index can't answer.
  std::vector<Filter> filters(10);
  filters[0].realm = "realm1";
  filters[1].authid = "joe";
  filters[2].authrole = "user";
  filters[3].session = 7;
  filters[4].session_uid = "u1";
  filters[5].node = "router-1";
  filters[6].reason = "a.b";
  filters[7].events = {v1::SessionRecord::kJoined};
  filters[8].since = At(0);
  for (const Filter& a : filters) {
    for (const Filter& b : filters) {
      Filter both = a;
      if (b.realm) both.realm = b.realm;
      if (b.authid) both.authid = b.authid;
      if (b.authrole) both.authrole = b.authrole;
      if (b.session) both.session = b.session;
      if (b.session_uid) both.session_uid = b.session_uid;
      if (b.node) both.node = b.node;
      if (b.reason) both.reason = b.reason;
      if (!b.events.empty()) both.events = b.events;
      if (b.since != absl::InfinitePast()) both.since = b.since;
      PageOptions options;
      options.page_size = 1;
      const auto page = store->Query(both, options);
      ASSERT_THAT(page, IsOk());
      options.page_token = page->next_page_token;
      EXPECT_THAT(store->Query(both, options), IsOk());
    }
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp
