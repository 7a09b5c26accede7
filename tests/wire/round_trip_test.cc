// A pass through the library keeps everything. The laws are tried on random
// messages of all types, and on recorded ones.
#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/engine/annotations.h"
#include "tests/testing/message_types.h"
#include "tests/testing/random_message.h"
#include "tests/testing/recorded.h"
#include "tests/testing/seed.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/options.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/role.pb.h"
#include "wamp/v1/value.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using testing::EqualsProto;
using testing::IsOk;
using testing::IsOkAndHolds;
using testing::KeepAll;

constexpr int kRounds = 30;

// Calls `change` with the entries of each dict in `value`.
template <class Change>
void ForEachDict(v1::Value& value, const Change& change) {
  if (value.has_list_value()) {
    for (v1::Value& element : *value.mutable_list_value()->mutable_values()) {
      ForEachDict(element, change);
    }
  } else if (value.has_dict_value()) {
    change(*value.mutable_dict_value());
    for (v1::Entry& entry : *value.mutable_dict_value()->mutable_entries()) {
      ForEachDict(*entry.mutable_value(), change);
    }
  }
}

// `value` with the keys of its dicts in the order of the alphabet.
v1::Value Sorted(v1::Value value) {
  ForEachDict(value, [](v1::Dict& dict) {
    std::sort(dict.mutable_entries()->begin(), dict.mutable_entries()->end(),
              [](const v1::Entry& a, const v1::Entry& b) {
                return a.key() < b.key();
              });
  });
  return value;
}

std::string JsonOf(const v1::Value& value) {
  return Encode(value, v1::SERIALIZER_JSON).value_or("not expressible");
}

class RoundTripTest : public ::testing::TestWithParam<testing::MessageType> {
 protected:
  RoundTripTest() : messages_(testing::Seed()), random_(testing::Seed()) {}

  testing::MessagePtr Next() {
    testing::MessagePtr message = GetParam().New();
    messages_.Fill(*message);
    return message;
  }

  // A dict, or array, that stands for a random message: its keys in any order,
  // and among them some that nobody knows.
  v1::Value NextValue() {
    v1::Value value;
    EXPECT_THAT(GetParam().to_value(*Next(), &value), IsOk());
    if (value.has_dict_value()) {
      v1::Entry& entry = *value.mutable_dict_value()->add_entries();
      entry.set_key(absl::StrCat("y_", random_() % 1000));
      *entry.mutable_value() = messages_.AnyValue();
    }
    ForEachDict(value, [this](v1::Dict& dict) {
      std::shuffle(dict.mutable_entries()->begin(),
                   dict.mutable_entries()->end(), random_);
    });
    return value;
  }

  std::vector<v1::Serializer> ShuffledSerializers() {
    std::vector<v1::Serializer> serializers = testing::Serializers();
    std::shuffle(serializers.begin(), serializers.end(), random_);
    return serializers;
  }

  testing::RandomMessages messages_;
  std::mt19937_64 random_;
};

// dict → type → dict: nothing is lost, changed or added.
TEST_P(RoundTripTest, OfADictByWayOfItsTypeIsTheIdentity) {
  for (int round = 0; round < kRounds; ++round) {
    const v1::Value value = NextValue();
    const testing::MessagePtr message = GetParam().New();
    ASSERT_THAT(GetParam().from_value(value, message.get(), KeepAll()), IsOk())
        << JsonOf(value);
    v1::Value back;
    ASSERT_THAT(GetParam().to_value(*message, &back), IsOk());
    EXPECT_EQ(JsonOf(Sorted(back)), JsonOf(Sorted(value)));
  }
}

// type → dict → type, and so with each format: typed equality.
TEST_P(RoundTripTest, OfAMessageByWayOfADictIsTheIdentity) {
  for (int round = 0; round < kRounds; ++round) {
    const testing::MessagePtr message = Next();
    v1::Value value;
    ASSERT_THAT(GetParam().to_value(*message, &value), IsOk());
    const testing::MessagePtr back = GetParam().New();
    ASSERT_THAT(GetParam().from_value(value, back.get(), KeepAll()), IsOk());
    EXPECT_THAT(*back, EqualsProto(*message));
  }
}

// What the library wrote is in its one form: reading and writing it again gives
// the same bytes.
TEST_P(RoundTripTest, OfCanonicalBytesIsTheIdentity) {
  for (int round = 0; round < kRounds; ++round) {
    const testing::MessagePtr message = Next();
    for (const v1::Serializer serializer : testing::Serializers()) {
      std::string bytes;
      ASSERT_THAT(GetParam().encode(*message, serializer, &bytes, {}), IsOk());
      const testing::MessagePtr read = GetParam().New();
      ASSERT_THAT(GetParam().decode(bytes, serializer, read.get(), KeepAll()),
                  IsOk())
          << message->DebugString();
      std::string again;
      ASSERT_THAT(GetParam().encode(*read, serializer, &again, {}), IsOk());
      EXPECT_EQ(again, bytes) << testing::NameOf(serializer) << "\n"
                              << message->DebugString();
    }
  }
}

// A chain through all serializers, in any order, and a dict at its end.
TEST_P(RoundTripTest, ThroughAllSerializersKeepsTheMeaning) {
  for (int round = 0; round < kRounds; ++round) {
    const testing::MessagePtr message = Next();
    const testing::MessagePtr passed = GetParam().Copy(*message);
    std::string chain;
    for (const v1::Serializer serializer : ShuffledSerializers()) {
      absl::StrAppend(&chain, testing::NameOf(serializer), " ");
      std::string bytes;
      ASSERT_THAT(GetParam().encode(*passed, serializer, &bytes, {}), IsOk())
          << chain;
      ASSERT_THAT(GetParam().decode(bytes, serializer, passed.get(), KeepAll()),
                  IsOk())
          << chain << passed->DebugString();
    }
    v1::Value value;
    ASSERT_THAT(GetParam().to_value(*passed, &value), IsOk());
    ASSERT_THAT(GetParam().from_value(value, passed.get(), KeepAll()), IsOk());
    EXPECT_THAT(*passed, EqualsProto(*message)) << chain;
  }
}

INSTANTIATE_TEST_SUITE_P(Messages, RoundTripTest,
                         ::testing::ValuesIn(testing::MessageTypes()),
                         testing::MessageName);

TEST(SerializersTest, AreAtLeastTheFiveOfWamp) {
  EXPECT_GE(testing::Serializers().size(), 5U);
}

// Whether there is a float in `value`, which formats have several widths for.
bool HoldsFloat(const v1::Value& value) {
  if (value.has_double_value()) return true;
  for (const v1::Value& element : value.list_value().values()) {
    if (HoldsFloat(element)) return true;
  }
  for (const v1::Entry& entry : value.dict_value().entries()) {
    if (HoldsFloat(entry.value())) return true;
  }
  return false;
}

// Older spellings of features, with the present ones.
std::map<std::string, std::string> OlderSpellings() {
  std::map<std::string, std::string> keys;
  const auto* features = v1::Features::descriptor();
  for (int i = 0; i < features->field_count(); ++i) {
    const auto& rule = internal::AnnotationOf(features->field(i));
    if (rule.has_alias()) {
      keys[rule.alias()] = internal::KeyOf(features->field(i));
    }
  }
  return keys;
}

// `value` as it is written back, but for the order of its keys. Floats that are
// whole become the integers they are: JavaScript has no others, and peers
// written in it send large ids so. Keys get their present spelling.
void Modernize(v1::Value& value) {
  static const auto* const spellings =
      new std::map<std::string, std::string>(OlderSpellings());
  if (value.has_double_value() && value.double_value() >= 1 &&
      value.double_value() == std::floor(value.double_value())) {
    value.set_uint_value(static_cast<uint64_t>(value.double_value()));
  } else if (value.has_list_value()) {
    for (v1::Value& element : *value.mutable_list_value()->mutable_values()) {
      Modernize(element);
    }
  } else if (value.has_dict_value()) {
    for (v1::Entry& entry : *value.mutable_dict_value()->mutable_entries()) {
      const auto found = spellings->find(entry.key());
      if (found != spellings->end()) entry.set_key(found->second);
      Modernize(*entry.mutable_value());
    }
  }
}

// Null is no payload: none at the end, and none before keyword arguments, which
// follow an empty list then.
void DropNullPayload(google::protobuf::RepeatedPtrField<v1::Value>& message) {
  while (message.rbegin()->has_null_value()) message.RemoveLast();
  constexpr int kFirstPayload = 3;
  const int before_last = message.size() - 2;
  if (before_last >= kFirstPayload && message[before_last].has_null_value()) {
    message[before_last].mutable_list_value();
  }
}

std::string Comparable(v1::Value value) {
  Modernize(value);
  DropNullPayload(*value.mutable_list_value()->mutable_values());
  return JsonOf(Sorted(std::move(value)));
}

class RecordedTest : public ::testing::TestWithParam<testing::RecordedFile> {};

// Peers write integers, texts and heads as short as we do.
TEST_P(RecordedTest, ValuesAreWrittenByteForByte) {
  const v1::Serializer serializer = GetParam().serializer;
  for (const std::string& bytes : GetParam().messages) {
    const auto value = Decode<v1::Value>(bytes, serializer);
    ASSERT_THAT(value, IsOk());
    const auto written = Encode(*value, serializer);
    ASSERT_THAT(written, IsOk());
    if (!HoldsFloat(*value)) {
      EXPECT_EQ(*written, bytes);
    }
    EXPECT_EQ(JsonOf(Decode<v1::Value>(*written, serializer).value()),
              JsonOf(*value));
  }
}

// As messages, they keep all their keys, though in the order of the fields; and
// once in that order, their bytes.
TEST_P(RecordedTest, MessagesKeepAllTheyHold) {
  const v1::Serializer serializer = GetParam().serializer;
  DecodeOptions options = KeepAll();
  options.profile = Profile::kLenient;
  for (const std::string& bytes : GetParam().messages) {
    const auto value = Decode<v1::Value>(bytes, serializer);
    const auto frame = Decode<v1::Frame>(bytes, serializer, options);
    ASSERT_THAT(frame, IsOk()) << JsonOf(*value);
    const auto written = Encode(*frame, serializer);
    ASSERT_THAT(written, IsOk());
    EXPECT_EQ(Comparable(Decode<v1::Value>(*written, serializer).value()),
              Comparable(*value));
    const auto again = Decode<v1::Frame>(*written, serializer, options);
    ASSERT_THAT(again, IsOk());
    EXPECT_THAT(Encode(*again, serializer), IsOkAndHolds(*written));
  }
}

INSTANTIATE_TEST_SUITE_P(Files, RecordedTest,
                         ::testing::ValuesIn(testing::RecordedFiles()),
                         [](const auto& file) {
                           return testing::TestName(file.param.name);
                         });

}  // namespace
}  // namespace wamp
