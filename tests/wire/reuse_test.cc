// What a message held before makes no difference to what is read into it,
// though its memory is used again: off arenas and on them.
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/message.h"
#include "google/protobuf/unknown_field_set.h"
#include "gtest/gtest.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/message_types.h"
#include "tests/testing/random_message.h"
#include "tests/testing/recorded.h"
#include "tests/testing/seed.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/dict.h"
#include "wamp/frame.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using google::protobuf::Arena;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using testing::EqualsProto;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::KeepAll;
using ::testing::Not;

constexpr int kRounds = 30;

// Puts a field that no message here has into `message` and all below it.
void AddUnknownFields(Message& message) {
  const Reflection& reflection = *message.GetReflection();
  reflection.MutableUnknownFields(&message)->AddVarint(5000, 1);
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      AddUnknownFields(*reflection.MutableMessage(&message, field));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      AddUnknownFields(*reflection.MutableRepeatedMessage(&message, field, i));
    }
  }
}

class ReuseTest : public ::testing::TestWithParam<testing::MessageType> {
 protected:
  ReuseTest() : messages_(testing::Seed()), random_(testing::Seed()) {}

  // One that has been used, off any arena, and one on an arena.
  std::vector<Message*> Used() {
    std::vector<Message*> used = {owned_.get(), on_arena_};
    for (Message* message : used) {
      // What else a program may have put there.
      messages_.set_local(true);
      messages_.Fill(*message);
      messages_.set_local(false);
      AddUnknownFields(*message);
    }
    return used;
  }

  testing::MessagePtr Next() {
    testing::MessagePtr message = GetParam().New();
    messages_.Fill(*message);
    return message;
  }

  v1::Serializer AnySerializer() {
    const std::vector<v1::Serializer> all = testing::Serializers();
    return all[random_() % all.size()];
  }

 private:
  testing::RandomMessages messages_;
  std::mt19937_64 random_;
  Arena arena_;
  testing::MessagePtr owned_ = GetParam().New();
  Message* on_arena_ = GetParam().prototype->New(&arena_);
};

TEST_P(ReuseTest, DecodeReplacesWhatWasThere) {
  for (int round = 0; round < kRounds; ++round) {
    const testing::MessagePtr message = Next();
    const v1::Serializer serializer = AnySerializer();
    std::string bytes;
    ASSERT_THAT(GetParam().encode(*message, serializer, &bytes, {}), IsOk());
    DecodeOptions options = KeepAll();
    if (round % 2 == 1) options.payload = PayloadMode::kRaw;
    const testing::MessagePtr fresh = GetParam().New();
    ASSERT_THAT(GetParam().decode(bytes, serializer, fresh.get(), options),
                IsOk())
        << message->DebugString();
    for (Message* used : Used()) {
      ASSERT_THAT(GetParam().decode(bytes, serializer, used, options), IsOk());
      // By their bytes: equality overlooks unknown fields.
      ASSERT_EQ(used->SerializeAsString(), fresh->SerializeAsString())
          << testing::NameOf(serializer) << ": " << used->DebugString()
          << "expected: " << fresh->DebugString();
    }
  }
}

TEST_P(ReuseTest, FromValueReplacesWhatWasThere) {
  for (int round = 0; round < kRounds; ++round) {
    v1::Value value;
    ASSERT_THAT(GetParam().to_value(*Next(), &value), IsOk());
    const testing::MessagePtr fresh = GetParam().New();
    ASSERT_THAT(GetParam().from_value(value, fresh.get(), KeepAll()), IsOk());
    for (Message* used : Used()) {
      ASSERT_THAT(GetParam().from_value(value, used, KeepAll()), IsOk());
      ASSERT_EQ(used->SerializeAsString(), fresh->SerializeAsString())
          << used->DebugString() << "expected: " << fresh->DebugString();
    }
  }
}

// Whoever overlooks a failure doesn't take the last message for this one.
TEST_P(ReuseTest, NothingIsLeftAfterAFault) {
  for (const v1::Serializer serializer : testing::Serializers()) {
    for (const bool collect_all : {false, true}) {
      DecodeOptions options = KeepAll();
      options.collect_all = collect_all;
      for (Message* used : Used()) {
        ASSERT_FALSE(GetParam().decode("", serializer, used, options).ok());
        EXPECT_EQ(used->ByteSizeLong(), 0U) << used->DebugString();
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Messages, ReuseTest,
                         ::testing::ValuesIn(testing::MessageTypes()),
                         testing::MessageName);

// What has been read, and what is read next, into the same message.
struct Turn {
  std::string name;
  std::string before;
  std::string after;
};

void PrintTo(const Turn& turn, std::ostream* out) { *out << turn.name; }

class FrameTurnTest : public ::testing::TestWithParam<Turn> {};

TEST_P(FrameTurnTest, GivesWhatANewFrameWould) {
  const Turn& turn = GetParam();
  for (const auto mode : {PayloadMode::kDecode, PayloadMode::kRaw}) {
    DecodeOptions after;
    after.payload = mode;
    const auto fresh =
        Decode<v1::Frame>(turn.after, v1::SERIALIZER_JSON, after);
    ASSERT_THAT(fresh, IsOk());
    for (const auto first : {PayloadMode::kDecode, PayloadMode::kRaw}) {
      DecodeOptions before;
      before.payload = first;
      Arena arena;
      v1::Frame owned;
      for (v1::Frame* frame :
           {&owned, v1::Frame::default_instance().New(&arena)}) {
        ASSERT_THAT(Decode(turn.before, v1::SERIALIZER_JSON, frame, before),
                    IsOk());
        ASSERT_THAT(Decode(turn.after, v1::SERIALIZER_JSON, frame, after),
                    IsOk());
        EXPECT_THAT(*frame, EqualsProto(*fresh));
      }
    }
  }
}

const Turn kTurns[] = {
    {"args_kwargs_to_nothing", R"([36,1,2,{},["a"],{"k":"v"}])",
     R"([36,1,2,{}])"},
    {"args_kwargs_to_args", R"([36,1,2,{},["a"],{"k":"v"}])",
     R"([36,1,2,{},["b"]])"},
    {"args_kwargs_to_null_kwargs", R"([36,1,2,{},["a"],{"k":"v"}])",
     R"([36,1,2,{},["b"],null])"},
    {"args_kwargs_to_null_args", R"([36,1,2,{},["a"],{"k":"v"}])",
     R"([36,1,2,{},null,{"x":1}])"},
    {"args_kwargs_to_nulls", R"([36,1,2,{},["a"],{"k":"v"}])",
     R"([36,1,2,{},null,null])"},
    {"args_kwargs_to_null_alone", R"([36,1,2,{},["a"],{"k":"v"}])",
     R"([36,1,2,{},null])"},
    {"args_kwargs_to_transparent", R"([36,1,2,{},["a"],{"k":"v"}])",
     R"([36,1,2,{},"\u0000AAEC"])"},
    {"transparent_to_args_kwargs", R"([36,1,2,{},"\u0000AAEC"])",
     R"([36,1,2,{},["a"],{"k":"v"}])"},
    {"transparent_to_kwargs", R"([36,1,2,{},"\u0000AAEC"])",
     R"([36,1,2,{},null,{"k":"v"}])"},
    {"more_to_fewer", R"([36,1,2,{},["a","b",[1,2,3]],{"k":{"l":"m","n":1}}])",
     R"([36,1,2,{},["c"],{"o":{"p":"q"}}])"},
    {"fewer_to_more", R"([36,1,2,{},["c"],{"o":{"p":"q"}}])",
     R"([36,1,2,{},["a","b",[1,2,3]],{"k":{"l":"m","n":1}}])"},
    {"kinds_change", R"([36,1,2,{},["a",1,[2],{"k":3},null,true,-1,1.5]])",
     R"([36,1,2,{},[[2],"a",null,1.5,{"k":3},"\u0000AAEC",1,false]])"},
    {"authextra_to_none",
     R"([1,"r",{"roles":{"caller":{}},"authid":"a","authextra":{"k":"v"}}])",
     R"([1,"r",{"roles":{"caller":{}}}])"},
    {"authextra_to_null",
     R"([1,"r",{"roles":{"caller":{}},"authid":"a","authextra":{"k":"v"}}])",
     R"([1,"r",{"roles":{"caller":{}},"authextra":null}])"},
    {"authextra_to_another",
     R"([1,"r",{"roles":{"caller":{}},"authextra":{"k":"v","l":["m"]}}])",
     R"([1,null,{"roles":{"caller":{}},"authextra":{"l":"v"}}])"},
    {"extra_to_empty", R"([4,"ticket",{"k":"v"}])", R"([4,"ticket",{}])"},
    {"another_message", R"([36,1,2,{},["a"],{"k":"v"}])",
     R"([4,"ticket",{"k":"v"}])"},
};

INSTANTIATE_TEST_SUITE_P(Turns, FrameTurnTest, ::testing::ValuesIn(kTurns),
                         testing::SampleName());

// Faults in a message that is read over a good one.
class FaultAfterTest : public ::testing::TestWithParam<Turn> {};

TEST_P(FaultAfterTest, LeavesNothingOfTheMessageBefore) {
  for (const bool collect_all : {false, true}) {
    DecodeOptions options;
    options.collect_all = collect_all;
    v1::Frame frame;
    ASSERT_THAT(Decode(GetParam().before, v1::SERIALIZER_JSON, &frame), IsOk());
    ASSERT_FALSE(
        Decode(GetParam().after, v1::SERIALIZER_JSON, &frame, options).ok());
    EXPECT_THAT(frame.DebugString(), Not(HasSubstr("before")));
  }
}

const Turn kFaults[] = {
    {"before_the_payload", R"([36,1,2,{},["before"],{"k":"before"}])",
     R"([36,1,2,{"publisher":"x"},["a"],{"k":"v"}])"},
    {"in_args", R"([36,1,2,{},["before","before"],{"k":"before"}])",
     R"([36,1,2,{},["a","\ud800"],{"k":"v"}])"},
    {"in_kwargs", R"([36,1,2,{},["before"],{"k":"a","l":"before"}])",
     R"([36,1,2,{},["a"],{"k":"\ud800"}])"},
    {"at_the_end", R"([36,1,2,{},["before"],{"k":"before"}])",
     R"([36,1,2,{},["a"])"},
    {"in_the_dict_of_authextra",
     R"([1,"r",{"roles":{"caller":{}},"authextra":{"k":"before"}}])",
     R"([1,"r",{"roles":1}])"},
    {"of_what_is_missing",
     R"([1,"r",{"roles":{"caller":{}},"authextra":{"k":"before"}}])",
     R"([1,"r"])"},
    {"of_an_extra_that_is_missing", R"([4,"ticket",{"k":"before"}])",
     R"([4,"ticket"])"},
    {"of_an_extra_of_another_kind", R"([4,"ticket",{"k":"before"}])",
     R"([4,"ticket",[]])"},
};

INSTANTIATE_TEST_SUITE_P(Faults, FaultAfterTest, ::testing::ValuesIn(kFaults),
                         testing::SampleName());

// All that peers have sent, into one frame.
TEST(ReusedFrameTest, HoldsEachRecordedMessageAlone) {
  // Peers have sent whole floats as ids, too.
  DecodeOptions options;
  options.profile = Profile::kLenient;
  Arena arena;
  v1::Frame owned;
  v1::Frame* const on_arena = v1::Frame::default_instance().New(&arena);
  for (const testing::RecordedFile& file : testing::RecordedFiles()) {
    for (const std::string& bytes : file.messages) {
      const auto fresh = Decode<v1::Frame>(bytes, file.serializer, options);
      ASSERT_THAT(fresh, IsOk()) << file.name;
      for (v1::Frame* frame : {&owned, on_arena}) {
        ASSERT_THAT(Decode(bytes, file.serializer, frame, options), IsOk());
        ASSERT_THAT(*frame, EqualsProto(*fresh)) << file.name;
      }
    }
  }
}

}  // namespace
}  // namespace wamp
