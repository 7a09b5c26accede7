// From messages to the types of applications, and back.
#include "wamp/frame_types.h"

#include <string>
#include <utility>
#include <variant>

#include "gtest/gtest.h"
#include "wamp/frame.h"
#include "wamp/message.h"
#include "wamp/overloaded.h"
#include "wamp/value.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

v1::Frame Read(absl::string_view json, PayloadMode payload) {
  DecodeOptions options;
  options.payload = payload;
  const auto frame = Decode<v1::Frame>(json, v1::SERIALIZER_JSON, options);
  EXPECT_TRUE(frame.ok()) << frame.status();
  return frame.ok() ? *frame : v1::Frame();
}

v1::Frame Read(absl::string_view json) {
  return Read(json, PayloadMode::kDecode);
}

template <class Message>
std::string Write(const Message& message) {
  const auto json = Encode(message, v1::SERIALIZER_JSON);
  EXPECT_TRUE(json.ok()) << json.status();
  return json.ok() ? *json : "";
}

TEST(FrameTypesTest, AcceptBecomesWelcome) {
  Accept accept;
  accept->set_realm("realm1");
  accept->set_authid("joe");
  accept->set_authrole("user");
  accept->set_authmethod("ticket");
  accept->set_authprovider("static");
  Set(*accept->mutable_authextra(), "x", 1);
  Set(*accept->mutable_unknown_keys(), "y", 2);
  v1::RouterRoles roles;
  roles.mutable_broker();
  EXPECT_EQ(Write(ToWelcome(accept, 7, roles)),
            R"([2,7,{"realm":"realm1","authid":"joe","authrole":"user",)"
            R"("authmethod":"ticket","authprovider":"static",)"
            R"("authextra":{"x":1},"roles":{"broker":{}},"y":2}])");
  EXPECT_EQ(Write(ToWelcome(Accept(), 7, roles)),
            R"([2,7,{"roles":{"broker":{}}}])");
}

TEST(FrameTypesTest, DenyBecomesAbortAndBack) {
  Deny deny("wamp.error.no_such_realm", "no");
  Set(*deny->mutable_unknown_keys(), "y", 2);
  const v1::Abort abort = ToAbort(deny);
  EXPECT_EQ(Write(abort),
            R"([3,{"message":"no","y":2},"wamp.error.no_such_realm"])");
  EXPECT_EQ(ToDeny(abort), deny);
  EXPECT_EQ(ToDeny(v1::Abort()), Deny(v1::Deny()));
}

// The example of session.h.
TEST(FrameTypesTest, EveryHelloReturnHasAReply) {
  const auto reply = [](const HelloReturn& answer) {
    v1::Frame frame;
    answer.Visit(Overloaded{
        [&](Accept accept) {
          *frame.mutable_welcome() =
              ToWelcome(std::move(accept), 7, v1::RouterRoles());
        },
        [&](Deny deny) { *frame.mutable_abort() = ToAbort(std::move(deny)); },
        [&](Challenge challenge) {
          *frame.mutable_challenge() = std::move(challenge).proto();
        },
        [&](std::monostate) { *frame.mutable_abort() = ToAbort(Deny()); },
    });
    return Write(frame);
  };
  EXPECT_EQ(reply(Accept()), R"([2,7,{"roles":{}}])");
  EXPECT_EQ(reply(Deny("com.reason", "no")),
            R"([3,{"message":"no"},"com.reason"])");
  EXPECT_EQ(reply(Challenge("ticket")), R"([4,"ticket",{}])");
  EXPECT_EQ(reply(HelloReturn()), R"([3,{},"wamp.error.not_authorized"])");
}

TEST(FrameTypesTest, CloseDetailsBecomeMessagesAndBack) {
  const CloseDetails details(CloseDetails::REASON_CLOSE_REALM, "bye");
  const std::string rest = R"(,{"message":"bye"},"wamp.close.close_realm"])";
  EXPECT_EQ(Write(ToGoodbye(details)), "[6" + rest);
  EXPECT_EQ(Write(ToAbort(details)), "[3" + rest);
  EXPECT_EQ(ToCloseDetails(ToGoodbye(details)), details);
  EXPECT_EQ(ToCloseDetails(ToAbort(details)), details);
}

TEST(FrameTypesTest, CallResultHoldsTheValues) {
  const v1::Frame frame =
      Read(R"([50,1,{"progress":true,"callee":5},[1,"a"],{"k":2}])");
  const CallResult result = ToCallResult(frame.result());
  CallResult expected(MakeList(1, "a"), MakeDict({{"k", 2}}));
  expected->set_progress(true);
  expected->set_callee(5);
  EXPECT_EQ(result, expected);
  EXPECT_TRUE(Equals(ToResult(result, 1), frame.result()));
}

TEST(FrameTypesTest, YieldIsMadeOfACallResult) {
  CallResult result(1);
  result->set_progress(true);
  const v1::Yield yield = ToYield(result, 9);
  EXPECT_EQ(Write(yield), R"([70,9,{"progress":true},[1]])");
  EXPECT_FALSE(yield.options().has_results());
  EXPECT_EQ(ToCallResult(yield), result);
}

TEST(FrameTypesTest, CallResultWithoutValuesHasNoPayload) {
  const v1::Result result = ToResult(CallResult(), 1);
  EXPECT_FALSE(result.has_payload());
  EXPECT_EQ(Write(result), "[50,1,{}]");
  EXPECT_EQ(ToCallResult(result), CallResult());
  // An empty list is a value.
  EXPECT_EQ(Write(ToYield(CallResult(v1::List()), 1)), "[70,1,{},[]]");
}

TEST(FrameTypesTest, RawPayloadIsDecodedOnRequest) {
  for (const absl::string_view json :
       {R"([36,1,2,{},[1,"a"],{"k":2}])", R"([36,1,2,{},[]])",
        R"([36,1,2,{},null,{"k":2}])", R"([36,1,2,{}])",
        R"([36,1,2,{},"\u0000AAEC"])"}) {
    v1::Frame raw = Read(json, PayloadMode::kRaw);
    v1::Event& event = *raw.mutable_event();
    if (event.has_payload()) {
      EXPECT_TRUE(DecodeRawPayload(event.mutable_payload()).ok());
    }
    EXPECT_TRUE(Equals(raw, Read(json))) << json << " " << ToString(raw);
  }
}

TEST(FrameTypesTest, BrokenRawPayloadStays) {
  v1::Payload payload;
  payload.mutable_raw()->set_serializer(v1::SERIALIZER_JSON);
  payload.mutable_raw()->set_args("[1,");
  const v1::Payload before = payload;
  EXPECT_FALSE(DecodeRawPayload(&payload).ok());
  EXPECT_TRUE(Equals(payload, before));
}

template <class Message>
class EncodedPayloadTest : public ::testing::Test {};

using Carriers =
    ::testing::Types<v1::Publish, v1::Event, v1::Call, v1::Invocation,
                     v1::Result, v1::Yield, v1::Error>;

struct CarrierName {
  template <class Message>
  static std::string GetName(int) {
    return std::string(Message::descriptor()->name());
  }
};

TYPED_TEST_SUITE(EncodedPayloadTest, Carriers, CarrierName);

EncodedPayload InEnc() {
  EncodedPayload payload("\x01\x02", "cryptobox");
  payload->set_enc_serializer("json");
  payload->set_enc_key("key");
  return payload;
}

EncodedPayload InPpt() {
  EncodedPayload payload;
  payload->set_payload("\x03");
  payload->set_ppt_scheme("wamp");
  payload->set_ppt_serializer("cbor");
  payload->set_ppt_cipher("aes256gcm");
  payload->set_ppt_keyid("id");
  return payload;
}

TYPED_TEST(EncodedPayloadTest, StandsInPlaceOfTheArguments) {
  TypeParam message;
  EXPECT_FALSE(EncodedPayloadOf(message).has_value());
  ASSERT_TRUE(SetEncodedPayload(InEnc(), &message).ok());
  EXPECT_EQ(message.payload().transparent(), "\x01\x02");
  EXPECT_EQ(EncodedPayloadOf(message), InEnc());
}

TYPED_TEST(EncodedPayloadTest, IsTheOnlyArgument) {
  TypeParam message;
  ASSERT_TRUE(SetEncodedPayload(InPpt(), &message).ok());
  EXPECT_TRUE(Equals(message.payload().args(), MakeList(Bytes{"\x03"})));
  EXPECT_EQ(EncodedPayloadOf(message), InPpt());
}

TYPED_TEST(EncodedPayloadTest, ReplacesAnEarlierOne) {
  TypeParam message;
  ASSERT_TRUE(SetEncodedPayload(InEnc(), &message).ok());
  ASSERT_TRUE(SetEncodedPayload(InPpt(), &message).ok());
  EXPECT_EQ(EncodedPayloadOf(message), InPpt());
  ASSERT_TRUE(SetEncodedPayload(InEnc(), &message).ok());
  EXPECT_EQ(EncodedPayloadOf(message), InEnc());
}

TYPED_TEST(EncodedPayloadTest, NeedsOneDialect) {
  EncodedPayload both = InEnc();
  both->set_ppt_scheme("wamp");
  TypeParam message;
  EXPECT_EQ(SetEncodedPayload(both, &message).message(),
            "EncodedPayload: expected one of enc_algo and ppt_scheme, got "
            "both");
  EXPECT_EQ(SetEncodedPayload(EncodedPayload(), &message).message(),
            "EncodedPayload: expected enc_algo or ppt_scheme, got neither");
  EXPECT_TRUE(Equals(message, TypeParam()));
}

TYPED_TEST(EncodedPayloadTest, PlainArgumentsAreNone) {
  TypeParam message;
  ASSERT_TRUE(SetEncodedPayload(InPpt(), &message).ok());
  *message.mutable_payload()->mutable_args() = MakeList("text");
  EXPECT_FALSE(EncodedPayloadOf(message).has_value());
  *message.mutable_payload()->mutable_args() = MakeList(Bytes{"a"}, Bytes{"b"});
  EXPECT_FALSE(EncodedPayloadOf(message).has_value());
  *message.mutable_payload()->mutable_args() = MakeList(Bytes{"a"});
  Set(*message.mutable_payload()->mutable_kwargs(), "k", 1);
  EXPECT_FALSE(EncodedPayloadOf(message).has_value());
}

TEST(EncodedPayloadOnTheWireTest, IsFoundInRawPayloads) {
  const v1::Frame frame =
      Read(R"([16,1,{"ppt_scheme":"wamp"},"com.x",["\u0000AAEC"]])",
           PayloadMode::kRaw);
  const auto payload = EncodedPayloadOf(frame.publish());
  ASSERT_TRUE(payload.has_value());
  EXPECT_EQ((*payload)->payload(), std::string("\0\1\2", 3));
}

TEST(EncodedPayloadOnTheWireTest, KeepsBothDialectsApart) {
  v1::Frame frame =
      Read(R"([16,1,{"enc_algo":"cryptobox"},"com.x","\u0000AAEC"])");
  const auto payload = EncodedPayloadOf(frame.publish());
  ASSERT_TRUE(payload.has_value());
  const auto translated = payload->ToPpt();
  ASSERT_TRUE(translated.ok()) << translated.status();
  ASSERT_TRUE(SetEncodedPayload(*translated, frame.mutable_publish()).ok());
  EXPECT_EQ(Write(frame),
            R"([16,1,{"ppt_scheme":"wamp","ppt_cipher":"xsalsa20poly1305"},)"
            R"("com.x",["\u0000AAEC"]])");
}

}  // namespace
}  // namespace wamp
