// What happens to a server while a writer writes to it: nothing that was
// acknowledged is lost, and nothing is there twice. The server is this program
// once more. WAMP_GRPC_FAULTS is how often each of it happens.
#include <grpcpp/grpcpp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "src/sync/mutex_lock.h"
#include "tests/log/sealed_log.h"
#include "tests/log/sqlite/files.h"
#include "tests/testing/status_matchers.h"
#include "wamp/grpc/session_log_client.h"
#include "wamp/grpc/session_log_service.h"
#include "wamp/log/sqlite_store.h"
#include "wamp/log/writer.h"

namespace wamp {
namespace log {
namespace {

using ::wamp::testing::IsOk;

int Faults() {
  const char* const text = std::getenv("WAMP_GRPC_FAULTS");
  int count = 0;
  return text != nullptr && absl::SimpleAtoi(text, &count) ? count : 20;
}

// The other program: serves the store until it is killed.
int Serve(const std::string& path, const std::string& address) {
  const auto store = SqliteStore::Open(path);
  if (!store.ok()) {
    std::cerr << store.status() << "\n";
    return 1;
  }
  const auto service = MakeSessionLogService(store->get());
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  builder.RegisterService(service.get());
  const auto server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  server->Wait();
  return 0;
}

class ServerProcess {
 public:
  ServerProcess(std::string path, std::string address)
      : path_(std::move(path)), address_(std::move(address)) {
    Start();
  }
  ~ServerProcess() { Kill(); }

  void Start() {
    const char* const arguments[] = {"/proc/self/exe", "--serve", path_.c_str(),
                                     address_.c_str(), nullptr};
    process_ = fork();
    if (process_ == 0) {
      execv(arguments[0], const_cast<char* const*>(arguments));
      _exit(1);
    }
  }
  void Kill() {
    Signal(SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  void Signal(int signal) const { kill(process_, signal); }

 private:
  const std::string path_;
  const std::string address_;
  pid_t process_ = -1;
};

// Offers records to a writer, in a thread of its own.
class Load {
 public:
  explicit Load(RecordSink* sink) : writer_(&node_, sink) {
    thread_ = std::thread([this] { Run(); });
  }
  ~Load() { Stop(); }

  void Stop() {
    {
      const sync::MutexLock lock(mutex_);
      stop_ = true;
    }
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
    if (!mutex_.AwaitWithTimeout(absl::Condition(&reached), absl::Minutes(2))) {
      std::cerr << "the service stores nothing any more\n";
      std::abort();
    }
  }

  std::vector<std::string> stored() {
    const sync::MutexLock lock(mutex_);
    return stored_;
  }
  SessionLogWriter::Counts counts() const { return writer_.counts(); }

 private:
  void Run() {
    std::mt19937 random(7);  // NOLINT: the same in each run
    for (int i = 0;; ++i) {
      {
        const sync::MutexLock lock(mutex_);
        if (stop_) return;
      }
      v1::SessionRecord record = RandomRecord(&random);
      const std::string id = absl::StrCat("record-", i);
      record.set_record_id(id);
      // Records of all sizes, so that requests have several parts.
      record.mutable_transport()->set_peer(std::string(random() % 500, 'x'));
      writer_
          .Offer(std::move(record),
                 [this, id](const absl::Status& status) {
                   const sync::MutexLock lock(mutex_);
                   if (status.ok()) stored_.push_back(id);
                 })
          .IgnoreError();
      absl::SleepFor(absl::Microseconds(300));
    }
  }

  NodeLog node_{"router-1"};
  absl::Mutex mutex_;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::string> stored_ ABSL_GUARDED_BY(mutex_);
  SessionLogWriter writer_;
  std::thread thread_;
};

class SessionLogFaultTest : public ::testing::Test {
 protected:
  // Lets `fault` happen again and again to the server of a writer.
  void WriteThrough(const std::function<void(ServerProcess*)>& fault) {
    const std::string path = folder_.path("log.db");
    // The path of a socket may be no longer than some 100 bytes, and a folder
    // for tests may have more.
    const std::string address =
        absl::StrCat("unix-abstract:wamp-session-log-", std::random_device()());
    ServerProcess server(path, address);
    SessionLogClientOptions options;
    options.timeout = absl::Milliseconds(200);
    options.first_pause = absl::Milliseconds(5);
    options.longest_pause = absl::Milliseconds(50);
    options.max_request_bytes = 2000;
    SessionLogClient client(
        grpc::CreateChannel(address, grpc::InsecureChannelCredentials()),
        options);
    Load load(&client);
    for (int i = 0; i < Faults(); ++i) {
      load.AwaitStored(1 + random_() % 40);
      absl::SleepFor(absl::Microseconds(random_() % 5000));
      fault(&server);
    }
    load.AwaitStored(1);
    load.Stop();
    server.Kill();
    Check(path, &load);
  }

  // What was accepted is what was acknowledged, and that is what is there, in
  // that order.
  void Check(const std::string& path, Load* load) {
    const SessionLogWriter::Counts counts = load->counts();
    EXPECT_EQ(counts.accepted + counts.rejected + counts.dropped,
              counts.offered);
    EXPECT_EQ(counts.stored, counts.accepted);
    const auto store = SqliteStore::Open(path);
    ASSERT_THAT(store, IsOk());
    std::map<uint64_t, std::string> sorted;
    PageOptions page_options;
    page_options.page_size = 1000;
    size_t count = 0;
    do {
      const auto page = (*store)->Query({}, page_options);
      ASSERT_THAT(page, IsOk());
      for (const SealedRecord& sealed : page->records) {
        sorted[sealed.record.sequence()] = sealed.record.record_id();
        ++count;
      }
      page_options.page_token = page->next_page_token;
    } while (!page_options.page_token.empty());
    std::vector<std::string> there;
    there.reserve(sorted.size());
    for (const auto& [sequence, id] : sorted) there.push_back(id);
    EXPECT_EQ(count, there.size());
    EXPECT_EQ(there, load->stored());
    EXPECT_EQ(counts.stored, there.size());
    const auto report = (*store)->Verify({});
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->intact())
        << report->fault_count << ": " << report->faults[0].number << " "
        << report->faults[0].message;
    EXPECT_EQ(report->records, counts.stored);
    EXPECT_EQ(report->lost, 0U);
    std::cout << Faults() << " faults: " << counts.stored << " stored\n";
  }

  const TemporaryFolder folder_;
  std::mt19937 random_{11};
};

TEST_F(SessionLogFaultTest, TheServerIsKilled) {
  WriteThrough([](ServerProcess* server) {
    server->Kill();
    server->Start();
  });
}

// For a moment that is shorter than what the client waits, or longer.
TEST_F(SessionLogFaultTest, TheServerStops) {
  WriteThrough([this](ServerProcess* server) {
    server->Signal(SIGSTOP);
    absl::SleepFor(absl::Milliseconds(random_() % 400));
    server->Signal(SIGCONT);
  });
}

}  // namespace
}  // namespace log
}  // namespace wamp

int main(int argc, char** argv) {
  if (argc == 4 && std::string(argv[1]) == "--serve") {
    return wamp::log::Serve(argv[2], argv[3]);
  }
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
