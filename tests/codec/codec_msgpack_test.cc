// Reading and writing MessagePack: each head, each width, each fault.
#include <cstdint>
#include <limits>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "tests/testing/describe.h"
#include "tests/testing/text_samples.h"
#include "wamp/codec/msgpack_reader.h"
#include "wamp/codec/msgpack_writer.h"

namespace wamp {
namespace {

using testing::Described;
using testing::ReadSample;
using testing::SampleName;

ReadSample Hex(const char* name, const char* hex, std::string meaning) {
  return {name, absl::HexStringToBytes(hex), std::move(meaning)};
}

// `hex` with `size` bytes "a" behind it.
ReadSample Long(const char* name, const char* hex, size_t size,
                std::string meaning) {
  return {name, absl::HexStringToBytes(hex) + std::string(size, 'a'),
          std::move(meaning)};
}

// `hex` with `count` pairs of an empty key and a null behind it.
ReadSample LongDict(const char* name, const char* hex, size_t count,
                    std::string meaning) {
  std::string bytes = absl::HexStringToBytes(hex);
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
    Long("fixstr_last", "bf", 31, "\"" + std::string(31, 'a') + "\""),
    Hex("str8_empty", "d900", "\"\""),
    Long("str8_last", "d9ff", 255, "text of 255"),
    Hex("str16_empty", "da0000", "\"\""),
    Long("str16_last", "daffff", 65535, "text of 65535"),
    Hex("str32_empty", "db00000000", "\"\""),
    Long("str32", "db00010000", 65536, "text of 65536"),

    Hex("bin8_empty", "c400", "h''"),
    Hex("bin8", "c40300ff80", "h'00ff80'"),
    Long("bin8_last", "c4ff", 255, "bytes of 255"),
    Long("bin16_last", "c5ffff", 65535, "bytes of 65535"),
    Long("bin32", "c600010000", 65536, "bytes of 65536"),

    Hex("fixarray_empty", "90", "[]"),
    Hex("fixarray", "93c09101ff", "[null, [1], -1]"),
    Hex("fixarray_last", "9f010101010101010101010101010101",
        "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"),
    Hex("array16_empty", "dc0000", "[]"),
    Long("array16_last", "dcffff", 65535, "list of 65535"),
    Hex("array32_empty", "dd00000000", "[]"),
    Long("array32", "dd00010000", 65536, "list of 65536"),

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
    Hex("ext8", "c7010500", "syntax at 0: expected a value, got byte 0xc7"),
    Hex("ext16", "c800010500", "syntax at 0: expected a value, got byte 0xc8"),
    Hex("ext32", "c9000000010500",
        "syntax at 0: expected a value, got byte 0xc9"),
    Hex("fixext1", "d40100", "syntax at 0: expected a value, got byte 0xd4"),
    Hex("fixext16", "d801", "syntax at 0: expected a value, got byte 0xd8"),
    Hex("timestamp", "d6ff00000000",
        "syntax at 0: expected a value, got byte 0xd6"),
    Hex("ext_within", "9201c7010500",
        "syntax at 2: expected a value, got byte 0xc7"),

    Hex("text_beyond_the_end", "d9ff61",
        "syntax at 2: expected more bytes, got the end of the input"),
    Hex("text_of_4_gigabytes", "dbffffffff61",
        "syntax at 5: expected more bytes, got the end of the input"),
    Hex("bytes_of_4_gigabytes", "c6ffffffff61",
        "syntax at 5: expected more bytes, got the end of the input"),
    Hex("list_beyond_the_end", "93c0c0",
        "syntax at 1: expected 3 items, got 2 bytes left"),
    Hex("list_of_64_thousand", "dcffffc0",
        "syntax at 3: expected 65535 items, got 1 bytes left"),
    Hex("list_of_4_billion", "ddffffffffc0",
        "syntax at 5: expected 4294967295 items, got 1 bytes left"),
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

class MsgPackReadTest : public ::testing::TestWithParam<ReadSample> {};

TEST_P(MsgPackReadTest, GivesTheValueOrTheFault) {
  EXPECT_EQ(Described<MsgPackReader>(GetParam().bytes), GetParam().meaning);
}

INSTANTIATE_TEST_SUITE_P(Values, MsgPackReadTest, ::testing::ValuesIn(kValues),
                         SampleName());
INSTANTIATE_TEST_SUITE_P(Faults, MsgPackReadTest, ::testing::ValuesIn(kFaults),
                         SampleName());

// A value that is cut off anywhere is refused, at a place that it has.
TEST(MsgPackReaderTest, RefusesEveryBeginningOfAValue) {
  for (const ReadSample& sample : kValues) {
    for (size_t size = 0; size < sample.bytes.size() && size < 300; ++size) {
      const std::string cut = sample.bytes.substr(0, size);
      MsgPackReader reader(cut);
      EXPECT_FALSE(reader.Skip()) << sample.name << " cut to " << size;
      ASSERT_TRUE(reader.failed()) << sample.name << " cut to " << size;
      EXPECT_LE(reader.fault().offset, size) << sample.name;
    }
  }
}

using Call = testing::CallSample<MsgPackReader>;

template <class T, bool (MsgPackReader::*kRead)(T&)>
std::string Read(MsgPackReader& reader) {
  T value{};
  if (!(reader.*kRead)(value)) return "";
  if constexpr (std::is_same_v<T, double>) {
    return testing::Describe(value);
  } else {
    return absl::StrCat(value);
  }
}

constexpr auto kBool = Read<bool, &MsgPackReader::ReadBool>;
constexpr auto kUint = Read<uint64_t, &MsgPackReader::ReadUint>;
constexpr auto kInt = Read<int64_t, &MsgPackReader::ReadInt>;
constexpr auto kDouble = Read<double, &MsgPackReader::ReadDouble>;
constexpr auto kString = Read<absl::string_view, &MsgPackReader::ReadString>;
constexpr auto kBytes = Read<absl::string_view, &MsgPackReader::ReadBytes>;

std::string BeginList(MsgPackReader& reader) {
  MsgPackReader::List list;
  return reader.BeginList(list) ? absl::StrCat(reader.SizeHint(list)) : "";
}

std::string BeginMap(MsgPackReader& reader) {
  MsgPackReader::Map map;
  return reader.BeginMap(map) ? absl::StrCat(reader.SizeHint(map)) : "";
}

class MsgPackCallTest : public ::testing::TestWithParam<Call> {};

TEST_P(MsgPackCallTest, TakesItsKindAlone) {
  const std::string bytes = absl::HexStringToBytes(GetParam().bytes);
  MsgPackReader reader(bytes);
  std::string result = GetParam().call(reader);
  if (reader.failed()) {
    EXPECT_EQ(result, "");
    // What was not read is still there.
    EXPECT_EQ(reader.offset(), reader.fault().offset);
    result = testing::Describe(reader.fault());
  }
  EXPECT_EQ(result, GetParam().meaning);
}

INSTANTIATE_TEST_SUITE_P(
    Wanted, MsgPackCallTest,
    ::testing::Values(
        Call{"bool_of_integer", "01", kBool,
             "kind at 0: expected a boolean, got integer 1"},
        Call{"bool_of_null", "c0", kBool,
             "kind at 0: expected a boolean, got null"},
        Call{"uint_of_int8", "d07f", kUint, "127"},
        Call{"uint_of_int64", "d37fffffffffffffff", kUint,
             "9223372036854775807"},
        Call{"uint_of_negative_fixint", "ff", kUint,
             "kind at 0: expected an integer of at least 0, got integer -1"},
        Call{"uint_of_negative_int8", "d080", kUint,
             "kind at 0: expected an integer of at least 0, got integer -128"},
        Call{"uint_of_negative_int64", "d38000000000000000", kUint,
             "kind at 0: expected an integer of at least 0, got integer "
             "-9223372036854775808"},
        Call{"uint_of_float", "cb3ff0000000000000", kUint,
             "kind at 0: expected an integer of at least 0, got float "
             "1.000000"},
        Call{"uint_of_text", "a131", kUint,
             "kind at 0: expected an integer of at least 0, got string \"1\""},
        Call{"int_of_fixint", "7f", kInt, "127"},
        Call{"int_of_negative_fixint", "e0", kInt, "-32"},
        Call{"int_of_uint64", "cf7fffffffffffffff", kInt,
             "9223372036854775807"},
        Call{"int_of_float", "ca3fc00000", kInt,
             "kind at 0: expected an integer, got float 1.500000"},
        Call{"double_of_float32", "ca3fc00000", kDouble, "1.5"},
        Call{"double_of_integer", "01", kDouble,
             "kind at 0: expected a float, got integer 1"},
        Call{"string_of_bytes", "c40161", kString,
             "kind at 0: expected a string, got byte string of 1"},
        Call{"string_of_list", "90", kString,
             "kind at 0: expected a string, got list"},
        Call{"bytes_of_string", "a161", kBytes,
             "kind at 0: expected a byte string, got string \"a\""},
        Call{"list_of_dict", "80", BeginList,
             "kind at 0: expected a list, got dict"},
        Call{"list_says_its_size", "dc0003c0c0c0", BeginList, "3"},
        Call{"dict_of_list", "90", BeginMap,
             "kind at 0: expected a dict, got list"},
        Call{"dict_says_its_size", "de0001a0c0", BeginMap, "1"},
        Call{"anything_of_nothing", "", kUint,
             "syntax at 0: expected more bytes, got the end of the input"},
        Call{"anything_of_an_extension", "d40100", kString,
             "syntax at 0: expected a value, got byte 0xd4"}),
    SampleName());

TEST(MsgPackReaderTest, ReadsNoIntegerThatAnInt64CannotHold) {
  const std::string bytes = absl::HexStringToBytes("cf8000000000000000");
  MsgPackReader reader(bytes);
  int64_t value = 0;
  ASSERT_FALSE(reader.ReadInt(value));
  EXPECT_EQ(testing::Describe(reader.fault()),
            "range at 0: expected an integer below 2^63, got integer "
            "9223372036854775808");
}

// `text`, of less than 32 bytes, and a dict with it as its key.
std::string Text(absl::string_view text) {
  const auto head = static_cast<char>(0xA0 + text.size());
  return absl::StrCat(absl::string_view(&head, 1), text);
}
std::string DictWithKey(absl::string_view text) {
  return absl::StrCat("\x81", Text(text), "\xC0");
}

TEST(MsgPackReaderTest, TakesTextsInUtf8) {
  for (const testing::TextSample& sample : testing::kValidTexts) {
    const std::string quoted =
        absl::StrCat("\"", absl::Utf8SafeCHexEscape(sample.bytes), "\"");
    EXPECT_EQ(Described<MsgPackReader>(Text(sample.bytes)), quoted)
        << sample.name;
    EXPECT_EQ(Described<MsgPackReader>(DictWithKey(sample.bytes)),
              absl::StrCat("{", quoted, ": null}"))
        << sample.name;
  }
}

TEST(MsgPackReaderTest, RefusesTextsAndKeysThatAreNotUtf8) {
  for (const testing::TextSample& sample : testing::kInvalidTexts) {
    const std::string text = Text(sample.bytes);
    EXPECT_TRUE(
        absl::StartsWith(Described<MsgPackReader>(text),
                         "utf8 at 1: expected a text in UTF-8, got bytes \""))
        << sample.name;
    EXPECT_TRUE(absl::StartsWith(
        Described<MsgPackReader>(DictWithKey(sample.bytes)), "utf8 at 2: "))
        << sample.name;
    // What is passed over is checked all the same.
    MsgPackReader reader(text);
    EXPECT_FALSE(reader.Skip()) << sample.name;
  }
}

// Behind the head of what is too deep.
TEST(MsgPackReaderTest, StopsAtTheDepthLimit) {
  Limits limits;
  limits.max_depth = 3;
  EXPECT_EQ(Described<MsgPackReader>("\x91\x91\x90", limits), "[[[]]]");
  EXPECT_EQ(Described<MsgPackReader>("\x91\x91\x91\x90", limits),
            "limit at 4: expected lists and dicts nested less deep, got one "
            "more");
  EXPECT_EQ(Described<MsgPackReader>("\x81\xA0\x81\xA0\x81\xA0\x80", limits),
            "limit at 7: expected lists and dicts nested less deep, got one "
            "more");
  // What was left again doesn't count.
  EXPECT_EQ(Described<MsgPackReader>("\x92\x91\x90\x91\x90", limits),
            "[[[]], [[]]]");
}

TEST(MsgPackReaderTest, StopsAtTheSizeLimit) {
  Limits limits;
  limits.max_bytes = 3;
  EXPECT_EQ(Described<MsgPackReader>("\xA2\x61\x61", limits), "\"aa\"");
  EXPECT_EQ(Described<MsgPackReader>("\xA3\x61\x61\x61", limits),
            "limit at 0: expected at most 3 bytes, got 4 bytes");
}

TEST(MsgPackReaderTest, ReturnsToAMark) {
  const std::string bytes = absl::HexStringToBytes("93019102c0");
  MsgPackReader reader(bytes);
  MsgPackReader::List list;
  ASSERT_TRUE(reader.BeginList(list));
  ASSERT_TRUE(reader.NextItem(list));
  ASSERT_TRUE(reader.Skip());
  ASSERT_TRUE(reader.NextItem(list));
  const MsgPackReader::Mark mark = reader.mark();
  bool flag = false;
  EXPECT_FALSE(reader.ReadBool(flag));
  reader.Restore(mark);
  EXPECT_FALSE(reader.failed());
  EXPECT_EQ(testing::Describe(reader), "[2]");
  EXPECT_EQ(reader.Since(2), absl::string_view(bytes).substr(2, 2));
}

using Write = testing::WriteSample<MsgPackSizer, MsgPackWriter>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// In hexadecimal; where a long text or byte string follows, its head.
const Write kWrites[] = {
    {"null", [](auto& out) { out.Null(); }, "c0"},
    {"false_", [](auto& out) { out.Bool(false); }, "c2"},
    {"true_", [](auto& out) { out.Bool(true); }, "c3"},

    {"uint_0", [](auto& out) { out.Uint(0); }, "00"},
    {"uint_127", [](auto& out) { out.Uint(127); }, "7f"},
    {"uint_128", [](auto& out) { out.Uint(128); }, "cc80"},
    {"uint_255", [](auto& out) { out.Uint(255); }, "ccff"},
    {"uint_256", [](auto& out) { out.Uint(256); }, "cd0100"},
    {"uint_65535", [](auto& out) { out.Uint(65535); }, "cdffff"},
    {"uint_65536", [](auto& out) { out.Uint(65536); }, "ce00010000"},
    {"uint_32_bits", [](auto& out) { out.Uint(UINT32_MAX); }, "ceffffffff"},
    {"uint_33_bits", [](auto& out) { out.Uint(uint64_t{1} << 32); },
     "cf0000000100000000"},
    {"uint_64_bits", [](auto& out) { out.Uint(UINT64_MAX); },
     "cfffffffffffffffff"},

    {"int_0", [](auto& out) { out.Int(0); }, "00"},
    {"int_128", [](auto& out) { out.Int(128); }, "cc80"},
    {"int_minus_1", [](auto& out) { out.Int(-1); }, "ff"},
    {"int_minus_32", [](auto& out) { out.Int(-32); }, "e0"},
    {"int_minus_33", [](auto& out) { out.Int(-33); }, "d0df"},
    {"int_minus_128", [](auto& out) { out.Int(-128); }, "d080"},
    {"int_minus_129", [](auto& out) { out.Int(-129); }, "d1ff7f"},
    {"int_minus_32768", [](auto& out) { out.Int(-32768); }, "d18000"},
    {"int_minus_32769", [](auto& out) { out.Int(-32769); }, "d2ffff7fff"},
    {"int_first_of_32_bits", [](auto& out) { out.Int(INT32_MIN); },
     "d280000000"},
    {"int_first_of_33_bits", [](auto& out) { out.Int(int64_t{INT32_MIN} - 1); },
     "d3ffffffff7fffffff"},
    {"int_first_of_64_bits", [](auto& out) { out.Int(INT64_MIN); },
     "d38000000000000000"},

    {"double_always_64_bits", [](auto& out) { out.Double(1.5); },
     "cb3ff8000000000000"},
    {"double_minus_zero", [](auto& out) { out.Double(-0.0); },
     "cb8000000000000000"},
    {"double_infinite", [](auto& out) { out.Double(-kInfinity); },
     "cbfff0000000000000"},

    {"string_empty", [](auto& out) { out.String(""); }, "a0"},
    {"string_31", [](auto& out) { out.String(std::string(31, 'a')); }, "bf"},
    {"string_32", [](auto& out) { out.String(std::string(32, 'a')); }, "d920"},
    {"string_255", [](auto& out) { out.String(std::string(255, 'a')); },
     "d9ff"},
    {"string_256", [](auto& out) { out.String(std::string(256, 'a')); },
     "da0100"},
    {"string_65535", [](auto& out) { out.String(std::string(65535, 'a')); },
     "daffff"},
    {"string_65536", [](auto& out) { out.String(std::string(65536, 'a')); },
     "db00010000"},
    {"key", [](auto& out) { out.Key("a"); }, "a161"},
    {"known_key", [](auto& out) { out.KnownKey("a"); }, "a161"},
    {"known_key_32", [](auto& out) { out.KnownKey(std::string(32, 'a')); },
     "d920"},
    {"known_flag", [](auto& out) { out.KnownFlag("a", true); }, "a161c3"},
    {"known_string", [](auto& out) { out.KnownString("a"); }, "a161"},

    {"bytes_empty", [](auto& out) { out.Bytes(""); }, "c400"},
    {"bytes_not_utf8", [](auto& out) { out.Bytes("\xFF"); }, "c401ff"},
    {"bytes_255", [](auto& out) { out.Bytes(std::string(255, 'a')); }, "c4ff"},
    {"bytes_256", [](auto& out) { out.Bytes(std::string(256, 'a')); },
     "c50100"},
    {"bytes_65536", [](auto& out) { out.Bytes(std::string(65536, 'a')); },
     "c600010000"},

    {"list_0", [](auto& out) { out.BeginList(0); }, "90"},
    {"list_15", [](auto& out) { out.BeginList(15); }, "9f"},
    {"list_16", [](auto& out) { out.BeginList(16); }, "dc0010"},
    {"list_65535", [](auto& out) { out.BeginList(65535); }, "dcffff"},
    {"list_65536", [](auto& out) { out.BeginList(65536); }, "dd00010000"},
    {"dict_0", [](auto& out) { out.BeginMap(0); }, "80"},
    {"dict_15", [](auto& out) { out.BeginMap(15); }, "8f"},
    {"dict_16", [](auto& out) { out.BeginMap(16); }, "de0010"},
    {"dict_65535", [](auto& out) { out.BeginMap(65535); }, "deffff"},
    {"dict_65536", [](auto& out) { out.BeginMap(65536); }, "df00010000"},
    {"raw", [](auto& out) { out.Raw("\x93\x01"); }, "9301"},
};

class MsgPackWriteTest : public ::testing::TestWithParam<Write> {};

TEST_P(MsgPackWriteTest, TakesTheShortestForm) {
  const std::string head = absl::HexStringToBytes(GetParam().expected);
  const std::string written = Written(GetParam());
  EXPECT_EQ(absl::BytesToHexString(written.substr(0, head.size())),
            GetParam().expected);
  EXPECT_EQ(written.substr(head.size()),
            std::string(written.size() - head.size(), 'a'));
}

INSTANTIATE_TEST_SUITE_P(Values, MsgPackWriteTest, ::testing::ValuesIn(kWrites),
                         SampleName());

TEST(MsgPackWriterTest, RefusesTextsAndKeysThatAreNotUtf8) {
  for (const testing::TextSample& sample : testing::kInvalidTexts) {
    MsgPackSizer text;
    text.String(sample.bytes);
    EXPECT_TRUE(text.failed()) << sample.name;
    MsgPackSizer key;
    key.Key(sample.bytes);
    ASSERT_TRUE(key.failed()) << sample.name;
    EXPECT_TRUE(
        absl::StartsWith(testing::Describe(key.fault()),
                         "utf8: expected a text in UTF-8, got bytes \""))
        << sample.name;
  }
}

}  // namespace
}  // namespace wamp
