// Values that a format has and WAMP hasn't, for readers that carry them: what
// is wrong with them, how they are refused where something else is wanted, and
// how they are called.
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "src/text/foreign.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/codecs.h"
#include "tests/testing/describe.h"

namespace wamp {
namespace testing {
namespace {

template <class Reader>
std::string Carried(absl::string_view bytes, int max_depth = 4) {
  Limits limits;
  limits.max_depth = max_depth;
  return Described<Reader>(bytes, limits, ForeignValues::kCarry);
}

struct Sample {
  const char* name;
  std::string bytes;
  const char* expected;
};

TEST(ForeignValuesTest, AreCheckedInCbor) {
  const Sample kSamples[] = {
      {"any keys within a tag", FromHex("d90104a2410001f600"),
       "<tag 260 of cbor: 0xa2410001f600>"},
      {"open containers within a tag", FromHex("c69f01bf6161c1f4ffff"),
       "<tag 6 of cbor: 0x9f01bf6161c1f4ffff>"},
      {"a tag in a tag", FromHex("c6c601"), "<tag 6 of cbor: 0xc601>"},
      {"chunks within a tag", FromHex("c67f61616162ff"),
       "<tag 6 of cbor: 0x7f61616162ff>"},
      {"all widths within a tag", FromHex("c6850018ff19ffff1affffffff20"),
       "<tag 6 of cbor: 0x850018ff19ffff1affffffff20>"},
      {"simple values and floats within a tag",
       FromHex("c687f4f5f6f7e0f8fff97e00"),
       "<tag 6 of cbor: 0x87f4f5f6f7e0f8fff97e00>"},
      {"a key with a tag", FromHex("a1c10100"),
       "kind at 1: expected a string, got tag 1 of cbor"},
      {"a tag around nothing", FromHex("c6"),
       "syntax at 1: expected more bytes, got the end of the input"},
      {"a tag around a break", FromHex("c6ff"),
       "syntax at 1: expected a value, got byte 0xff"},
      {"a tag around a reserved head", FromHex("c61c"),
       "syntax at 1: expected a value, got byte 0x1c"},
      {"a tag of no number", FromHex("dc00"),
       "syntax at 0: expected a value, got byte 0xdc"},
      {"a tag that is cut", FromHex("d901"),
       "syntax at 0: expected more bytes, got the end of the input"},
      {"a text within a tag that is not UTF-8", FromHex("c661ff"),
       "utf8 at 2: expected a text in UTF-8, got bytes \"\\xff\""},
      {"a list within a tag beyond the end", FromHex("c68301"),
       "syntax at 2: expected 3 items, got 1 byte left"},
      {"a dict within a tag without a value", FromHex("c6bf6161ff"),
       "syntax at 4: expected a value, got byte 0xff"},
      {"tags of tags", std::string(9, '\xC6') + "\x01",
       "limit at 5: expected lists and dicts nested less deep, got one more"},
      {"lists within a tag", FromHex("c68181818100"),
       "limit at 5: expected lists and dicts nested less deep, got one more"},
      {"a simple value below 32 in two bytes", FromHex("f81f"),
       "syntax at 0: expected a value, got byte 0xf8"},
      {"the first simple value of two bytes", FromHex("f820"),
       "<simple value 32 of cbor>"},
      {"half a simple value", FromHex("f8"),
       "syntax at 0: expected more bytes, got the end of the input"},
  };
  for (const Sample& sample : kSamples) {
    EXPECT_EQ(Carried<CborReader>(sample.bytes), sample.expected)
        << sample.name;
  }
}

TEST(ForeignValuesTest, LeaveTheDepthAsItWas) {
  EXPECT_EQ(Carried<CborReader>(FromHex("83c6c600c681008100"), 3),
            "[<tag 6 of cbor: 0xc600>, <tag 6 of cbor: 0x8100>, [0]]");
}

TEST(ForeignValuesTest, AreCheckedInMsgPack) {
  const Sample kSamples[] = {
      {"half a type", FromHex("d4"),
       "syntax at 1: expected more bytes, got the end of the input"},
      {"a content that is cut", FromHex("d50100"),
       "syntax at 1: expected more bytes, got the end of the input"},
      {"a length that is cut", FromHex("c800"),
       "syntax at 0: expected more bytes, got the end of the input"},
      {"a length beyond the end", FromHex("c9ffffffff01ff"),
       "syntax at 5: expected more bytes, got the end of the input"},
      {"the byte without a meaning", FromHex("c1"),
       "syntax at 0: expected a value, got byte 0xc1"},
      {"a key of an extension", FromHex("81d4010000"),
       "kind at 1: expected a string, got extension 1 of msgpack"},
      {"seconds before 1970 in 96 bits",
       FromHex("c70cff00000000ffffffffffffffff"),
       "<extension -1 of msgpack: 1969-12-31T23:59:59Z>"},
      {"too many nanoseconds", FromHex("d7ffee6b280000000000"),
       "<extension -1 of msgpack: 0xee6b280000000000>"},
      {"a year of five digits", FromHex("c70cff000000000000003afff44180"),
       "<extension -1 of msgpack: 0x000000000000003afff44180>"},
      {"a timestamp of no known size", FromHex("d5ff0001"),
       "<extension -1 of msgpack: 0x0001>"},
  };
  for (const Sample& sample : kSamples) {
    EXPECT_EQ(Carried<MsgPackReader>(sample.bytes), sample.expected)
        << sample.name;
  }
}

TEST(ForeignValuesTest, AreNumbersInTheOthers) {
  EXPECT_EQ(Carried<JsonReader>("[18446744073709551616, -9223372036854775809]"),
            "[<number of json: 18446744073709551616>, "
            "<number of json: -9223372036854775809>]");
  EXPECT_EQ(Carried<JsonReader>("[18446744073709551615, -9223372036854775808]"),
            "[18446744073709551615, -9223372036854775808]");
  EXPECT_EQ(Carried<JsonReader>("[1e308, -1e309, 1e-400]"),
            "[1e+308, <number of json: -1e309>, 0.0]");
  EXPECT_EQ(Carried<JsonReader>("018446744073709551616"),
            "syntax at 0: expected a number without leading zeros, got "
            "character \"0\"");
  EXPECT_EQ(Carried<UbjsonReader>(Unescaped(R"([$H#U\x02U\x03123U\x061e9999)")),
            "[123, <number of ubjson: 1e9999>]");
  EXPECT_EQ(Carried<BjdataReader>(Unescaped(R"([HU\x061e9999])")),
            "[<number of bjdata: 1e9999>]");
}

// Where something else is wanted, the error says what is there.
TEST(ForeignValuesTest, AreNoOtherKind) {
  const std::string tag = FromHex("c101");
  CborReader reader(tag);
  reader.SetForeign(ForeignValues::kCarry);
  uint64_t number = 0;
  EXPECT_FALSE(reader.ReadUint(number));
  EXPECT_EQ(Describe(reader.fault()),
            "kind at 0: expected an integer of at least 0, got tag 1 of cbor");
  reader.ClearFault();
  EXPECT_EQ(Describe(reader), "<tag 1 of cbor: 1>");

  const std::string one = FromHex("01");
  CborReader plain(one);
  plain.SetForeign(ForeignValues::kCarry);
  ForeignValue value;
  EXPECT_FALSE(plain.ReadForeign(value));
  EXPECT_EQ(Describe(plain.fault()),
            "kind at 0: expected a foreign value, got integer 1");
}

// Programs may make such values of any bytes.
TEST(ForeignTextTest, TellsWhatItCanOfAnyBytes) {
  const struct {
    const char* format;
    std::string encoded;
    const char* expected;
  } kSamples[] = {
      {"cbor", "", "value of cbor: 0x"},
      {"cbor", FromHex("c0"), "tag 0 of cbor: 0x"},
      {"cbor", FromHex("d9"), "value of cbor: 0xd9"},
      {"cbor", FromHex("dfff"), "value of cbor: 0xdfff"},
      {"cbor", FromHex("01"), "value of cbor: 0x01"},
      {"cbor", FromHex("c0620a22"), "tag 0 of cbor: \"\\n\\\"\""},
      {"cbor", FromHex("c063616262"), "tag 0 of cbor: \"abb\""},
      {"cbor", FromHex("c07f6161ff"), "tag 0 of cbor: 0x7f6161ff"},
      {"cbor", FromHex("c2581100112233445566778899aabbccddeeff00"),
       "tag 2 of cbor: 0x00112233445566778899aabbccddeeff(+1 bytes)"},
      {"msgpack", "", "value of msgpack: 0x"},
      {"msgpack", FromHex("d4"), "value of msgpack: 0xd4"},
      {"msgpack", FromHex("c9"), "value of msgpack: 0xc9"},
      {"json", "1e400", "number of json: 1e400"},
      {"json", "\"\x1b\"", "value of json: 0x221b22"},
      {"ubjson", "H", "value of ubjson: 0x48"},
      {"no format", "x", "value of no format: 0x78"},
  };
  for (const auto& sample : kSamples) {
    EXPECT_EQ(internal::ForeignText(sample.format, sample.encoded, 16),
              sample.expected);
  }
}

TEST(ForeignTextTest, KnowsListsAndDictsWithinTags) {
  EXPECT_TRUE(internal::HoldsForeignParts("cbor", FromHex("c080")));
  EXPECT_TRUE(internal::HoldsForeignParts("cbor", FromHex("d90102d818bfff")));
  EXPECT_FALSE(internal::HoldsForeignParts("cbor", FromHex("c001")));
  EXPECT_FALSE(internal::HoldsForeignParts("cbor", FromHex("c0c0c0")));
  EXPECT_FALSE(internal::HoldsForeignParts("cbor", ""));
  EXPECT_FALSE(internal::HoldsForeignParts("msgpack", FromHex("c080")));
}

}  // namespace
}  // namespace testing
}  // namespace wamp
