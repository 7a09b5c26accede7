// Reading and writing JSON: numbers, escapes, byte strings, each fault.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/codec_table.h"
#include "tests/testing/codecs.h"
#include "tests/testing/describe.h"
#include "tests/testing/text_samples.h"

namespace wamp {
namespace testing {
namespace {

using ::testing::StartsWith;
using ::testing::ValuesIn;

const ReadSample kValues[] = {
    {"null", "null", "null"},
    {"false_", "false", "false"},
    {"true_", "true", "true"},
    {"space_around", " \t\r\n1 \t\r\n", "1"},

    {"zero", "0", "0"},
    {"minus_zero", "-0", "0"},
    {"minus_one", "-1", "-1"},
    {"largest_id", "9007199254740992", "9007199254740992"},
    {"digits_18", "999999999999999999", "999999999999999999"},
    {"digits_19", "9223372036854775807", "9223372036854775807"},
    {"first_of_64_bits", "9223372036854775808", "9223372036854775808"},
    {"last_of_64_bits", "18446744073709551615", "18446744073709551615"},
    {"smallest", "-9223372036854775808", "-9223372036854775808"},

    {"float_whole", "1.0", "1.0"},
    {"float_minus_zero", "-0.0", "-0.0"},
    {"float_zero_of_an_exponent", "0e0", "0.0"},
    {"float_fraction", "0.1", "0.10000000000000001"},
    {"float_exponent", "1e3", "1000.0"},
    {"float_exponent_plus", "1E+3", "1000.0"},
    {"float_exponent_minus", "-125e-2", "-1.25"},
    {"float_leading_zeros_in_exponent", "1e007", "10000000.0"},
    {"float_largest", "1.7976931348623157e308", "1.7976931348623157e+308"},
    {"float_smallest", "5e-324", "4.9406564584124654e-324"},
    {"float_below_the_smallest", "1e-400", "0.0"},
    {"float_many_digits", "0.1000000000000000055511151231257827021181583404541",
     "0.10000000000000001"},
    {"float_of_65_bits", "18446744073709551616.0", "1.8446744073709552e+19"},

    {"text_empty", R"("")", R"("")"},
    {"text", R"("a日😀")", R"("a日😀")"},
    {"text_delete", "\"\x7F\"", R"("\x7f")"},
    {"escapes", R"("\"\\\/\b\f\n\r\t")", R"("\"\\/\x08\x0c\n\r\t")"},
    {"escape_ascii", R"("\u0041\u007a")", R"("Az")"},
    {"escape_last_byte", R"("\u007f")", R"("\x7f")"},
    {"escape_first_two_bytes", R"("\u0080")", "\"\xC2\x80\""},
    {"escape_two_bytes", R"("\u00e9\u00E9\u07ff")", "\"éé\xDF\xBF\""},
    {"escape_three_bytes", R"("\u0800\ud7ff\uE000\uffff")",
     "\"\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF\""},
    {"escape_first_pair", R"("\ud800\udc00")", "\"\xF0\x90\x80\x80\""},
    {"escape_pair", R"("\uD83D\uDE00")", "\"😀\""},
    {"escape_last_pair", R"("\udbff\udfff")", "\"\xF4\x8F\xBF\xBF\""},
    {"escape_nul_after_the_start", R"("a\u0000")", R"("a\x00")"},
    {"escape_control", R"("\u0001\u001f")", R"("\x01\x1f")"},

    {"bytes_empty", R"("\u0000")", "h''"},
    {"bytes_1", R"("\u0000AA==")", "h'00'"},
    {"bytes_2", R"("\u0000AAE=")", "h'0001'"},
    {"bytes_3", R"("\u0000AAEC")", "h'000102'"},
    {"bytes_all_digits", R"("\u0000+/v/")", "h'fbfbff'"},
    {"bytes_escaped_slash", R"("\u0000\/\/8=")", "h'ffff'"},

    // Base64 is taken as loosely as some peers write it.
    {"bytes_without_padding", R"("\u0000AAE")", "h'0001'"},
    {"bytes_with_space", R"("\u0000AA E=")", "h'0001'"},
    {"bytes_with_loose_bits", R"("\u0000AAF=")", "h'0001'"},

    {"list_empty", "[]", "[]"},
    {"list_empty_with_space", "[ \n ]", "[]"},
    {"list", "[1,[2, null] ,\"a\"]", R"([1, [2, null], "a"])"},
    {"dict_empty", "{ }", "{}"},
    {"dict_in_its_order", R"({"b" : 1 , "a":{}})", R"({"b": 1, "a": {}})"},
    {"dict_escaped_key", R"({"\u0061\n":1})", R"({"a\n": 1})"},
    {"dict_empty_key", R"({"":1})", R"({"": 1})"},
    {"dict_repeated_key", R"({"a":1,"a":2})", R"({"a": 1, "a": 2})"},
    // A key is a text, whatever it starts with.
    {"dict_key_like_bytes", R"({"\u0000zz==":1})", R"({"\x00zz==": 1})"},
};

const ReadSample kFaults[] = {
    {"nothing", "", "syntax at 0: expected a value, got the end of the input"},
    {"space_alone", "  ",
     "syntax at 2: expected a value, got the end of the input"},
    {"more", "1 2", "1 and more at 2"},
    {"byte_order_mark",
     "\xEF\xBB\xBF"
     "1",
     "syntax at 0: expected a value, got character \"\\xef\""},
    {"no_value", "x", "syntax at 0: expected a value, got character \"x\""},
    {"single_quotes", "'a'",
     "syntax at 0: expected a value, got character \"'\""},
    {"comment", "/**/1", "syntax at 0: expected a value, got character \"/\""},
    {"half_a_null", "nul",
     "syntax at 0: expected a value, got character \"n\""},
    {"half_a_true", "tru",
     "syntax at 0: expected true or false, got character \"t\""},
    {"capital_true", "True",
     "syntax at 0: expected a value, got character \"T\""},
    {"nan", "NaN", "syntax at 0: expected a value, got character \"N\""},
    {"infinity", "Infinity",
     "syntax at 0: expected a value, got character \"I\""},
    {"minus_infinity", "-Infinity",
     "syntax at 1: expected a digit, got character \"I\""},

    {"plus_one", "+1", "syntax at 0: expected a value, got character \"+\""},
    {"minus_alone", "-",
     "syntax at 1: expected a digit, got the end of the input"},
    {"minus_text", "-a", "syntax at 1: expected a digit, got character \"a\""},
    {"leading_zero", "01",
     "syntax at 0: expected a number without leading zeros, got character "
     "\"0\""},
    {"minus_leading_zero", "-01",
     "syntax at 1: expected a number without leading zeros, got character "
     "\"0\""},
    {"leading_point", ".5",
     "syntax at 0: expected a value, got character \".\""},
    {"point_alone", "1.",
     "syntax at 2: expected a digit, got the end of the input"},
    {"point_without_digit", "1.e3",
     "syntax at 2: expected a digit, got character \"e\""},
    {"exponent_alone", "1e",
     "syntax at 2: expected a digit, got the end of the input"},
    {"exponent_sign_alone", "1e+",
     "syntax at 3: expected a digit, got the end of the input"},
    {"hexadecimal", "0x10", "0 and more at 1"},
    {"integer_of_65_bits", "18446744073709551616",
     "range at 0: expected an integer below 2^64, got integer "
     "18446744073709551616"},
    {"integer_of_30_digits", "100000000000000000000000000000",
     "range at 0: expected an integer below 2^64, got integer "
     "100000000000000000000000000000"},
    {"integer_too_small", "-9223372036854775809",
     "range at 0: expected an integer from -2^63 to 2^63-1, got integer "
     "-9223372036854775809"},
    {"float_too_large", "1e309",
     "range at 0: expected a float within the range of 64 bits, got float "
     "1e309"},
    {"float_too_small", "-1e309",
     "range at 0: expected a float within the range of 64 bits, got float "
     "-1e309"},

    {"text_without_end", "\"abc",
     "syntax at 4: expected '\"', got the end of the input"},
    {"last_control_character", "\"\x1f\"",
     "syntax at 1: expected an escaped control character, got character "
     "\"\\u001f\""},
    {"text_line_feed", "\"a\nb\"",
     "syntax at 2: expected an escaped control character, got character "
     "\"\\n\""},
    {"text_nul", std::string("\"\0\"", 3),
     "syntax at 1: expected an escaped control character, got character "
     "\"\\u0000\""},
    {"escape_unknown", R"("\x41")",
     "syntax at 1: expected an escape, got character \"\\\\\""},
    {"escape_without_end", R"("\)",
     "syntax at 1: expected an escape, got character \"\\\\\""},
    {"escape_of_three_digits", R"("\u004")",
     "syntax at 1: expected an escape, got character \"\\\\\""},
    {"escape_no_hexadecimal", R"("\u00g0")",
     "syntax at 1: expected an escape, got character \"\\\\\""},
    {"first_half_of_a_pair", R"("a\ud800")",
     "syntax at 2: expected a pair of surrogates, got character \"\\\\\""},
    {"first_half_and_text", R"("\ud800a")",
     "syntax at 1: expected a pair of surrogates, got character \"\\\\\""},
    {"first_half_twice", R"("\ud800\ud800")",
     "syntax at 1: expected a pair of surrogates, got character \"\\\\\""},
    {"second_half_of_a_pair", R"("\udc00")",
     "syntax at 1: expected a pair of surrogates, got character \"\\\\\""},

    {"bytes_no_base64", R"("\u0000!!!!")",
     "syntax at 0: expected base64 after U+0000, got string \"!!!!\""},
    {"bytes_half_a_digit", R"("\u0000A")",
     "syntax at 0: expected base64 after U+0000, got string \"A\""},
    {"bytes_of_url_base64", R"("\u0000-_8=")",
     "syntax at 0: expected base64 after U+0000, got string \"-_8=\""},

    {"list_without_end", "[",
     "syntax at 1: expected a value or ']', got the end of the input"},
    {"list_without_end_after_a_value", "[1",
     "syntax at 2: expected ',' or ']', got the end of the input"},
    {"list_trailing_comma", "[1,]",
     "syntax at 3: expected a value, got character \"]\""},
    {"list_leading_comma", "[,1]",
     "syntax at 1: expected a value, got character \",\""},
    {"list_two_commas", "[1,,2]",
     "syntax at 3: expected a value, got character \",\""},
    {"list_no_comma", "[1 2]",
     "syntax at 3: expected ',' or ']', got character \"2\""},
    {"list_closed_as_a_dict", "[1}",
     "syntax at 2: expected ',' or ']', got character \"}\""},
    {"dict_without_end", "{",
     "syntax at 1: expected a key, got the end of the input"},
    {"dict_without_colon", R"({"a" 1})",
     "syntax at 5: expected ':', got character \"1\""},
    {"dict_without_value", R"({"a":})",
     "syntax at 5: expected a value, got character \"}\""},
    {"dict_without_comma", R"({"a":1 "b":2})",
     "syntax at 7: expected ',' or '}', got character \"\\\"\""},
    {"dict_trailing_comma", R"({"a":1,})",
     "syntax at 7: expected a key, got character \"}\""},
    {"dict_key_integer", "{1:2}",
     "syntax at 1: expected a key, got character \"1\""},
    {"dict_key_not_utf8", "{\"\xFF\":1}",
     "utf8 at 2: expected a text in UTF-8, got bytes \"\\xff\""},
};

INSTANTIATE_TEST_SUITE_P(Values, ReadTest, ReadRows<Json>(kValues),
                         SampleName());
INSTANTIATE_TEST_SUITE_P(Faults, ReadTest, ReadRows<Json>(kFaults),
                         SampleName());

TEST(JsonReaderTest, TakesNanWhereItIsTold) {
  const auto read = [](absl::string_view text) {
    JsonReader reader(text, Limits(), JsonNan::kAllow);
    return Describe(reader);
  };
  EXPECT_EQ(read("[NaN,Infinity,-Infinity,-1]"), "[nan, inf, -inf, -1]");
  EXPECT_EQ(read("nan"), "syntax at 0: expected a value, got character \"n\"");
}

// With an escape, a text is put together anew.
TEST(JsonReaderTest, ChecksTextsWithEscapesForUtf8) {
  for (const TextSample& sample : kValidTexts) {
    EXPECT_EQ(
        Described<JsonReader>(absl::StrCat("\"", sample.bytes, "\\n\"")),
        absl::StrCat("\"", absl::Utf8SafeCHexEscape(sample.bytes), "\\n\""))
        << sample.name;
  }
  for (const TextSample& sample : kInvalidTexts) {
    EXPECT_THAT(
        Described<JsonReader>(absl::StrCat("\"", sample.bytes, "\\n\"")),
        StartsWith("utf8 at 1: expected a text in UTF-8, got bytes \""))
        << sample.name;
  }
  // What follows the escape of a long text is copied in blocks.
  const auto long_text = [](const char* bytes) {
    return absl::StrCat("\"\\n", std::string(40, 'a'), bytes,
                        std::string(80, 'b'), "\"", std::string(64, ' '));
  };
  for (const TextSample& sample : kValidTexts) {
    EXPECT_THAT(Described<JsonReader>(long_text(sample.bytes)),
                StartsWith("text of 1"))
        << sample.name;
  }
  for (const TextSample& sample : kInvalidTexts) {
    EXPECT_THAT(Described<JsonReader>(long_text(sample.bytes)),
                StartsWith("utf8 at 1: expected a text in UTF-8, got bytes"))
        << sample.name;
  }
}

// Of all lengths, with an escape in each place, up to more than a reader holds
// itself; the last is near the end of the input, or not.
TEST(JsonReaderTest, UnescapesTextsOfAllLengths) {
  for (const size_t size :
       {0U, 1U, 15U, 16U, 17U, 40U, 480U, 511U, 512U, 513U, 2000U}) {
    for (size_t at = 0; at <= size; at += size < 100 ? 1 : 13) {
      for (const size_t spaces : {0U, 64U}) {
        const std::string before(at, 'a');
        const std::string after(size - at, 'b');
        const std::string json =
            absl::StrCat("\"", before, "\\n\\u00e9\\\"", after, "\"",
                         std::string(spaces, ' '));
        JsonReader reader(json);
        absl::string_view text;
        ASSERT_TRUE(reader.ReadString(text));
        EXPECT_EQ(text, absl::StrCat(before, "\n\u00e9\"", after));
        EXPECT_TRUE(reader.AtEnd());
      }
    }
  }
}

TEST(JsonReaderTest, ReadsIntegersOfAllLengths) {
  uint64_t wanted = 0;
  for (uint64_t digit = 1; wanted < UINT64_MAX / 10; ++digit) {
    wanted = wanted * 10 + digit % 10;
    for (const char* after : {"", "         "}) {
      const std::string json = absl::StrCat(wanted, after);
      JsonReader reader(json);
      uint64_t read = 0;
      ASSERT_TRUE(reader.ReadUint(read)) << json;
      EXPECT_EQ(read, wanted);
    }
  }
}

// Floats of few digits, which are divided, are what the C library reads.
TEST(JsonReaderTest, ReadsFloatsToTheNearest) {
  for (const char* digits : {"1", "7", "123456789", "9007199254740991",
                             "9007199254740993", "4503599627370497"}) {
    const std::string all = digits;
    for (size_t whole = 1; whole < all.size() + 22; ++whole) {
      std::string json =
          whole < all.size()
              ? absl::StrCat(all.substr(0, whole), ".", all.substr(whole))
              : absl::StrCat("-0.", std::string(whole - all.size(), '0'), all);
      JsonReader reader(json);
      double read = 0;
      ASSERT_TRUE(reader.ReadDouble(read)) << json;
      EXPECT_EQ(read, std::strtod(json.c_str(), nullptr)) << json;
    }
  }
}

using Row = WriteRow<Json, Verbatim>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

const WriteSample kWrites[] = {
    Row::Null("null"),
    Row::Bool(false, "false"),
    Row::Bool(true, "true"),
    Row::Uint(0, "0"),
    Row::Uint(UINT64_MAX, "18446744073709551615"),
    Row::Int(5, "5"),
    Row::Int(INT64_MIN, "-9223372036854775808"),

    Row::Double("whole", 1, "1.0"),
    Row::Double("minus_zero", -0.0, "-0.0"),
    Row::Double("shortest", 0.1, "0.1"),
    Row::Double("many_digits", 1.0 / 3, "0.3333333333333333"),
    Row::Double("large", 1e22, "1e+22"),
    Row::Double("largest", std::numeric_limits<double>::max(),
                "1.7976931348623157e+308"),
    Row::Double("smallest", std::numeric_limits<double>::denorm_min(),
                "5e-324"),
    Row::Double("infinite", kInfinity,
                "unrepresentable: expected a finite float, got Infinity"),
    Row::Double("nan", std::nan(""),
                "unrepresentable: expected a finite float, got NaN"),
    Row::Of(
        "double_nan_allowed",
        [](auto& out) {
          out.AllowNan(JsonNan::kAllow);
          out.BeginList(3);
          out.Double(std::nan(""));
          out.Double(kInfinity);
          out.Double(-kInfinity);
          out.EndList();
        },
        "[NaN,Infinity,-Infinity]"),

    Row::Of(
        "text_plain", [](auto& out) { out.String("a/é😀\x7F"); },
        "\"a/é😀\x7F\""),
    Row::Of(
        "text_escapes", [](auto& out) { out.String("\"\\\b\f\n\r\t"); },
        R"("\"\\\b\f\n\r\t")"),
    Row::Of(
        "text_control", [](auto& out) { out.String("\x01\x1F"); },
        R"("\u0001\u001f")"),
    Row::Of(
        "text_nul_after_the_start",
        [](auto& out) { out.String(absl::string_view("a\0", 2)); },
        R"("a\u0000")"),
    Row::Of(
        "text_like_bytes",
        [](auto& out) { out.String(absl::string_view("\0AA==", 5)); },
        "unrepresentable: expected a text that does not start with U+0000, got "
        "string \"\\u0000AA==\""),

    Row::Of(
        "bytes_0", [](auto& out) { out.Bytes(""); }, R"("\u0000")"),
    Row::Of(
        "bytes_1", [](auto& out) { out.Bytes("\xFF"); }, R"("\u0000/w==")"),
    Row::Of(
        "bytes_2", [](auto& out) { out.Bytes("\xFB\xFF"); }, R"("\u0000+/8=")"),
    Row::Of(
        "bytes_3", [](auto& out) { out.Bytes(absl::string_view("\0\1\2", 3)); },
        R"("\u0000AAEC")"),
    Row::Of(
        "bytes_4", [](auto& out) { out.Bytes("abcd"); }, R"("\u0000YWJjZA==")"),

    Row::Of(
        "list_empty",
        [](auto& out) {
          out.BeginList(0);
          out.EndList();
        },
        "[]"),
    Row::Of(
        "list_nested",
        [](auto& out) {
          out.BeginList(4);
          out.Uint(1);
          out.BeginList(0);
          out.EndList();
          out.Bytes("");
          out.Raw("[2]");
          out.EndList();
        },
        R"([1,[],"\u0000",[2]])"),
    Row::Of(
        "dict",
        [](auto& out) {
          out.BeginMap(4);
          out.Key("\n");
          out.BeginMap(0);
          out.EndMap();
          out.KnownKey(KnownKey<1, 'b'>());
          out.Null();
          out.KnownFlag(KnownKey<1, 'c'>(), false);
          out.Key("");
          out.Int(-1);
          out.EndMap();
        },
        R"({"\n":{},"b":null,"c":false,"":-1})"),
};

INSTANTIATE_TEST_SUITE_P(Writes, WriteTest, ValuesIn(kWrites), SampleName());

}  // namespace
}  // namespace testing
}  // namespace wamp
