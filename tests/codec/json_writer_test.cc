// Writing numbers and texts as JSON, compared with the plainest ways.
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
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

// The shortest form that reads back as `value`, with a point or an exponent.
std::string ShortestDouble(double value) {
  char text[32];
  const auto written = std::to_chars(text, text + sizeof text, value);
  std::string shortest(text, written.ptr);
  if (shortest.find_first_of(".e") == std::string::npos) shortest += ".0";
  return shortest;
}

// Decimals of any number of digits before and after the point, their neighbours
// among the doubles, and doubles of any bits.
TEST(JsonWriterTest, WritesDoublesAsTheStandardLibraryDoes) {
  std::vector<double> numbers = {0, 1e-3, 1e5, 1e9, 1e15, 1e21, 5e-324};
  uint64_t any = 1;
  const auto next = [&any] {
    any = any * 6364136223846793005 + 1442695040888963407;
    return any >> 11;
  };
  double power = 1;
  for (int decimals = 0; decimals <= 16; ++decimals, power *= 10) {
    double range = 1;
    for (int digits = 1; digits <= 17; ++digits) {
      range *= 10;
      for (int i = 0; i < 200; ++i) {
        numbers.push_back(
            std::floor(std::fmod(static_cast<double>(next()), range)) / power);
      }
      numbers.push_back((range - 1) / power);
      numbers.push_back(range / power);
    }
  }
  for (int i = 0; i < 20000; ++i) {
    const uint64_t bits = next() << 11 | next() >> 42;
    double number;
    std::memcpy(&number, &bits, sizeof number);
    if (std::isfinite(number)) numbers.push_back(number);
  }
  for (const double number : numbers) {
    for (const double near : {number, std::nextafter(number, HUGE_VAL),
                              std::nextafter(number, -HUGE_VAL), -number}) {
      if (!std::isfinite(near)) continue;
      ASSERT_EQ(Written<Json>([near](auto& out) { out.Double(near); }),
                ShortestDouble(near));
    }
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
