// What keeps errors and values within bounds, whatever a peer sends.
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/frame.h"
#include "wamp/reflection.h"
#include "wamp/violation.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using testing::IsOk;

// A PUBLISH with so many faults: each principal lacks both required keys.
std::string Faulty(int principals) {
  std::string text = R"([16,1,{"forward_for":[{})";
  for (int i = 1; i < principals; ++i) text += ",{}";
  return text + R"(]},"a.b"])";
}

DecodeOptions AllFaults(size_t most) {
  DecodeOptions options;
  options.collect_all = true;
  options.max_faults = most;
  return options;
}

TEST(MaxFaultsTest, TheLastSaysHowManyMoreThereAre) {
  v1::Frame frame;
  const absl::Status status =
      Decode(Faulty(1000), v1::SERIALIZER_JSON, &frame, AllFaults(100));
  const v1::Violations found = ViolationsOf(status);
  ASSERT_EQ(found.violations_size(), 101);
  EXPECT_EQ(found.violations(0).path(),
            "PUBLISH.Options.forward_for[0].session");
  EXPECT_EQ(ToText(found.violations(100)),
            "PUBLISH: expected at most 100 faults, got 2900 more");
  v1::Frame other;
  EXPECT_EQ(DecodeByReflection(Faulty(1000), v1::SERIALIZER_JSON, &other,
                               AllFaults(100)),
            status);
}

TEST(MaxFaultsTest, AllThatFitAreReported) {
  v1::Frame frame;
  EXPECT_EQ(
      ViolationsOf(Decode(Faulty(2), v1::SERIALIZER_JSON, &frame, AllFaults(6)))
          .violations_size(),
      6);
  EXPECT_EQ(
      ViolationsOf(Decode(Faulty(2), v1::SERIALIZER_JSON, &frame, AllFaults(0)))
          .violations_size(),
      2);
}

TEST(MaxFaultsTest, TheTextIsBounded) {
  v1::Frame frame;
  const absl::Status status =
      Decode(Faulty(100000), v1::SERIALIZER_JSON, &frame, AllFaults(1000000));
  EXPECT_LT(status.message().size(), 200000U);
  EXPECT_TRUE(absl::EndsWith(status.message(), " more"));
}

TEST(CollectAllTest, GoesOnAfterANumberThatIsTooLarge) {
  v1::Frame frame;
  const absl::Status status =
      Decode(R"([16,99999999999999999999999,{"retain":1},"a.b"])",
             v1::SERIALIZER_JSON, &frame, AllFaults(100));
  EXPECT_EQ(
      status.message(),
      "PUBLISH.request: expected an integer below 2^64, got integer "
      "99999999999999999999999 (byte 4); PUBLISH.Options.retain: expected a "
      "boolean, got integer 1 (byte 38)");
}

TEST(FaultTextTest, NumbersAreCut) {
  v1::Frame frame;
  const absl::Status status =
      Decode(absl::StrCat("[16,", std::string(1000000, '9'), "]"),
             v1::SERIALIZER_JSON, &frame);
  EXPECT_EQ(status.message(),
            absl::StrCat("PUBLISH.request: expected an integer below 2^64, got "
                         "integer ",
                         std::string(40, '9'), "(+999960 bytes) (byte 4)"));
}

class StorableTest : public ::testing::TestWithParam<v1::Serializer> {};

// A CALL whose keyword arguments are nested so deep, in all.
v1::Frame Deep(int depth) {
  v1::Frame frame;
  v1::Call& call = *frame.mutable_call();
  call.set_request(1);
  call.set_procedure("a.b");
  call.mutable_payload()->mutable_args();
  v1::Dict* dict = call.mutable_payload()->mutable_kwargs();
  // The array and the keyword arguments are two.
  for (int i = 2; i < depth; ++i) {
    v1::Entry& entry = *dict->add_entries();
    entry.set_key("k");
    dict = entry.mutable_value()->mutable_dict_value();
  }
  return frame;
}

TEST_P(StorableTest, WhatDecodesCanBeStoredAndReadBack) {
  const int depth = DecodeOptions().limits.max_depth;
  std::string bytes;
  ASSERT_THAT(Encode(Deep(depth), GetParam(), &bytes), IsOk());
  v1::Frame frame;
  ASSERT_THAT(Decode(bytes, GetParam(), &frame), IsOk());

  v1::Frame binary;
  ASSERT_TRUE(binary.ParseFromString(frame.SerializeAsString()));
  EXPECT_THAT(binary, testing::EqualsProto(frame));

  std::string json;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(frame, &json).ok());
  v1::Frame read;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &read).ok());
  EXPECT_THAT(read, testing::EqualsProto(frame));

  ASSERT_THAT(Encode(Deep(depth + 1), GetParam(), &bytes), IsOk());
  EXPECT_THAT(Decode(bytes, GetParam(), &frame),
              testing::StatusIs(absl::StatusCode::kInvalidArgument,
                                ::testing::HasSubstr("nested less deep")));
}

// A value of lists, or of dicts, in one another.
v1::Value NestedValue(int depth, bool of_lists) {
  v1::Value value;
  v1::Value* inner = &value;
  for (int i = 1; i < depth; ++i) {
    if (of_lists) {
      inner = inner->mutable_list_value()->add_values();
    } else {
      v1::Entry& entry = *inner->mutable_dict_value()->add_entries();
      entry.set_key("k");
      inner = entry.mutable_value();
    }
  }
  if (of_lists) {
    inner->mutable_list_value();
  } else {
    inner->mutable_dict_value();
  }
  return value;
}

TEST_P(StorableTest, WhatIsWrittenIsNoDeeperThanWhatTheStackAllows) {
  for (const bool of_lists : {false, true}) {
    std::string bytes;
    EXPECT_THAT(Encode(NestedValue(128, of_lists), GetParam(), &bytes), IsOk());
    EXPECT_THAT(Encode(NestedValue(129, of_lists), GetParam(), &bytes),
                testing::StatusIs(absl::StatusCode::kInvalidArgument,
                                  ::testing::HasSubstr("nested less deep")));
  }
}

INSTANTIATE_TEST_SUITE_P(AllSerializers, StorableTest,
                         ::testing::ValuesIn(testing::Serializers()),
                         [](const auto& tested) {
                           return testing::NameOf(tested.param);
                         });

// Raw payload that another serializer can't express says where it fails.
TEST(RawPayloadTest, SaysWhyItCantBeWritten) {
  DecodeOptions raw;
  raw.payload = PayloadMode::kRaw;
  v1::Frame frame;
  // [48, 1, {}, "a.b", [[1, inf]]] in MessagePack: JSON has no infinity.
  const std::string bytes(
      "\x95\x30\x01\x80\xa3"
      "a.b"
      "\x91\x92\x01\xcb\x7f\xf0\x00\x00\x00\x00\x00\x00",
      20);
  ASSERT_THAT(Decode(bytes, v1::SERIALIZER_MSGPACK, &frame, raw), IsOk());
  std::string json;
  EXPECT_THAT(
      Encode(frame, v1::SERIALIZER_JSON, &json),
      testing::StatusIs(absl::StatusCode::kInvalidArgument,
                        ::testing::StartsWith("CALL.args[0][1]: expected a ")));
  ASSERT_THAT(Encode(frame, v1::SERIALIZER_CBOR, &json), IsOk());
  // Bytes that are no value.
  frame.mutable_call()->mutable_payload()->mutable_raw()->set_args("\xc1");
  EXPECT_THAT(
      Encode(frame, v1::SERIALIZER_JSON, &json),
      testing::StatusIs(
          absl::StatusCode::kInvalidArgument,
          ::testing::StartsWith(
              "CALL.args: expected a value of the payload's serializer")));
}

// A program that allows more than the default may keep payload raw, and write
// it in another format later.
TEST(RawPayloadTest, IsReadAsDeepAsItMayBeWritten) {
  DecodeOptions raw;
  raw.payload = PayloadMode::kRaw;
  raw.limits.max_depth = 128;
  v1::Frame frame;
  *frame.mutable_call() = Deep(100).call();
  frame.mutable_call()->mutable_options();
  const v1::Frame whole = frame;
  std::string json;
  ASSERT_THAT(Encode(frame, v1::SERIALIZER_JSON, &json), IsOk());
  ASSERT_THAT(Decode(json, v1::SERIALIZER_JSON, &frame, raw), IsOk());
  std::string msgpack;
  ASSERT_THAT(Encode(frame, v1::SERIALIZER_MSGPACK, &msgpack), IsOk());
  raw.payload = PayloadMode::kDecode;
  v1::Frame tree;
  ASSERT_THAT(Decode(msgpack, v1::SERIALIZER_MSGPACK, &tree, raw), IsOk());
  EXPECT_THAT(tree, testing::EqualsProto(whole));
}

}  // namespace
}  // namespace wamp
