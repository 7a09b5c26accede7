#include "wamp/uri.h"

#include <cstddef>
#include <sstream>
#include <string>
#include <type_traits>

#include "absl/hash/hash_testing.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace wamp {
namespace {

constexpr UriStrictness kLoose = UriStrictness::kLoose;
constexpr UriStrictness kStrict = UriStrictness::kStrict;
constexpr UriMatch kExact = UriMatch::kExact;
constexpr UriMatch kPrefix = UriMatch::kPrefix;
constexpr UriMatch kWildcard = UriMatch::kWildcard;

static_assert(!std::is_default_constructible_v<Uri>);
static_assert(!std::is_constructible_v<Uri, std::string>);

// Where a URI is valid: one letter per rule, upper case for strict, in the
// order exact, prefix, wildcard ("epwEPW": everywhere, "": nowhere).
struct Sample {
  std::string name;
  std::string uri;
  std::string valid;
};

class UriRuleTest : public ::testing::TestWithParam<Sample> {};

TEST_P(UriRuleTest, HoldsUnderEachRule) {
  const Sample& sample = GetParam();
  std::string valid;
  for (UriStrictness strictness : {kLoose, kStrict}) {
    const absl::string_view letters = strictness == kLoose ? "epw" : "EPW";
    for (UriMatch match : {kExact, kPrefix, kWildcard}) {
      const bool is_valid = IsValidUri(sample.uri, strictness, match);
      const absl::Status status = CheckUri(sample.uri, strictness, match);
      EXPECT_EQ(status.ok(), is_valid) << status;
      const absl::StatusOr<Uri> uri = MakeUri(sample.uri, strictness, match);
      EXPECT_EQ(uri.status(), status);
      if (uri.ok()) {
        EXPECT_EQ(uri->str(), sample.uri);
      }
      if (is_valid) valid += letters[static_cast<size_t>(match)];
    }
  }
  EXPECT_EQ(valid, sample.valid);
}

INSTANTIATE_TEST_SUITE_P(
    Components, UriRuleTest,
    ::testing::ValuesIn<Sample>({
        {"empty", "", "pwPW"},
        {"one", "a", "epwEPW"},
        {"two", "com.myapp", "epwEPW"},
        {"seven_bytes", "com.app", "epwEPW"},
        {"eight_bytes", "com.myap", "epwEPW"},
        {"nine_bytes", "com.myapp", "epwEPW"},
        {"sixteen_bytes", "com.myapp.topics", "epwEPW"},
        {"seventeen_bytes", "com.myapp.mytopic", "epwEPW"},
        {"digits_first", "0.1.2_3", "epwEPW"},
        {"only_dot", ".", "wW"},
        {"only_dots", "..........", "wW"},
        {"first_empty", ".com.myapp.topic", "wW"},
        {"last_empty_short", "com.", "pwPW"},
        {"last_empty", "com.myapp.topic.", "pwPW"},
        {"last_two_empty_short", "com..", "wW"},
        {"last_two_empty", "com.myapp.topic..", "wW"},
        {"middle_empty_short", "a..b", "wW"},
        {"middle_empty_within_a_word", "com..myapp.topic", "wW"},
        {"middle_empty_across_words", "com.app..topics.x", "wW"},
        {"middle_empty_in_last_overlap", "com.myapp.to..pic", "wW"},
        {"dot_at_start_of_last_word", "aaaaaaaa.bbbbbbb", "epwEPW"},
        {"dot_before_overlap", "aaaaaaa.bbbbbbbbb", "epwEPW"},
        {"dots_around_overlap", "aaaaaaa.b.cccccc", "epwEPW"},
    }),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Alphabet, UriRuleTest,
    ::testing::ValuesIn<Sample>({
        {"all_strict", "abcdefghijklmnopqrstuvwxyz_.0123456789", "epwEPW"},
        {"upper_case", "com.MyApp", "epw"},
        {"below_digits", "com.app/topic", "epw"},
        {"above_digits", "com.app:topic", "epw"},
        {"below_letters", "com.app`topic", "epw"},
        {"above_letters", "com.app{topic", "epw"},
        {"hyphen", "com.my-app.topic", "epw"},
        {"delete", "com.app\x7ftopic", "epw"},
        {"escape", "com.app\x1btopic", "epw"},
        {"nul", std::string("com.app\0topic", 13), "epw"},
        {"hash", "com.app#topic", ""},
        {"hash_alone", "#", ""},
        {"umlaut", "com.m\xc3\xbcller.app", "epw"},
        {"arabic_digit", "com.\xd9\xa1", "epw"},
        {"emoji", "com.\xf0\x9f\x98\x80.app", "epw"},
        {"invalid_utf8", "com.\xff\xfe.app", "epw"},
        {"wide_space_cut_short", "com.app\xe2\x80", "epw"},
        {"wide_space_lead_alone", "com.app\xc2", "epw"},
        {"overlong_continuation", "com.app\xe2\x80\xdf", "epw"},
    }),
    [](const auto& test) { return test.param.name; });

class UriWhitespaceTest : public ::testing::TestWithParam<Sample> {};

TEST_P(UriWhitespaceTest, IsRefusedWhereverItStands) {
  const std::string& space = GetParam().uri;
  for (const std::string& uri :
       {space, space + "com.myapp.topic", "com.myapp.topic" + space,
        "com." + space, "com.myapp" + space + "topic", "a" + space + "b"}) {
    for (UriStrictness strictness : {kLoose, kStrict}) {
      for (UriMatch match : {kExact, kPrefix, kWildcard}) {
        EXPECT_FALSE(IsValidUri(uri, strictness, match));
      }
    }
    const absl::Status status = CheckUri(uri);
    EXPECT_NE(
        status.message().find(absl::StrCat(": whitespace ", GetParam().valid,
                                           " (byte ", uri.find(space), ")")),
        absl::string_view::npos)
        << status;
  }
}

// Here `valid` is the name of the character.
INSTANTIATE_TEST_SUITE_P(Whitespace, UriWhitespaceTest,
                         ::testing::ValuesIn<Sample>({
                             {"tab", "\t", "U+0009"},
                             {"newline", "\n", "U+000A"},
                             {"vertical_tab", "\v", "U+000B"},
                             {"form_feed", "\f", "U+000C"},
                             {"carriage_return", "\r", "U+000D"},
                             {"file_separator", "\x1c", "U+001C"},
                             {"group_separator", "\x1d", "U+001D"},
                             {"record_separator", "\x1e", "U+001E"},
                             {"unit_separator", "\x1f", "U+001F"},
                             {"space", " ", "U+0020"},
                             {"next_line", "\xc2\x85", "U+0085"},
                             {"no_break_space", "\xc2\xa0", "U+00A0"},
                             {"ogham_space", "\xe1\x9a\x80", "U+1680"},
                             {"en_quad", "\xe2\x80\x80", "U+2000"},
                             {"hair_space", "\xe2\x80\x8a", "U+200A"},
                             {"line_separator", "\xe2\x80\xa8", "U+2028"},
                             {"paragraph_separator", "\xe2\x80\xa9", "U+2029"},
                             {"narrow_no_break_space", "\xe2\x80\xaf",
                              "U+202F"},
                             {"mathematical_space", "\xe2\x81\x9f", "U+205F"},
                             {"ideographic_space", "\xe3\x80\x80", "U+3000"},
                         }),
                         [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(NextToWhitespace, UriRuleTest,
                         ::testing::ValuesIn<Sample>({
                             {"u_0084", "com.app\xc2\x84", "epw"},
                             {"u_00a1", "com.app\xc2\xa1", "epw"},
                             {"u_1681", "com.app\xe1\x9a\x81", "epw"},
                             {"u_1fff", "com.app\xe1\xbf\xbf", "epw"},
                             {"u_200b", "com.app\xe2\x80\x8b", "epw"},
                             {"u_2027", "com.app\xe2\x80\xa7", "epw"},
                             {"u_202a", "com.app\xe2\x80\xaa", "epw"},
                             {"u_2060", "com.app\xe2\x81\xa0", "epw"},
                             {"u_3001", "com.app\xe3\x80\x81", "epw"},
                         }),
                         [](const auto& test) { return test.param.name; });

// Every byte at every place of a URI of two words and a bit: no place has a
// rule of its own, apart from the dots.
TEST(IsValidUriTest, TreatsAByteAlikeAtEveryPlace) {
  constexpr absl::string_view kNotLoose = "\t\n\v\f\r\x1c\x1d\x1e\x1f #";
  for (unsigned byte = 0; byte < 0x100; ++byte) {
    if (byte == '.') continue;
    const char c = static_cast<char>(byte);
    const bool loose = kNotLoose.find(c) == absl::string_view::npos;
    const bool strict =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_';
    for (size_t size = 1; size <= 19; ++size) {
      for (size_t place = 0; place < size; ++place) {
        std::string uri(size, 'x');
        uri[place] = c;
        EXPECT_EQ(IsValidUri(uri, kLoose), loose) << byte << " at " << place;
        EXPECT_EQ(IsValidUri(uri, kStrict), strict) << byte << " at " << place;
      }
    }
  }
}

// All ways to put dots into a URI of up to 18 bytes.
TEST(IsValidUriTest, FindsEmptyComponentsAtEveryPlace) {
  for (size_t size = 1; size <= 18; ++size) {
    std::string uri(size, 'x');
    for (unsigned dots = 0; dots < 1u << size; ++dots) {
      for (size_t i = 0; i < size; ++i) uri[i] = dots >> i & 1 ? '.' : 'x';
      const bool prefix = uri[0] != '.' && uri.find("..") == std::string::npos;
      const bool exact = prefix && uri.back() != '.';
      for (UriStrictness strictness : {kLoose, kStrict}) {
        ASSERT_EQ(IsValidUri(uri, strictness, kExact), exact) << uri;
        ASSERT_EQ(IsValidUri(uri, strictness, kPrefix), prefix) << uri;
        ASSERT_TRUE(IsValidUri(uri, strictness, kWildcard)) << uri;
      }
    }
  }
}

struct Complaint {
  std::string name;
  std::string uri;
  UriStrictness strictness;
  UriMatch match;
  std::string text;
};

class CheckUriTest : public ::testing::TestWithParam<Complaint> {};

TEST_P(CheckUriTest, SaysWhatIsWrongAndWhere) {
  const Complaint& sample = GetParam();
  EXPECT_EQ(CheckUri(sample.uri, sample.strictness, sample.match),
            absl::InvalidArgumentError(sample.text));
}

INSTANTIATE_TEST_SUITE_P(
    Uri, CheckUriTest,
    ::testing::ValuesIn<Complaint>({
        {"empty", "", kLoose, kExact,
         "expected a loose URI, got \"\": it is empty (byte 0)"},
        {"empty_component", "com..x", kLoose, kExact,
         "expected a loose URI, got \"com..x\": component 2 is empty (byte "
         "4)"},
        {"first_component", ".com", kStrict, kPrefix,
         "expected a strict URI prefix, got \".com\": component 1 is empty "
         "(byte 0)"},
        {"last_component", "com.myapp.", kStrict, kExact,
         "expected a strict URI, got \"com.myapp.\": component 3 is empty "
         "(byte 10)"},
        {"hash", "a..#", kLoose, kWildcard,
         "expected a loose URI wildcard, got \"a..#\": '#' is reserved for "
         "routers (byte 3)"},
        {"newline", "com.myapp\n", kLoose, kPrefix,
         "expected a loose URI prefix, got \"com.myapp\\n\": whitespace "
         "U+000A (byte 9)"},
        {"upper_case", "com.MyApp", kStrict, kWildcard,
         "expected a strict URI wildcard, got \"com.MyApp\": 'M' is not a "
         "lower-case letter, a digit or '_' (byte 4)"},
        {"not_ascii", "com.\xc3\xa4", kStrict, kExact,
         "expected a strict URI, got \"com.\xc3\xa4\": byte 0xC3 is not a "
         "lower-case letter, a digit or '_' (byte 4)"},
        {"first_of_two_faults", "com.a b.#", kLoose, kExact,
         "expected a loose URI, got \"com.a b.#\": whitespace U+0020 (byte "
         "5)"},
        {"long", std::string(1000, 'a') + "#", kLoose, kExact,
         "expected a loose URI, got \"" + std::string(80, 'a') +
             "\"(+921 bytes): '#' is reserved for routers (byte 1000)"},
    }),
    [](const auto& test) { return test.param.name; });

struct Pair {
  std::string name;
  UriMatch match;
  std::string pattern;
  std::string uri;
  bool matches;
};

class UriMatchesTest : public ::testing::TestWithParam<Pair> {};

TEST_P(UriMatchesTest, Decides) {
  const Pair& pair = GetParam();
  EXPECT_EQ(UriMatches(pair.pattern, pair.match, pair.uri), pair.matches);
}

INSTANTIATE_TEST_SUITE_P(
    Uri, UriMatchesTest,
    ::testing::ValuesIn<Pair>({
        {"exact_same", kExact, "com.app", "com.app", true},
        {"exact_longer", kExact, "com.app", "com.app.x", false},
        {"exact_empty_component_is_no_wildcard", kExact, "a..c", "a.b.c",
         false},
        {"prefix_same", kPrefix, "com.app", "com.app", true},
        {"prefix_next_component", kPrefix, "com.app", "com.app.x.y", true},
        {"prefix_within_a_component", kPrefix, "com.app", "com.apple", true},
        {"prefix_dot_ends_a_component", kPrefix, "com.app.", "com.apple",
         false},
        {"prefix_dot_itself", kPrefix, "com.app.", "com.app", false},
        {"prefix_shorter_uri", kPrefix, "com.app", "com.ap", false},
        {"prefix_empty", kPrefix, "", "com.app", true},
        {"wildcard_middle", kWildcard, "com..create", "com.app.create", true},
        {"wildcard_other_name", kWildcard, "com..create", "com.app.delete",
         false},
        {"wildcard_takes_one_component", kWildcard, "com..create",
         "com.a.b.create", false},
        {"wildcard_needs_its_component", kWildcard, "com..create", "com.create",
         false},
        {"wildcard_longer_uri", kWildcard, "com..create", "com.a.create.x",
         false},
        {"wildcard_shorter_uri", kWildcard, "com..create.x", "com.a.create",
         false},
        {"wildcard_name_is_no_prefix", kWildcard, "com..cre", "com.a.create",
         false},
        {"wildcard_first", kWildcard, ".app", "com.app", true},
        {"wildcard_last", kWildcard, "com.", "com.app", true},
        {"wildcard_last_is_no_prefix", kWildcard, "com.", "com.app.x", false},
        {"wildcard_all", kWildcard, "..", "a.b.c", true},
        {"wildcard_empty_is_one_component", kWildcard, "", "com", true},
        {"wildcard_empty_is_not_two", kWildcard, "", "com.app", false},
        {"wildcard_none", kWildcard, "com.app", "com.app", true},
    }),
    [](const auto& test) { return test.param.name; });

TEST(IsReservedUriTest, LooksAtTheFirstComponent) {
  EXPECT_TRUE(IsReservedUri("wamp"));
  EXPECT_TRUE(IsReservedUri("wamp."));
  EXPECT_TRUE(IsReservedUri("wamp.error.not_authorized"));
  EXPECT_FALSE(IsReservedUri(""));
  EXPECT_FALSE(IsReservedUri("wam"));
  EXPECT_FALSE(IsReservedUri("wampy.error"));
  EXPECT_FALSE(IsReservedUri("com.wamp.error"));
  EXPECT_FALSE(IsReservedUri("WAMP.error"));
}

TEST(UriTest, ComparesByText) {
  const Uri a = *MakeUri("com.a");
  const Uri b = *MakeUri("com.b");
  EXPECT_TRUE(a == *MakeUri("com.a", kStrict, kPrefix));
  EXPECT_FALSE(a == b);
  EXPECT_TRUE(a != b);
  EXPECT_TRUE(a < b);
  EXPECT_FALSE(b < a);
  EXPECT_TRUE(b > a);
  EXPECT_TRUE(a <= a);
  EXPECT_FALSE(b <= a);
  EXPECT_TRUE(b >= b);
  EXPECT_FALSE(a >= b);
}

TEST(UriTest, HashesInStepWithEquality) {
  EXPECT_TRUE(absl::VerifyTypeImplementsAbslHashCorrectly(
      {*MakeUri("com.a"), *MakeUri("com.b"), *MakeUri("com.a"),
       *MakeUri("com.a.b")}));
}

TEST(UriTest, PrintsWithControlCharactersEscaped) {
  std::ostringstream os;
  os << *MakeUri("com.\x1b[31m.m\xc3\xbcller");
  EXPECT_EQ(os.str(), "com.\\u001b[31m.m\xc3\xbcller");
}

}  // namespace
}  // namespace wamp
