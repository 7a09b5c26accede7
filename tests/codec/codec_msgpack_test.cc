// Reading and writing MessagePack: each head, each width, each fault.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/codec_table.h"
#include "tests/testing/codecs.h"

namespace wamp {
namespace testing {
namespace {

using ::testing::ValuesIn;

// `hex` with `count` pairs of an empty key and a null after it.
ReadSample LongDict(const char* name, const char* hex, size_t count,
                    std::string meaning) {
  std::string bytes = FromHex(hex);
  for (size_t i = 0; i < count; ++i) bytes += "\xA0\xC0";
  return {name, bytes, std::move(meaning)};
}

const ReadSample kValues[] = {
    Hex("null", "c0", "null"),
    Hex("false_", "c2", "false"),
    Hex("true_", "c3", "true"),

    Hex("fixint_first", "00", "0"),
    Hex("fixint_last", "7f", "127"),
    Hex("uint8_zero", "cc00", "0"),
    Hex("uint8_last", "ccff", "255"),
    Hex("uint16_zero", "cd0000", "0"),
    Hex("uint16_last", "cdffff", "65535"),
    Hex("uint32_zero", "ce00000000", "0"),
    Hex("uint32_last", "ceffffffff", "4294967295"),
    Hex("uint64_zero", "cf0000000000000000", "0"),
    Hex("uint64_largest_id", "cf0020000000000000", "9007199254740992"),
    Hex("uint64_of_64_bits", "cf8000000000000000", "9223372036854775808"),
    Hex("uint64_last", "cfffffffffffffffff", "18446744073709551615"),

    Hex("negative_fixint_first", "e0", "-32"),
    Hex("negative_fixint_last", "ff", "-1"),
    Hex("int8_first", "d080", "-128"),
    Hex("int8_minus_one", "d0ff", "-1"),
    Hex("int8_zero", "d000", "0"),
    Hex("int8_last", "d07f", "127"),
    Hex("int16_first", "d18000", "-32768"),
    Hex("int16_minus_one", "d1ffff", "-1"),
    Hex("int16_last", "d17fff", "32767"),
    Hex("int32_first", "d280000000", "-2147483648"),
    Hex("int32_minus_one", "d2ffffffff", "-1"),
    Hex("int32_last", "d27fffffff", "2147483647"),
    Hex("int64_first", "d38000000000000000", "-9223372036854775808"),
    Hex("int64_minus_one", "d3ffffffffffffffff", "-1"),
    Hex("int64_last", "d37fffffffffffffff", "9223372036854775807"),

    Hex("float32", "ca3fc00000", "1.5"),
    Hex("float32_minus_zero", "ca80000000", "-0.0"),
    Hex("float32_smallest", "ca00000001", "1.4012984643248171e-45"),
    Hex("float32_infinite", "ca7f800000", "inf"),
    Hex("float32_nan", "ca7fc00000", "nan"),
    Hex("float64", "cb3fb999999999999a", "0.10000000000000001"),
    Hex("float64_whole", "cb3ff0000000000000", "1.0"),
    Hex("float64_smallest", "cb0000000000000001", "4.9406564584124654e-324"),
    Hex("float64_largest", "cb7fefffffffffffff", "1.7976931348623157e+308"),
    Hex("float64_infinite", "cbfff0000000000000", "-inf"),
    Hex("float64_nan", "cb7ff8000000000000", "nan"),

    Hex("fixstr_empty", "a0", "\"\""),
    Hex("fixstr", "a3e697a5", "\"日\""),
    Hex("fixstr_with_nul", "a2007a", "\"\\x00z\""),
    HexAndLetters("fixstr_last", "bf", 31, "\"" + std::string(31, 'a') + "\""),
    Hex("str8_empty", "d900", "\"\""),
    HexAndLetters("str8_last", "d9ff", 255, "text of 255"),
    Hex("str16_empty", "da0000", "\"\""),
    HexAndLetters("str16_last", "daffff", 65535, "text of 65535"),
    Hex("str32_empty", "db00000000", "\"\""),
    HexAndLetters("str32", "db00010000", 65536, "text of 65536"),

    Hex("bin8_empty", "c400", "h''"),
    Hex("bin8", "c40300ff80", "h'00ff80'"),
    HexAndLetters("bin8_last", "c4ff", 255, "bytes of 255"),
    HexAndLetters("bin16_last", "c5ffff", 65535, "bytes of 65535"),
    HexAndLetters("bin32", "c600010000", 65536, "bytes of 65536"),

    Hex("fixarray_empty", "90", "[]"),
    Hex("fixarray", "93c09101ff", "[null, [1], -1]"),
    Hex("fixarray_last", "9f010101010101010101010101010101",
        "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"),
    Hex("array16_empty", "dc0000", "[]"),
    HexAndLetters("array16_last", "dcffff", 65535, "list of 65535"),
    Hex("array32_empty", "dd00000000", "[]"),
    HexAndLetters("array32", "dd00010000", 65536, "list of 65536"),

    Hex("fixmap_empty", "80", "{}"),
    Hex("fixmap_in_its_order", "82a162c0a16180", "{\"b\": null, \"a\": {}}"),
    Hex("fixmap_long_key", "81d90161c0", "{\"a\": null}"),
    Hex("map16_empty", "de0000", "{}"),
    LongDict("map16_last", "deffff", 65535, "dict of 65535"),
    Hex("map32_empty", "df00000000", "{}"),
    LongDict("map32", "df00010000", 65536, "dict of 65536"),
};

const ReadSample kFaults[] = {
    Hex("nothing", "",
        "syntax at 0: expected more bytes, got the end of the input"),
    Hex("more", "c0c0", "null and more at 1"),
    Hex("never_used", "c1", "syntax at 0: expected a value, got byte 0xc1"),
    Hex("ext8", "c7010500",
        "syntax at 0: expected a value without an extension type, got "
        "extension 5"),
    Hex("ext16", "c800010500",
        "syntax at 0: expected a value without an extension type, got "
        "extension 5"),
    Hex("ext32", "c9000000010500",
        "syntax at 0: expected a value without an extension type, got "
        "extension 5"),
    Hex("fixext1", "d40100",
        "syntax at 0: expected a value without an extension type, got "
        "extension 1"),
    Hex("fixext16", "d801",
        "syntax at 0: expected a value without an extension type, got "
        "extension 1"),
    Hex("timestamp", "d6ff00000000",
        "syntax at 0: expected a value without an extension type, got "
        "extension -1"),
    Hex("ext_within", "9201c7010500",
        "syntax at 2: expected a value without an extension type, got "
        "extension 5"),
    Hex("ext_without_type", "c701",
        "syntax at 0: expected more bytes, got the end of the input"),

    Hex("text_beyond_the_end", "d9ff61",
        "syntax at 2: expected more bytes, got the end of the input"),
    Hex("text_of_4_gigabytes", "dbffffffff61",
        "syntax at 5: expected more bytes, got the end of the input"),
    Hex("bytes_of_4_gigabytes", "c6ffffffff61",
        "syntax at 5: expected more bytes, got the end of the input"),
    Hex("list_beyond_the_end", "93c0c0",
        "syntax at 1: expected 3 items, got 2 bytes left"),
    Hex("list_of_64_thousand", "dcffffc0",
        "syntax at 3: expected 65535 items, got 1 byte left"),
    Hex("list_of_4_billion", "ddffffffffc0",
        "syntax at 5: expected 4294967295 items, got 1 byte left"),
    // Each entry takes two bytes: a key and a value.
    Hex("dict_beyond_the_end", "82a0c0a0",
        "syntax at 1: expected 2 items, got 3 bytes left"),
    Hex("dict_of_64_thousand", "deffffa0c0",
        "syntax at 3: expected 65535 items, got 2 bytes left"),
    Hex("dict_of_4_billion", "dfffffffffa0c0",
        "syntax at 5: expected 4294967295 items, got 2 bytes left"),

    Hex("key_integer", "8101c0", "kind at 1: expected a string, got integer 1"),
    Hex("key_bytes", "81c40161c0",
        "kind at 1: expected a string, got byte string of 1"),
    Hex("key_null", "81c0c0", "kind at 1: expected a string, got null"),
    Hex("key_not_utf8", "81a1ffc0",
        "utf8 at 2: expected a text in UTF-8, got bytes \"\\xff\""),
};

INSTANTIATE_TEST_SUITE_P(Values, ReadTest, ReadRows<MsgPack>(kValues),
                         SampleName());
INSTANTIATE_TEST_SUITE_P(Faults, ReadTest, ReadRows<MsgPack>(kFaults),
                         SampleName());

using Row = WriteRow<MsgPack, FromHex>;

const WriteSample kWrites[] = {
    Row::Null("c0"),
    Row::Bool(false, "c2"),
    Row::Bool(true, "c3"),

    Row::Uint(0, "00"),
    Row::Uint(127, "7f"),
    Row::Uint(128, "cc80"),
    Row::Uint(255, "ccff"),
    Row::Uint(256, "cd0100"),
    Row::Uint(65535, "cdffff"),
    Row::Uint(65536, "ce00010000"),
    Row::Uint(UINT32_MAX, "ceffffffff"),
    Row::Uint(uint64_t{1} << 32, "cf0000000100000000"),
    Row::Uint(UINT64_MAX, "cfffffffffffffffff"),

    Row::Int(0, "00"),
    Row::Int(128, "cc80"),
    Row::Int(-1, "ff"),
    Row::Int(-32, "e0"),
    Row::Int(-33, "d0df"),
    Row::Int(-128, "d080"),
    Row::Int(-129, "d1ff7f"),
    Row::Int(-32768, "d18000"),
    Row::Int(-32769, "d2ffff7fff"),
    Row::Int(INT32_MIN, "d280000000"),
    Row::Int(int64_t{INT32_MIN} - 1, "d3ffffffff7fffffff"),
    Row::Int(INT64_MIN, "d38000000000000000"),

    Row::Double("always_64_bits", 1.5, "cb3ff8000000000000"),
    Row::Double("minus_zero", -0.0, "cb8000000000000000"),
    Row::Double("infinite", -std::numeric_limits<double>::infinity(),
                "cbfff0000000000000"),

    Row::String(0, "a0"),
    Row::String(31, "bf"),
    Row::String(32, "d920"),
    Row::String(255, "d9ff"),
    Row::String(256, "da0100"),
    Row::String(65535, "daffff"),
    Row::String(65536, "db00010000"),
    Row::Of(
        "key", [](auto& out) { out.Key("a"); }, "a161"),

    Row::Bytes(0, "c400"),
    Row::Bytes(255, "c4ff"),
    Row::Bytes(256, "c50100"),
    Row::Bytes(65536, "c600010000"),
    Row::Of(
        "bytes_not_utf8", [](auto& out) { out.Bytes("\xFF"); }, "c401ff"),

    Row::List(0, "90"),
    Row::List(15, "9f"),
    Row::List(16, "dc0010"),
    Row::List(65535, "dcffff"),
    Row::List(65536, "dd00010000"),
    Row::Dict(0, "80"),
    Row::Dict(15, "8f"),
    Row::Dict(16, "de0010"),
    Row::Dict(65535, "deffff"),
    Row::Dict(65536, "df00010000"),
};

INSTANTIATE_TEST_SUITE_P(Writes, WriteTest, ValuesIn(kWrites), SampleName());

TEST(MsgPackWriterTest, RefusesMoreElementsThanAHeadCanTell) {
  const std::string refused =
      "unrepresentable: expected less than 2^32 elements, got more";
  EXPECT_EQ(Written<MsgPack>([](auto& out) { out.BeginList(size_t{1} << 32); }),
            refused);
  EXPECT_EQ(Written<MsgPack>([](auto& out) { out.BeginMap(size_t{1} << 32); }),
            refused);
}

}  // namespace
}  // namespace testing
}  // namespace wamp
