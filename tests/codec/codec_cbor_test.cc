// Reading and writing CBOR: each head, each width, each fault.
#include <cstdint>
#include <limits>
#include <string>

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
    Hex("null", "f6", "null"),
    Hex("undefined", "f7", "null"),
    Hex("false_", "f4", "false"),
    Hex("true_", "f5", "true"),

    Hex("uint_0", "00", "0"),
    Hex("uint_23", "17", "23"),
    Hex("uint8_24", "1818", "24"),
    Hex("uint8_not_shortest", "1800", "0"),
    Hex("uint8_last", "18ff", "255"),
    Hex("uint16_first", "190100", "256"),
    Hex("uint16_last", "19ffff", "65535"),
    Hex("uint32_first", "1a00010000", "65536"),
    Hex("uint32_last", "1affffffff", "4294967295"),
    Hex("uint64_first", "1b0000000100000000", "4294967296"),
    Hex("uint64_largest_id", "1b0020000000000000", "9007199254740992"),
    Hex("uint64_last", "1bffffffffffffffff", "18446744073709551615"),

    Hex("int_minus_1", "20", "-1"),
    Hex("int_minus_24", "37", "-24"),
    Hex("int8_minus_25", "3818", "-25"),
    Hex("int8_last", "38ff", "-256"),
    Hex("int16_last", "39ffff", "-65536"),
    Hex("int32_last", "3affffffff", "-4294967296"),
    Hex("int64_last", "3b7fffffffffffffff", "-9223372036854775808"),

    Hex("float16", "f93e00", "1.5"),
    Hex("float16_minus_zero", "f98000", "-0.0"),
    Hex("float16_smallest", "f90001", "5.9604644775390625e-08"),
    Hex("float16_largest", "f97bff", "65504.0"),
    Hex("float16_infinite", "f97c00", "inf"),
    Hex("float16_minus_infinite", "f9fc00", "-inf"),
    Hex("float16_nan", "f97e00", "nan"),
    Hex("float32", "fa3fc00000", "1.5"),
    Hex("float32_infinite", "faff800000", "-inf"),
    Hex("float64", "fb3fb999999999999a", "0.10000000000000001"),
    Hex("float64_whole", "fb3ff0000000000000", "1.0"),
    Hex("float64_nan", "fb7ff8000000000000", "nan"),

    Hex("text_empty", "60", "\"\""),
    Hex("text", "63e697a5", "\"日\""),
    HexAndLetters("text_23", "77", 23, "\"" + std::string(23, 'a') + "\""),
    HexAndLetters("text8_last", "78ff", 255, "text of 255"),
    HexAndLetters("text16_last", "79ffff", 65535, "text of 65535"),
    HexAndLetters("text32", "7a00010000", 65536, "text of 65536"),
    HexAndLetters("text64", "7b0000000000010000", 65536, "text of 65536"),
    Hex("text_in_no_chunk", "7fff", "\"\""),
    Hex("text_in_two_chunks", "7f61616161ff", "\"aa\""),

    Hex("bytes_empty", "40", "h''"),
    Hex("bytes", "4300ff80", "h'00ff80'"),
    HexAndLetters("bytes8_last", "58ff", 255, "bytes of 255"),
    HexAndLetters("bytes16_last", "59ffff", 65535, "bytes of 65535"),
    HexAndLetters("bytes32", "5a00010000", 65536, "bytes of 65536"),
    Hex("bytes_in_chunks", "5f4100404101ff", "h'0001'"),
    Hex("bytes_in_no_chunk", "5fff", "h''"),

    Hex("list_empty", "80", "[]"),
    Hex("list", "83f6810120", "[null, [1], -1]"),
    Hex("list8", "9802f6f6", "[null, null]"),
    Hex("list16", "990001f6", "[null]"),
    Hex("list32", "9a00000001f6", "[null]"),
    Hex("list64", "9b0000000000000001f6", "[null]"),
    Hex("list_indefinite", "9f01820203ff", "[1, [2, 3]]"),
    Hex("list_indefinite_empty", "9fff", "[]"),
    Hex("list_of_each_form", "829f80ff9f9b0000000000000000ff", "[[[]], [[]]]"),
    Hex("dict_empty", "a0", "{}"),
    Hex("dict_in_its_order", "a26162f66161a0", "{\"b\": null, \"a\": {}}"),
    Hex("dict8", "b8016161f6", "{\"a\": null}"),
    Hex("dict_indefinite", "bf6161f6ff", "{\"a\": null}"),
    Hex("dict_indefinite_empty", "bfff", "{}"),
    Hex("dict_of_each_form", "bf6161bf60a0ff6162b80160bfffff",
        R"({"a": {"": {}}, "b": {"": {}}})"),
    Hex("dict_key_in_chunks", "a17f61616162fff6", "{\"ab\": null}"),
};

const ReadSample kFaults[] = {
    Hex("nothing", "",
        "syntax at 0: expected more bytes, got the end of the input"),
    Hex("more", "f6f6", "null and more at 1"),
    Hex("uint_reserved", "1c", "syntax at 0: expected a value, got byte 0x1c"),
    Hex("uint_indefinite", "1f",
        "syntax at 0: expected a value, got byte 0x1f"),
    Hex("int_too_small", "3b8000000000000000",
        "range at 0: expected an integer of at least -2^63, got integer "
        "-9223372036854775809"),
    Hex("int_smallest", "3bffffffffffffffff",
        "range at 0: expected an integer of at least -2^63, got integer "
        "-18446744073709551616"),
    Hex("text_reserved", "7c", "syntax at 0: expected a value, got byte 0x7c"),
    Hex("tag", "c074323031332d30332d32315432303a30343a30305a",
        "syntax at 0: expected a value without a tag, got tag 0"),
    Hex("tag_of_64_bits", "dbffffffffffffffff01",
        "syntax at 0: expected a value without a tag, got tag "
        "18446744073709551615"),
    Hex("tag_within", "8201c101",
        "syntax at 2: expected a value without a tag, got tag 1"),
    Hex("marked_as_cbor_twice", "d9d9f7d9d9f701",
        "syntax at 3: expected a value without a tag, got tag 55799"),
    Hex("simple_value", "e0", "syntax at 0: expected a value, got byte 0xe0"),
    Hex("simple_value_8", "f820",
        "syntax at 0: expected a value, got byte 0xf8"),
    Hex("break_alone", "ff", "syntax at 0: expected a value, got byte 0xff"),
    Hex("break_in_a_counted_list", "82f6ff",
        "syntax at 2: expected a value, got byte 0xff"),
    Hex("break_for_a_value", "bf6161ff",
        "syntax at 3: expected a value, got byte 0xff"),
    Hex("no_break", "9f01",
        "syntax at 2: expected more bytes, got the end of the input"),
    Hex("text_without_break", "7f6161",
        "syntax at 3: expected more bytes, got the end of the input"),
    Hex("text_in_chunks_of_bytes", "7f4161ff",
        "syntax at 1: expected a chunk of the string, got byte 0x41"),
    Hex("text_in_chunks_of_chunks", "7f7f6161ffff",
        "syntax at 1: expected a chunk of the string, got byte 0x7f"),
    Hex("text_split_inside_a_character", "7f61c361a9ff",
        "utf8 at 2: expected a text in UTF-8, got bytes \"\\xc3\""),
    Hex("text_of_2_to_the_64", "7bffffffffffffffff61",
        "syntax at 9: expected more bytes, got the end of the input"),
    Hex("list_beyond_the_end", "83f6f6",
        "syntax at 1: expected 3 items, got 2 bytes left"),
    Hex("list_of_2_to_the_64", "9bffffffffffffffff01",
        "syntax at 9: expected 18446744073709551615 items, got 1 byte left"),
    // Twice the count is too much for 64 bits.
    Hex("dict_of_2_to_the_63", "bb800000000000000060f6",
        "syntax at 9: expected 9223372036854775808 items, got 2 bytes left"),
    Hex("dict_beyond_the_end", "a260f660",
        "syntax at 1: expected 2 items, got 3 bytes left"),
    Hex("key_integer", "a101f6", "kind at 1: expected a string, got integer 1"),
    Hex("key_not_utf8", "a161fff6",
        "utf8 at 2: expected a text in UTF-8, got bytes \"\\xff\""),
};

INSTANTIATE_TEST_SUITE_P(Values, ReadTest, ReadRows<Cbor>(kValues),
                         SampleName());
INSTANTIATE_TEST_SUITE_P(Faults, ReadTest, ReadRows<Cbor>(kFaults),
                         SampleName());

TEST(CborReaderTest, TakesTheMarkOfCborFirst) {
  EXPECT_EQ(Described<CborReader>(FromHex("d9d9f701")), "1");
  EXPECT_EQ(Described<CborReader>(FromHex("d9d9f781f6")), "[null]");
  EXPECT_EQ(Described<CborReader>(FromHex("d9d9f7")),
            "syntax at 3: expected more bytes, got the end of the input");
}

TEST(CborReaderTest, HasNoItemAfterTheEndOfTheInput) {
  CborReader reader("\x9f");
  CborReader::List list;
  ASSERT_TRUE(reader.BeginList(list));
  EXPECT_FALSE(reader.NextItem(list));
  EXPECT_TRUE(reader.failed());
}

TEST(CborReaderTest, RefusesChunksThatAreNotUtf8) {
  for (const TextSample& sample : kInvalidTexts) {
    const absl::string_view text = sample.bytes;
    const auto head = static_cast<char>(0x60 + text.size());
    const std::string bytes =
        absl::StrCat("\x7F", absl::string_view(&head, 1), text, "\xFF");
    EXPECT_THAT(Described<CborReader>(bytes), StartsWith("utf8 at 2: "))
        << sample.name;
  }
}

using Row = WriteRow<Cbor, FromHex>;

const WriteSample kWrites[] = {
    Row::Null("f6"),
    Row::Bool(false, "f4"),
    Row::Bool(true, "f5"),

    Row::Uint(23, "17"),
    Row::Uint(24, "1818"),
    Row::Uint(255, "18ff"),
    Row::Uint(256, "190100"),
    Row::Uint(65535, "19ffff"),
    Row::Uint(65536, "1a00010000"),
    Row::Uint(UINT32_MAX, "1affffffff"),
    Row::Uint(uint64_t{1} << 32, "1b0000000100000000"),
    Row::Uint(UINT64_MAX, "1bffffffffffffffff"),

    Row::Int(24, "1818"),
    Row::Int(-1, "20"),
    Row::Int(-24, "37"),
    Row::Int(-25, "3818"),
    Row::Int(-256, "38ff"),
    Row::Int(-257, "390100"),
    Row::Int(-65537, "3a00010000"),
    Row::Int(INT64_MIN, "3b7fffffffffffffff"),

    Row::Double("always_64_bits", 1.5, "fb3ff8000000000000"),
    Row::Double("infinite", std::numeric_limits<double>::infinity(),
                "fb7ff0000000000000"),

    Row::String(0, "60"),
    Row::String(23, "77"),
    Row::String(24, "7818"),
    Row::String(256, "790100"),
    Row::String(65536, "7a00010000"),
    Row::Of(
        "key", [](auto& out) { out.Key("a"); }, "6161"),

    Row::Bytes(0, "40"),
    Row::Bytes(24, "5818"),
    Row::Of(
        "bytes_not_utf8", [](auto& out) { out.Bytes("\xFF"); }, "41ff"),

    Row::List(0, "80"),
    Row::List(23, "97"),
    Row::List(24, "9818"),
    Row::List(65536, "9a00010000"),
    Row::Dict(0, "a0"),
    Row::Dict(256, "b90100"),
};

INSTANTIATE_TEST_SUITE_P(Writes, WriteTest, ValuesIn(kWrites), SampleName());

}  // namespace
}  // namespace testing
}  // namespace wamp
