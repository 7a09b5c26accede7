#include "src/auth/attempt_limiter.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

class AttemptLimiterTest : public ::testing::Test {
 protected:
  absl::Time now_ = absl::FromUnixSeconds(1700000000);
};

TEST_F(AttemptLimiterTest, RefillsUpToItsBurst) {
  AttemptLimiter limiter(2, absl::Seconds(10));
  EXPECT_TRUE(limiter.Take("a", now_));
  EXPECT_TRUE(limiter.Take("a", now_));
  EXPECT_FALSE(limiter.Take("a", now_));
  now_ += absl::Seconds(9);
  EXPECT_FALSE(limiter.Take("a", now_));
  now_ += absl::Seconds(1);
  EXPECT_TRUE(limiter.Take("a", now_));
  EXPECT_FALSE(limiter.Take("a", now_));
  now_ += absl::Hours(1);
  EXPECT_TRUE(limiter.Take("a", now_));
  EXPECT_TRUE(limiter.Take("a", now_));
  EXPECT_FALSE(limiter.Take("a", now_));
}

TEST_F(AttemptLimiterTest, TakesBack) {
  AttemptLimiter limiter(1, absl::Seconds(10));
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(limiter.Take("a", now_));
    limiter.GiveBack("a", now_);
  }
}

TEST_F(AttemptLimiterTest, DoesNotMindAClockThatGoesBack) {
  AttemptLimiter limiter(1, absl::Seconds(10));
  EXPECT_TRUE(limiter.Take("a", now_));
  EXPECT_FALSE(limiter.Take("a", now_ - absl::Hours(1)));
  EXPECT_TRUE(limiter.Take("a", now_ + absl::Seconds(10)));
}

// Cells are shared, but rarely all cells of one.
TEST_F(AttemptLimiterTest, LetsFewSufferForOthers) {
  AttemptLimiter limiter(1, absl::Hours(1));
  for (int i = 0; i < 2000; ++i) limiter.Take(absl::StrCat("bad", i), now_);
  int refused = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::string subject = absl::StrCat("good", i);
    if (!limiter.Take(subject, now_)) ++refused;
    limiter.GiveBack(subject, now_);
  }
  EXPECT_LT(refused, 20);
}

}  // namespace
}  // namespace internal
}  // namespace auth
}  // namespace wamp
