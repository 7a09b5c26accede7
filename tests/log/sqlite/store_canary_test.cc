// No secret of a record gets into the files of a store: each field that the
// annotations call secret holds a canary, which none of the bytes do.
#include <filesystem>
#include <string>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "tests/log/planted_records.h"
#include "tests/log/sqlite/files.h"
#include "tests/testing/status_matchers.h"
#include "wamp/log/node_log.h"
#include "wamp/log/sqlite_store.h"
#include "wamp/log/writer.h"

namespace wamp {
namespace log {
namespace {

using ::wamp::testing::IsOk;

std::string AllBytes(const std::string& folder) {
  std::string bytes;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    bytes += ReadFile(file.path());
  }
  return bytes;
}

TEST(StoreCanaryTest, NoSecretIsInAnyFile) {
  const TemporaryFolder folder;
  const std::string path = folder.path("log.db");
  NodeLog node("router-1");
  {
    const auto store = SqliteStore::Open(path);
    ASSERT_THAT(store, IsOk());
    SessionLogWriter writer(&node, store->get());
    for (const v1::SessionRecord& record : PlantedRecords()) {
      ASSERT_THAT(writer.Write(record), IsOk());
    }
    writer.Close();
    const auto check = [&] {
      const std::string bytes = AllBytes(folder.path(""));
      EXPECT_TRUE(absl::StrContains(bytes, kVisible));
      EXPECT_FALSE(absl::StrContains(bytes, kCanary));
    };
    check();
    // Through the log that is written ahead into pages, some of them free.
    RunSql(path, "PRAGMA wal_checkpoint(TRUNCATE)");
    check();
  }
  const auto store = SqliteStore::Open(path);
  ASSERT_THAT(store, IsOk());
  PrunePolicy policy;
  policy.before = absl::InfiniteFuture();
  ASSERT_THAT((*store)->Prune(policy), IsOk());
  const std::string bytes = AllBytes(folder.path(""));
  EXPECT_FALSE(absl::StrContains(bytes, kCanary));
  EXPECT_FALSE(absl::StrContains(bytes, kVisible));
}

}  // namespace
}  // namespace log
}  // namespace wamp
