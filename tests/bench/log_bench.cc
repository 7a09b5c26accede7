// The log of sessions: what a record costs beside the frame that it is made of,
// lines, redactions, commits to a store in SQLite, and questions to a large
// one.
//
// The names are those of wire_bench. Times of stores are those of the clock on
// the wall ("wall"); the others are those of the processor.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "tests/bench/log_rows.h"
#include "tests/bench/sqlite_folder.h"
#include "wamp/log/lines.h"
#include "wamp/log/node_log.h"
#include "wamp/log/record.h"
#include "wamp/log/redaction.h"
#include "wamp/log/session_recorder.h"
#include "wamp/log/sqlite_store.h"
#include "wamp/wire.h"

namespace wamp {
namespace log {
namespace {

using wamp::v1::Frame;
void RegisterRecords() {
  const Frame& welcome = WelcomeFrame();
  const std::string bytes =
      OrDie(Encode(welcome, wamp::v1::SERIALIZER_MSGPACK));
  AddRow("A record/WELCOME/decoding the frame/cpu",
         [=](benchmark::State& state) {
           Frame frame;
           for (auto _ : state) {
             OrDie(Decode(bytes, wamp::v1::SERIALIZER_MSGPACK, &frame));
             benchmark::DoNotOptimize(frame);
           }
         });
  AddRow("A record/WELCOME/decoding into a new frame/cpu",
         [=](benchmark::State& state) {
           for (auto _ : state) {
             Frame frame;
             OrDie(Decode(bytes, wamp::v1::SERIALIZER_MSGPACK, &frame));
             benchmark::DoNotOptimize(frame);
           }
         });
  AddRow("A record/WELCOME/SessionRecorder/cpu", [=](benchmark::State& state) {
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
  AddRow("A record/WELCOME/NodeLog::Seal/cpu", [=](benchmark::State& state) {
    NodeLog node("router-1");
    v1::SessionRecord again = record;
    for (auto _ : state) {
      // With a new id each time.
      again.clear_record_id();
      benchmark::DoNotOptimize(OrDie(node.Seal(&again)));
    }
  });
  AddRow("A record/WELCOME/JsonLine/cpu", [=](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(JsonLine(record));
  });
  AddRow("A record/WELCOME/OtlpJsonLine/cpu", [=](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(OtlpJsonLine(record));
  });
}

// A record that says of each of many entries what an earlier redactor did, as
// nobody's log would: twice as many take twice the time.
void RegisterRedactions() {
  for (int count = 1000; count <= 16000; count *= 2) {
    v1::SessionRecord record = Joined(1);
    wamp::v1::Dict& extra = *record.mutable_attaching()->mutable_authextra();
    for (int i = 0; i < count; ++i) {
      wamp::v1::Entry& entry = *extra.add_entries();
      entry.set_key(absl::StrCat("key", i));
      entry.mutable_value()->set_string_value("a value");
      v1::Redaction& done = *record.add_redactions();
      done.set_path(absl::StrCat("attaching.authextra.", entry.key()));
      done.set_method(i % 2 == 0 ? v1::REDACTION_METHOD_MASK
                                 : v1::REDACTION_METHOD_DROP);
    }
    AddRow(absl::StrCat("Redactions/", count, "/Redactor/cpu"),
           [=, redactor = Redactor()](benchmark::State& state) {
             for (auto _ : state) {
               v1::SessionRecord again = record;
               redactor.Apply(&again);
               benchmark::DoNotOptimize(again);
             }
           });
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp

int main(int argc, char** argv) {
  wamp::log::RegisterRecords();
  wamp::log::RegisterRedactions();
  wamp::log::RegisterCommits("SQLite", wamp::log::MakeSqlite);
  wamp::log::RegisterQuestions("SQLite", wamp::log::MakeSqlite);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  // The large store goes with its rows.
  benchmark::ClearRegisteredBenchmarks();
  return 0;
}
