// Writing numbers and texts as JSON, compared with the plainest ways.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "tests/testing/codecs.h"
#include "tests/testing/describe.h"

namespace wamp {
namespace {

using testing::Json;
using testing::Written;

// Around each power of ten and of two, where the number of digits, and of
// blocks of digits, changes; and many of any size.
TEST(JsonWriterTest, WritesIntegersAsTheStandardLibraryDoes) {
  std::vector<uint64_t> numbers;
  const auto add_around = [&numbers](uint64_t middle) {
    for (uint64_t i = 0; i < 5; ++i) numbers.push_back(middle + i - 2);
  };
  uint64_t ten = 1;
  for (int digits = 1; digits <= 20; ++digits, ten *= 10) {
    add_around(ten);
    add_around(ten * 5 + ten / 7);
  }
  uint64_t any = 1;
  for (unsigned shift = 0; shift < 64; ++shift) {
    add_around(uint64_t{1} << shift);
    for (int i = 0; i < 200; ++i) {
      any = any * 6364136223846793005 + 1442695040888963407;
      numbers.push_back(any >> shift);
    }
  }
  for (uint64_t i = 0; i < 20000; ++i) numbers.push_back(i);
  for (const uint64_t number : numbers) {
    ASSERT_EQ(Written<Json>([number](auto& out) { out.Uint(number); }),
              std::to_string(number));
    const auto negative = static_cast<int64_t>(number);
    ASSERT_EQ(Written<Json>([negative](auto& out) { out.Int(negative); }),
              std::to_string(negative));
  }
}

// What `text`, which is UTF-8, is in JSON, character by character.
std::string Quoted(absl::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const absl::string_view escaped = "\"\\\b\f\n\r\t";
    const size_t i = escaped.find(c);
    if (i != absl::string_view::npos) {
      quoted += '\\';
      quoted += "\"\\bfnrt"[i];
    } else if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppend(&quoted, "\\u00", absl::Hex(c, absl::kZeroPad2));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

TEST(JsonWriterTest, EscapesEveryCharacterInEveryPlace) {
  std::vector<std::string> characters = {"\xC2\x80", "\xE2\x82\xAC",
                                         "\xF0\x9F\x98\x80"};
  for (char c = 0; c < 0x7F; ++c) characters.emplace_back(1, c);
  for (const std::string& character : characters) {
    for (size_t size = 0; size <= 40; ++size) {
      for (size_t at = 0; at <= size; ++at) {
        std::string text(size, 'a');
        text.insert(at, character);
        // Keys may start with U+0000.
        ASSERT_EQ(Written<Json>([&text](auto& out) { out.Key(text); }),
                  Quoted(text) + ':');
      }
    }
  }
}

TEST(JsonWriterTest, EscapesLongTexts) {
  std::string text;
  for (int i = 0; text.size() < 20000; ++i) {
    text += std::string(static_cast<size_t>(i % 37), 'a');
    text += i % 2 == 0 ? "\n" : i % 3 == 0 ? "\"\x01\\" : "\xC3\xA9";
    // As a string it may not start with U+0000.
    EXPECT_TRUE(Written<Json>([&text](auto& out) { out.String(text); }) ==
                Quoted(text))
        << text.size();
  }
}

}  // namespace
}  // namespace wamp
