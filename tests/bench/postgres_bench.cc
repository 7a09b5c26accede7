// The store of sessions in PostgreSQL: commits, and questions to a large one. A
// server of its own, of the programs that Debian installs, has the settings
// that they come with.
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "benchmark/benchmark.h"
#include "tests/bench/log_rows.h"
#include "tests/log/postgres/server.h"
#include "wamp/log/postgres_store.h"

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  auto server = wamp::log::Server::Create({});
  if (server.ok()) {
    const auto make = [&server]() -> std::shared_ptr<wamp::log::Store> {
      wamp::log::PostgresOptions options;
      options.schema = (*server)->NewSchema();
      return wamp::log::OrDie(
          wamp::log::PostgresStore::Open((*server)->conninfo(), options));
    };
    wamp::log::RegisterCommits("PostgreSQL", make);
    wamp::log::RegisterQuestions("PostgreSQL", make);
  } else {
    std::cerr << "SKIPPED: " << server.status().message() << "\n";
  }
  benchmark::RunSpecifiedBenchmarks();
  // The large store goes with its rows.
  benchmark::ClearRegisteredBenchmarks();
  return 0;
}
