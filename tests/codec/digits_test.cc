// Digits are read eight at a time where the order of bytes allows it, and come
// to the same number everywhere.
#include "src/codec/digits.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "gtest/gtest.h"

namespace wamp {
namespace codec_internal {
namespace {

// Of nineteen digits, the most that always fit, no two blocks are alike.
const char kDigits[] = "9081726354718293045";

// What a byte after digits may be: next to '0' and '9', or with other bits.
const char kOthers[] = {'/', ':', '.', 'e', ' ', '\0', '\x7F', '\xB0', '\xFF'};

TEST(DigitsTest, AnyNumberOfThemIsReadUpToAnotherByte) {
  for (size_t count = 0; count < sizeof kDigits; ++count) {
    for (const char other : kOthers) {
      // Digits again behind it, so that blocks are whole.
      std::string text(kDigits, count);
      text.append(1, other).append("12345678");
      uint64_t expected = 0;
      for (size_t i = 0; i < count; ++i) {
        expected = expected * 10 + static_cast<uint64_t>(text[i] - '0');
      }
      const char* p = text.data();
      EXPECT_EQ(ReadDigits(p, text.data() + text.size(), 0), expected)
          << count << ", " << static_cast<int>(other);
      EXPECT_EQ(p - text.data(), static_cast<ptrdiff_t>(count));
    }
  }
}

TEST(DigitsTest, TheyEndWhereTheTextDoes) {
  for (size_t count = 0; count < sizeof kDigits; ++count) {
    const std::string text(kDigits, count);
    const char* p = text.data();
    const uint64_t number = ReadDigits(p, text.data() + text.size(), 0);
    EXPECT_EQ(std::to_string(number), count == 0 ? "0" : text);
    EXPECT_EQ(p, text.data() + text.size());
  }
}

TEST(DigitsTest, TheyGoBehindThoseBefore) {
  const std::string text = "1234567890";
  const char* p = text.data();
  EXPECT_EQ(ReadDigits(p, text.data() + text.size(), 42), 421234567890);
}

}  // namespace
}  // namespace codec_internal
}  // namespace wamp
