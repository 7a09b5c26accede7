// Texts that are UTF-8, and bytes that are not.
#ifndef WAMP_TESTS_TESTING_TEXT_SAMPLES_H_
#define WAMP_TESTS_TESTING_TEXT_SAMPLES_H_

namespace wamp {
namespace testing {

struct TextSample {
  const char* name;
  const char* bytes;
};

// The first and the last character of each length, and their like.
inline constexpr TextSample kValidTexts[] = {
    {"last_of_one_byte", "\x7F"},
    {"first_of_two_bytes", "\xC2\x80"},
    {"last_of_two_bytes", "\xDF\xBF"},
    {"first_of_three_bytes", "\xE0\xA0\x80"},
    {"last_before_the_surrogates", "\xED\x9F\xBF"},
    {"first_after_the_surrogates", "\xEE\x80\x80"},
    {"last_of_three_bytes", "\xEF\xBF\xBF"},
    {"first_of_four_bytes", "\xF0\x90\x80\x80"},
    {"last_of_all", "\xF4\x8F\xBF\xBF"},
    {"after_eight_of_one_byte", "12345678\xC3\xA9"},
    {"across_eight_bytes", "1234567\xF0\x9F\x98\x80"},
};

inline constexpr TextSample kInvalidTexts[] = {
    {"continuation_alone", "\x80"},
    {"two_bytes_cut_off", "\xC3"},
    {"two_bytes_without_continuation", "\xC3("},
    {"three_bytes_cut_off", "\xE2\x82"},
    {"three_bytes_without_continuation", "\xE2\x82("},
    {"four_bytes_cut_off", "\xF0\x9F\x98"},
    {"four_bytes_without_continuation", "\xF0\x9F\x98("},
    {"overlong_of_two_bytes", "\xC1\xBF"},
    {"overlong_of_three_bytes", "\xE0\x9F\xBF"},
    {"overlong_of_four_bytes", "\xF0\x8F\xBF\xBF"},
    {"first_surrogate", "\xED\xA0\x80"},
    {"last_surrogate", "\xED\xBF\xBF"},
    {"above_the_last", "\xF4\x90\x80\x80"},
    {"lead_of_five_bytes", "\xF8\x88\x80\x80\x80"},
    {"byte_order_mark_of_utf16", "\xFF\xFE"},
    {"after_eight_of_one_byte", "12345678\x80"},
    {"in_the_last_of_sixteen", "123456789012345\x80"},
};

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_TEXT_SAMPLES_H_
