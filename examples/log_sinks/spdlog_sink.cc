// Sessions by spdlog: a thread of its own writes the lines, into files of which
// each is followed by another when it is full.
//
// usage: spdlog_sink FILE
#include <iostream>
#include <memory>

#include "session.h"
#include "spdlog/async.h"
#include "spdlog/sinks/rotating_file_sink.h"
#include "spdlog/spdlog.h"
#include "wamp/log/lines.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  constexpr size_t kQueue = 8192;
  constexpr size_t kFileBytes = 10 << 20;
  constexpr size_t kFiles = 5;
  spdlog::init_thread_pool(kQueue, 1);
  auto file = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
      argv[1], kFileBytes, kFiles);
  // A router that must not wait takes overrun_oldest, and loses lines.
  auto sessions = std::make_shared<spdlog::async_logger>(
      "sessions", file, spdlog::thread_pool(),
      spdlog::async_overflow_policy::block);
  // The line, and nothing before it: its time is in it.
  sessions->set_pattern("%v");

  const bool good =
      LogSessions([&sessions](const wamp::log::v1::SessionRecord& record) {
        // A line is no format: it may hold braces.
        sessions->info("{}", wamp::log::JsonLine(record));
      });
  // Waits until all is written.
  spdlog::shutdown();
  return good ? 0 : 1;
}
