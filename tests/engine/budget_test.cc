// What a message may take: so many values, and so many bytes of memory. The
// heap is asked what it really takes.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/stubs/common.h"
#include "gtest/gtest.h"
#include "tests/testing/heap.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/dict.h"
#include "wamp/frame.h"
#include "wamp/reflection.h"
#include "wamp/transcode.h"
#include "wamp/value.h"
#include "wamp/violation.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using ::testing::HasSubstr;
using testing::HeapUseOf;
using testing::IsOk;
using testing::StatusIs;

constexpr int kParts = 3000;

// A frame in JSON that takes more memory the more parts it has, `values` for
// each of them.
struct Shape {
  const char* name;
  const char* head;
  std::string (*part)(int number);
  const char* tail;
  int values;
  // Which its parts are before they are kept.
  const char* path;
};

void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.name; }

std::string Member(int number, const char* value) {
  return absl::StrCat("\"k", number, "\":", value);
}

const Shape kShapes[] = {
    {"Nulls", "[36,1,1,{},[", [](int) -> std::string { return "null"; }, "]]",
     1, "EVENT.args["},
    {"Integers", "[36,1,1,{},[", [](int) -> std::string { return "1"; }, "]]",
     1, "EVENT.args["},
    {"Letters", "[36,1,1,{},[", [](int) -> std::string { return "\"a\""; },
     "]]", 1, "EVENT.args["},
    {"Texts", "[36,1,1,{},[",
     [](int number) {
       return absl::StrCat(
           "\"", std::string(static_cast<size_t>(number) % 64, 'a'), "\"");
     },
     "]]", 1, "EVENT.args["},
    {"Bytes", "[36,1,1,{},[",
     [](int) -> std::string { return "\"\\u0000AAECAwQFBgcICQoLDA0ODxAR\""; },
     "]]", 1, "EVENT.args["},
    {"EmptyLists", "[36,1,1,{},[", [](int) -> std::string { return "[]"; },
     "]]", 1, "EVENT.args["},
    {"EmptyDicts", "[36,1,1,{},[", [](int) -> std::string { return "{}"; },
     "]]", 1, "EVENT.args["},
    {"ListsOfOne", "[36,1,1,{},[", [](int) -> std::string { return "[0]"; },
     "]]", 2, "EVENT.args["},
    {"ListsOfFive", "[36,1,1,{},[",
     [](int) -> std::string { return "[0,0,0,0,0]"; }, "]]", 6, "EVENT.args["},
    {"DictsOfOne", "[36,1,1,{},[",
     [](int) -> std::string { return "{\"\":0}"; }, "]]", 2, "EVENT.args["},
    {"NestedLists", "[36,1,1,{},[",
     [](int) -> std::string { return "[[[[[[]]]]]]"; }, "]]", 6, "EVENT.args["},
    {"Entries", "[36,1,1,{},[],{",
     [](int number) { return Member(number, "0"); }, "}]", 1, "EVENT.kwargs."},
    {"EntriesWithLists", "[36,1,1,{},[],{",
     [](int number) { return Member(number, "[]"); }, "}]", 1, "EVENT.kwargs."},
    {"UnknownKeys", "[36,1,1,{", [](int number) { return Member(number, "0"); },
     "}]", 1, "EVENT.Details."},
    {"Ids", "[16,1,{\"exclude\":[",
     [](int number) { return absl::StrCat(number + 1); }, "]},\"a.b\"]", 1,
     "PUBLISH.Options.exclude["},
    {"Authids", "[16,1,{\"exclude_authid\":[",
     [](int) -> std::string { return "\"a\""; }, "]},\"a.b\"]", 1,
     "PUBLISH.Options.exclude_authid["},
    {"Principals", "[16,1,{\"forward_for\":[",
     [](int) -> std::string {
       return R"({"session":1,"authid":"a","authrole":"b"})";
     },
     "]},\"a.b\"]", 1, "PUBLISH.Options.forward_for["},
};

std::string FrameOf(const Shape& shape, int parts) {
  std::string json = shape.head;
  for (int i = 0; i < parts; ++i) {
    absl::StrAppend(&json, i == 0 ? "" : ",", shape.part(i));
  }
  return json + shape.tail;
}

DecodeOptions WithMemory(size_t most) {
  DecodeOptions options;
  options.unknown_keys = UnknownKeys::kKeep;
  options.max_memory = most;
  return options;
}

DecodeOptions WithValues(size_t most) {
  DecodeOptions options = WithMemory(DecodeOptions().max_memory);
  options.max_values = most;
  return options;
}

// The least memory that must be allowed for the bytes.
size_t LeastMemory(const std::string& bytes, v1::Serializer serializer,
                   DecodeOptions options) {
  size_t too_little = 0;
  size_t enough = options.max_memory = DecodeOptions().max_memory;
  while (enough - too_little > 1) {
    options.max_memory = too_little + (enough - too_little) / 2;
    v1::Frame frame;
    const bool suffices = Decode(bytes, serializer, &frame, options).ok();
    (suffices ? enough : too_little) = options.max_memory;
  }
  return enough;
}

// What comes once, whatever there is of parts.
constexpr size_t kOnce = 1500;

void ExpectCountedAsTaken(const std::string& bytes, v1::Serializer serializer,
                          DecodeOptions options) {
  options.max_memory = ~size_t{0};
  v1::Frame frame;
  const auto taken = static_cast<size_t>(
      HeapUseOf([&] {
        EXPECT_THAT(Decode(bytes, serializer, &frame, options), IsOk());
      }).bytes);
  const size_t counted = LeastMemory(bytes, serializer, options);
  EXPECT_LE(taken, counted + kOnce);
  EXPECT_LE(counted, 2 * taken);
}

class BudgetTest
    : public ::testing::TestWithParam<std::tuple<Shape, v1::Serializer>> {
 protected:
  BudgetTest() {
    EXPECT_THAT(Transcode(FrameOf(shape(), kParts), v1::SERIALIZER_JSON,
                          serializer(), &bytes_),
                IsOk());
    // What protobuf makes once for each type is none of the message's memory.
    EXPECT_THAT(DecodeNew(WithMemory(~size_t{0})), IsOk());
  }

  static const Shape& shape() { return std::get<0>(GetParam()); }
  static v1::Serializer serializer() { return std::get<1>(GetParam()); }
  static size_t values() {
    return static_cast<size_t>(kParts) * static_cast<size_t>(shape().values);
  }

  absl::Status DecodeNew(const DecodeOptions& options) const {
    v1::Frame frame;
    return Decode(bytes_, serializer(), &frame, options);
  }
  absl::Status DecodeNewByReflection(const DecodeOptions& options) const {
    v1::Frame frame;
    return DecodeByReflection(bytes_, serializer(), &frame, options);
  }

  std::string bytes_;
};

TEST_P(BudgetTest, CountsTheMemoryThatIsTaken) {
  ExpectCountedAsTaken(bytes_, serializer(), WithMemory(0));
}

// As SECURITY.md says.
TEST_P(BudgetTest, TakesAtMostSoMuchForEachByteOnTheWire) {
  constexpr size_t kOfOneByte = 180;
  EXPECT_LE(LeastMemory(bytes_, serializer(), WithMemory(0)),
            kOfOneByte * bytes_.size() + kOnce);
}

// As SECURITY.md says: heads of containers may give each item its marker, and
// nulls no byte of their own.
TEST(BudgetOfTypedContainersTest, TakesAtMostSoMuchForEachByteOnTheWire) {
  constexpr size_t kOfOneByte = 240;
  // Newer protobufs take less: 36 some 224.
  constexpr size_t kAtLeast =
      GOOGLE_PROTOBUF_VERSION < 4022000 ? kOfOneByte - 2 : 222;
  const std::string nulls = "[$Z#I\x75\x30";
  for (const char* brackets : {"[]", "{}"}) {
    const std::string empty =
        absl::StrCat("[$", std::string(1, brackets[0]), "#I\x75\x30",
                     std::string(30000, brackets[1]));
    const std::string bytes =
        absl::StrCat("[i\x24i\x01i\x01{}[", empty, nulls, "]]");
    const size_t memory =
        LeastMemory(bytes, v1::SERIALIZER_UBJSON, WithMemory(0));
    EXPECT_LE(memory, kOfOneByte * bytes.size() + kOnce);
    EXPECT_GE(memory, kAtLeast * bytes.size());
  }
}

TEST_P(BudgetTest, TakesNoMoreThanIsAllowed) {
  const size_t most = LeastMemory(bytes_, serializer(), WithMemory(0)) / 3;
  v1::Frame frame;
  absl::Status status;
  const testing::HeapUse use = HeapUseOf(
      [&] { status = Decode(bytes_, serializer(), &frame, WithMemory(most)); });
  // The error, and what comes once.
  constexpr int64_t kElse = 6000;
  EXPECT_LE(use.peak, static_cast<int64_t>(most) + kElse);
  for (const absl::Status& found :
       {status, DecodeNewByReflection(WithMemory(most))}) {
    EXPECT_TRUE(absl::StartsWith(found.message(), shape().path)) << found;
    EXPECT_THAT(
        std::string(found.message()),
        HasSubstr(absl::StrCat("expected a message that takes at most ", most,
                               " bytes of memory, got a larger one")));
  }
}

TEST_P(BudgetTest, CountsTheValues) {
  EXPECT_THAT(DecodeNew(WithValues(values())), IsOk());
  EXPECT_THAT(DecodeNewByReflection(WithValues(values())), IsOk());
}

TEST_P(BudgetTest, TakesNoMoreValuesThanAreAllowed) {
  const absl::Status status = DecodeNew(WithValues(values() - 1));
  EXPECT_TRUE(absl::StartsWith(status.message(), shape().path)) << status;
  EXPECT_THAT(std::string(status.message()),
              HasSubstr(absl::StrCat("expected at most ", values() - 1,
                                     " values, got one more")));
  EXPECT_EQ(ViolationsOf(status).violations(0).rule(),
            v1::VIOLATION_RULE_LIMIT);
  EXPECT_EQ(DecodeNewByReflection(WithValues(values() - 1)), status);
}

// Details that a position has made, and a list whose one element stands alone.
TEST(BudgetOfBothEnginesTest, EndsAtTheSameByte) {
  for (const char* json :
       {R"([2,1,{"roles":{"broker":{}}}])",
        R"([1,"realm1",{"roles":{"caller":{}},"authmethods":"ticket"}])"}) {
    absl::Status status;
    for (size_t most = 0; most < 3000; ++most) {
      DecodeOptions options = WithMemory(most);
      options.profile = Profile::kLenient;
      v1::Frame rows;
      v1::Frame reflection;
      status = Decode(json, v1::SERIALIZER_JSON, &rows, options);
      ASSERT_EQ(status, DecodeByReflection(json, v1::SERIALIZER_JSON,
                                           &reflection, options))
          << json << " in " << most;
    }
    EXPECT_THAT(status, IsOk());
  }
}

TEST(BudgetOfForeignValuesTest, CountsTheMemoryThatIsTaken) {
  constexpr Shape kShape = {
      "Foreign",
      "[36,1,1,{},[",
      [](int) -> std::string { return "18446744073709551616"; },
      "]]",
      1,
      "EVENT.args["};
  DecodeOptions options = WithMemory(0);
  options.foreign = ForeignValues::kCarry;
  ExpectCountedAsTaken(FrameOf(kShape, kParts), v1::SERIALIZER_JSON, options);
}

INSTANTIATE_TEST_SUITE_P(
    All, BudgetTest,
    ::testing::Combine(::testing::ValuesIn(kShapes),
                       ::testing::ValuesIn(testing::Serializers())),
    [](const auto& sample) {
      return absl::StrCat(std::get<0>(sample.param).name, "_",
                          testing::NameOf(std::get<1>(sample.param)));
    });

TEST(DefaultBudgetTest, SmallFramesOfManyValuesTakeNoGigabytes) {
  // As much as a RawSocket packet can hold, of empty dicts.
  std::string bytes =
      absl::StrCat("\x95\x24\x01\x01\x80\xdd", std::string("\0\xff\0\0", 4));
  bytes.resize(bytes.size() + 0xff0000, '\x80');
  v1::Frame frame;
  absl::Status status;
  const testing::HeapUse use = HeapUseOf(
      [&] { status = Decode(bytes, v1::SERIALIZER_MSGPACK, &frame); });
  EXPECT_EQ(status.message(),
            "EVENT.args[1000000]: expected at most 1000000 values, got one "
            "more (byte 1000010)");
  EXPECT_LT(use.peak, static_cast<int64_t>(DecodeOptions().max_memory));
}

TEST(DefaultBudgetTest, SkippedAndRawValuesDoNotCount) {
  DecodeOptions options = WithValues(0);
  options.unknown_keys = UnknownKeys::kIgnore;
  options.payload = PayloadMode::kRaw;
  v1::Frame frame;
  EXPECT_THAT(Decode(R"([36,1,1,{"none":[1,2,3]},[1,2],{"a":1}])",
                     v1::SERIALIZER_JSON, &frame, options),
              IsOk());
}

TEST(DefaultBudgetTest, RawPayloadsTakeMemory) {
  DecodeOptions options = WithMemory(1000);
  options.payload = PayloadMode::kRaw;
  v1::Frame frame;
  const std::string bytes =
      absl::StrCat("[36,1,1,{},[\"", std::string(1000, 'a'), "\"]]");
  EXPECT_THAT(
      Decode(bytes, v1::SERIALIZER_JSON, &frame, options),
      StatusIs(absl::StatusCode::kInvalidArgument,
               "EVENT.args: expected a message that takes at most 1000 bytes "
               "of memory, got a larger one (byte 1015)"));
}

// A dict of a program's own is read under the same limits as bytes.
TEST(DefaultBudgetTest, HoldsForDicts) {
  const v1::Dict dict = MakeDict({{"a", MakeList(1, 2, 3)}});
  DecodeOptions options;
  options.unknown_keys = UnknownKeys::kKeep;
  options.max_values = 3;
  v1::PublishOptions publish;
  EXPECT_THAT(FromDict(dict, &publish, options),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "PUBLISH.Options.a[2]: expected at most 3 values, got "
                       "one more"));
  options.max_values = 4;
  EXPECT_THAT(FromDict(dict, &publish, options), IsOk());
}

}  // namespace
}  // namespace wamp
