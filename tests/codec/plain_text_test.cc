// Every way to skip plain text stops where the plainest one does.
#include "src/codec/plain_text.h"

#include <string>

#include "gtest/gtest.h"

namespace wamp {
namespace codec_internal {
namespace {

using Skip = const char* (*)(const char*, const char*, bool&);

struct Way {
  const char* name;
  Skip skip;
};

void PrintTo(const Way& way, std::ostream* out) { *out << way.name; }

class SkipPlainTest : public ::testing::TestWithParam<Way> {
 protected:
  static void Compare(const std::string& text) {
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    bool expected_ascii = true;
    bool ascii = true;
    const char* const expected = SkipPlainBytes(begin, end, expected_ascii);
    EXPECT_EQ(GetParam().skip(begin, end, ascii) - begin, expected - begin)
        << ::testing::PrintToString(text);
    EXPECT_EQ(ascii, expected_ascii) << ::testing::PrintToString(text);
  }
};

TEST_P(SkipPlainTest, KnowsEveryByteInEveryPlace) {
  for (size_t size = 0; size <= 36; ++size) {
    Compare(std::string(size, 'a'));
    for (size_t at = 0; at < size; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(size, 'a');
        text[at] = static_cast<char>(byte);
        Compare(text);
      }
    }
  }
}

// What comes first decides, and a byte after the end of the text does not
// count.
TEST_P(SkipPlainTest, KnowsPairs) {
  constexpr char kBytes[] = {'"', '\\', '\x1f', '\0',   '!',    '#',    ']',
                             '[', ' ',  '\x7f', '\x80', '\xa2', '\xdc', '\xff'};
  for (size_t first = 0; first < 20; ++first) {
    for (size_t second = first + 1; second < 24; ++second) {
      for (const char a : kBytes) {
        for (const char b : kBytes) {
          std::string text(24, 'a');
          text[first] = a;
          text[second] = b;
          Compare(text);
        }
      }
    }
  }
}

TEST_P(SkipPlainTest, KeepsWhatItIsTold) {
  const std::string text = "abc";
  bool ascii = false;
  GetParam().skip(text.data(), text.data() + text.size(), ascii);
  EXPECT_FALSE(ascii);
}

INSTANTIATE_TEST_SUITE_P(All, SkipPlainTest,
                         ::testing::Values(
#ifdef __SSE2__
                             Way{"Vectors", SkipPlainVectors},
#endif
                             Way{"Words", SkipPlainWords},
                             Way{"Chosen", SkipPlain}),
                         [](const auto& way) { return way.param.name; });

}  // namespace
}  // namespace codec_internal
}  // namespace wamp
