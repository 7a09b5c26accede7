// What every reader must do, tried on the readers of all codecs.
#include "tests/testing/reader_contract.h"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/codecs.h"
#include "tests/testing/common_values.h"
#include "tests/testing/describe.h"
#include "tests/testing/text_samples.h"

namespace wamp {
namespace {

using ::testing::AnyOf;
using testing::Described;
using ::testing::EndsWith;
using testing::FaultOf;
using ::testing::StartsWith;
using testing::WriteSample;
using testing::Written;
using testing::WrittenUnchecked;

template <class Codec>
class ReaderContractTest : public ::testing::Test {};

TYPED_TEST_SUITE(ReaderContractTest, testing::Codecs, testing::CodecName);

TYPED_TEST(ReaderContractTest, HoldsForEachValue) {
  for (const WriteSample& sample : testing::CommonValues<TypeParam>()) {
    SCOPED_TRACE(sample.name);
    const std::string bytes = sample.write();
    ASSERT_EQ(Described<typename TypeParam::Reader>(bytes), sample.expected);
    // The tables of each codec hold some long ones.
    if (bytes.size() > 1000) continue;
    testing::ExpectReaderContract<TypeParam>(bytes);
  }
}

TYPED_TEST(ReaderContractTest, HoldsForBrokenValues) {
  for (const WriteSample& sample : testing::CommonValues<TypeParam>()) {
    SCOPED_TRACE(sample.name);
    std::string bytes = sample.write();
    if (bytes.size() > 24) continue;
    for (char& byte : bytes) {
      const char whole = byte;
      for (const int change : {0x01, 0x20, 0x80, 0xFF}) {
        byte = static_cast<char>(whole ^ change);
        testing::ExpectHandled<typename TypeParam::Reader>(bytes);
      }
      byte = whole;
    }
  }
}

TYPED_TEST(ReaderContractTest, HoldsForRandomBytes) {
  // Bytes that begin values are met more often this way.
  std::string bytes;
  for (const WriteSample& sample : testing::CommonValues<TypeParam>()) {
    bytes += sample.write().substr(0, 3);
  }
  std::mt19937 random(7);
  for (int round = 0; round < 1000; ++round) {
    std::string input(random() % 24, '\0');
    for (char& byte : input) byte = bytes[random() % bytes.size()];
    testing::ExpectHandled<typename TypeParam::Reader>(input);
  }
}

TYPED_TEST(ReaderContractTest, ReadsIntegersUpToTheLast) {
  for (const uint64_t value : testing::kUints) {
    SCOPED_TRACE(value);
    const std::string bytes =
        Written<TypeParam>([value](auto& out) { out.Uint(value); });
    typename TypeParam::Reader reader(bytes);
    const auto mark = reader.mark();
    uint64_t found = 0;
    ASSERT_TRUE(reader.ReadUint(found)) << FaultOf(reader);
    EXPECT_EQ(found, value);
    reader.Restore(mark);
    int64_t narrow = 0;
    ASSERT_EQ(reader.ReadInt(narrow), value <= INT64_MAX);
    if (!reader.failed()) {
      EXPECT_EQ(narrow, static_cast<int64_t>(value));
      continue;
    }
    EXPECT_THAT(
        FaultOf(reader),
        AnyOf(StartsWith("range at 0: expected an integer below 2^63, "),
              StartsWith("range at 0: expected an integer from -2^63 "
                         "to 2^63-1, ")));
    EXPECT_THAT(FaultOf(reader), EndsWith(absl::StrCat("got integer ", value)));
  }
}

TYPED_TEST(ReaderContractTest, ReadsIntegersDownToTheFirst) {
  for (const int64_t value : testing::kNegatives) {
    SCOPED_TRACE(value);
    const std::string bytes =
        Written<TypeParam>([value](auto& out) { out.Int(value); });
    typename TypeParam::Reader reader(bytes);
    const auto mark = reader.mark();
    int64_t found = 0;
    ASSERT_TRUE(reader.ReadInt(found)) << FaultOf(reader);
    EXPECT_EQ(found, value);
    reader.Restore(mark);
    uint64_t wide = 0;
    EXPECT_FALSE(reader.ReadUint(wide));
    EXPECT_EQ(FaultOf(reader),
              absl::StrCat("kind at 0: expected an integer of at least 0, got "
                           "integer ",
                           value));
  }
}

TYPED_TEST(ReaderContractTest, NamesWhatItWantedAndWhatItFound) {
  const std::string bytes =
      Written<TypeParam>([](auto& out) { testing::WriteEachKind(out); });
  using Reader = typename TypeParam::Reader;
  Reader reader(bytes);
  typename Reader::List list;
  ASSERT_TRUE(reader.BeginList(list));
  for (const char* found :
       {"null", "boolean true", "integer 1", "integer -1", "float 1.500000",
        "string \"a\"", "byte string of 1", "list", "dict"}) {
    ASSERT_TRUE(reader.NextItem(list));
    const auto mark = reader.mark();
    const size_t start = reader.offset();
    for (const auto& request : testing::Requests<Reader>()) {
      // What it took tells another test.
      if (!request.read(reader)) {
        EXPECT_EQ(FaultOf(reader),
                  absl::StrCat("kind at ", start, ": expected ", request.wanted,
                               ", got ", found));
      }
      reader.Restore(mark);
    }
    ASSERT_TRUE(reader.Skip());
  }
  EXPECT_FALSE(reader.NextItem(list));
  EXPECT_TRUE(reader.AtEnd());
}

TYPED_TEST(ReaderContractTest, RefusesTextsAndKeysThatAreNotUtf8) {
  using Reader = typename TypeParam::Reader;
  for (const testing::TextSample& sample : testing::kInvalidTexts) {
    SCOPED_TRACE(sample.name);
    const absl::string_view text = sample.bytes;
    const std::string value = WrittenUnchecked<TypeParam>([text](auto& out) {
      out.BeginList(2);
      out.Null();
      out.String(text);
      out.EndList();
    });
    const std::string key = WrittenUnchecked<TypeParam>([text](auto& out) {
      out.BeginMap(1);
      out.Key(text);
      out.Null();
      out.EndMap();
    });
    for (const std::string& bytes : {value, key}) {
      Reader reader(bytes);
      ASSERT_FALSE(reader.Skip());
      EXPECT_EQ(reader.fault().rule, Rule::kUtf8);
      EXPECT_EQ(reader.fault().offset, bytes.rfind(sample.bytes));
      testing::ExpectHandled<Reader>(bytes);
    }
  }
}

// A key that is known need not be checked, so that this is for the caller to
// ask; a reader may have checked it all the same.
TYPED_TEST(ReaderContractTest, ChecksKeysOnRequest) {
  using Reader = typename TypeParam::Reader;
  const auto read = [](absl::string_view text) {
    const std::string bytes = WrittenUnchecked<TypeParam>([text](auto& out) {
      out.BeginMap(1);
      out.Key(text);
      out.Null();
      out.EndMap();
    });
    Reader reader(bytes);
    typename Reader::Map map;
    absl::string_view key;
    EXPECT_TRUE(reader.BeginMap(map));
    if (reader.NextUncheckedKey(map, key) && reader.CheckKey(key)) {
      return absl::StrCat("key ", key, ", ", Described<Reader>(bytes));
    }
    return FaultOf(reader);
  };
  for (const testing::TextSample& sample : testing::kValidTexts) {
    EXPECT_THAT(read(sample.bytes),
                StartsWith(absl::StrCat("key ", sample.bytes, ", {")))
        << sample.name;
  }
  for (const testing::TextSample& sample : testing::kInvalidTexts) {
    EXPECT_THAT(read(sample.bytes), StartsWith("utf8 at ")) << sample.name;
  }
}

// The beginning of `depth` lists or dicts, each of which holds another one.
template <class Codec>
std::string Opened(int depth, bool in_dicts) {
  return Written<Codec>([=](auto& out) {
    for (int i = 0; i < depth; ++i) {
      if (in_dicts) {
        out.BeginMap(1);
        out.Key("k");
      } else {
        out.BeginList(1);
      }
    }
  });
}

// `depth` lists or dicts, each in the one before.
template <class Codec>
std::string Nested(int depth, bool in_dicts) {
  const std::string innermost = Written<Codec>([=](auto& out) {
    in_dicts ? out.BeginMap(0) : out.BeginList(0);
    in_dicts ? out.EndMap() : out.EndList();
  });
  const std::string closed = Written<Codec>([=](auto& out) {
    for (int i = 1; i < depth; ++i) in_dicts ? out.EndMap() : out.EndList();
  });
  return Opened<Codec>(depth - 1, in_dicts) + innermost + closed;
}

TYPED_TEST(ReaderContractTest, StopsAtTheDepthLimit) {
  using Reader = typename TypeParam::Reader;
  const int most = Limits().max_depth;
  for (const bool in_dicts : {false, true}) {
    const std::string deepest = Nested<TypeParam>(most, in_dicts);
    Reader reader(deepest);
    EXPECT_TRUE(reader.Skip()) << FaultOf(reader);

    const std::string too_deep = Nested<TypeParam>(most + 1, in_dicts);
    Reader other(too_deep);
    ASSERT_FALSE(other.Skip());
    const size_t offset = other.fault().offset;
    EXPECT_EQ(FaultOf(other),
              absl::StrCat("limit at ", offset,
                           ": expected lists and dicts nested less deep, got "
                           "one more"));
    // Before the head of what is too deep, or after it.
    const size_t start = Opened<TypeParam>(most, in_dicts).size();
    EXPECT_THAT(offset, AnyOf(start, start + 1));
  }
}

TYPED_TEST(ReaderContractTest, SurvivesAnyDepth) {
  for (const bool in_dicts : {false, true}) {
    const std::string bytes = Opened<TypeParam>(100000, in_dicts);
    typename TypeParam::Reader reader(bytes);
    ASSERT_FALSE(reader.Skip());
    EXPECT_EQ(reader.fault().rule, Rule::kLimit);
  }
}

TYPED_TEST(ReaderContractTest, BelievesNoHeadThatPromisesTooMuch) {
  using Reader = typename TypeParam::Reader;
  for (const uint32_t promised :
       {uint32_t{3}, uint32_t{15}, uint32_t{300}, UINT32_MAX}) {
    SCOPED_TRACE(promised);
    const std::string list = Written<TypeParam>([promised](auto& out) {
      out.BeginList(promised);
      out.Null();
      out.Null();
    });
    // Of three entries, one lacks its value.
    const std::string dict = Written<TypeParam>([promised](auto& out) {
      out.BeginMap(promised);
      for (const char* key : {"", "a"}) {
        out.Key(key);
        out.Null();
      }
      out.Key("b");
    });
    for (const std::string& bytes : {list, dict}) {
      Reader reader(bytes);
      ASSERT_FALSE(reader.Skip());
      EXPECT_EQ(reader.fault().rule, Rule::kSyntax);
      testing::ExpectHandled<Reader>(bytes);
    }
  }
}

TYPED_TEST(ReaderContractTest, HintsAtTheSizeWhereTheFormatTellsIt) {
  using Reader = typename TypeParam::Reader;
  for (const size_t size : {1U, 20U, 300U}) {
    const size_t told = TypeParam::Writer::kHeadsHoldSizes ? size : 0;
    const size_t told_next = told == 0 ? 0 : told - 1;
    const std::string list = Written<TypeParam>([size](auto& out) {
      out.BeginList(size);
      for (size_t i = 0; i < size; ++i) out.Null();
    });
    Reader reader(list);
    typename Reader::List items;
    ASSERT_TRUE(reader.BeginList(items));
    EXPECT_EQ(reader.SizeHint(items), told);
    ASSERT_TRUE(reader.NextItem(items));
    EXPECT_EQ(reader.SizeHint(items), told_next);

    const std::string dict = Written<TypeParam>([size](auto& out) {
      out.BeginMap(size);
      for (size_t i = 0; i < size; ++i) {
        out.KnownFlag(testing::KnownKey<1>(), true);
      }
    });
    Reader other(dict);
    typename Reader::Map entries;
    absl::string_view key;
    ASSERT_TRUE(other.BeginMap(entries));
    EXPECT_EQ(other.SizeHint(entries), told);
    ASSERT_TRUE(other.NextKey(entries, key));
    EXPECT_EQ(other.SizeHint(entries), told_next);
  }
}

TYPED_TEST(ReaderContractTest, FindsNothingInNothing) {
  typename TypeParam::Reader reader("");
  EXPECT_TRUE(reader.AtEnd());
  EXPECT_EQ(reader.offset(), 0U);
  EXPECT_EQ(reader.Peek(), Kind::kInvalid);
  EXPECT_FALSE(reader.TryNull());
  ASSERT_FALSE(reader.Skip());
  EXPECT_EQ(reader.fault().rule, Rule::kSyntax);
  EXPECT_EQ(reader.fault().offset, 0U);
  EXPECT_EQ(reader.fault().found, "the end of the input");
}

TYPED_TEST(ReaderContractTest, SeesWhatFollowsAValue) {
  const std::string bytes = Written<TypeParam>([](auto& out) {
    out.Null();
    out.Null();
  });
  typename TypeParam::Reader reader(bytes);
  EXPECT_FALSE(reader.AtEnd());
  ASSERT_TRUE(reader.TryNull());
  EXPECT_FALSE(reader.AtEnd());
}

TYPED_TEST(ReaderContractTest, KeepsItsFirstFault) {
  const std::string bytes =
      Written<TypeParam>([](auto& out) { out.Bool(true); });
  typename TypeParam::Reader reader(bytes);
  absl::string_view text;
  ASSERT_FALSE(reader.ReadString(text));
  const std::string first = FaultOf(reader);
  uint64_t number = 0;
  EXPECT_FALSE(reader.ReadUint(number));
  EXPECT_FALSE(reader.Fail(Rule::kRange, 5, "this", "that"));
  EXPECT_EQ(FaultOf(reader), first);
  reader.ClearFault();
  EXPECT_FALSE(reader.failed());
  bool flag = false;
  EXPECT_TRUE(reader.ReadBool(flag));
  EXPECT_TRUE(flag);
}

TYPED_TEST(ReaderContractTest, GivesTheBytesOfAValue) {
  using Reader = typename TypeParam::Reader;
  for (const WriteSample& sample : testing::CommonValues<TypeParam>()) {
    const std::string value = sample.write();
    if (value.size() > 64) continue;
    SCOPED_TRACE(sample.name);
    const std::string bytes = Written<TypeParam>([&value](auto& out) {
      out.BeginList(3);
      out.Null();
      out.Raw(value);
      out.Null();
      out.EndList();
    });
    Reader reader(bytes);
    typename Reader::List list;
    ASSERT_TRUE(reader.BeginList(list) && reader.NextItem(list));
    ASSERT_TRUE(reader.TryNull() && reader.NextItem(list));
    const size_t start = reader.offset();
    ASSERT_TRUE(reader.Skip()) << FaultOf(reader);
    EXPECT_EQ(reader.Since(start), value);
  }
}

}  // namespace
}  // namespace wamp
