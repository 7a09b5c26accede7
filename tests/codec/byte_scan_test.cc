// Blocks of every kind copy and skip what a plain loop does; a copy writes no
// more than a block after it.
#include "src/codec/byte_scan.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

#include "gtest/gtest.h"

namespace wamp {
namespace codec_internal {
namespace {

constexpr char kUntouched = '?';

bool IsPlain(char c) {
  return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
}

struct Way {
  const char* name;
  size_t block;
  size_t (*copy_plain)(const char*, size_t, char*);
  size_t (*copy_plain_ascii)(const char*, size_t, char*);
  bool (*copy_ascii)(const char*, size_t, char*);
  const char* (*find_not_plain)(const char*, const char*);
  const char* (*find_not_plain_ascii)(const char*, const char*);
  char* (*copy_bracketed)(const char*, size_t, char*);
};

void PrintTo(const Way& way, std::ostream* out) { *out << way.name; }

// Three characters for one that is not plain.
constexpr size_t kReplaced = 3;
char* PutBracketed(char* out, char c) {
  *out++ = '<';
  *out++ = c;
  *out++ = '>';
  return out;
}

std::string Bracketed(const std::string& text) {
  std::string replaced;
  for (const char c : text) {
    if (IsPlain(c)) {
      replaced += c;
    } else {
      replaced += {'<', c, '>'};
    }
  }
  return replaced;
}

template <class Block>
Way WayOf(const char* name) {
  return {name,
          Block::kSize,
          CopyUntil<Block, Until::kNotPlain>,
          CopyUntil<Block, Until::kNotPlainAscii>,
          CopyAsciiBlocks<Block>,
          Find<Block, Until::kNotPlain>,
          Find<Block, Until::kNotPlainAscii>,
          [](const char* in, size_t size, char* out) {
            return CopyReplacing<Block>(in, size, out, PutBracketed);
          }};
}

size_t CountPlain(const std::string& text, bool ascii) {
  size_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (!IsPlain(c) || (ascii && byte >= 0x80)) break;
    ++count;
  }
  return count;
}

bool IsAscii(const std::string& text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

class ByteScanTest : public ::testing::TestWithParam<Way> {
 protected:
  // Runs over memory of just the size that is promised.
  void Compare(const std::string& text) {
    SCOPED_TRACE(::testing::PrintToString(text));
    const size_t room = text.size() + GetParam().block;
    const std::unique_ptr<char[]> in(new char[text.size()]);
    text.copy(in.get(), text.size());
    std::string out(room, kUntouched);
    const size_t plain = GetParam().copy_plain(in.get(), text.size(), &out[0]);
    EXPECT_EQ(plain, CountPlain(text, /*ascii=*/false));
    EXPECT_EQ(out.compare(0, plain, text, 0, plain), 0);

    out.assign(room, kUntouched);
    const size_t ascii =
        GetParam().copy_plain_ascii(in.get(), text.size(), &out[0]);
    EXPECT_EQ(ascii, CountPlain(text, /*ascii=*/true));
    EXPECT_EQ(out.compare(0, ascii, text, 0, ascii), 0);

    const char* const text_end = in.get() + text.size();
    EXPECT_EQ(GetParam().find_not_plain(in.get(), text_end), in.get() + plain);
    EXPECT_EQ(GetParam().find_not_plain_ascii(in.get(), text_end),
              in.get() + ascii);

    out.assign(kReplaced * text.size() + GetParam().block, kUntouched);
    char* const end = GetParam().copy_bracketed(in.get(), text.size(), &out[0]);
    out.resize(static_cast<size_t>(end - &out[0]));
    EXPECT_EQ(out, Bracketed(text));

    if (text.size() < GetParam().block) return;
    out.assign(room, kUntouched);
    EXPECT_EQ(GetParam().copy_ascii(in.get(), text.size(), &out[0]),
              IsAscii(text));
    EXPECT_EQ(out, text + std::string(GetParam().block, kUntouched));
  }
};

TEST_P(ByteScanTest, KnowsEveryByteInEveryPlace) {
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

// What comes first decides, and what is next to it is not mistaken.
TEST_P(ByteScanTest, KnowsPairs) {
  constexpr char kBytes[] = {'"', '\\', '\x1f', '\0',   '!',    '#',    ']',
                             '[', ' ',  '\x7f', '\x80', '\xa2', '\xdc', '\xff'};
  for (size_t first = 0; first < 20; ++first) {
    for (size_t second = first + 1; second < 34; ++second) {
      for (const char a : kBytes) {
        for (const char b : kBytes) {
          std::string text(34, 'a');
          text[first] = a;
          text[second] = b;
          Compare(text);
        }
      }
    }
  }
}

TEST_P(ByteScanTest, KnowsAnyText) {
  constexpr char kBytes[] = {'"', '\\', '\n', ' ', 'a', 'b', 'c', '\xe4'};
  uint32_t any = 1;
  for (size_t size = 0; size < 200; ++size) {
    for (uint32_t rare = 8; rare < 64; rare *= 2) {
      std::string text;
      while (text.size() < size) {
        any = any * 1664525 + 1013904223;
        const uint32_t which = any >> 16 & (rare - 1);
        text += which < sizeof kBytes ? kBytes[which] : 'x';
      }
      Compare(text);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, ByteScanTest,
                         ::testing::Values(
#ifdef __SSE2__
                             WayOf<SseBlock>("Sse"),
#endif
#ifdef __ARM_NEON
                             WayOf<NeonBlock>("Neon"),
#endif
                             WayOf<WordBlock>("Word"),
                             WayOf<WidestBlock>("Widest")),
                         [](const auto& way) { return way.param.name; });

}  // namespace
}  // namespace codec_internal
}  // namespace wamp
