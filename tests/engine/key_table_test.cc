// Keys are compared by words, which hold the same on every machine.
#include "src/engine/schema/key_table.h"

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace wamp {
namespace internal {
namespace {

constexpr char kLetters[] = "progressive_call_results\xFF\x80";

TEST(KeyTableTest, WordsAreLoadedAsTheCompilerMakesThem) {
  for (size_t size = 0; size < sizeof kLetters; ++size) {
    // An own block of memory, so that AddressSanitizer sees its bounds.
    const std::string key(kLetters + sizeof kLetters - 1 - size, size);
    const absl::string_view view(key.data(), key.size());
    const KeyEnds made = EndsOf(view);
    const KeyEnds loaded = LoadEnds(view);
    EXPECT_EQ(loaded.first, made.first) << key;
    EXPECT_EQ(loaded.last, made.last) << key;
  }
}

TEST(KeyTableTest, TheFirstByteIsTheLowest) {
  EXPECT_EQ(LoadEnds("abc").first, 0x636261U);
  EXPECT_EQ(LoadEnds("abcdefghij").first, 0x6867666564636261U);
  EXPECT_EQ(LoadEnds("abcdefghij").last, 0x6A69686766656463U);
}

}  // namespace
}  // namespace internal
}  // namespace wamp
