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
#include "wamp/dict.h"
#include "wamp/reflection.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using testing::EqualsProto;
using testing::IsOk;

constexpr int kRounds = 10;

template <class Message>
class EnginesTest : public ::testing::Test {
 protected:
  // `count` random messages of the type, the same in every run.
  static std::vector<Message> Messages(int count) {
    testing::RandomMessages random(20261101);
    std::vector<Message> messages(static_cast<size_t>(count));
    for (Message& message : messages) random.Fill(message);
    return messages;
  }

  static DecodeOptions KeepAll() {
    DecodeOptions options;
    options.unknown_keys = UnknownKeys::kKeep;
    return options;
  }
};

TYPED_TEST_SUITE(EnginesTest, testing::MessageTypes, testing::MessageName);

TYPED_TEST(EnginesTest, WriteTheSameBytes) {
  for (const TypeParam& message : this->Messages(kRounds)) {
    for (const v1::Serializer serializer : testing::Serializers()) {
      std::string by_schema;
      std::string by_reflection;
      ASSERT_THAT(Encode(message, serializer, &by_schema), IsOk())
          << message.DebugString();
      ASSERT_THAT(EncodeByReflection(message, serializer, &by_reflection),
                  IsOk());
      EXPECT_EQ(by_schema, by_reflection) << message.DebugString();
    }
  }
}

TYPED_TEST(EnginesTest, WriteTheSameValues) {
  for (const TypeParam& message : this->Messages(kRounds)) {
    v1::Value by_schema;
    v1::Value by_reflection;
    ASSERT_THAT(ToValue(message, &by_schema), IsOk());
    ASSERT_THAT(ToValueByReflection(message, &by_reflection), IsOk());
    EXPECT_THAT(by_reflection, EqualsProto(by_schema));
  }
}

TYPED_TEST(EnginesTest, ReadBackWhatTheyWrote) {
  for (const TypeParam& message : this->Messages(kRounds)) {
    for (const v1::Serializer serializer : testing::Serializers()) {
      std::string bytes;
      ASSERT_THAT(Encode(message, serializer, &bytes), IsOk());
      TypeParam by_schema;
      TypeParam by_reflection;
      ASSERT_THAT(Decode(bytes, serializer, &by_schema, this->KeepAll()),
                  IsOk())
          << message.DebugString();
      ASSERT_THAT(DecodeByReflection(bytes, serializer, &by_reflection,
                                     this->KeepAll()),
                  IsOk());
      EXPECT_THAT(by_schema, EqualsProto(message));
      EXPECT_THAT(by_reflection, EqualsProto(message));
    }
    v1::Value value;
    ASSERT_THAT(ToValue(message, &value), IsOk());
    TypeParam back;
    ASSERT_THAT(FromValue(value, &back, this->KeepAll()), IsOk());
    EXPECT_THAT(back, EqualsProto(message));
  }
}

// Broken bytes: both engines refuse them with the same words, or read the same.
TYPED_TEST(EnginesTest, AgreeOnBrokenBytes) {
  DecodeOptions options;
  for (const bool collect_all : {false, true}) {
    options.collect_all = collect_all;
    options.unknown_keys =
        collect_all ? UnknownKeys::kReject : UnknownKeys::kKeep;
    for (const TypeParam& message : this->Messages(12)) {
      std::string bytes;
      ASSERT_THAT(Encode(message, v1::SERIALIZER_MSGPACK, &bytes), IsOk());
      for (size_t i = 0; i < bytes.size() && i < 300; ++i) {
        for (const int change : {1, 0x40, 0x80}) {
          std::string broken = bytes;
          broken[i] = static_cast<char>(broken[i] ^ change);
          TypeParam by_schema;
          TypeParam by_reflection;
          const absl::Status schema =
              Decode(broken, v1::SERIALIZER_MSGPACK, &by_schema, options);
          const absl::Status reflection = DecodeByReflection(
              broken, v1::SERIALIZER_MSGPACK, &by_reflection, options);
          ASSERT_EQ(schema, reflection);
          if (schema.ok()) {
            ASSERT_THAT(by_reflection, EqualsProto(by_schema));
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace wamp
