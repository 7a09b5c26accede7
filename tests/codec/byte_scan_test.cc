// Blocks of every kind copy and skip what a plain loop does; a copy writes no
// more than a block after it.
#include "src/codec/byte_scan.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
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
  const char* (*find_not_plain)(const char*, const char*, const char*);
  const char* (*find_not_plain_ascii)(const char*, const char*, const char*);
  size_t (*count_in_two_blocks)(const char*);
  char* (*copy_bracketed)(const char*, size_t, char*);
  bool (*copy_unescaping)(const char*&, const char*, char*&, const char*,
                          const std::array<char, 256>&);
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
          CountInTwoBlocks<Block, Until::kNotPlainAscii>,
          [](const char* in, size_t size, char* out) {
            return CopyReplacing<Block>(in, size, out, PutBracketed);
          },
          CopyUnescaping<Block>};
}

// What the letters of escapes stand for: some of them end a copy by themselves.
std::array<char, 256> PlainOfLetters() {
  std::array<char, 256> plain{};
  for (const char c : {'"', '\\', 'a', '['}) {
    plain[static_cast<unsigned char>(c)] = static_cast<char>(c + 1);
  }
  return plain;
}

// Whether an escape of one letter begins the text.
bool IsEscape(const std::string& text) {
  return text.size() >= 2 && text[0] == '\\' &&
         PlainOfLetters()[static_cast<unsigned char>(text[1])] != 0;
}

bool EndsUnescaping(const std::string& text) {
  return !IsPlain(text[0]) && !IsEscape(text);
}

// The text with `!` in the place of what ends the copy.
std::string Unescaped(std::string text) {
  std::string plain;
  while (!text.empty()) {
    const bool escape = IsEscape(text);
    plain += escape ? static_cast<char>(text[1] + 1)
                    : (IsPlain(text[0]) ? text[0] : '!');
    text.erase(0, escape ? 2 : 1);
  }
  return plain;
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
    EXPECT_EQ(GetParam().find_not_plain(in.get(), in.get(), text_end),
              in.get() + plain);
    EXPECT_EQ(GetParam().find_not_plain_ascii(in.get(), in.get(), text_end),
              in.get() + ascii);
    const size_t two_blocks = 2 * GetParam().block;
    if (text.size() >= two_blocks) {
      EXPECT_EQ(GetParam().count_in_two_blocks(in.get()),
                std::min(ascii, two_blocks));
    }
    // Of a part, what is before it is loaded along.
    for (const size_t from : {text.size() / 2, text.size() - text.size() / 8}) {
      EXPECT_EQ(
          GetParam().find_not_plain(in.get(), in.get() + from, text_end),
          in.get() + from + CountPlain(text.substr(from), /*ascii=*/false));
    }

    out.assign(kReplaced * text.size() + GetParam().block, kUntouched);
    char* const end = GetParam().copy_bracketed(in.get(), text.size(), &out[0]);
    out.resize(static_cast<size_t>(end - &out[0]));
    EXPECT_EQ(out, Bracketed(text));

    CompareUnescaping(text);

    if (text.size() < GetParam().block) return;
    out.assign(room, kUntouched);
    EXPECT_EQ(GetParam().copy_ascii(in.get(), text.size(), &out[0]),
              IsAscii(text));
    EXPECT_EQ(out, text + std::string(GetParam().block, kUntouched));
  }

  // Runs over memory of just the size that is promised.
  void CompareUnescaping(const std::string& text) {
    const std::unique_ptr<char[]> from(new char[text.size()]);
    text.copy(from.get(), text.size());
    const size_t two_blocks = 2 * GetParam().block;
    for (const size_t room : {two_blocks - 1, two_blocks, 3 * two_blocks}) {
      const std::unique_ptr<char[]> to(new char[room]);
      const char* in = from.get();
      char* out = to.get();
      const bool ascii = GetParam().copy_unescaping(
          in, in + text.size(), out, to.get() + room, PlainOfLetters());
      const auto read = static_cast<size_t>(in - from.get());
      const std::string copied(to.get(), static_cast<size_t>(out - to.get()));
      EXPECT_EQ(copied, Unescaped(text.substr(0, read)));
      // More may be non-ASCII than what is copied.
      EXPECT_TRUE(ascii ? IsAscii(copied) : !IsAscii(text));
      EXPECT_TRUE(text.size() - read < two_blocks ||
                  room - copied.size() < two_blocks ||
                  EndsUnescaping(text.substr(read)));
    }
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

// A page between two that may not be touched.
class GuardedPage {
 public:
  GuardedPage()
      : size_(static_cast<size_t>(sysconf(_SC_PAGESIZE))),
        pages_(static_cast<char*>(mmap(nullptr, 3 * size_, PROT_NONE,
                                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))) {
    mprotect(begin(), size_, PROT_READ | PROT_WRITE);
  }
  ~GuardedPage() { munmap(pages_, 3 * size_); }
  GuardedPage(const GuardedPage&) = delete;
  GuardedPage& operator=(const GuardedPage&) = delete;

  char* begin() const { return pages_ + size_; }
  char* end() const { return begin() + size_; }

 private:
  size_t size_;
  char* pages_;
};

TEST_P(ByteScanTest, ReadsNothingButTheText) {
  const GuardedPage page;
  std::fill(page.begin(), page.end(), 'a');
  std::string out(200, kUntouched);
  for (size_t size = 0; size <= 70; ++size) {
    for (const char* text : {page.begin(), page.end() - size}) {
      for (size_t from = 0; from <= size; ++from) {
        const char* const end = text + size;
        EXPECT_EQ(GetParam().find_not_plain(text, text + from, end), end);
        EXPECT_EQ(GetParam().find_not_plain_ascii(text, text + from, end), end);
      }
      EXPECT_EQ(GetParam().copy_plain(text, size, &out[0]), size);
      EXPECT_EQ(GetParam().copy_plain_ascii(text, size, &out[0]), size);
      EXPECT_EQ(GetParam().copy_bracketed(text, size, &out[0]), &out[size]);
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
