#include "wamp/log/uuid.h"

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wamp {
namespace log {
namespace {

using ::testing::StartsWith;

TEST(UuidTest, StartsWithTheTime) {
  // The instant of the example in RFC 9562.
  const absl::Time time = absl::FromUnixMillis(0x017F22E279B0);
  UuidMaker maker([&] { return time; });
  EXPECT_THAT(maker.Make(), StartsWith("017f22e2-79b0-7000-"));
}

TEST(UuidTest, CountsInPartsOfAMillisecond) {
  const absl::Time time =
      absl::FromUnixMillis(0x017F22E279B0) + absl::Microseconds(500);
  UuidMaker maker([&] { return time; });
  EXPECT_THAT(maker.Make(), StartsWith("017f22e2-79b0-7800-"));
}

TEST(UuidTest, AscendsWhileTheClockStands) {
  UuidMaker maker([] { return absl::FromUnixMillis(1); });
  std::string last = maker.Make();
  for (int i = 0; i < 10000; ++i) {
    std::string next = maker.Make();
    ASSERT_LT(last, next);
    last = next;
  }
}

TEST(UuidTest, AscendsWhenTheClockGoesBackwards) {
  absl::Time time = absl::FromUnixMillis(1000000);
  UuidMaker maker([&] { return time; });
  const std::string first = maker.Make();
  time -= absl::Hours(1);
  const std::string second = maker.Make();
  EXPECT_LT(first, second);
  EXPECT_THAT(second, StartsWith(first.substr(0, 13)));
  time += absl::Hours(2);
  EXPECT_GT(maker.Make(), second);
}

TEST(UuidTest, DiffersInAForkedProcess) {
  UuidMaker maker([] { return absl::FromUnixMillis(1); });
  maker.Make();
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  ASSERT_NE(child, -1);
  const std::string id = maker.Make();
  if (child == 0) {
    const bool written =
        write(ends[1], id.data(), id.size()) == static_cast<ssize_t>(id.size());
    _exit(written ? 0 : 1);
  }
  std::string other(id.size(), ' ');
  EXPECT_EQ(read(ends[0], &other[0], other.size()),
            static_cast<ssize_t>(other.size()));
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  close(ends[0]);
  close(ends[1]);
  // The time is the same, and what is random is not.
  EXPECT_EQ(other.substr(0, 18), id.substr(0, 18));
  EXPECT_NE(other.substr(19), id.substr(19));
}

TEST(UuidTest, TakesAnyTime) {
  for (const absl::Time time : {absl::InfinitePast(), absl::FromUnixMillis(-1),
                                absl::UnixEpoch(), absl::InfiniteFuture()}) {
    UuidMaker maker([&] { return time; });
    const std::string uuid = maker.Make();
    EXPECT_TRUE(IsUuid(uuid)) << uuid;
  }
}

TEST(UuidTest, NeverRecursInAnyThread) {
  constexpr int kThreads = 4;
  constexpr int kEach = 5000;
  UuidMaker maker([] { return absl::FromUnixMillis(7); });
  std::vector<std::vector<std::string>> made(kThreads);
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (std::vector<std::string>& mine : made) {
    threads.emplace_back([&maker, &mine] {
      for (int i = 0; i < kEach; ++i) mine.push_back(maker.Make());
    });
  }
  for (std::thread& thread : threads) thread.join();
  absl::flat_hash_set<std::string> all;
  for (const std::vector<std::string>& mine : made) {
    for (size_t i = 1; i < mine.size(); ++i) ASSERT_LT(mine[i - 1], mine[i]);
    // Without what is random.
    for (const std::string& uuid : mine) all.insert(uuid.substr(0, 18));
  }
  EXPECT_EQ(all.size(), size_t{kThreads} * kEach);
}

TEST(UuidTest, IsOfItsForm) {
  for (int i = 0; i < 100; ++i) {
    const std::string uuid = MakeUuid();
    EXPECT_TRUE(IsUuid(uuid)) << uuid;
  }
  EXPECT_TRUE(IsUuid("01890a5d-ac96-774b-bcce-b302099a8057"));
}

class NoUuidTest
    : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(NoUuidTest, IsNone) { EXPECT_FALSE(IsUuid(GetParam().second)); }

INSTANTIATE_TEST_SUITE_P(
    All, NoUuidTest,
    ::testing::Values(
        std::make_pair("Empty", ""),
        std::make_pair("Short", "01890a5d-ac96-774b-bcce-b302099a805"),
        std::make_pair("Long", "01890a5d-ac96-774b-bcce-b302099a80577"),
        std::make_pair("Capitals", "01890A5D-AC96-774B-BCCE-B302099A8057"),
        std::make_pair("NoHyphens", "01890a5dXac96X774bXbcceXb302099a8057"),
        std::make_pair("OtherVersion", "01890a5d-ac96-474b-bcce-b302099a8057"),
        std::make_pair("OtherVariant", "01890a5d-ac96-774b-ccce-b302099a8057"),
        std::make_pair("NoDigit", "01890g5d-ac96-774b-bcce-b302099a8057")),
    [](const auto& tested) { return tested.param.first; });

}  // namespace
}  // namespace log
}  // namespace wamp
