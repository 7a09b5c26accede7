#include "tests/bench/log_rows.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "wamp/log/node_log.h"
#include "wamp/log/writer.h"
#include "wamp/wire.h"

namespace wamp {
namespace log {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1767225600);

std::vector<SealedRecord> SealedRecords(NodeLog& node, uint64_t first,
                                        uint64_t count) {
  std::vector<SealedRecord> sealed(count);
  for (uint64_t i = 0; i < count; ++i) {
    sealed[i].record = Joined(first + i);
    sealed[i].bytes = OrDie(node.Seal(&sealed[i].record));
  }
  return sealed;
}

uint64_t LargeStoreRecords() {
  const char* given = std::getenv("WAMP_BENCH_RECORDS");
  uint64_t records = 20000;
  if (given != nullptr && !absl::SimpleAtoi(given, &records)) std::abort();
  return records;
}

// A store with as many sessions as half its records, of which each lasted ten
// minutes. It is filled when it is first asked for.
class LargeStore {
 public:
  explicit LargeStore(MakeStore make) : make_(std::move(make)) {}

  Store& store() {
    if (store_ == nullptr) Fill();
    return *store_;
  }
  absl::Time middle() const { return kStart + absl::Seconds(sessions_ / 2); }
  // The end of the next 1000 seconds, of up to 2000 records.
  absl::Time NextEnd() {
    ended_ += 1000;
    return kStart + absl::Seconds(ended_);
  }

 private:
  void Fill() {
    store_ = make_();
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

  const MakeStore make_;
  const uint64_t sessions_ = LargeStoreRecords() / 2;
  std::shared_ptr<Store> store_;
  uint64_t ended_ = 0;
};

}  // namespace

const wamp::v1::Frame& WelcomeFrame() {
  static const wamp::v1::Frame frame = OrDie(Decode<wamp::v1::Frame>(
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

benchmark::internal::Benchmark* AddRow(
    const std::string& name, std::function<void(benchmark::State&)> run) {
  return benchmark::RegisterBenchmark(name.c_str(), std::move(run));
}

uint64_t AppendBatches(RecordSink& sink, uint64_t batch,
                       benchmark::State& state) {
  NodeLog node("router-1");
  uint64_t next = 0;
  for (auto _ : state) {
    const auto sealed = SealedRecords(node, next, batch);
    next += batch;
    const auto start = std::chrono::steady_clock::now();
    OrDie(sink.Append(sealed));
    const std::chrono::duration<double> took =
        std::chrono::steady_clock::now() - start;
    state.SetIterationTime(took.count() / static_cast<double>(batch));
  }
  return next;
}

// The time of a record, when so many go into one commit. A fixed number of
// them, since the time of one says nothing about how long a commit takes.
void RegisterCommits(const std::string& kind, const MakeStore& make) {
  for (const uint64_t batch : {1U, 10U, 100U, 1000U}) {
    AddRow(
        absl::StrCat("Storing a record/", kind, "/", batch, " a commit/wall"),
        [=](benchmark::State& state) {
          const std::shared_ptr<Store> store = make();
          const uint64_t records = AppendBatches(*store, batch, state);
          state.counters["bytes_per_record"] =
              static_cast<double>(OrDie(store->GetStats()).bytes) /
              static_cast<double>(records);
        })
        ->Iterations(batch == 1 ? 200 : 20)
        ->UseManualTime();
  }
  // Threads that each wait for every record of theirs.
  for (const size_t threads : {1U, 8U, 64U}) {
    AddRow(absl::StrCat("Storing a record/", kind, "/writer, ", threads,
                        " threads that wait/wall"),
           [=](benchmark::State& state) {
             const std::shared_ptr<Store> store = make();
             NodeLog node("router-1");
             SessionLogWriter writer(&node, store.get());
             constexpr uint64_t kEach = 50;
             std::vector<double> waits;
             uint64_t next = 0;
             for (auto _ : state) {
               std::vector<std::vector<double>> waited(threads);
               std::vector<std::thread> all;
               all.reserve(threads);
               const auto start = std::chrono::steady_clock::now();
               for (size_t t = 0; t < threads; ++t) {
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

void RegisterQuestions(const std::string& kind, const MakeStore& make) {
  const auto large = std::make_shared<LargeStore>(make);
  const std::string records =
      absl::StrCat("Asking ", kind, "/", LargeStoreRecords(), " records/");
  AddRow(records + "the newest 100/wall", [large](benchmark::State& state) {
    Store& store = large->store();
    for (auto _ : state) benchmark::DoNotOptimize(OrDie(store.Query({}, {})));
  })->UseRealTime();
  AddRow(records + "the 100 after half of them/wall", [large](benchmark::State&
                                                                  state) {
    Filter filter;
    filter.until = large->middle();
    const Page page = OrDie(large->store().Query(filter, {}));
    PageOptions options;
    options.page_token = page.next_page_token;
    for (auto _ : state) {
      benchmark::DoNotOptimize(OrDie(large->store().Query(filter, options)));
    }
  })->UseRealTime();
  AddRow(records + "the newest 100 of a realm/wall",
         [large](benchmark::State& state) {
           Store& store = large->store();
           Filter filter;
           filter.realm = "com.example.realm3";
           for (auto _ : state) {
             benchmark::DoNotOptimize(OrDie(store.Query(filter, {})));
           }
         })
      ->UseRealTime();
  AddRow(records + "realm, authid and an hour/wall",
         [large](benchmark::State& state) {
           Store& store = large->store();
           Filter filter;
           filter.realm = "com.example.realm3";
           filter.authid = "user7";
           filter.since = large->middle() - absl::Minutes(30);
           filter.until = large->middle() + absl::Minutes(30);
           for (auto _ : state) {
             benchmark::DoNotOptimize(OrDie(store.Query(filter, {})));
           }
         })
      ->UseRealTime();
  AddRow(records + "open at an instant/wall", [large](benchmark::State& state) {
    Store& store = large->store();
    PageOptions options;
    options.page_size = 1000;
    size_t open = 0;
    for (auto _ : state) {
      open = OrDie(store.OpenSessions(large->middle(), {}, options))
                 .records.size();
    }
    state.counters["open"] = static_cast<double>(open);
  })->UseRealTime();
  const std::string care =
      absl::StrCat("Keeping ", kind, "/", LargeStoreRecords(), " records/");
  AddRow(care + "to verify one/wall",
         [large](benchmark::State& state) {
           Store& store = large->store();
           for (auto _ : state) {
             const auto start = std::chrono::steady_clock::now();
             const VerifyReport report = OrDie(store.Verify({}));
             const std::chrono::duration<double> took =
                 std::chrono::steady_clock::now() - start;
             if (!report.intact()) std::abort();
             state.SetIterationTime(took.count() /
                                    static_cast<double>(report.records));
           }
         })
      ->Iterations(1)
      ->UseManualTime();
  // The last, as it takes records away.
  AddRow(care + "to prune one/wall",
         [large](benchmark::State& state) {
           Store& store = large->store();
           for (auto _ : state) {
             PrunePolicy policy;
             policy.before = large->NextEnd();
             const auto start = std::chrono::steady_clock::now();
             const uint64_t pruned = OrDie(store.Prune(policy));
             const std::chrono::duration<double> took =
                 std::chrono::steady_clock::now() - start;
             state.SetIterationTime(took.count() / static_cast<double>(pruned));
           }
         })
      ->Iterations(5)
      ->UseManualTime();
}

}  // namespace log
}  // namespace wamp
