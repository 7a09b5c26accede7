// Reading and writing UBJSON and BJData: each marker, each fault.
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/codec_table.h"
#include "tests/testing/codecs.h"
#include "tests/testing/describe.h"

namespace wamp {
namespace testing {
namespace {

using ::testing::ValuesIn;

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
    Text("text_empty_signed_length", R"(Si\x00)", "\"\""),

    Text("high_precision_zero", R"(HU\x010)", "0"),
    Text("high_precision_minus_zero", R"(HU\x02-0)", "0"),
    Text("high_precision_last", R"(HU\x1418446744073709551615)",
         "18446744073709551615"),
    Text("high_precision_first", R"(HU\x14-9223372036854775808)",
         "-9223372036854775808"),
    Text("high_precision_fraction", R"(HU\x04-1.5)", "-1.5"),
    Text("high_precision_below_one", R"(HU\x030.5)", "0.5"),
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
    Text("list_of_each_form", R"([[[]][#i\x01[#U\x00])", "[[[]], [[]]]"),
    Text("dict_of_each_form", R"({U\x01a{U\x00{}}U\x01b{#U\x01U\x00{#U\x00})",
         R"({"a": {"": {}}, "b": {"": {}}})"),
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
    Text("high_precision_point_alone", R"(HU\x021.)",
         "syntax at 0: expected a number, got string \"1.\""),
    Text("high_precision_empty", R"(HU\x00)",
         "syntax at 0: expected a number, got string \"\""),
    Text("high_precision_too_large", R"(HU\x1418446744073709551616)",
         "range at 0: expected an integer below 2^64, got integer "
         "18446744073709551616"),
    Text("high_precision_too_small", R"(HU\x14-9223372036854775809)",
         "range at 0: expected an integer of at least -2^63, got integer "
         "-9223372036854775809"),
    Text("high_precision_float_too_large", R"(HU\x051e999)",
         "range at 0: expected a float within the range of 64 bits, got float "
         "1e999"),
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
    Text("bytes_of_negative_count", R"([$U#i\xff)",
         "syntax at 4: expected a length, got integer -1"),
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
    Text("lists_of_many_nulls", R"([$[#U\x03$Z#U\x08$Z#U\x08$Z#U\x08)",
         "limit at 21: expected at most 5 items without content, got 8"),
    // What follows may be another message.
    Text("nulls_before_many_bytes", R"([[$Z#U\x08]ZZZZZZZZZZ)",
         "limit at 7: expected at most 7 items without content, got 8"),
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

INSTANTIATE_TEST_SUITE_P(UbjsonShared, ReadTest, ReadRows<Ubjson>(kShared),
                         SampleName());
INSTANTIATE_TEST_SUITE_P(UbjsonSharedFaults, ReadTest,
                         ReadRows<Ubjson>(kSharedFaults), SampleName());
INSTANTIATE_TEST_SUITE_P(UbjsonOwn, ReadTest, ReadRows<Ubjson>(kUbjson),
                         SampleName());
INSTANTIATE_TEST_SUITE_P(BjdataShared, ReadTest, ReadRows<Bjdata>(kShared),
                         SampleName());
INSTANTIATE_TEST_SUITE_P(BjdataSharedFaults, ReadTest,
                         ReadRows<Bjdata>(kSharedFaults), SampleName());
INSTANTIATE_TEST_SUITE_P(BjdataOwn, ReadTest, ReadRows<Bjdata>(kBjdata),
                         SampleName());

template <class Codec>
class UbjsonReaderTest : public ::testing::Test {};
using Dialects = ::testing::Types<Ubjson, Bjdata>;
TYPED_TEST_SUITE(UbjsonReaderTest, Dialects, CodecName);

TYPED_TEST(UbjsonReaderTest, ReadsBytesAsAListWhereOneIsWanted) {
  using Reader = typename TypeParam::Reader;
  const std::string bytes = Unescaped(R"([$U#U\x02\x00\x07)");
  Reader reader(bytes);
  typename Reader::List list;
  ASSERT_TRUE(reader.BeginList(list));
  EXPECT_EQ(reader.SizeHint(list), 2U);
  ASSERT_TRUE(reader.NextItem(list));
  EXPECT_EQ(Describe(reader), "0");
  ASSERT_TRUE(reader.NextItem(list));
  EXPECT_EQ(Describe(reader), "7");
  EXPECT_FALSE(reader.NextItem(list));
  EXPECT_FALSE(reader.failed());
}

TYPED_TEST(UbjsonReaderTest, ReadsAListAsBytesOnlyWhereItHasTheirForm) {
  const auto read = [](absl::string_view list) {
    const std::string input = Unescaped(list);
    typename TypeParam::Reader reader(input);
    absl::string_view bytes;
    return reader.ReadBytes(bytes) ? std::string(bytes)
                                   : Describe(reader.fault());
  };
  EXPECT_EQ(read(R"([$U#U\x02ab)"), "ab");
  for (const char* list : {"[]", "[UaUb]", R"([#U\x01Ua)", R"([$i#U\x01a)"}) {
    EXPECT_EQ(read(list), "kind at 0: expected a byte string, got list")
        << list;
  }
}

// What `Codec` writes, in the form of autobahn.
template <class Codec>
std::vector<WriteSample> Writes() {
  using Row = WriteRow<Codec, Unescaped>;
  const auto either = [](const char* ubjson, const char* bjdata) {
    return std::is_same_v<Codec, Ubjson> ? ubjson : bjdata;
  };
  return {
      Row::Null("Z"),
      Row::Bool(true, "T"),
      Row::Bool(false, "F"),

      Row::Uint(0, R"(U\x00)"),
      Row::Uint(255, R"(U\xff)"),
      Row::Uint(256, either(R"(I\x01\x00)", R"(u\x00\x01)")),
      Row::Uint(32767, either(R"(I\x7f\xff)", R"(u\xff\x7f)")),
      Row::Uint(32768, either(R"(l\x00\x00\x80\x00)", R"(u\x00\x80)")),
      Row::Uint(65535, either(R"(l\x00\x00\xff\xff)", R"(u\xff\xff)")),
      Row::Uint(65536, either(R"(l\x00\x01\x00\x00)", R"(m\x00\x00\x01\x00)")),
      Row::Uint(INT32_MAX,
                either(R"(l\x7f\xff\xff\xff)", R"(m\xff\xff\xff\x7f)")),
      Row::Uint(UINT32_MAX, either(R"(L\x00\x00\x00\x00\xff\xff\xff\xff)",
                                   R"(m\xff\xff\xff\xff)")),
      Row::Uint(uint64_t{1} << 32,
                either(R"(L\x00\x00\x00\x01\x00\x00\x00\x00)",
                       R"(M\x00\x00\x00\x00\x01\x00\x00\x00)")),
      Row::Uint(INT64_MAX, either(R"(L\x7f\xff\xff\xff\xff\xff\xff\xff)",
                                  R"(M\xff\xff\xff\xff\xff\xff\xff\x7f)")),
      Row::Uint(UINT64_MAX, either(R"(HU\x1418446744073709551615)",
                                   R"(M\xff\xff\xff\xff\xff\xff\xff\xff)")),

      Row::Int(5, R"(U\x05)"),
      Row::Int(-1, R"(i\xff)"),
      Row::Int(-128, R"(i\x80)"),
      Row::Int(-129, either(R"(I\xff\x7f)", R"(I\x7f\xff)")),
      Row::Int(-32769, either(R"(l\xff\xff\x7f\xff)", R"(l\xff\x7f\xff\xff)")),
      Row::Int(INT64_MIN, either(R"(L\x80\x00\x00\x00\x00\x00\x00\x00)",
                                 R"(L\x00\x00\x00\x00\x00\x00\x00\x80)")),

      Row::Double("always_64_bits", 1.5,
                  either(R"(D\x3f\xf8\x00\x00\x00\x00\x00\x00)",
                         R"(D\x00\x00\x00\x00\x00\x00\xf8\x3f)")),

      Row::String(0, R"(SU\x00)"),
      Row::String(1, "C"),
      Row::String(2, R"(SU\x02)"),
      Row::String(255, R"(SU\xff)"),
      Row::String(256, either(R"(SI\x01\x00)", R"(Su\x00\x01)")),
      Row::Of(
          "string_of_one_character", [](auto& out) { out.String("é"); },
          R"(SU\x02\xc3\xa9)"),

      Row::Bytes(0, either(R"([$U#U\x00)", R"([$B#U\x00)")),
      Row::Bytes(1, either(R"([$U#U\x01)", R"([$B#U\x01)")),
      Row::Bytes(256, either(R"([$U#I\x01\x00)", R"([$B#u\x00\x01)")),

      Row::Of(
          "list",
          [](auto& out) {
            out.BeginList(1);
            out.BeginList(0);
            out.EndList();
            out.EndList();
          },
          "[[]]"),
      Row::Of(
          "dict",
          [](auto& out) {
            out.BeginMap(3);
            out.Key("a");
            out.Null();
            out.KnownKey(KnownKey<1, 'b'>());
            out.Raw("T");
            out.KnownFlag(KnownKey<1, 'c'>(), false);
            out.EndMap();
          },
          R"({U\x01aZU\x01bTU\x01cF})"),
  };
}

INSTANTIATE_TEST_SUITE_P(UbjsonWrites, WriteTest, ValuesIn(Writes<Ubjson>()),
                         SampleName());
INSTANTIATE_TEST_SUITE_P(BjdataWrites, WriteTest, ValuesIn(Writes<Bjdata>()),
                         SampleName());

}  // namespace
}  // namespace testing
}  // namespace wamp
