#include "wamp/id_generator.h"

#include <cstdint>

#include "absl/container/flat_hash_set.h"
#include "gtest/gtest.h"
#include "wamp/id.h"

namespace wamp {
namespace {

TEST(SequentialIdsTest, CountsFromOne) {
  SequentialIds ids;
  EXPECT_EQ(ids.Next().value(), 1u);
  EXPECT_EQ(ids.Next().value(), 2u);
  EXPECT_EQ(ids.Next().value(), 3u);
}

TEST(SequentialIdsTest, CountsFromAGivenId) {
  SequentialIds ids(*MakeId(41));
  EXPECT_EQ(ids.Next().value(), 41u);
  EXPECT_EQ(ids.Next().value(), 42u);
}

TEST(SequentialIdsTest, StartsAgainAfterTheLargest) {
  SequentialIds ids(*MakeId(kMaxId - 1));
  EXPECT_EQ(ids.Next().value(), kMaxId - 1);
  EXPECT_EQ(ids.Next().value(), kMaxId);
  EXPECT_EQ(ids.Next().value(), 1u);
  EXPECT_EQ(ids.Next().value(), 2u);
}

TEST(SequentialIdsTest, CountsSeparatelyInEachObject) {
  SequentialIds to_router;
  SequentialIds to_client;
  to_router.Next();
  EXPECT_EQ(to_client.Next().value(), 1u);
  EXPECT_EQ(to_router.Next().value(), 2u);
}

TEST(RandomIdsTest, StaysInRangeAndDoesNotRepeat) {
  RandomIds ids;
  absl::flat_hash_set<Id> seen;
  for (int i = 0; i < 1000; ++i) {
    const Id id = ids.Next();
    EXPECT_TRUE(IsValidId(id.value())) << id;
    EXPECT_TRUE(seen.insert(id).second) << id;
  }
}

TEST(RandomIdsTest, CoversTheRangeEvenly) {
  // The standard deviation of a count is 35: 400 off is never met by chance.
  constexpr int kDraws = 10000;
  constexpr int kBuckets = 8;
  int counts[kBuckets] = {};
  RandomIds ids;
  for (int i = 0; i < kDraws; ++i) {
    ++counts[(ids.Next().value() - kMinId) / (kMaxId / kBuckets)];
  }
  const int expected = kDraws / static_cast<int>(kBuckets);
  for (int count : counts) EXPECT_NEAR(count, expected, 400);
}

TEST(RandomIdsTest, DrawsDifferentlyInEachObject) {
  RandomIds a;
  RandomIds b;
  EXPECT_NE(a.Next(), b.Next());
}

}  // namespace
}  // namespace wamp
