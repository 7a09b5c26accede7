// What the benchmarks of the log share: records, and the rows of a store.
#ifndef WAMP_TESTS_BENCH_LOG_ROWS_H_
#define WAMP_TESTS_BENCH_LOG_ROWS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "benchmark/benchmark.h"
#include "tests/bench/or_die.h"
#include "wamp/log/record.h"
#include "wamp/log/store.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace log {

using bench::OrDie;

// A WELCOME with what a router usually tells.
const wamp::v1::Frame& WelcomeFrame();

// The record of that for the session of a number, a second after the one
// before; and of its end, ten minutes later.
v1::SessionRecord Joined(uint64_t number);
v1::SessionRecord Left(uint64_t number);

// Appends so many records at once, again and again, and takes the time of one.
// Returns how many there were.
uint64_t AppendBatches(RecordSink& sink, uint64_t batch,
                       benchmark::State& state);

benchmark::internal::Benchmark* AddRow(
    const std::string& name, std::function<void(benchmark::State&)> run);

// What stores are made by, each of them new.
using MakeStore = std::function<std::shared_ptr<Store>()>;

// Commits of some records each, and threads that wait for theirs.
void RegisterCommits(const std::string& kind, const MakeStore& make);

// Questions to a store of WAMP_BENCH_RECORDS records (20000), half as many
// sessions, its check, and what it costs to prune it.
void RegisterQuestions(const std::string& kind, const MakeStore& make);

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_BENCH_LOG_ROWS_H_
