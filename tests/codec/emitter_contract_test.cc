// What every emitter must do, tried on the emitters of all codecs.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/codecs.h"
#include "tests/testing/common_values.h"
#include "tests/testing/describe.h"
#include "tests/testing/text_samples.h"
#include "wamp/codec/copy.h"

namespace wamp {
namespace {

using testing::Described;
using ::testing::StartsWith;
using testing::Written;

template <class Codec>
class EmitterContractTest : public ::testing::Test {
 protected:
  // JSON has no words for some values.
  static constexpr bool kIsJson = std::is_same_v<Codec, testing::Json>;

  // What is read of what `write` writes.
  template <class Write>
  static std::string ReadBack(const Write& write) {
    return Described<typename Codec::Reader>(Written<Codec>(write));
  }

  // Why `write` can't be written, or kNone.
  template <class Write>
  static Rule RuleOf(const Write& write) {
    typename Codec::Sizer sizer;
    write(sizer);
    if (!sizer.failed()) return Rule::kNone;
    EXPECT_EQ(sizer.fault().offset, Fault::kNoOffset);
    return sizer.fault().rule;
  }
};

TYPED_TEST_SUITE(EmitterContractTest, testing::Codecs, testing::CodecName);

// Written() compares how much was counted with how much was written.
TYPED_TEST(EmitterContractTest, WritesWhatItsReaderReads) {
  for (const testing::WriteSample& sample :
       testing::CommonValues<TypeParam>()) {
    EXPECT_EQ(Described<typename TypeParam::Reader>(sample.write()),
              sample.expected)
        << sample.name;
  }
}

TYPED_TEST(EmitterContractTest, KeepsEveryByteOfTextsAndByteStrings) {
  for (const size_t size : testing::kLengths) {
    std::string text;
    std::string data;
    for (size_t i = 0; i < size; ++i) {
      text += static_cast<char>('!' + i % 90);
      data += static_cast<char>(i % 251);
    }
    const std::string bytes = Written<TypeParam>([&](auto& out) {
      out.BeginMap(1);
      out.Key(text);
      out.BeginList(2);
      out.String(text);
      out.Bytes(data);
      out.EndList();
      out.EndMap();
    });
    using Reader = typename TypeParam::Reader;
    Reader reader(bytes);
    typename Reader::Map map;
    typename Reader::List list;
    absl::string_view found;
    ASSERT_TRUE(reader.BeginMap(map) && reader.NextKey(map, found));
    EXPECT_EQ(found, text);
    ASSERT_TRUE(reader.BeginList(list) && reader.NextItem(list));
    ASSERT_TRUE(reader.ReadString(found));
    EXPECT_EQ(found, text);
    ASSERT_TRUE(reader.NextItem(list) && reader.ReadBytes(found));
    EXPECT_EQ(found, data);
  }
}

TYPED_TEST(EmitterContractTest, RefusesTextsAndKeysThatAreNotUtf8) {
  for (const testing::TextSample& sample : testing::kInvalidTexts) {
    const absl::string_view text = sample.bytes;
    const auto is_refused =
        StartsWith("utf8: expected a text in UTF-8, got bytes \"");
    EXPECT_THAT(Written<TypeParam>([text](auto& out) { out.String(text); }),
                is_refused)
        << sample.name;
    EXPECT_THAT(Written<TypeParam>([text](auto& out) { out.Key(text); }),
                is_refused)
        << sample.name;
  }
}

TYPED_TEST(EmitterContractTest, TakesAnyBytesForAByteString) {
  for (const testing::TextSample& sample : testing::kInvalidTexts) {
    const absl::string_view bytes = sample.bytes;
    EXPECT_EQ(this->ReadBack([bytes](auto& out) { out.Bytes(bytes); }),
              absl::StrCat("h'", absl::BytesToHexString(bytes), "'"))
        << sample.name;
  }
}

TYPED_TEST(EmitterContractTest, KeepsItsFirstFault) {
  EXPECT_EQ(this->RuleOf([](auto& out) {
    out.String("\xFF");
    out.Fail(Rule::kRange, 5, "this", "that");
    out.Null();
  }),
            Rule::kUtf8);
}

TYPED_TEST(EmitterContractTest, WritesFloatsThatAreNoNumbersButInJson) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (const double value : {kInfinity, -kInfinity, std::nan("")}) {
    const auto write = [value](auto& out) { out.Double(value); };
    if (this->kIsJson) {
      EXPECT_EQ(this->RuleOf(write), Rule::kUnrepresentable);
    } else {
      EXPECT_EQ(this->ReadBack(write), testing::Describe(value));
    }
  }
}

TYPED_TEST(EmitterContractTest, WritesTextsThatStartWithNulButInJson) {
  const absl::string_view text("\0z", 2);
  const auto write = [text](auto& out) { out.String(text); };
  if (this->kIsJson) {
    EXPECT_EQ(this->RuleOf(write), Rule::kUnrepresentable);
  } else {
    EXPECT_EQ(this->ReadBack(write), R"("\x00z")");
  }
  // Keys are always texts.
  EXPECT_EQ(this->ReadBack([text](auto& out) {
    out.BeginMap(1);
    out.Key(text);
    out.Null();
    out.EndMap();
  }),
            R"({"\x00z": null})");
}

TYPED_TEST(EmitterContractTest, WritesWhatIsKnownAsAnyOther) {
  for (size_t size = 0; size < 300; size += size < 40 ? 1 : 60) {
    const std::string text(size, 'k');
    EXPECT_EQ(Written<TypeParam>([&](auto& out) { out.KnownString(text); }),
              Written<TypeParam>([&](auto& out) { out.String(text); }))
        << size;
    const std::string known = Written<TypeParam>([&](auto& out) {
      out.BeginMap(3);
      out.KnownKey(text);
      out.Null();
      out.KnownFlag(text, true);
      out.KnownFlag(text, false);
      out.EndMap();
    });
    const std::string any = Written<TypeParam>([&](auto& out) {
      out.BeginMap(3);
      out.Key(text);
      out.Null();
      out.Key(text);
      out.Bool(true);
      out.Key(text);
      out.Bool(false);
      out.EndMap();
    });
    EXPECT_EQ(known, any) << size;
  }
}

TYPED_TEST(EmitterContractTest, PutsRawValuesWhereAnyMayStand) {
  const std::string raw = Written<TypeParam>([](auto& out) {
    out.BeginList(1);
    out.String("\n");
    out.EndList();
  });
  EXPECT_EQ(Written<TypeParam>([&raw](auto& out) { out.Raw(raw); }), raw);
  EXPECT_EQ(this->ReadBack([&raw](auto& out) {
    out.BeginList(3);
    out.Raw(raw);
    out.BeginMap(2);
    out.Key("a");
    out.Raw(raw);
    out.Key("b");
    out.Null();
    out.EndMap();
    out.Raw(raw);
    out.EndList();
  }),
            R"([["\n"], {"a": ["\n"], "b": null}, ["\n"]])");
}

// By way of any format, the bytes are those of writing the value at once.
TYPED_TEST(EmitterContractTest, WritesWhatIsCopied) {
  const auto& values = testing::CommonValues<TypeParam>();
  testing::ForEachCodec([&values](auto from) {
    using From = decltype(from);
    const auto& sources = testing::CommonValues<From>();
    ASSERT_EQ(sources.size(), values.size());
    for (size_t i = 0; i < values.size(); ++i) {
      const std::string source = sources[i].write();
      const auto copy = [&source](auto& out) {
        typename From::Reader reader(source);
        EXPECT_TRUE(Copy(reader, out));
      };
      // Compared as truth values: some are long.
      EXPECT_TRUE(Written<TypeParam>(copy) == values[i].write())
          << values[i].name << " from " << From::kName;
    }
  });
}

TYPED_TEST(EmitterContractTest, CopiesNoValueThatIsCutOff) {
  const std::string list = Written<TypeParam>([](auto& out) {
    out.BeginList(2);
    out.Uint(1);
    out.BeginMap(1);
    out.Key("a");
    out.String("b");
    out.EndMap();
    out.EndList();
  });
  for (size_t size = 0; size < list.size(); ++size) {
    const std::string cut = list.substr(0, size);
    typename TypeParam::Reader reader(cut);
    typename TypeParam::Sizer sizer;
    EXPECT_FALSE(Copy(reader, sizer)) << size;
    EXPECT_TRUE(reader.failed()) << size;
  }
}

// Who counts bytes may learn the number of items last, where that is allowed.
TYPED_TEST(EmitterContractTest, CountsTheSameWhenHeadsTrail) {
  using Sizer = typename TypeParam::Sizer;
  EXPECT_FALSE(TypeParam::Writer::kHeadsMayTrail);
  if (!Sizer::kHeadsMayTrail) return;
  for (const size_t size : {1U, 20U, 300U, 70000U}) {
    Sizer first;
    first.BeginList(size);
    first.BeginMap(size);
    for (size_t i = 0; i < size; ++i) first.KnownFlag("a", true);
    Sizer last;
    for (size_t i = 0; i < size; ++i) last.KnownFlag("a", true);
    last.BeginMap(size);
    last.BeginList(size);
    EXPECT_EQ(first.sink().size(), last.sink().size());
  }
}

}  // namespace
}  // namespace wamp
