// What the threads of a server share.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "src/tools/server/certificates.h"
#include "src/tools/server/metrics.h"
#include "src/tools/server/server_flags.h"
#include "src/tools/wamp-authd/answer_log.h"
#include "wamp/log/lines.h"

namespace wamp {
namespace tools {
namespace {

constexpr int kThreads = 4;
constexpr int kTimes = 200;

// Calls `run(number of the thread)` many times in each of some threads.
template <class Run>
void RunInThreads(const Run& run) {
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&run, thread] {
      for (int i = 0; i < kTimes; ++i) run(thread);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(ServerThreadsTest, CertificatesThatCannotBeReadAreToldOfOnce) {
  ServerFlags flags;
  flags.tls_cert = ::testing::TempDir() + "there_is_no_such_file";
  CertificateWatch watch(flags);
  ::testing::internal::CaptureStderr();
  RunInThreads([&watch](int) {
    Certificates fresh;
    EXPECT_FALSE(watch.HasChanged(fresh));
  });
  const std::string told = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 1) << told;
}

TEST(ServerThreadsTest, AllThreadsCount) {
  Metrics metrics;
  auto& calls = metrics.Counters("calls_total", "Calls.");
  const auto counter = [&calls](int thread) -> prometheus::Counter& {
    return calls.Add({{"parity", absl::StrCat(thread % 2)}});
  };
  RunInThreads([&counter](int thread) { counter(thread).Increment(); });
  for (const int parity : {0, 1}) {
    EXPECT_EQ(counter(parity).Value(), kThreads / 2 * kTimes);
  }
}

TEST(ServerThreadsTest, LinesOfAnswersAreWhole) {
  const std::string path =
      absl::StrCat(::testing::TempDir(), "answers-", getpid());
  // What a run that failed has left would be added to.
  std::remove(path.c_str());
  Metrics metrics;
  const auto answers = AnswerLog::Open(path, &metrics);
  ASSERT_TRUE(answers.ok()) << answers.status().message();
  log::v1::SessionRecord record;
  record.mutable_denied()->set_reason("wamp.error.not_authorized");
  RunInThreads([&](int) { (*answers)->Add(record); });
  std::ifstream file(path);
  std::string line;
  int lines = 0;
  for (; std::getline(file, line); ++lines) {
    ASSERT_EQ(line, log::JsonLine(record));
  }
  EXPECT_EQ(lines, kThreads * kTimes);
  EXPECT_EQ(std::remove(path.c_str()), 0);
}

}  // namespace
}  // namespace tools
}  // namespace wamp
