// Both engines must agree, on all messages in all codecs, and reading must undo
// writing.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/message_types.h"
#include "tests/testing/random_message.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/options.h"
#include "wamp/reflection.h"

namespace wamp {
namespace {

using testing::EqualsProto;
using testing::IsOk;
using testing::KeepAll;

constexpr int kRounds = 10;

class EnginesTest : public ::testing::TestWithParam<testing::MessageType> {
 protected:
  // `count` random messages of the type, the same in every run.
  static std::vector<testing::MessagePtr> Messages(int count) {
    testing::RandomMessages random(20261101);
    std::vector<testing::MessagePtr> messages;
    for (int i = 0; i < count; ++i) {
      messages.push_back(GetParam().New());
      random.Fill(*messages.back());
    }
    return messages;
  }
};

TEST_P(EnginesTest, WriteTheSameBytes) {
  for (const testing::MessagePtr& message : Messages(kRounds)) {
    for (const v1::Serializer serializer : testing::Serializers()) {
      std::string by_schema;
      std::string by_reflection;
      ASSERT_THAT(GetParam().encode(*message, serializer, &by_schema, {}),
                  IsOk())
          << message->DebugString();
      ASSERT_THAT(EncodeByReflection(*message, serializer, &by_reflection),
                  IsOk());
      EXPECT_EQ(by_schema, by_reflection) << message->DebugString();
    }
  }
}

TEST_P(EnginesTest, WriteTheSameValues) {
  for (const testing::MessagePtr& message : Messages(kRounds)) {
    v1::Value by_schema;
    v1::Value by_reflection;
    ASSERT_THAT(GetParam().to_value(*message, &by_schema), IsOk());
    ASSERT_THAT(ToValueByReflection(*message, &by_reflection), IsOk());
    EXPECT_THAT(by_reflection, EqualsProto(by_schema));
  }
}

TEST_P(EnginesTest, ReadBackWhatTheyWrote) {
  for (const testing::MessagePtr& message : Messages(kRounds)) {
    for (const v1::Serializer serializer : testing::Serializers()) {
      std::string bytes;
      ASSERT_THAT(GetParam().encode(*message, serializer, &bytes, {}), IsOk());
      const testing::MessagePtr by_schema = GetParam().New();
      const testing::MessagePtr by_reflection = GetParam().New();
      ASSERT_THAT(
          GetParam().decode(bytes, serializer, by_schema.get(), KeepAll()),
          IsOk())
          << message->DebugString();
      ASSERT_THAT(
          DecodeByReflection(bytes, serializer, by_reflection.get(), KeepAll()),
          IsOk());
      EXPECT_THAT(*by_schema, EqualsProto(*message));
      EXPECT_THAT(*by_reflection, EqualsProto(*message));
    }
    v1::Value value;
    ASSERT_THAT(GetParam().to_value(*message, &value), IsOk());
    const testing::MessagePtr back = GetParam().New();
    ASSERT_THAT(GetParam().from_value(value, back.get(), KeepAll()), IsOk());
    EXPECT_THAT(*back, EqualsProto(*message));
  }
}

// Broken bytes: both engines refuse them with the same words, or read the same.
TEST_P(EnginesTest, AgreeOnBrokenBytes) {
  DecodeOptions options;
  for (const bool collect_all : {false, true}) {
    options.collect_all = collect_all;
    options.unknown_keys =
        collect_all ? UnknownKeys::kReject : UnknownKeys::kKeep;
    // What they held before makes no difference, as reuse_test.cc shows.
    const testing::MessagePtr by_schema = GetParam().New();
    const testing::MessagePtr by_reflection = GetParam().New();
    for (const testing::MessagePtr& message : Messages(4)) {
      std::string bytes;
      ASSERT_THAT(
          GetParam().encode(*message, v1::SERIALIZER_MSGPACK, &bytes, {}),
          IsOk());
      for (size_t i = 0; i < bytes.size() && i < 300; ++i) {
        for (const int change : {1, 0x40, 0x80}) {
          std::string broken = bytes;
          broken[i] = static_cast<char>(broken[i] ^ change);
          const absl::Status schema = GetParam().decode(
              broken, v1::SERIALIZER_MSGPACK, by_schema.get(), options);
          const absl::Status reflection = DecodeByReflection(
              broken, v1::SERIALIZER_MSGPACK, by_reflection.get(), options);
          ASSERT_EQ(schema, reflection);
          if (schema.ok()) {
            ASSERT_THAT(*by_reflection, EqualsProto(*by_schema));
          }
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Messages, EnginesTest,
                         ::testing::ValuesIn(testing::MessageTypes()),
                         testing::MessageName);

}  // namespace
}  // namespace wamp
