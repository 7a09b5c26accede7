// Checks of UTF-8, of each class of sequences, wherever in a text they are.
#include "wamp/codec/utf8.h"

#include <cstddef>
#include <ostream>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace wamp {
namespace {

struct Utf8Sample {
  const char* name;
  absl::string_view bytes;
  bool is_valid;
};

void PrintTo(const Utf8Sample& sample, std::ostream* out) {
  *out << sample.name;
}

// The rows of Unicode's table 3-7, and what is next to their bounds.
constexpr Utf8Sample kUtf8Samples[] = {
    {"Ascii", "\x7F", true},
    {"FirstOfTwo", "\xC2\x80", true},
    {"LastOfTwo", "\xDF\xBF", true},
    {"FirstOfThree", "\xE0\xA0\x80", true},
    {"LastBeforeSurrogates", "\xED\x9F\xBF", true},
    {"FirstAfterSurrogates", "\xEE\x80\x80", true},
    {"LastOfThree", "\xEF\xBF\xBF", true},
    {"FirstOfFour", "\xF0\x90\x80\x80", true},
    {"LastOfFour", "\xF4\x8F\xBF\xBF", true},
    {"ContinuationAlone", "\x80", false},
    {"LastContinuationAlone", "\xBF", false},
    {"OverlongOfTwo", "\xC0\x80", false},
    {"LastOverlongOfTwo", "\xC1\xBF", false},
    {"TwoWithoutSecond", "\xC2", false},
    {"TwoWithAsciiSecond", "\xC2\x7F", false},
    {"TwoWithLeadSecond", "\xC2\xC2", false},
    {"OverlongOfThree", "\xE0\x9F\xBF", false},
    {"ThreeWithoutSecond", "\xE1", false},
    {"ThreeWithoutThird", "\xE1\x80", false},
    {"ThreeWithAsciiThird", "\xE1\x80\x7F", false},
    {"FirstSurrogate", "\xED\xA0\x80", false},
    {"LastSurrogate", "\xED\xBF\xBF", false},
    {"OverlongOfFour", "\xF0\x8F\xBF\xBF", false},
    {"FourWithoutThird", "\xF1\x80", false},
    {"FourWithoutFourth", "\xF1\x80\x80", false},
    {"FourWithAsciiFourth", "\xF1\x80\x80\x7F", false},
    {"AboveUnicode", "\xF4\x90\x80\x80", false},
    {"LeadAboveUnicode", "\xF5\x80\x80\x80", false},
    {"NoLead", "\xFF", false},
};

class Utf8Test : public ::testing::TestWithParam<Utf8Sample> {};

// Longer than the widest blocks, so that the sequence is in, before and after
// each, and across two of them.
constexpr size_t kLongest = 40;

TEST_P(Utf8Test, TellsItAmongAsciiOfAnyLength) {
  const Utf8Sample& sample = GetParam();
  for (size_t before = 0; before <= kLongest; ++before) {
    for (size_t after = 0; after <= kLongest; ++after) {
      // An own block of memory, so that AddressSanitizer sees its bounds.
      std::string text(before, 'a');
      text.append(sample.bytes.data(), sample.bytes.size()).append(after, 'z');
      text.shrink_to_fit();
      std::string copy(text.size(), '\0');
      ASSERT_EQ(IsValidUtf8(text), sample.is_valid) << before << ", " << after;
      ASSERT_EQ(CopyUtf8(text, &copy[0]), sample.is_valid)
          << before << ", " << after;
      ASSERT_EQ(copy, text);
      ASSERT_EQ(codec_internal::FindInvalidUtf8(text),
                sample.is_valid ? std::string::npos : before);
    }
  }
}

TEST_P(Utf8Test, TellsItAmongOtherSequences) {
  const Utf8Sample& sample = GetParam();
  for (const char* const other : {"ü", "€", "𝄞"}) {
    std::string text;
    for (size_t count = 0; count <= kLongest; ++count) {
      for (size_t ascii = 0; ascii <= kLongest; ++ascii) {
        std::string whole = text;
        whole.append(ascii, 'a');
        whole.append(sample.bytes.data(), sample.bytes.size());
        whole.append(ascii, 'z').append(text);
        ASSERT_EQ(IsValidUtf8(whole), sample.is_valid)
            << count << " times " << other << ", " << ascii;
      }
      text.append(other);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, Utf8Test, ::testing::ValuesIn(kUtf8Samples),
    [](const ::testing::TestParamInfo<Utf8Sample>& sample) {
      return sample.param.name;
    });

}  // namespace
}  // namespace wamp
