// What happens to a server, and to the way to it, while a writer writes:
// nothing that was acknowledged is lost, and nothing is there twice.
// WAMP_POSTGRES_FAULTS is how often each of it happens.
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "src/sync/mutex_lock.h"
#include "tests/log/postgres/commit_cutter.h"
#include "tests/log/postgres/test_server.h"
#include "tests/log/sealed_log.h"
#include "tests/testing/status_matchers.h"
#include "wamp/log/node_log.h"
#include "wamp/log/postgres_store.h"
#include "wamp/log/writer.h"

namespace wamp {
namespace log {
namespace {

using ::wamp::testing::IsOk;

int Faults() {
  const char* text = std::getenv("WAMP_POSTGRES_FAULTS");
  int count = 0;
  return text != nullptr && absl::SimpleAtoi(text, &count) ? count : 3;
}

// Offers records to a writer, in a thread of its own, and keeps what became of
// them.
class Load {
 public:
  explicit Load(Store* store) : writer_(&node_, store) {
    thread_ = std::thread([this] { Run(); });
  }
  ~Load() { Stop(); }

  void Stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
    writer_.Close();
  }

  // Waits until some more have been acknowledged.
  void AwaitStored(size_t more) {
    const sync::MutexLock lock(mutex_);
    const size_t until = stored_.size() + more;
    const auto reached = [this, until]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return stored_.size() >= until;
    };
    mutex_.Await(absl::Condition(&reached));
  }

  std::set<std::string> stored() {
    const sync::MutexLock lock(mutex_);
    return stored_;
  }
  std::set<std::string> failed() {
    const sync::MutexLock lock(mutex_);
    return failed_;
  }
  SessionLogWriter::Counts counts() const { return writer_.counts(); }

 private:
  void Run() {
    std::mt19937 random(7);
    for (int i = 0; !stop_; ++i) {
      v1::SessionRecord record = RandomRecord(&random);
      const std::string id = absl::StrCat("record-", i);
      record.set_record_id(id);
      writer_
          .Offer(std::move(record),
                 [this, id](const absl::Status& status) {
                   const sync::MutexLock lock(mutex_);
                   (status.ok() ? stored_ : failed_).insert(id);
                 })
          .IgnoreError();
      absl::SleepFor(absl::Microseconds(500));
    }
  }

  NodeLog node_{"router-1"};
  absl::Mutex mutex_;
  std::set<std::string> stored_ ABSL_GUARDED_BY(mutex_);
  std::set<std::string> failed_ ABSL_GUARDED_BY(mutex_);
  SessionLogWriter writer_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

class FaultTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_ = SharedServer();
    if (server_ == nullptr) GTEST_SKIP() << "there is no server of PostgreSQL";
    options_.schema = server_->NewSchema();
    options_.max_attempts = 8;
  }

  // Lets `fault` happen again and again to a writer whose connection string has
  // `more` at its end.
  void WriteThrough(const std::string& more,
                    const std::function<void(int)>& fault) {
    auto store = PostgresStore::Open(server_->conninfo() + more, options_);
    ASSERT_THAT(store, IsOk());
    Load load(store->get());
    for (int i = 0; i < Faults(); ++i) {
      load.AwaitStored(20);
      absl::SleepFor(absl::Microseconds(random_() % 5000));
      fault(i);
    }
    load.AwaitStored(1);
    load.Stop();
    Check(&load);
  }

  void Check(Load* load) {
    PostgresOptions options = options_;
    options.timeout = absl::Seconds(60);
    const auto store = PostgresStore::Open(server_->conninfo(), options);
    ASSERT_THAT(store, IsOk());
    std::set<std::string> there;
    size_t count = 0;
    PageOptions page_options;
    page_options.page_size = 1000;
    do {
      const auto page = (*store)->Query({}, page_options);
      ASSERT_THAT(page, IsOk());
      for (const SealedRecord& sealed : page->records) {
        there.insert(sealed.record.record_id());
        ++count;
      }
      page_options.page_token = page->next_page_token;
    } while (!page_options.page_token.empty());
    EXPECT_EQ(there.size(), count);
    const std::set<std::string> failed = load->failed();
    for (const std::string& id : load->stored()) {
      EXPECT_EQ(there.count(id), 1U) << "lost: " << id;
      there.erase(id);
    }
    for (const std::string& id : there) {
      EXPECT_EQ(failed.count(id), 1U) << "from nowhere: " << id;
    }
    const SessionLogWriter::Counts counts = load->counts();
    EXPECT_EQ(counts.stored, load->stored().size());
    EXPECT_EQ(counts.failed, failed.size());
    EXPECT_EQ(counts.stored + counts.failed, counts.accepted);
    const auto report = (*store)->Verify({});
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->intact())
        << report->fault_count << ": " << report->faults[0].number << " "
        << report->faults[0].message;
    EXPECT_EQ(report->records, count);
    std::cout << Faults() << " faults: " << counts.stored << " stored, "
              << counts.failed << " failed, of which " << there.size()
              << " are there\n";
  }

  Server* server_ = nullptr;
  PostgresOptions options_;
  std::mt19937 random_{11};
};

TEST_F(FaultTest, TheServerIsKilled) {
  WriteThrough("", [this](int) {
    server_->Kill();
    ASSERT_THAT(server_->Start(), IsOk());
  });
}

TEST_F(FaultTest, TheConnectionIsEndedByTheServer) {
  WriteThrough("", [this](int) {
    // It may still be on its way back from the fault before.
    const absl::Time end = absl::Now() + absl::Minutes(1);
    while (AskSql(server_->conninfo(),
                  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                  "WHERE application_name = 'wamp_log'")
               .empty()) {
      ASSERT_LT(absl::Now(), end) << "nobody is connected";
      absl::SleepFor(absl::Milliseconds(1));
    }
  });
}

// For a moment that is shorter than what the store waits, or longer.
TEST_F(FaultTest, TheServerStops) {
  options_.timeout = absl::Milliseconds(400);
  WriteThrough("", [this](int) {
    server_->Pause();
    absl::SleepFor(absl::Milliseconds(random_() % 800));
    server_->Continue();
  });
}

TEST_F(FaultTest, TheConnectionIsCutAroundACommit) {
  CommitCutter cutter(server_->socket());
  using Cut = CommitCutter::Cut;
  constexpr Cut kCuts[] = {Cut::kAfter, Cut::kMeanwhile, Cut::kBefore};
  WriteThrough(absl::StrCat(" host=127.0.0.1 port=", cutter.port()),
               [&](int i) {
                 cutter.CutNext(kCuts[i % 3]);
                 cutter.AwaitCut();
               });
}

// A writer that starts again goes on from what the one before has committed,
// also where the server is still about it.
TEST_F(FaultTest, ANodesEndIsThatOfACommitThatGoesOn) {
  CommitCutter cutter(server_->socket());
  options_.max_attempts = 1;
  const auto before = PostgresStore::Open(
      absl::StrCat(server_->conninfo(), " host=127.0.0.1 port=", cutter.port()),
      options_);
  ASSERT_THAT(before, IsOk());
  options_.max_attempts = 8;
  NodeLog node("router-1");
  ASSERT_THAT((*before)->Append({Seal(&node, DeniedAt(0))}), IsOk());
  // A commit that takes its time.
  RunSql(server_->conninfo(),
         absl::StrReplaceAll(
             "CREATE FUNCTION $.wait() RETURNS trigger LANGUAGE plpgsql AS $$ "
             "BEGIN PERFORM pg_sleep(0.2); RETURN NULL; END $$; CREATE "
             "CONSTRAINT TRIGGER wait AFTER UPDATE ON $.nodes DEFERRABLE "
             "INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION $.wait()",
             {{"$.", options_.schema + "."}}));
  for (uint64_t i = 2; i < 5; ++i) {
    cutter.CutNext(CommitCutter::Cut::kMeanwhile);
    EXPECT_FALSE((*before)->Append({Seal(&node, DeniedAt(0))}).ok());
    const auto after = PostgresStore::Open(server_->conninfo(), options_);
    ASSERT_THAT(after, IsOk());
    const auto head = (*after)->Head("router-1");
    ASSERT_THAT(head, IsOk());
    EXPECT_EQ(head->count, i);
    EXPECT_EQ(head->hash, node.head().hash);
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp
