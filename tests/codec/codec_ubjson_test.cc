// Reading and writing UBJSON and BJData: each marker, each fault.
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"
#include "tests/testing/describe.h"
#include "tests/testing/text_samples.h"
#include "wamp/codec/ubjson_reader.h"
#include "wamp/codec/ubjson_writer.h"

namespace wamp {
namespace {

using testing::Described;
using testing::ReadSample;
using testing::SampleName;

// Markers and texts as they are, other bytes as \xNN, always of two digits.
std::string Unescaped(absl::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    if (absl::ConsumePrefix(&text, "\\x")) {
      bytes += absl::HexStringToBytes(text.substr(0, 2));
      text.remove_prefix(2);
    } else {
      bytes += text[0];
      text.remove_prefix(1);
    }
  }
  return bytes;
}

ReadSample Text(const char* name, const char* escaped, std::string meaning) {
  return {name, Unescaped(escaped), std::move(meaning)};
}

// What both dialects read alike.
const ReadSample kShared[] = {
    Text("null", "Z", "null"),
    Text("true_", "T", "true"),
    Text("false_", "F", "false"),
    Text("no_ops", "NNTN", "true"),

    Text("int8_first", R"(i\x80)", "-128"),
    Text("int8_minus_1", R"(i\xff)", "-1"),
    Text("int8_last", R"(i\x7f)", "127"),
    Text("uint8_first", R"(U\x00)", "0"),
    Text("uint8_last", R"(U\xff)", "255"),
    Text("int16_minus_1", R"(I\xff\xff)", "-1"),
    Text("int32_minus_1", R"(l\xff\xff\xff\xff)", "-1"),
    Text("int64_minus_1", R"(L\xff\xff\xff\xff\xff\xff\xff\xff)", "-1"),

    Text("char_", "CA", "\"A\""),
    Text("text_empty", R"(SU\x00)", "\"\""),
    Text("text", R"(SU\x03日)", "\"日\""),
    Text("text_signed_length", R"(Si\x01a)", "\"a\""),

    Text("high_precision_zero", R"(HU\x010)", "0"),
    Text("high_precision_minus_zero", R"(HU\x02-0)", "0"),
    Text("high_precision_last", R"(HU\x1418446744073709551615)",
         "18446744073709551615"),
    Text("high_precision_first", R"(HU\x14-9223372036854775808)",
         "-9223372036854775808"),
    Text("high_precision_fraction", R"(HU\x04-1.5)", "-1.5"),
    Text("high_precision_exponent", R"(HU\x051.5E1)", "15.0"),

    Text("list_empty", "[]", "[]"),
    Text("list", R"([Z[U\x01]i\xff])", "[null, [1], -1]"),
    Text("list_counted", R"([#U\x02TF)", "[true, false]"),
    Text("list_counted_empty", R"([#U\x00)", "[]"),
    Text("list_typed", R"([$i#U\x02\x01\xff)", "[1, -1]"),
    Text("list_with_no_ops", R"(N[NTNFN]N)", "[true, false]"),
    Text("dict_empty", "{}", "{}"),
    Text("dict_in_its_order", R"({U\x01bZU\x01a{}})",
         R"({"b": null, "a": {}})"),
    Text("dict_counted", R"({#U\x01U\x01aT)", R"({"a": true})"),
    Text("dict_typed", R"({$i#U\x02U\x01a\x01U\x00\xff)",
         R"({"a": 1, "": -1})"),
};

const ReadSample kSharedFaults[] = {
    Text("nothing", "",
         "syntax at 0: expected more bytes, got the end of the input"),
    Text("no_ops_alone", "NN",
         "syntax at 2: expected more bytes, got the end of the input"),
    Text("more", "ZZ", "null and more at 1"),
    Text("no_marker", "x", "syntax at 0: expected a value, got byte 0x78"),
    Text("bracket_alone", "]", "syntax at 0: expected a value, got byte 0x5d"),
    Text("char_high", R"(C\xc3)",
         "utf8 at 1: expected a text in UTF-8, got bytes \"\\xc3\""),
    Text("text_not_utf8", R"(SU\x01\xff)",
         "utf8 at 3: expected a text in UTF-8, got bytes \"\\xff\""),
    Text("text_beyond_the_end", R"(SU\xffa)",
         "syntax at 3: expected more bytes, got the end of the input"),
    Text("text_of_negative_length", R"(Si\xff)",
         "syntax at 1: expected a length, got integer -1"),
    Text("text_of_no_length", "Sa",
         "syntax at 1: expected a length, got byte 0x61"),
    Text("high_precision_leading_zero", R"(HU\x0201)",
         "syntax at 0: expected a number, got string \"01\""),
    Text("high_precision_empty", R"(HU\x00)",
         "syntax at 0: expected a number, got string \"\""),
    Text("high_precision_too_large", R"(HU\x1418446744073709551616)",
         "range at 0: expected an integer below 2^64, got integer "
         "18446744073709551616"),
    Text("high_precision_too_small", R"(HU\x14-9223372036854775809)",
         "range at 0: expected an integer of at least -2^63, got integer "
         "-9223372036854775809"),
    Text("high_precision_float_too_large", R"(HU\x051e999)",
         "range at 0: expected a 64-bit float, got float 1e999"),
    Text("list_without_end", R"([U\x01)",
         "syntax at 3: expected more bytes, got the end of the input"),
    Text("list_closed_as_a_dict", R"([U\x01})",
         "syntax at 3: expected a value, got byte 0x7d"),
    Text("list_beyond_the_end", R"([#U\x03TF)",
         "syntax at 4: expected 3 items, got 2 bytes left"),
    Text("list_typed_beyond_the_end", R"([$D#U\x02abcdefgh)",
         "syntax at 6: expected 2 items, got 8 bytes left"),
    Text("list_of_negative_count", R"([#i\xff)",
         "syntax at 2: expected a length, got integer -1"),
    Text("list_type_without_count", R"([$iU\x01)",
         "syntax at 3: expected a count, got byte 0x55"),
    Text("list_of_no_type", R"([$]#U\x01])",
         "syntax at 2: expected the type of a container, got byte 0x5d"),
    Text("list_of_no_ops", R"([$N#U\x01)",
         "syntax at 2: expected the type of a container, got byte 0x4e"),
    Text("dict_without_end", R"({U\x01aT)",
         "syntax at 5: expected more bytes, got the end of the input"),
    Text("dict_without_value", R"({U\x01a})",
         "syntax at 4: expected a value, got byte 0x7d"),
    Text("dict_key_with_marker", R"({SU\x01aT})",
         "syntax at 1: expected a length, got byte 0x53"),
    Text("dict_key_not_utf8", R"({U\x01\xffT})",
         "utf8 at 3: expected a text in UTF-8, got bytes \"\\xff\""),
};

const ReadSample kUbjson[] = {
    Text("int16_first", R"(I\x80\x00)", "-32768"),
    Text("int16_last", R"(I\x7f\xff)", "32767"),
    Text("int32_first", R"(l\x80\x00\x00\x00)", "-2147483648"),
    Text("int32_256", R"(l\x00\x00\x01\x00)", "256"),
    Text("int64_first", R"(L\x80\x00\x00\x00\x00\x00\x00\x00)",
         "-9223372036854775808"),
    Text("int64_largest_id", R"(L\x00\x20\x00\x00\x00\x00\x00\x00)",
         "9007199254740992"),
    Text("float32", R"(d\x3f\xc0\x00\x00)", "1.5"),
    Text("float64", R"(D\x3f\xb9\x99\x99\x99\x99\x99\x9a)",
         "0.10000000000000001"),
    Text("float64_infinite", R"(D\xff\xf0\x00\x00\x00\x00\x00\x00)", "-inf"),
    Text("text_16", R"(SI\x00\x01a)", "\"a\""),
    Text("bytes", R"([$U#U\x03\x00\xff\x80)", "h'00ff80'"),
    Text("bytes_empty", R"([$U#U\x00)", "h''"),
    Text("bytes_within", R"([[$U#U\x01\x00])", "[h'00']"),
    Text("list_of_texts", R"([$S#U\x02U\x01aU\x00)", R"(["a", ""])"),
    Text("list_of_lists", R"([$[#U\x02]U\x01])", "[[], [1]]"),
    Text("list_of_bytes", R"([$[#U\x01$U#U\x01\x00)", "[h'00']"),
    Text("list_of_dicts", R"([${#U\x02}U\x01aT})", R"([{}, {"a": true}])"),
    Text("list_of_nulls", R"([$Z#U\x02)", "[null, null]"),
    Text("list_of_flags", R"([$T#U\x02)", "[true, true]"),
    Text("dict_of_flags", R"({$F#U\x01U\x01a)", R"({"a": false})"),

    Text("uint16_of_bjdata", R"(u\x01\x00)",
         "syntax at 0: expected a value, got byte 0x75"),
    Text("float16_of_bjdata", R"(h\x00\x3e)",
         "syntax at 0: expected a value, got byte 0x68"),
    // Items without content take no byte, so that nothing else bounds them.
    Text("list_of_4_billion_nulls", R"([$Z#l\x7f\xff\xff\xff)",
         "limit at 9: expected at most 9 items without content, got "
         "2147483647"),
    // They are counted over all lists: these could be as many as the square of
    // the number of bytes.
    Text("lists_of_many_nulls", R"([$[#U\x03$Z#U\x0c$Z#U\x0c$Z#U\x0c)",
         "limit at 16: expected at most 9 items without content, got 12"),
};

const ReadSample kBjdata[] = {
    Text("int16_first", R"(I\x00\x80)", "-32768"),
    Text("int16_last", R"(I\xff\x7f)", "32767"),
    Text("int32_256", R"(l\x00\x01\x00\x00)", "256"),
    Text("int64_first", R"(L\x00\x00\x00\x00\x00\x00\x00\x80)",
         "-9223372036854775808"),
    Text("byte", R"(B\xff)", "255"),
    Text("uint16_last", R"(u\xff\xff)", "65535"),
    Text("uint32_last", R"(m\xff\xff\xff\xff)", "4294967295"),
    Text("uint64_largest_id", R"(M\x00\x00\x00\x00\x00\x00\x20\x00)",
         "9007199254740992"),
    Text("uint64_last", R"(M\xff\xff\xff\xff\xff\xff\xff\xff)",
         "18446744073709551615"),
    Text("float16", R"(h\x00\x3e)", "1.5"),
    Text("float32", R"(d\x00\x00\xc0\x3f)", "1.5"),
    Text("float64", R"(D\x9a\x99\x99\x99\x99\x99\xb9\x3f)",
         "0.10000000000000001"),
    Text("text_16", R"(Su\x01\x00a)", "\"a\""),
    Text("bytes", R"([$B#U\x03\x00\xff\x80)", "h'00ff80'"),
    Text("list_of_small_integers", R"([$U#U\x02\x00\xff)", "[0, 255]"),
    Text("list_of_16_bits", R"([$u#U\x02\x00\x01\x01\x00)", "[256, 1]"),

    Text("list_of_texts", R"([$S#U\x02U\x01aU\x00)",
         "syntax at 2: expected the type of a container, got byte 0x53"),
    Text("list_of_nulls", R"([$Z#U\x02)",
         "syntax at 2: expected the type of a container, got byte 0x5a"),
    Text("list_of_two_dimensions", R"([$U#[U\x01U\x01]\x00)",
         "syntax at 4: expected a length, got byte 0x5b"),
};

class UbjsonReadTest : public ::testing::TestWithParam<ReadSample> {};
class BjdataReadTest : public ::testing::TestWithParam<ReadSample> {};

TEST_P(UbjsonReadTest, GivesTheValueOrTheFault) {
  EXPECT_EQ(Described<UbjsonReader>(GetParam().bytes), GetParam().meaning);
}
TEST_P(BjdataReadTest, GivesTheValueOrTheFault) {
  EXPECT_EQ(Described<BjdataReader>(GetParam().bytes), GetParam().meaning);
}

INSTANTIATE_TEST_SUITE_P(Shared, UbjsonReadTest, ::testing::ValuesIn(kShared),
                         SampleName());
INSTANTIATE_TEST_SUITE_P(SharedFaults, UbjsonReadTest,
                         ::testing::ValuesIn(kSharedFaults), SampleName());
INSTANTIATE_TEST_SUITE_P(Own, UbjsonReadTest, ::testing::ValuesIn(kUbjson),
                         SampleName());
INSTANTIATE_TEST_SUITE_P(Shared, BjdataReadTest, ::testing::ValuesIn(kShared),
                         SampleName());
INSTANTIATE_TEST_SUITE_P(SharedFaults, BjdataReadTest,
                         ::testing::ValuesIn(kSharedFaults), SampleName());
INSTANTIATE_TEST_SUITE_P(Own, BjdataReadTest, ::testing::ValuesIn(kBjdata),
                         SampleName());

template <class Reader>
class UbjsonReaderTest : public ::testing::Test {};

struct DialectName {
  template <class Reader>
  static std::string GetName(int) {
    return std::is_same_v<Reader, UbjsonReader> ? "Ubjson" : "Bjdata";
  }
};
using Readers = ::testing::Types<UbjsonReader, BjdataReader>;
TYPED_TEST_SUITE(UbjsonReaderTest, Readers, DialectName);

// A value that is cut off anywhere is refused, at a place that it has.
TYPED_TEST(UbjsonReaderTest, RefusesEveryBeginningOfAValue) {
  for (const ReadSample& sample : kShared) {
    if (absl::EndsWith(sample.bytes, "N")) continue;
    for (size_t size = 0; size < sample.bytes.size(); ++size) {
      const std::string cut = sample.bytes.substr(0, size);
      TypeParam reader(cut);
      EXPECT_FALSE(reader.Skip()) << sample.name << " cut to " << size;
      ASSERT_TRUE(reader.failed()) << sample.name << " cut to " << size;
      EXPECT_LE(reader.fault().offset, size) << sample.name;
    }
  }
}

TYPED_TEST(UbjsonReaderTest, RefusesTextsThatAreNotUtf8) {
  for (const testing::TextSample& sample : testing::kInvalidTexts) {
    const absl::string_view text = sample.bytes;
    const char head[] = {'S', 'U', static_cast<char>(text.size())};
    EXPECT_TRUE(
        absl::StartsWith(Described<TypeParam>(absl::StrCat(
                             absl::string_view(head, sizeof head), text)),
                         "utf8 at 3: expected a text in UTF-8, got bytes \""))
        << sample.name;
  }
}

TYPED_TEST(UbjsonReaderTest, ReadsBytesAsAListWhereOneIsWanted) {
  const std::string bytes = absl::HexStringToBytes("5b24552355020007");
  TypeParam reader(bytes);
  typename TypeParam::List list;
  ASSERT_TRUE(reader.BeginList(list));
  EXPECT_EQ(reader.SizeHint(list), 2U);
  ASSERT_TRUE(reader.NextItem(list));
  EXPECT_EQ(testing::Describe(reader), "0");
  ASSERT_TRUE(reader.NextItem(list));
  EXPECT_EQ(testing::Describe(reader), "7");
  EXPECT_FALSE(reader.NextItem(list));
  EXPECT_FALSE(reader.failed());
}

TYPED_TEST(UbjsonReaderTest, StopsAtTheDepthLimit) {
  Limits limits;
  limits.max_depth = 3;
  EXPECT_EQ(Described<TypeParam>("[[[]]]", limits), "[[[]]]");
  EXPECT_EQ(Described<TypeParam>("[[[[]]]]", limits),
            "limit at 4: expected lists and dicts nested less deep, got one "
            "more");
  EXPECT_EQ(Described<TypeParam>("[[[#i\x01[]]]", limits),
            "limit at 7: expected lists and dicts nested less deep, got one "
            "more");
  // What was left again doesn't count.
  EXPECT_EQ(Described<TypeParam>("[[[]][#i\x01[]]", limits), "[[[]], [[]]]");
}

using WriteUbjson = testing::WriteSample<UbjsonSizer, UbjsonWriter>;
using WriteBjdata = testing::WriteSample<BjdataSizer, BjdataWriter>;

// They are expected as `Unescaped` takes them; of a long text, its head.
template <class Write>
void ExpectBytes(const Write& sample) {
  const std::string head = Unescaped(sample.expected);
  const std::string written = Written(sample);
  EXPECT_EQ(absl::CHexEscape(written.substr(0, head.size())),
            absl::CHexEscape(head));
  EXPECT_EQ(written.substr(head.size()),
            std::string(written.size() - head.size(), 'a'));
}

class UbjsonWriteTest : public ::testing::TestWithParam<WriteUbjson> {};
class BjdataWriteTest : public ::testing::TestWithParam<WriteBjdata> {};

TEST_P(UbjsonWriteTest, TakesTheFormOfAutobahn) { ExpectBytes(GetParam()); }
TEST_P(BjdataWriteTest, TakesTheFormOfAutobahn) { ExpectBytes(GetParam()); }

// What both dialects write alike.
template <class Write>
std::vector<Write> SharedWrites() {
  return {
      {"null", [](auto& out) { out.Null(); }, "Z"},
      {"true_", [](auto& out) { out.Bool(true); }, "T"},
      {"false_", [](auto& out) { out.Bool(false); }, "F"},
      {"uint_0", [](auto& out) { out.Uint(0); }, R"(U\x00)"},
      {"uint_255", [](auto& out) { out.Uint(255); }, R"(U\xff)"},
      {"int_5", [](auto& out) { out.Int(5); }, R"(U\x05)"},
      {"int_minus_1", [](auto& out) { out.Int(-1); }, R"(i\xff)"},
      {"int_minus_128", [](auto& out) { out.Int(-128); }, R"(i\x80)"},
      {"string_empty", [](auto& out) { out.String(""); }, R"(SU\x00)"},
      {"string_1", [](auto& out) { out.String("a"); }, "Ca"},
      {"string_2", [](auto& out) { out.String("é"); }, R"(SU\x02\xc3\xa9)"},
      {"string_255", [](auto& out) { out.String(std::string(255, 'a')); },
       R"(SU\xff)"},
      {"list",
       [](auto& out) {
         out.BeginList(1);
         out.BeginList(0);
         out.EndList();
         out.EndList();
       },
       "[[]]"},
      {"dict",
       [](auto& out) {
         out.BeginMap(3);
         out.Key("a");
         out.Null();
         out.KnownKey("b");
         out.Raw("T");
         out.KnownFlag("c", false);
         out.EndMap();
       },
       R"({U\x01aZU\x01bTU\x01cF})"},
  };
}

INSTANTIATE_TEST_SUITE_P(Shared, UbjsonWriteTest,
                         ::testing::ValuesIn(SharedWrites<WriteUbjson>()),
                         SampleName());
INSTANTIATE_TEST_SUITE_P(Shared, BjdataWriteTest,
                         ::testing::ValuesIn(SharedWrites<WriteBjdata>()),
                         SampleName());

INSTANTIATE_TEST_SUITE_P(
    Own, UbjsonWriteTest,
    ::testing::Values(
        WriteUbjson{"uint_256", [](auto& out) { out.Uint(256); },
                    R"(I\x01\x00)"},
        WriteUbjson{"uint_32767", [](auto& out) { out.Uint(32767); },
                    R"(I\x7f\xff)"},
        WriteUbjson{"uint_32768", [](auto& out) { out.Uint(32768); },
                    R"(l\x00\x00\x80\x00)"},
        WriteUbjson{"uint_32_bits", [](auto& out) { out.Uint(UINT32_MAX); },
                    R"(L\x00\x00\x00\x00\xff\xff\xff\xff)"},
        WriteUbjson{"uint_63_bits", [](auto& out) { out.Uint(INT64_MAX); },
                    R"(L\x7f\xff\xff\xff\xff\xff\xff\xff)"},
        WriteUbjson{"uint_64_bits", [](auto& out) { out.Uint(UINT64_MAX); },
                    R"(HU\x1418446744073709551615)"},
        WriteUbjson{"int_minus_129", [](auto& out) { out.Int(-129); },
                    R"(I\xff\x7f)"},
        WriteUbjson{"int_minus_32769", [](auto& out) { out.Int(-32769); },
                    R"(l\xff\xff\x7f\xff)"},
        WriteUbjson{"int_first_of_64_bits",
                    [](auto& out) { out.Int(INT64_MIN); },
                    R"(L\x80\x00\x00\x00\x00\x00\x00\x00)"},
        WriteUbjson{"double_", [](auto& out) { out.Double(1.5); },
                    R"(D\x3f\xf8\x00\x00\x00\x00\x00\x00)"},
        WriteUbjson{"string_256",
                    [](auto& out) { out.String(std::string(256, 'a')); },
                    R"(SI\x01\x00)"},
        WriteUbjson{"bytes", [](auto& out) { out.Bytes("\xFF"); },
                    R"([$U#U\x01\xff)"}),
    SampleName());

INSTANTIATE_TEST_SUITE_P(
    Own, BjdataWriteTest,
    ::testing::Values(
        WriteBjdata{"uint_256", [](auto& out) { out.Uint(256); },
                    R"(u\x00\x01)"},
        WriteBjdata{"uint_65535", [](auto& out) { out.Uint(65535); },
                    R"(u\xff\xff)"},
        WriteBjdata{"uint_65536", [](auto& out) { out.Uint(65536); },
                    R"(m\x00\x00\x01\x00)"},
        WriteBjdata{"uint_33_bits",
                    [](auto& out) { out.Uint(uint64_t{1} << 32); },
                    R"(M\x00\x00\x00\x00\x01\x00\x00\x00)"},
        WriteBjdata{"uint_64_bits", [](auto& out) { out.Uint(UINT64_MAX); },
                    R"(M\xff\xff\xff\xff\xff\xff\xff\xff)"},
        WriteBjdata{"int_minus_129", [](auto& out) { out.Int(-129); },
                    R"(I\x7f\xff)"},
        WriteBjdata{"int_minus_32769", [](auto& out) { out.Int(-32769); },
                    R"(l\xff\x7f\xff\xff)"},
        WriteBjdata{"int_first_of_64_bits",
                    [](auto& out) { out.Int(INT64_MIN); },
                    R"(L\x00\x00\x00\x00\x00\x00\x00\x80)"},
        WriteBjdata{"double_", [](auto& out) { out.Double(1.5); },
                    R"(D\x00\x00\x00\x00\x00\x00\xf8\x3f)"},
        WriteBjdata{"string_256",
                    [](auto& out) { out.String(std::string(256, 'a')); },
                    R"(Su\x00\x01)"},
        WriteBjdata{"bytes", [](auto& out) { out.Bytes("\xFF"); },
                    R"([$B#U\x01\xff)"}),
    SampleName());

TEST(UbjsonWriterTest, RefusesTextsAndKeysThatAreNotUtf8) {
  for (const testing::TextSample& sample : testing::kInvalidTexts) {
    UbjsonSizer text;
    text.String(sample.bytes);
    EXPECT_TRUE(text.failed()) << sample.name;
    BjdataSizer key;
    key.Key(sample.bytes);
    EXPECT_TRUE(key.failed()) << sample.name;
  }
}

}  // namespace
}  // namespace wamp
