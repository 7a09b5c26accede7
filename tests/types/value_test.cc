#include "wamp/value.h"

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "gtest/gtest.h"
#include "wamp/message.h"
#include "wamp/struct.h"

namespace wamp {
namespace {

TEST(MakeValueTest, KeepsEveryKindApart) {
  EXPECT_TRUE(MakeValue(true).has_bool_value());
  EXPECT_TRUE(MakeValue(1).has_uint_value());
  EXPECT_TRUE(MakeValue(-1).has_int_value());
  EXPECT_EQ(MakeValue(std::numeric_limits<uint64_t>::max()).uint_value(),
            std::numeric_limits<uint64_t>::max());
  EXPECT_TRUE(MakeValue(1.0).has_double_value());
  EXPECT_EQ(MakeValue("text").string_value(), "text");
  EXPECT_TRUE(MakeValue(MakeList(1, "a")).has_list_value());
}

// A value as MakeValue makes it, and its text.
struct Sample {
  const char* name;
  v1::Value value;
  const char* text;
};

void PrintTo(const Sample& sample, std::ostream* os) { *os << sample.name; }

class MakeValueOfTest : public ::testing::TestWithParam<Sample> {};

TEST_P(MakeValueOfTest, IsTheValue) {
  EXPECT_EQ(ToString(GetParam().value), GetParam().text);
}

const std::vector<std::string>& Texts() {
  static const auto& texts = *new std::vector<std::string>{"a", "b"};
  return texts;
}

INSTANTIATE_TEST_SUITE_P(
    All, MakeValueOfTest,
    ::testing::Values(
        Sample{"Null", MakeValue(nullptr), "null"},
        Sample{"Bytes", MakeValue(Bytes{"ab"}), "<2 bytes>"},
        Sample{"View", MakeValue(absl::string_view("ab")), "\"ab\""},
        Sample{"StdView", MakeValue(std::string_view("ab")), "\"ab\""},
        Sample{"Value", MakeValue(MakeValue(-1)), "-1"},
        Sample{"EmptyList", MakeValue(v1::List()), "[]"},
        Sample{"EmptyDict", MakeValue(v1::Dict()), "{}"},
        Sample{"Vector", MakeValue(std::vector<int>{1, -2}), "[1, -2]"},
        Sample{"EmptyVector", MakeValue(std::vector<int>()), "[]"},
        Sample{"VectorOfBool", MakeValue(std::vector<bool>{true, false}),
               "[true, false]"},
        Sample{"VectorOfValues",
               MakeValue(std::vector<v1::Value>{MakeValue(1), MakeValue("a")}),
               "[1, \"a\"]"},
        Sample{"VectorOfVectors",
               MakeValue(std::vector<std::vector<int>>{{1}, {}}), "[[1], []]"},
        Sample{"VectorThatStays", MakeValue(Texts()), "[\"a\", \"b\"]"},
        Sample{"Map",
               MakeValue(std::map<std::string, double>{{"b", 1}, {"a", 0.5}}),
               "{\"a\": 0.5, \"b\": 1.0}"},
        Sample{"MapOfDicts",
               MakeValue(std::map<std::string, v1::Dict>{
                   {"a", MakeDict({{"b", 1}})}}),
               "{\"a\": {\"b\": 1}}"},
        Sample{"Optional", MakeValue(std::optional<int>(1)), "1"},
        Sample{"EmptyOptional", MakeValue(std::optional<int>()), "null"}),
    [](const auto& test) { return test.param.name; });

// What MakeValue refuses to compile, and what is close to it.
static_assert(internal::kIsValue<const char*>);
static_assert(internal::kIsValue<std::map<std::string, std::vector<int>>>);
static_assert(!internal::kIsValue<char>);
static_assert(!internal::kIsValue<wchar_t>);
static_assert(!internal::kIsValue<decltype(u8'a')>);
static_assert(!internal::kIsValue<long double>);
static_assert(!internal::kIsValue<int*>);
static_assert(!internal::kIsValue<v1::Null>);
static_assert(!internal::kIsValue<std::vector<char>>);
static_assert(!internal::kIsValue<std::vector<unsigned char>>);
static_assert(!internal::kIsValue<std::optional<std::vector<char>>>);
static_assert(!internal::kIsValue<std::map<int, int>>);

TEST(MakeValueTest, LeavesWhatItCopies) {
  const std::map<std::string, std::vector<std::string>> source = {
      {"a", Texts()}};
  MakeValue(source);
  EXPECT_EQ(source.at("a"), Texts());
}

TEST(MakeValueTest, MovesWhatItMayMove) {
  const std::string text(1000, 'x');
  std::vector<std::string> source = {text};
  const char* const data = source[0].data();
  const v1::Value value = MakeValue(std::move(source));
  EXPECT_EQ(value.list_value().values(0).string_value().data(), data);
}

TEST(MakeDictTest, TakesWhatMakeValueTakes) {
  const std::string key = "text";
  const v1::Dict dict = MakeDict({{"int", 1},
                                  {key, "x"},
                                  {"null", nullptr},
                                  {"list", MakeList(1, Texts())},
                                  {"dict", MakeDict({{"a", MakeValue(2)}})},
                                  {"vector", std::vector<int>{1}}});
  EXPECT_EQ(ToString(dict),
            R"({"int": 1, "text": "x", "null": null, "list": [1, ["a", "b"]], )"
            R"("dict": {"a": 2}, "vector": [1]})");
  EXPECT_EQ(MakeDict({}).entries_size(), 0);
}

TEST(MakeDictTest, KeepsTheLastOfAKey) {
  EXPECT_EQ(ToString(MakeDict({{"a", 1}, {"b", 2}, {"a", "x"}})),
            R"({"a": "x", "b": 2})");
}

TEST(DictTest, SetsAndFinds) {
  v1::Dict dict;
  Set(dict, "a", 1);
  Set(dict, "b", "x");
  Set(dict, "a", 2);
  ASSERT_EQ(dict.entries_size(), 2);
  ASSERT_NE(Find(dict, "a"), nullptr);
  EXPECT_EQ(Find(dict, "a")->uint_value(), 2U);
  EXPECT_EQ(Find(dict, "c"), nullptr);
}

TEST(NullTest, IsNullWhenUnset) {
  EXPECT_TRUE(IsNull(v1::Value()));
  EXPECT_FALSE(IsNull(MakeValue(0)));
}

TEST(StructTest, GoesThereAndBack) {
  v1::Dict dict;
  Set(dict, "flag", true);
  Set(dict, "text", "x");
  Set(dict, "list", MakeList("a", false));
  Set(dict, "null", nullptr);
  Set(dict, "count", 3);
  Set(dict, "below", -3);
  Set(dict, "float", 0.5);
  Set(dict, "dict", MakeDict({{"inner", 1}}));
  const auto there = ToStruct(dict);
  ASSERT_TRUE(there.ok()) << there.status();
  const auto back = FromStruct(*there);
  ASSERT_TRUE(back.ok()) << back.status();
  // A map keeps no order.
  EXPECT_EQ(back->entries_size(), dict.entries_size());
  for (const v1::Entry& entry : dict.entries()) {
    ASSERT_NE(Find(*back, entry.key()), nullptr) << entry.key();
    EXPECT_TRUE(Equals(*Find(*back, entry.key()), entry.value()))
        << ToString(*Find(*back, entry.key()));
  }
}

TEST(StructTest, FailsRatherThanLose) {
  v1::Dict dict;
  v1::Dict outer;
  Set(outer, "id", (uint64_t{1} << 53) + 1);
  Set(dict, "outer", MakeValue(outer));
  const auto there = ToStruct(dict);
  ASSERT_FALSE(there.ok());
  EXPECT_NE(there.status().message().find("outer.id"), std::string::npos)
      << there.status();
}

// What is said of a dict with this value under a key.
std::string SaidOf(const v1::Value& value) {
  v1::Dict dict;
  Set(dict, "a b", value);
  return std::string(ToStruct(dict).status().message());
}

TEST(StructTest, SaysWhatItCantHold) {
  EXPECT_EQ(SaidOf(MakeValue(-(int64_t{1} << 53) - 1)),
            "Dict[\"a b\"]: expected an integer from -2^53 to 2^53, got "
            "-9007199254740993");
  EXPECT_EQ(SaidOf(MakeValue(std::numeric_limits<double>::infinity())),
            "Dict[\"a b\"]: expected a finite number, got Infinity");
  v1::Value bytes;
  bytes.set_bytes_value("123");
  EXPECT_EQ(SaidOf(bytes),
            "Dict[\"a b\"]: expected a value that Struct can hold, got 3 "
            "bytes");
  v1::Value deep;
  v1::Value* inner = &deep;
  for (int i = 0; i < 200; ++i) {
    inner = inner->mutable_list_value()->add_values();
  }
  EXPECT_THAT(SaidOf(deep),
              ::testing::HasSubstr("levels of nesting, got more"));
  google::protobuf::Struct none;
  (*none.mutable_fields())["x"];
  EXPECT_EQ(FromStruct(none).status().message(),
            "Struct.x: expected a value of some kind, got none");
}

}  // namespace
}  // namespace wamp
