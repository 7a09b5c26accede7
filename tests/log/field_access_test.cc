#include "src/log/field_access.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/timestamp.pb.h"
#include "gtest/gtest.h"
#include "tests/log/random_record.h"
#include "tests/testing/seed.h"
#include "wamp/log/v1/record.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kNoLimit = 1 << 20;

bool HasNoRows(const Descriptor* type) {
  return type == v1::Dict::descriptor() || type == v1::List::descriptor() ||
         type == v1::Value::descriptor() ||
         type == google::protobuf::Timestamp::descriptor();
}

// The types of all messages in a record.
void AddTypes(const Descriptor* type, std::set<const Descriptor*>& types) {
  if (HasNoRows(type) || !types.insert(type).second) return;
  for (int i = 0; i < type->field_count(); ++i) {
    const Descriptor* inner = type->field(i)->message_type();
    if (inner != nullptr) AddTypes(inner, types);
  }
}

class FieldAccessTest : public ::testing::TestWithParam<const Descriptor*> {};

TEST_P(FieldAccessTest, EachFieldHasARow) {
  const MessageAccess* access = AccessOf(GetParam());
  ASSERT_NE(access, nullptr);
  ASSERT_LE(access->fields.size(), 64U);
  ASSERT_EQ(access->fields.size(),
            static_cast<size_t>(GetParam()->field_count()));
  for (int i = 0; i < GetParam()->field_count(); ++i) {
    const FieldDescriptor* field = GetParam()->field(i);
    const FieldAccess& row = access->fields[static_cast<size_t>(i)];
    SCOPED_TRACE(field->full_name());
    EXPECT_EQ(row.name, field->name());
    EXPECT_EQ(row.bit, uint64_t{1} << i);
    const bool is_message = field->message_type() != nullptr;
    const bool is_text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    const bool is_one = !field->is_repeated();
    EXPECT_EQ(row.text != nullptr, is_one && is_text);
    EXPECT_EQ(row.message != nullptr, is_one && is_message);
    EXPECT_EQ(row.open != nullptr, is_one && is_message);
    EXPECT_EQ(row.scalar != nullptr, is_one && !is_text && !is_message);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, FieldAccessTest, ::testing::ValuesIn([] {
      std::set<const Descriptor*> types;
      AddTypes(log::v1::SessionRecord::descriptor(), types);
      return std::vector<const Descriptor*>(types.begin(), types.end());
    }()),
    [](const auto& tested) { return std::string(tested.param->name()); });

TEST(FieldAccessTest, WhatHoldsAnyValuesHasNone) {
  EXPECT_EQ(AccessOf(v1::Dict::descriptor()), nullptr);
  EXPECT_EQ(AccessOf(v1::List::descriptor()), nullptr);
  EXPECT_EQ(AccessOf(v1::Value::descriptor()), nullptr);
}

uint64_t ScalarOf(const Message& message, const FieldDescriptor* field) {
  const auto& reflection = *message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, field) ? 1 : 0;
    case FieldDescriptor::CPPTYPE_INT64:
      return static_cast<uint64_t>(reflection.GetInt64(message, field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return reflection.GetUInt64(message, field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return static_cast<uint64_t>(reflection.GetEnumValue(message, field));
    default:
      ADD_FAILURE() << field->full_name();
      return 0;
  }
}

// Compares each row with reflection, and so on for the messages inside.
void ExpectSame(Message& message) {
  const auto& reflection = *message.GetReflection();
  const Descriptor* type = message.GetDescriptor();
  const MessageAccess& access = *AccessOf(type);
  uint64_t present = 0;
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const FieldAccess& row = access.fields[static_cast<size_t>(i)];
    SCOPED_TRACE(field->full_name());
    if (field->is_repeated()) {
      if (reflection.FieldSize(message, field) > 0) present |= row.bit;
      continue;
    }
    if (!reflection.HasField(message, field)) continue;
    present |= row.bit;
    if (row.text != nullptr) {
      EXPECT_EQ(row.text(message), reflection.GetString(message, field));
    } else if (row.scalar != nullptr) {
      EXPECT_EQ(row.scalar(message), ScalarOf(message, field));
    } else {
      const Message& inner = reflection.GetMessage(message, field);
      EXPECT_EQ(&row.message(message), &inner);
      EXPECT_EQ(&row.open(message), &inner);
      if (!HasNoRows(inner.GetDescriptor())) ExpectSame(row.open(message));
    }
  }
  EXPECT_EQ(access.present(message), present);
  // Sure of all, each that is there is notable.
  EXPECT_EQ(access.notable(message, ~uint64_t{0}, kNoLimit), present);
  EXPECT_EQ(access.notable(message, 0, kNoLimit) & ~present, 0U);
}

TEST(FieldAccessTest, SaysWhatReflectionSays) {
  log::RandomRecords records(wamp::testing::Seed());
  for (int i = 0; i < 300; ++i) {
    log::v1::SessionRecord record = records.Next();
    ExpectSame(record);
    if (HasFailure()) FAIL() << record.DebugString();
  }
}

struct TextSample {
  const char* name;
  std::string text;
  bool is_plain;
};

class IsPlainTest : public ::testing::TestWithParam<TextSample> {};

// Wherever it stands: the bytes are looked at by eights, fours and alone.
TEST_P(IsPlainTest, Judges) {
  for (size_t before = 0; before < 20; ++before) {
    for (size_t after = 0; after < 20; ++after) {
      const std::string text =
          absl::StrCat(std::string(before, 'a'), GetParam().text,
                       std::string(after, '\x7F'));
      EXPECT_EQ(IsPlain(text), GetParam().is_plain) << before << " " << after;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, IsPlainTest,
    ::testing::Values(TextSample{"Nothing", "", true},
                      TextSample{"Letter", "z", true},
                      TextSample{"Nul", std::string(1, '\0'), true},
                      TextSample{"BeforeColon", "9", true},
                      TextSample{"AfterColon", ";", true},
                      TextSample{"BeforeQuestion", ">", true},
                      TextSample{"AfterQuestion", "@", true},
                      TextSample{"Colon", ":", false},
                      TextSample{"Question", "?", false},
                      TextSample{"Accent", "\xC3\xA9", false},
                      TextSample{"FirstBeyondAscii", "\x80", false},
                      TextSample{"ColonWithAHighBit", "\xBA", false},
                      TextSample{"LastByte", "\xFF", false}),
    [](const auto& tested) { return std::string(tested.param.name); });

struct NotableSample {
  const char* name;
  void (*fill)(v1::SessionDetails& details);
  bool is_notable;
};

class NotableTest : public ::testing::TestWithParam<NotableSample> {};

TEST_P(NotableTest, IsSeenFromAbove) {
  log::v1::SessionRecord record;
  GetParam().fill(*record.mutable_joined());
  const MessageAccess& access = *AccessOf(record.GetDescriptor());
  const uint64_t bit = access.Find("joined")->bit;
  EXPECT_EQ(access.notable(record, 0, 8), GetParam().is_notable ? bit : 0U);
}

INSTANTIATE_TEST_SUITE_P(
    All, NotableTest,
    ::testing::Values(
        NotableSample{"Empty", [](v1::SessionDetails&) {}, false},
        NotableSample{"Number", [](v1::SessionDetails& d) { d.set_session(7); },
                      false},
        NotableSample{"Text",
                      [](v1::SessionDetails& d) { d.set_authid("12345678"); },
                      false},
        NotableSample{"LongText",
                      [](v1::SessionDetails& d) { d.set_authid("123456789"); },
                      true},
        NotableSample{
            "Url", [](v1::SessionDetails& d) { d.set_realm("a://b"); }, true},
        NotableSample{"EmptyDict",
                      [](v1::SessionDetails& d) { d.mutable_authextra(); },
                      true},
        NotableSample{"Features",
                      [](v1::SessionDetails& d) {
                        d.mutable_session_roles()
                            ->mutable_broker()
                            ->mutable_features()
                            ->set_event_history(true);
                      },
                      false},
        NotableSample{"UnknownFeatures",
                      [](v1::SessionDetails& d) {
                        d.mutable_session_roles()
                            ->mutable_broker()
                            ->mutable_features()
                            ->mutable_unknown_keys();
                      },
                      true}),
    [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace internal
}  // namespace wamp
