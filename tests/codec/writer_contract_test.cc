// What every writer must do, tried on the writers of all codecs.
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
class WriterContractTest : public ::testing::Test {
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
    std::string bytes;
    typename Codec::Writer writer(&bytes);
    write(writer);
    if (!writer.failed()) return Rule::kNone;
    EXPECT_EQ(writer.fault().offset, Fault::kNoOffset);
    return writer.fault().rule;
  }
};

TYPED_TEST_SUITE(WriterContractTest, testing::Codecs, testing::CodecName);

TYPED_TEST(WriterContractTest, WritesWhatItsReaderReads) {
  for (const testing::WriteSample& sample :
       testing::CommonValues<TypeParam>()) {
    EXPECT_EQ(Described<typename TypeParam::Reader>(sample.write()),
              sample.expected)
        << sample.name;
  }
}

TYPED_TEST(WriterContractTest, KeepsEveryByteOfTextsAndByteStrings) {
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

TYPED_TEST(WriterContractTest, RefusesTextsAndKeysThatAreNotUtf8) {
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

TYPED_TEST(WriterContractTest, TakesAnyBytesForAByteString) {
  for (const testing::TextSample& sample : testing::kInvalidTexts) {
    const absl::string_view bytes = sample.bytes;
    EXPECT_EQ(this->ReadBack([bytes](auto& out) { out.Bytes(bytes); }),
              absl::StrCat("h'", absl::BytesToHexString(bytes), "'"))
        << sample.name;
  }
}

TYPED_TEST(WriterContractTest, KeepsItsFirstFault) {
  EXPECT_EQ(this->RuleOf([](auto& out) {
    out.String("\xFF");
    out.Fail(Rule::kRange, 5, "this", "that");
    out.Null();
  }),
            Rule::kUtf8);
}

TYPED_TEST(WriterContractTest, WritesFloatsThatAreNoNumbersButInJson) {
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

TYPED_TEST(WriterContractTest, WritesTextsThatStartWithNulButInJson) {
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

TYPED_TEST(WriterContractTest, WritesKnownStringsAsAnyOther) {
  for (size_t size = 0; size < 300; size += size < 40 ? 1 : 60) {
    const std::string text(size, 'k');
    EXPECT_EQ(Written<TypeParam>([&](auto& out) { out.KnownString(text); }),
              Written<TypeParam>([&](auto& out) { out.String(text); }))
        << size;
  }
}

// What `Codec` writes with the key as a known one and with it as any other.
template <class Codec, class Key>
void CompareKey(Key known) {
  const absl::string_view key = Key::kKey;
  SCOPED_TRACE(key.size());
  const std::string expected = Written<Codec>([key](auto& out) {
    out.BeginMap(3);
    out.Key(key);
    out.Null();
    for (const bool value : {true, false}) {
      out.Key(key);
      out.Bool(value);
    }
    out.EndMap();
  });
  EXPECT_EQ(Written<Codec>([known](auto& out) {
              out.BeginMap(3);
              out.KnownKey(known);
              out.Null();
              out.KnownFlag(known, true);
              out.KnownFlag(known, false);
              out.EndMap();
            }),
            expected);
  EXPECT_EQ(Written<Codec>([known](auto& out) {
              out.BeginMap(3);
              out.KnownKey(known);
              out.Null();
              auto flags = out.BeginFlags(2, Key::kKey.size());
              flags.Put(known, true);
              flags.Put(known, false);
              out.EndFlags(flags);
              out.EndMap();
            }),
            expected);
}

TYPED_TEST(WriterContractTest, WritesKnownKeysAsAnyOther) {
  const auto compare = [](auto... sizes) {
    (CompareKey<TypeParam>(testing::KnownKey<decltype(sizes)::value>()), ...);
  };
  // Around the sizes where heads and the words that are copied get longer.
  using std::integral_constant;
  compare(integral_constant<size_t, 0>(), integral_constant<size_t, 1>(),
          integral_constant<size_t, 5>(), integral_constant<size_t, 6>(),
          integral_constant<size_t, 7>(), integral_constant<size_t, 8>(),
          integral_constant<size_t, 13>(), integral_constant<size_t, 14>(),
          integral_constant<size_t, 15>(), integral_constant<size_t, 16>(),
          integral_constant<size_t, 17>(), integral_constant<size_t, 23>(),
          integral_constant<size_t, 24>(), integral_constant<size_t, 29>(),
          integral_constant<size_t, 30>(), integral_constant<size_t, 31>(),
          integral_constant<size_t, 32>(), integral_constant<size_t, 33>(),
          integral_constant<size_t, 127>(), integral_constant<size_t, 128>(),
          integral_constant<size_t, 255>(), integral_constant<size_t, 256>(),
          integral_constant<size_t, 300>());
}

// Many flags, far more than there is room for at first.
TYPED_TEST(WriterContractTest, WritesManyFlags) {
  constexpr size_t kCount = 1000;
  using Key = testing::KnownKey<30>;
  const auto value = [](size_t i) { return i % 3 == 0; };
  const std::string expected = Written<TypeParam>([&value](auto& out) {
    out.BeginMap(kCount);
    for (size_t i = 0; i < kCount; ++i) {
      out.Key(Key::kKey);
      out.Bool(value(i));
    }
    out.EndMap();
  });
  EXPECT_EQ(Written<TypeParam>([&value](auto& out) {
              out.BeginMap(kCount);
              auto flags = out.BeginFlags(kCount, Key::kKey.size());
              for (size_t i = 0; i < kCount; ++i) flags.Put(Key(), value(i));
              out.EndFlags(flags);
              out.EndMap();
            }),
            expected);
}

TYPED_TEST(WriterContractTest, PutsRawValuesWhereAnyMayStand) {
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
TYPED_TEST(WriterContractTest, WritesWhatIsCopied) {
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

TYPED_TEST(WriterContractTest, CopiesNoValueThatIsCutOff) {
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
    std::string copied;
    typename TypeParam::Writer writer(&copied);
    EXPECT_FALSE(Copy(reader, writer)) << size;
    EXPECT_TRUE(reader.failed()) << size;
  }
}

// The number of keys may be told at the end of a dict, around the sizes where
// the head gets longer.
TYPED_TEST(WriterContractTest, WritesTheSameWhenSizesComeLast) {
  for (const size_t size : {0U, 1U, 15U, 16U, 23U, 24U, 255U, 256U, 70000U}) {
    const auto entries = [size](auto& out) {
      for (size_t i = 0; i < size; ++i) {
        out.Key(std::to_string(i));
        out.Uint(i);
      }
    };
    const std::string expected = Written<TypeParam>([&](auto& out) {
      out.BeginMap(2);
      out.Key("before");
      out.BeginMap(size);
      entries(out);
      out.EndMap();
      out.Key("after");
      out.Null();
      out.EndMap();
    });
    const std::string last = Written<TypeParam>([&](auto& out) {
      const size_t outer = out.OpenMap();
      out.Key("before");
      const size_t inner = out.OpenMap();
      entries(out);
      out.CloseMap(inner, size);
      out.Key("after");
      out.Null();
      out.CloseMap(outer, 2);
    });
    // Compared as truth values: some are long.
    EXPECT_TRUE(last == expected) << size;
  }
}

// A string that has the room keeps its memory; what it held is gone.
TYPED_TEST(WriterContractTest, WritesIntoStringsOfAnySize) {
  for (const size_t size : {0U, 10U, 4000U, 5000U, 100000U}) {
    const std::string text(size, 'x');
    const std::string expected =
        Written<TypeParam>([&text](auto& out) { out.String(text); });
    for (const size_t before : {0U, 7U, 4200U, 300000U}) {
      std::string bytes(before, '!');
      const char* const memory = bytes.data();
      typename TypeParam::Writer writer(&bytes);
      writer.String(text);
      writer.Flush();
      EXPECT_TRUE(bytes == expected) << size << " into " << before;
      const bool has_room = before > expected.size() + 100;
      EXPECT_TRUE(bytes.data() == memory || !has_room);
    }
  }
}

// Wherever it happens that a buffer has to grow, nothing is lost.
TYPED_TEST(WriterContractTest, WritesTheSameBeforeAndAfterItGrows) {
  const auto write_item = [](auto& out, size_t i) {
    switch (i % 4) {
      case 0:
        return out.Uint(uint64_t{1} << i % 64);
      case 1:
        return out.String(std::string(i % 40, 'a'));
      case 2:
        return out.Bytes(std::string(i % 50, 'b'));
      default:
        return out.Double(1.5);
    }
  };
  for (const size_t steps : {200U, 400U, 1000U, 5000U}) {
    const std::string bytes = Written<TypeParam>([&](auto& out) {
      out.BeginList(steps);
      for (size_t i = 0; i < steps; ++i) write_item(out, i);
      out.EndList();
    });
    using Reader = typename TypeParam::Reader;
    Reader reader(bytes);
    typename Reader::List list;
    ASSERT_TRUE(reader.BeginList(list));
    for (size_t i = 0; i < steps; ++i) {
      ASSERT_TRUE(reader.NextItem(list));
      const size_t start = reader.offset();
      ASSERT_TRUE(reader.Skip()) << steps << ", item " << i;
      const std::string alone =
          Written<TypeParam>([&](auto& out) { write_item(out, i); });
      EXPECT_EQ(reader.Since(start), alone) << steps << ", item " << i;
    }
  }
}

}  // namespace
}  // namespace wamp
