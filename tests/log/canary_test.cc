// No secret of any message comes out of the log by any door: a canary is put in
// each place that the annotations call secret, found by walking the
// descriptors, and under each key by whose name a secret goes.
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "src/engine/annotations.h"
#include "wamp/log/delimited.h"
#include "wamp/log/lines.h"
#include "wamp/log/node_log.h"
#include "wamp/log/redaction.h"
#include "wamp/log/session_recorder.h"
#include "wamp/message.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/transport.pb.h"
#include "wamp/value.h"

namespace wamp {
namespace log {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kCanary[] = "CANARY7";

// What programs call secrets, in any spelling, and what the fields are called.
constexpr const char* kSecretKeys[] = {
    "ticket",       "Secret",      "password",      "access-token",
    "Cookie",       "set-cookie",  "Authorization", "signature",
    "challenge",    "nonce",       "salt",          "resume-token",
    "resume_token", "private_key", "client_secret", "api-key",
    "authextra",    "X-Api-Token", "passwd",        "http_cbtid",
};

// Values of every kind that hold the canary: as a text, as bytes, as a key.
std::vector<wamp::v1::Value> Canaries() {
  return {MakeValue(kCanary), MakeValue(Bytes{kCanary}),
          MakeValue(MakeList(MakeList(kCanary))),
          MakeValue(MakeDict({{"k", MakeDict({{"l", kCanary}})}})),
          MakeValue(MakeDict({{kCanary, 1}}))};
}

bool IsFreeForm(const FieldDescriptor* field) {
  const Descriptor* type = field->message_type();
  return type == wamp::v1::Dict::descriptor() ||
         type == wamp::v1::List::descriptor() ||
         type == wamp::v1::Value::descriptor();
}

// A way from a message to one of its fields.
using Path = std::vector<const FieldDescriptor*>;

// Calls `use` for each field that can be reached from `type` and that
// `is_place` takes.
void ForEachPlace(const Descriptor* type, const Path& before,
                  const std::function<bool(const FieldDescriptor*)>& is_place,
                  const std::function<void(const Path&)>& use) {
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    Path path = before;
    path.push_back(field);
    if (is_place(field)) use(path);
    if (field->message_type() != nullptr && !IsFreeForm(field) &&
        !field->is_repeated()) {
      ForEachPlace(field->message_type(), path, is_place, use);
    }
  }
}

bool IsSecret(const FieldDescriptor* field) {
  return internal::AnnotationOf(field).secret();
}

// Dicts and lists that a secret may hide in: not secret themselves.
bool MayHide(const FieldDescriptor* field) {
  return IsFreeForm(field) && !IsSecret(field);
}

Message& Open(Message& message, const Path& path) {
  Message* at = &message;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    at = at->GetReflection()->MutableMessage(at, path[i]);
  }
  return *at;
}

// Puts a value into the field, as far as its type takes it.
void Put(Message& message, const Path& path, const wamp::v1::Value& value) {
  Message& holder = Open(message, path);
  const FieldDescriptor* field = path.back();
  const auto& reflection = *holder.GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    return reflection.SetString(&holder, field, kCanary);
  }
  Message& inner = *reflection.MutableMessage(&holder, field);
  if (field->message_type() == wamp::v1::Value::descriptor()) {
    static_cast<wamp::v1::Value&>(inner) = value;
  } else if (field->message_type() == wamp::v1::List::descriptor()) {
    *static_cast<wamp::v1::List&>(inner).add_values() = value;
  } else {
    Set(static_cast<wamp::v1::Dict&>(inner), "k", value);
  }
}

// Puts each canary under each of the keys.
void Hide(Message& message, const Path& path) {
  wamp::v1::Dict dict;
  for (const char* key : kSecretKeys) {
    for (const wamp::v1::Value& canary : Canaries()) {
      wamp::v1::Entry& entry = *dict.add_entries();
      entry.set_key(key);
      *entry.mutable_value() = canary;
    }
  }
  Message& holder = Open(message, path);
  const FieldDescriptor* field = path.back();
  Message& inner = *holder.GetReflection()->MutableMessage(&holder, field);
  if (field->message_type() == wamp::v1::Dict::descriptor()) {
    static_cast<wamp::v1::Dict&>(inner) = dict;
    Set(static_cast<wamp::v1::Dict&>(inner), "deeper", MakeList(dict));
  } else if (field->message_type() == wamp::v1::List::descriptor()) {
    *static_cast<wamp::v1::List&>(inner).add_values() = MakeValue(dict);
  } else {
    static_cast<wamp::v1::Value&>(inner) = MakeValue(dict);
  }
}

bool HasCanary(absl::string_view text) {
  // As a text, and in base64 as the formats write bytes.
  return absl::StrContains(text, kCanary) ||
         absl::StrContains(text, "Q0FOQVJZ") ||
         absl::StrContains(text, "NBTkFSWT") ||
         absl::StrContains(text, "DQU5BUlk");
}

// What leaves the log, of a record that nobody has redacted.
void ExpectNone(const v1::SessionRecord& record) {
  EXPECT_FALSE(HasCanary(JsonLine(record))) << JsonLine(record);
  EXPECT_FALSE(HasCanary(OtlpJsonLine(record))) << OtlpJsonLine(record);
  EXPECT_FALSE(HasCanary(wamp::ToString(record))) << wamp::ToString(record);
  v1::SessionRecord sealed = record;
  NodeLog node("router-1");
  const auto bytes = node.Seal(&sealed);
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  EXPECT_FALSE(HasCanary(*bytes));
  EXPECT_FALSE(HasCanary(sealed.DebugString())) << sealed.DebugString();
  std::string delimited;
  AppendDelimited(record, &delimited);
  EXPECT_FALSE(HasCanary(delimited));
}

struct Place {
  std::string name;
  Path path;
};

std::string NameOf(const Path& path) {
  std::string name;
  for (const FieldDescriptor* field : path) {
    absl::StrAppend(&name, name.empty() ? "" : "_", std::string(field->name()));
  }
  return name;
}

std::vector<Place> PlacesOf(
    const Descriptor* type,
    const std::function<bool(const FieldDescriptor*)>& is_place) {
  std::vector<Place> places;
  ForEachPlace(type, {}, is_place, [&](const Path& path) {
    places.push_back({NameOf(path), path});
  });
  return places;
}

// Of a record.

class SecretOfARecordTest : public ::testing::TestWithParam<Place> {};

TEST_P(SecretOfARecordTest, DoesNotComeOut) {
  for (const wamp::v1::Value& canary : Canaries()) {
    v1::SessionRecord record;
    Put(record, GetParam().path, canary);
    ASSERT_TRUE(HasCanary(record.SerializeAsString()));
    ExpectNone(record);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, SecretOfARecordTest,
    ::testing::ValuesIn(PlacesOf(v1::SessionRecord::descriptor(), IsSecret)),
    [](const auto& tested) { return tested.param.name; });

class HidingPlaceOfARecordTest : public ::testing::TestWithParam<Place> {};

TEST_P(HidingPlaceOfARecordTest, LosesItsSecrets) {
  v1::SessionRecord record;
  Hide(record, GetParam().path);
  RedactionPolicy policy;
  policy.keep_unknown_keys = true;
  policy.max_elements = 1000;
  const auto redactor = Redactor::Create(policy);
  ASSERT_TRUE(redactor.ok()) << redactor.status();
  redactor->Apply(&record);
  EXPECT_FALSE(HasCanary(record.DebugString())) << record.DebugString();
}

INSTANTIATE_TEST_SUITE_P(
    All, HidingPlaceOfARecordTest,
    ::testing::ValuesIn(PlacesOf(v1::SessionRecord::descriptor(), MayHide)),
    [](const auto& tested) { return tested.param.name; });

class KeptPlaceTest : public ::testing::TestWithParam<Place> {};

// A dict that the program keeps does not keep what goes by a secret's name.
TEST_P(KeptPlaceTest, LosesItsSecrets) {
  v1::SessionRecord record;
  Hide(record, GetParam().path);
  std::string path;
  for (const FieldDescriptor* field : GetParam().path) {
    absl::StrAppend(&path, path.empty() ? "" : ".", std::string(field->name()));
  }
  RedactionPolicy policy;
  policy.rules = {{path, Redact::kKeep}};
  policy.max_elements = 1000;
  const auto redactor = Redactor::Create(policy);
  ASSERT_TRUE(redactor.ok()) << redactor.status();
  redactor->Apply(&record);
  EXPECT_FALSE(HasCanary(record.DebugString())) << record.DebugString();
  ExpectNone(record);
}

INSTANTIATE_TEST_SUITE_P(
    All, KeptPlaceTest,
    ::testing::ValuesIn(PlacesOf(v1::SessionRecord::descriptor(),
                                 [](const FieldDescriptor* field) {
                                   return IsFreeForm(field) && IsSecret(field);
                                 })),
    [](const auto& tested) { return tested.param.name; });

// Of the frames that pass.

// Secrets, payloads, and what no field claims. Of a certificate most is no
// secret.
bool IsSecretOrFree(const FieldDescriptor* field) {
  const bool is_transport =
      field->containing_type() == wamp::v1::TransportDetails::descriptor();
  return IsSecret(field) ||
         (IsFreeForm(field) &&
          (!is_transport || internal::AnnotationOf(field).has_keep_unknown()));
}

class SecretOfAFrameTest : public ::testing::TestWithParam<Place> {};

TEST_P(SecretOfAFrameTest, DoesNotComeOut) {
  for (const wamp::v1::Value& canary : Canaries()) {
    std::vector<v1::SessionRecord> records;
    const auto take = [&](v1::SessionRecord record) {
      records.push_back(std::move(record));
    };
    wamp::v1::Frame frame;
    Put(frame, GetParam().path, canary);
    ASSERT_TRUE(HasCanary(frame.SerializeAsString()));
    wamp::v1::Frame hello;
    hello.mutable_hello();
    wamp::v1::Frame welcome;
    welcome.mutable_welcome();
    const auto expect_none = [](const absl::Status& status) {
      EXPECT_FALSE(HasCanary(status.ToString())) << status;
    };
    // In each state of a session, from both sides.
    for (int state = 0; state < 3; ++state) {
      for (const bool received : {true, false}) {
        SessionRecorder recorder(take);
        if (state > 0) recorder.Received(hello).IgnoreError();
        if (state > 1) recorder.Sent(welcome).IgnoreError();
        expect_none(received ? recorder.Received(frame) : recorder.Sent(frame));
        expect_none(recorder.Decided(frame, received));
        recorder.TransportLost();
      }
    }
    for (const v1::SessionRecord& record : records) {
      EXPECT_FALSE(HasCanary(record.DebugString())) << record.DebugString();
      ExpectNone(record);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, SecretOfAFrameTest,
                         ::testing::ValuesIn(PlacesOf(
                             wamp::v1::Frame::descriptor(), IsSecretOrFree)),
                         [](const auto& tested) { return tested.param.name; });

// The tests above could not fail if the canary were not found.
TEST(CanaryTest, WhatIsNoSecretComesOut) {
  v1::SessionRecord record;
  record.mutable_joined()->set_authid(kCanary);
  EXPECT_TRUE(HasCanary(JsonLine(record)));
  EXPECT_TRUE(HasCanary(OtlpJsonLine(record)));
  NodeLog node("router-1");
  EXPECT_TRUE(HasCanary(node.Seal(&record).value_or("")));
  for (const wamp::v1::Value& canary : Canaries()) {
    v1::SessionRecord kept;
    Set(*kept.mutable_transport()->mutable_peer_cert(), "k", canary);
    EXPECT_TRUE(HasCanary(JsonLine(kept))) << JsonLine(kept);
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp
