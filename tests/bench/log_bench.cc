// The log of sessions: what a record costs beside the frame that it is made of,
// lines, commits to a store, and questions to a large one.
//
// The names are those of wire_bench. Times of stores are those of the clock on
// the wall ("wall"); the others are those of the processor. WAMP_BENCH_RECORDS
// is how many records the large store has (20000).
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "benchmark/benchmark.h"
#include "wamp/log/lines.h"
#include "wamp/log/node_log.h"
#include "wamp/log/record.h"
#include "wamp/log/session_recorder.h"
#include "wamp/log/sqlite_store.h"
#include "wamp/log/writer.h"
#include "wamp/wire.h"

namespace wamp {
namespace log {
namespace {

template <class T>
T OrDie(absl::StatusOr<T> value) {
  if (!value.ok()) {
    absl::FPrintF(stderr, "%s\n", value.status().message());
    std::abort();
  }
  return *std::move(value);
}

void OrDie(const absl::Status& status) {
  if (status.ok()) return;
  absl::FPrintF(stderr, "%s\n", status.message());
  std::abort();
}

using wamp::v1::Frame;

const absl::Time kStart = absl::FromUnixSeconds(1767225600);

// A WELCOME with what a router usually tells.
const Frame& WelcomeFrame() {
  static const Frame frame = OrDie(Decode<Frame>(
      R"([2, 7405327431890511, {"realm": "com.example.realm1",
          "authid": "joe.doe@example.com", "authrole": "backend",
          "authmethod": "cryptosign", "authprovider": "dynamic",
          "roles": {"broker": {"features": {"publisher_identification": true,
              "pattern_based_subscription": true, "session_meta_api": true,
              "subscription_meta_api": true, "publisher_exclusion": true,
              "subscriber_blackwhite_listing": true, "event_retention": true}},
            "dealer": {"features": {"caller_identification": true,
              "pattern_based_registration": true, "session_meta_api": true,
              "registration_meta_api": true, "shared_registration": true,
              "call_canceling": true, "progressive_call_results": true}}}}])",
      wamp::v1::SERIALIZER_JSON));
  return frame;
}

v1::SessionRecord Joined(uint64_t number) {
  v1::SessionRecord record =
      RecordOf(SessionDetails(WelcomeFrame().welcome().details()),
               kStart + absl::Seconds(number));
  record.mutable_ident()->set_session(number + 1);
  record.mutable_ident()->set_authid(absl::StrCat("user", number % 1000));
  record.set_realm(absl::StrCat("com.example.realm", number % 7));
  record.set_session_uid(absl::StrCat("uid-", number));
  record.mutable_transport()->set_peer("tcp4:203.0.113.7:50123");
  return record;
}

v1::SessionRecord Left(uint64_t number) {
  v1::Left left;
  left.set_cause(v1::LEAVE_CAUSE_GOODBYE);
  left.mutable_details()->set_reason("wamp.close.normal");
  v1::SessionRecord record =
      RecordOf(left, kStart + absl::Seconds(number + 600));
  record.set_session_uid(absl::StrCat("uid-", number));
  record.set_realm(absl::StrCat("com.example.realm", number % 7));
  return record;
}

benchmark::internal::Benchmark* Add(
    const std::string& name, std::function<void(benchmark::State&)> run) {
  return benchmark::RegisterBenchmark(name.c_str(), std::move(run));
}

// A folder for a store, which goes with it.
class Folder {
 public:
  Folder() {
    std::string name =
        (std::filesystem::temp_directory_path() / "log_benchXXXXXX").string();
    if (mkdtemp(&name[0]) == nullptr) std::abort();
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string store() const { return (path_ / "log.db").string(); }

 private:
  std::filesystem::path path_;
};

void RegisterRecords() {
  const Frame welcome = WelcomeFrame();
  const std::string bytes =
      OrDie(Encode(welcome, wamp::v1::SERIALIZER_MSGPACK));
  Add("A record/WELCOME/decoding the frame/cpu", [=](benchmark::State& state) {
    Frame frame;
    for (auto _ : state) {
      OrDie(Decode(bytes, wamp::v1::SERIALIZER_MSGPACK, &frame));
      benchmark::DoNotOptimize(frame);
    }
  });
  Add("A record/WELCOME/decoding into a new frame/cpu",
      [=](benchmark::State& state) {
        for (auto _ : state) {
          Frame frame;
          OrDie(Decode(bytes, wamp::v1::SERIALIZER_MSGPACK, &frame));
          benchmark::DoNotOptimize(frame);
        }
      });
  Add("A record/WELCOME/SessionRecorder/cpu", [=](benchmark::State& state) {
    Frame hello;
    hello.mutable_hello()->mutable_details()->set_realm("com.example.realm1");
    const SessionRecorder::Sink sink = [](const v1::SessionRecord& record) {
      benchmark::DoNotOptimize(record);
    };
    std::vector<SessionRecorder> waiting;
    for (auto _ : state) {
      if (waiting.empty()) {
        state.PauseTiming();
        for (int i = 0; i < 1000; ++i) {
          waiting.emplace_back(sink);
          OrDie(waiting.back().Received(hello));
        }
        state.ResumeTiming();
      }
      OrDie(waiting.back().Sent(welcome));
      waiting.pop_back();
    }
  });
  const v1::SessionRecord record = Joined(1);
  Add("A record/WELCOME/NodeLog::Seal/cpu", [=](benchmark::State& state) {
    NodeLog node("router-1");
    v1::SessionRecord again = record;
    for (auto _ : state) {
      // With a new id each time.
      again.clear_record_id();
      benchmark::DoNotOptimize(OrDie(node.Seal(&again)));
    }
  });
  Add("A record/WELCOME/JsonLine/cpu", [=](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(JsonLine(record));
  });
  Add("A record/WELCOME/OtlpJsonLine/cpu", [=](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(OtlpJsonLine(record));
  });
}

std::vector<SealedRecord> SealedRecords(NodeLog& node, uint64_t first,
                                        uint64_t count) {
  std::vector<SealedRecord> sealed(count);
  for (uint64_t i = 0; i < count; ++i) {
    sealed[i].record = Joined(first + i);
    sealed[i].bytes = OrDie(node.Seal(&sealed[i].record));
  }
  return sealed;
}

// The time of a record, when so many go into one commit. A fixed number of
// them, since the time of one says nothing about how long a commit takes.
void RegisterCommits() {
  for (const uint64_t batch : {1, 10, 100, 1000}) {
    Add(absl::StrCat("Storing a record/SQLite/", batch, " a commit/wall"),
        [=](benchmark::State& state) {
          const Folder folder;
          const auto store = OrDie(SqliteStore::Open(folder.store()));
          NodeLog node("router-1");
          uint64_t next = 0;
          for (auto _ : state) {
            const auto sealed = SealedRecords(node, next, batch);
            next += batch;
            const auto start = std::chrono::steady_clock::now();
            OrDie(store->Append(sealed));
            const std::chrono::duration<double> took =
                std::chrono::steady_clock::now() - start;
            state.SetIterationTime(took.count() / static_cast<double>(batch));
          }
          state.counters["bytes_per_record"] =
              static_cast<double>(OrDie(store->GetStats()).bytes) /
              static_cast<double>(next);
        })
        ->Iterations(batch == 1 ? 200 : 20)
        ->UseManualTime();
  }
  // Threads that each wait for every record of theirs.
  for (const int threads : {1, 8, 64}) {
    Add(absl::StrCat("Storing a record/SQLite/writer, ", threads,
                     " threads that wait/wall"),
        [=](benchmark::State& state) {
          const Folder folder;
          const auto store = OrDie(SqliteStore::Open(folder.store()));
          NodeLog node("router-1");
          SessionLogWriter writer(&node, store.get());
          constexpr uint64_t kEach = 50;
          std::vector<double> waits;
          uint64_t next = 0;
          for (auto _ : state) {
            std::vector<std::vector<double>> waited(threads);
            std::vector<std::thread> all;
            const auto start = std::chrono::steady_clock::now();
            for (int t = 0; t < threads; ++t) {
              all.emplace_back([&, t] {
                for (uint64_t i = 0; i < kEach; ++i) {
                  const auto before = std::chrono::steady_clock::now();
                  OrDie(writer.Write(Joined(next + t * kEach + i)));
                  const std::chrono::duration<double, std::milli> wait =
                      std::chrono::steady_clock::now() - before;
                  waited[t].push_back(wait.count());
                }
              });
            }
            for (std::thread& thread : all) thread.join();
            const std::chrono::duration<double> took =
                std::chrono::steady_clock::now() - start;
            state.SetIterationTime(took.count() /
                                   static_cast<double>(threads * kEach));
            next += threads * kEach;
            for (const auto& of_thread : waited) {
              waits.insert(waits.end(), of_thread.begin(), of_thread.end());
            }
          }
          std::sort(waits.begin(), waits.end());
          state.counters["p50_ms"] = waits[waits.size() / 2];
          state.counters["p99_ms"] = waits[waits.size() * 99 / 100];
        })
        ->Iterations(1)
        ->UseManualTime();
  }
}

uint64_t LargeStoreRecords() {
  const char* given = std::getenv("WAMP_BENCH_RECORDS");
  uint64_t records = 20000;
  if (given != nullptr && !absl::SimpleAtoi(given, &records)) std::abort();
  return records;
}

// A store with as many sessions as half its records, of which each lasted ten
// minutes.
class LargeStore {
 public:
  static LargeStore& Get() {
    // Destroyed at the end, with its folder.
    static LargeStore store;
    return store;
  }

  LargeStore() : store_(OrDie(SqliteStore::Open(folder_.store()))) {
    NodeLog node("router-1");
    std::vector<SealedRecord> batch;
    for (uint64_t i = 0; i < sessions_ + 600; ++i) {
      if (i < sessions_) batch.push_back({Joined(i), ""});
      if (i >= 600) batch.push_back({Left(i - 600), ""});
      if (batch.size() < 5000 && i + 1 < sessions_ + 600) continue;
      for (SealedRecord& sealed : batch) {
        sealed.bytes = OrDie(node.Seal(&sealed.record));
      }
      OrDie(store_->Append(batch));
      batch.clear();
    }
  }

  Store& store() { return *store_; }
  absl::Time middle() const { return kStart + absl::Seconds(sessions_ / 2); }

 private:
  const Folder folder_;
  const uint64_t sessions_ = LargeStoreRecords() / 2;
  const std::unique_ptr<SqliteStore> store_;
};

void RegisterQuestions() {
  const std::string records =
      absl::StrCat("Asking SQLite/", LargeStoreRecords(), " records/");
  Add(records + "the newest 100/wall", [](benchmark::State& state) {
    Store& store = LargeStore::Get().store();
    for (auto _ : state) benchmark::DoNotOptimize(OrDie(store.Query({}, {})));
  })->UseRealTime();
  Add(records + "the 100 after half of them/wall", [](benchmark::State& state) {
    LargeStore& large = LargeStore::Get();
    Filter filter;
    filter.until = large.middle();
    const Page page = OrDie(large.store().Query(filter, {}));
    PageOptions options;
    options.page_token = page.next_page_token;
    for (auto _ : state) {
      benchmark::DoNotOptimize(OrDie(large.store().Query(filter, options)));
    }
  })->UseRealTime();
  Add(records + "realm, authid and an hour/wall", [](benchmark::State& state) {
    LargeStore& large = LargeStore::Get();
    Filter filter;
    filter.realm = "com.example.realm3";
    filter.authid = "user7";
    filter.since = large.middle() - absl::Minutes(30);
    filter.until = large.middle() + absl::Minutes(30);
    for (auto _ : state) {
      benchmark::DoNotOptimize(OrDie(large.store().Query(filter, {})));
    }
  })->UseRealTime();
  Add(records + "open at an instant/wall", [](benchmark::State& state) {
    LargeStore& large = LargeStore::Get();
    PageOptions options;
    options.page_size = 1000;
    size_t open = 0;
    for (auto _ : state) {
      open = OrDie(large.store().OpenSessions(large.middle(), {}, options))
                 .records.size();
    }
    state.counters["open"] = static_cast<double>(open);
  })->UseRealTime();
}

}  // namespace
}  // namespace log
}  // namespace wamp

int main(int argc, char** argv) {
  wamp::log::RegisterRecords();
  wamp::log::RegisterCommits();
  wamp::log::RegisterQuestions();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
