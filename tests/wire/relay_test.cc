// What a router sends for what it receives.
#include "wamp/relay.h"

#include <cstdint>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "wamp/frame.h"
#include "wamp/frame_types.h"
#include "wamp/value.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// What the router decides, in the terms of all messages.
struct Decisions {
  std::optional<SessionIdent> sender;
  bool pattern = false;
  bool forward_timeout = false;
  bool retained = false;
  bool from_router = false;
};

struct Case {
  const char* name;
  // The message that the router receives, and what it sends for it.
  const char* in;
  const char* out;
  Decisions decisions = {};
};

void PrintTo(const Case& c, std::ostream* os) { *os << c.name; }

const SessionIdent& Joe() {
  static const auto& joe = *new SessionIdent(5, "joe", "user");
  return joe;
}

Decisions Disclosing() {
  Decisions decisions;
  decisions.sender = Joe();
  return decisions;
}

Decisions Deciding(bool Decisions::*decision) {
  Decisions decisions;
  decisions.*decision = true;
  return decisions;
}

// Relays any message to the request, registration or subscription 7, which is,
// where there are two ids, of the publication or registration 8.
v1::Frame Relay(v1::Frame in, const Decisions& decisions) {
  const SessionIdent sender = decisions.sender.value_or(SessionIdent());
  v1::Frame out;
  if (in.has_call()) {
    InvocationRelay relay;
    relay.caller = sender;
    relay.pattern = decisions.pattern;
    relay.forward_timeout = decisions.forward_timeout;
    relay.from_router = decisions.from_router;
    *out.mutable_invocation() =
        ToInvocation(std::move(*in.mutable_call()), 7, 8, relay);
  } else if (in.has_publish()) {
    EventRelay relay;
    relay.publisher = sender;
    relay.pattern = decisions.pattern;
    relay.retained = decisions.retained;
    relay.from_router = decisions.from_router;
    *out.mutable_event() =
        ToEvent(std::move(*in.mutable_publish()), 7, 8, relay);
  } else {
    ResultRelay relay;
    relay.callee = sender;
    relay.from_router = decisions.from_router;
    if (in.has_yield()) {
      *out.mutable_result() =
          ToResult(std::move(*in.mutable_yield()), 7, relay);
    } else {
      *out.mutable_error() = ToError(std::move(*in.mutable_error()), 7, relay);
    }
  }
  return out;
}

#define ENC_ATTRIBUTES \
  R"("enc_algo":"x_algo","enc_key":"k","enc_serializer":"json")"
#define PPT_ATTRIBUTES                                                \
  R"("ppt_scheme":"x_s","ppt_serializer":"cbor","ppt_cipher":"x_c",)" \
  R"("ppt_keyid":"i")"
#define PRINCIPALS \
  R"("forward_for":[{"session":3,"authid":"o","authrole":"r"}])"

const Case kCases[] = {
    {"CallAlone", R"([48,1,{},"com.x"])", R"([68,7,8,{}])"},
    {"CallWithArguments", R"([48,1,{},"com.x",[1,"a"],{"k":null}])",
     R"([68,7,8,{},[1,"a"],{"k":null}])"},
    {"CallWithEmptyArguments", R"([48,1,{},"com.x",[]])", R"([68,7,8,{},[]])"},
    {"CallInAutobahnsEncoding",
     R"([48,1,{)" ENC_ATTRIBUTES R"(},"com.x","\u0000AAEC"])",
     R"([68,7,8,{)" ENC_ATTRIBUTES R"(},"\u0000AAEC"])"},
    {"CallInWampsEncoding",
     R"([48,1,{)" PPT_ATTRIBUTES R"(},"com.x",["\u0000AAEC"]])",
     R"([68,7,8,{)" PPT_ATTRIBUTES R"(},["\u0000AAEC"]])"},
    {"CallWithProgress",
     R"([48,1,{"receive_progress":false,"progress":true},"com.x"])",
     R"([68,7,8,{"receive_progress":false,"progress":true}])"},
    {"CallInATransaction", R"([48,1,{"transaction_hash":"h"},"com.x"])",
     R"([68,7,8,{"transaction_hash":"h"}])"},
    {"CallWhoseTimeoutTheDealerWatches", R"([48,1,{"timeout":9},"com.x"])",
     R"([68,7,8,{}])"},
    {"CallWhoseTimeoutTheCalleeWatches", R"([48,1,{"timeout":9},"com.x"])",
     R"([68,7,8,{"timeout":9}])", Deciding(&Decisions::forward_timeout)},
    {"CallWithoutATimeoutToForward", R"([48,1,{},"com.x"])", R"([68,7,8,{}])",
     Deciding(&Decisions::forward_timeout)},
    {"CallOfAPattern", R"([48,1,{},"com.x"])",
     R"([68,7,8,{"procedure":"com.x"}])", Deciding(&Decisions::pattern)},
    {"CallOfADisclosedCaller", R"([48,1,{"disclose_me":true},"com.x"])",
     R"([68,7,8,{"caller":5,"caller_authid":"joe","caller_authrole":"user"}])",
     Disclosing()},
    {"CallThatClaimsACaller",
     R"([48,1,{"caller":1,"caller_authid":"root","caller_authrole":"root"},)"
     R"("com.x"])",
     R"([68,7,8,{}])"},
    {"CallThatClaimsAnotherCaller",
     R"([48,1,{"caller":1,"caller_authid":"root","caller_authrole":"root"},)"
     R"("com.x"])",
     R"([68,7,8,{"caller":5,"caller_authid":"joe","caller_authrole":"user"}])",
     Disclosing()},
    {"CallForAnotherOfAClient", R"([48,1,{)" PRINCIPALS R"(},"com.x"])",
     R"([68,7,8,{}])"},
    {"CallForAnotherOfARouter", R"([48,1,{)" PRINCIPALS R"(},"com.x"])",
     R"([68,7,8,{)" PRINCIPALS R"(}])", Deciding(&Decisions::from_router)},
    {"CallForNobodyOfARouter", R"([48,1,{"forward_for":[]},"com.x"])",
     R"([68,7,8,{"forward_for":[]}])", Deciding(&Decisions::from_router)},
    {"CallWithWhatOnlyTheDealerReads",
     R"([48,1,{"rkey":1,"runmode":"partition","x_unknown":1},"com.x"])",
     R"([68,7,8,{}])"},

    {"PublishAlone", R"([16,1,{},"com.x"])", R"([36,7,8,{}])"},
    {"PublishWithArguments", R"([16,1,{},"com.x",[1,"a"],{"k":null}])",
     R"([36,7,8,{},[1,"a"],{"k":null}])"},
    {"PublishInAutobahnsEncoding",
     R"([16,1,{)" ENC_ATTRIBUTES R"(},"com.x","\u0000AAEC"])",
     R"([36,7,8,{)" ENC_ATTRIBUTES R"(},"\u0000AAEC"])"},
    {"PublishInWampsEncoding",
     R"([16,1,{)" PPT_ATTRIBUTES R"(},"com.x",["\u0000AAEC"]])",
     R"([36,7,8,{)" PPT_ATTRIBUTES R"(},["\u0000AAEC"]])"},
    {"PublishInATransaction", R"([16,1,{"transaction_hash":"h"},"com.x"])",
     R"([36,7,8,{"transaction_hash":"h"}])"},
    {"PublishForAPattern", R"([16,1,{},"com.x"])",
     R"([36,7,8,{"topic":"com.x"}])", Deciding(&Decisions::pattern)},
    {"PublishThatWasRetained", R"([16,1,{"retain":true},"com.x"])",
     R"([36,7,8,{"retained":true}])", Deciding(&Decisions::retained)},
    {"PublishOfADisclosedPublisher", R"([16,1,{"disclose_me":true},"com.x"])",
     R"([36,7,8,{"publisher":5,"publisher_authid":"joe",)"
     R"("publisher_authrole":"user"}])",
     Disclosing()},
    {"PublishForAnotherOfAClient", R"([16,1,{)" PRINCIPALS R"(},"com.x"])",
     R"([36,7,8,{}])"},
    {"PublishForAnotherOfARouter", R"([16,1,{)" PRINCIPALS R"(},"com.x"])",
     R"([36,7,8,{)" PRINCIPALS R"(}])", Deciding(&Decisions::from_router)},
    {"PublishWithWhatOnlyTheBrokerReads",
     R"([16,1,{"acknowledge":true,"exclude_me":false,"eligible":[1],)"
     R"("exclude_authid":["a"],"retain":true,"rkey":1,"x_unknown":1},"com.x"])",
     R"([36,7,8,{}])"},

    {"YieldAlone", R"([70,1,{}])", R"([50,7,{}])"},
    {"YieldWithArguments", R"([70,1,{},[1,"a"],{"k":null}])",
     R"([50,7,{},[1,"a"],{"k":null}])"},
    {"YieldInAutobahnsEncoding",
     R"([70,1,{)" ENC_ATTRIBUTES R"(},"\u0000AAEC"])",
     R"([50,7,{)" ENC_ATTRIBUTES R"(},"\u0000AAEC"])"},
    {"YieldInWampsEncoding", R"([70,1,{)" PPT_ATTRIBUTES R"(},["\u0000AAEC"]])",
     R"([50,7,{)" PPT_ATTRIBUTES R"(},["\u0000AAEC"]])"},
    {"YieldWithProgress", R"([70,1,{"progress":true},[1]])",
     R"([50,7,{"progress":true},[1]])"},
    {"YieldOfADisclosedCallee", R"([70,1,{}])",
     R"([50,7,{"callee":5,"callee_authid":"joe","callee_authrole":"user"}])",
     Disclosing()},
    {"YieldThatClaimsACallee",
     R"([70,1,{"callee":1,"callee_authid":"root","callee_authrole":"root"}])",
     R"([50,7,{}])"},
    {"YieldForAnotherOfAClient", R"([70,1,{)" PRINCIPALS R"(}])",
     R"([50,7,{}])"},
    {"YieldForAnotherOfARouter", R"([70,1,{)" PRINCIPALS R"(}])",
     R"([50,7,{)" PRINCIPALS R"(}])", Deciding(&Decisions::from_router)},
    {"YieldWithUnknownKeys", R"([70,1,{"x_unknown":1}])", R"([50,7,{}])"},

    {"ErrorAlone", R"([8,68,1,{},"com.e"])", R"([8,48,7,{},"com.e"])"},
    {"ErrorWithArguments", R"([8,68,1,{},"com.e",[1,"a"],{"k":null}])",
     R"([8,48,7,{},"com.e",[1,"a"],{"k":null}])"},
    {"ErrorInAutobahnsEncoding",
     R"([8,68,1,{)" ENC_ATTRIBUTES R"(},"com.e","\u0000AAEC"])",
     R"([8,48,7,{)" ENC_ATTRIBUTES R"(},"com.e","\u0000AAEC"])"},
    {"ErrorInWampsEncoding",
     R"([8,68,1,{)" PPT_ATTRIBUTES R"(},"com.e",["\u0000AAEC"]])",
     R"([8,48,7,{)" PPT_ATTRIBUTES R"(},"com.e",["\u0000AAEC"]])"},
    {"ErrorOfADisclosedCallee", R"([8,68,1,{},"com.e"])",
     R"([8,48,7,{"callee":5,"callee_authid":"joe",)"
     R"("callee_authrole":"user"},"com.e"])",
     Disclosing()},
    {"ErrorThatClaimsACallee", R"([8,68,1,{"callee":1},"com.e"])",
     R"([8,48,7,{},"com.e"])"},
    {"ErrorForAnotherOfAClient", R"([8,68,1,{)" PRINCIPALS R"(},"com.e"])",
     R"([8,48,7,{},"com.e"])"},
    {"ErrorForAnotherOfARouter", R"([8,68,1,{)" PRINCIPALS R"(},"com.e"])",
     R"([8,48,7,{)" PRINCIPALS R"(},"com.e"])",
     Deciding(&Decisions::from_router)},
    {"ErrorWithUnknownKeys", R"([8,68,1,{"x_unknown":1},"com.e"])",
     R"([8,48,7,{},"com.e"])"},
};

#undef ENC_ATTRIBUTES
#undef PPT_ATTRIBUTES
#undef PRINCIPALS

// What the router writes for `in`, which comes in one format and leaves in
// another.
std::string Relayed(const Case& c, v1::Serializer serializer,
                    PayloadMode payload) {
  const auto json = Decode<v1::Frame>(c.in, v1::SERIALIZER_JSON);
  if (!json.ok()) return json.status().ToString();
  const auto bytes = Encode(*json, serializer);
  if (!bytes.ok()) return bytes.status().ToString();
  DecodeOptions options;
  options.unknown_keys = UnknownKeys::kKeep;
  options.payload = payload;
  auto frame = Decode<v1::Frame>(*bytes, serializer, options);
  if (!frame.ok()) return frame.status().ToString();
  const auto out =
      Encode(Relay(*std::move(frame), c.decisions), v1::SERIALIZER_JSON);
  return out.ok() ? *out : out.status().ToString();
}

class RelayTest : public ::testing::TestWithParam<Case> {};

TEST_P(RelayTest, PassesOnWhatTheReceiverIsMeantToSee) {
  EXPECT_EQ(Relayed(GetParam(), v1::SERIALIZER_JSON, PayloadMode::kDecode),
            GetParam().out);
}

TEST_P(RelayTest, DoesNotLookIntoThePayload) {
  EXPECT_EQ(Relayed(GetParam(), v1::SERIALIZER_JSON, PayloadMode::kRaw),
            GetParam().out);
}

TEST_P(RelayTest, ConnectsFormats) {
  EXPECT_EQ(Relayed(GetParam(), v1::SERIALIZER_CBOR, PayloadMode::kRaw),
            GetParam().out);
}

INSTANTIATE_TEST_SUITE_P(All, RelayTest, ::testing::ValuesIn(kCases),
                         [](const auto& test) { return test.param.name; });

// The fields of a dict that the router keeps to itself, though it passes on
// what it can. Every other field must arrive: a new one needs a decision.
struct KeptBack {
  const char* name;
  v1::Frame in;
  std::set<std::string> fields;
};

void PrintTo(const KeptBack& c, std::ostream* os) { *os << c.name; }

// The dict of the only message in `frame`.
const google::protobuf::Message& DictOf(const v1::Frame& frame) {
  if (frame.has_call()) return frame.call().options();
  if (frame.has_publish()) return frame.publish().options();
  if (frame.has_yield()) return frame.yield().options();
  if (frame.has_invocation()) return frame.invocation().details();
  if (frame.has_event()) return frame.event().details();
  if (frame.has_result()) return frame.result().details();
  return frame.error().details();
}

// Gives every field of `dict` a value, as far as presence goes.
void Fill(google::protobuf::Message& dict) {
  const auto* type = dict.GetDescriptor();
  const auto& reflection = *dict.GetReflection();
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* field = type->field(i);
    switch (field->cpp_type()) {
      case google::protobuf::FieldDescriptor::CPPTYPE_BOOL:
        reflection.SetBool(&dict, field, true);
        break;
      case google::protobuf::FieldDescriptor::CPPTYPE_UINT64:
        reflection.SetUInt64(&dict, field, 9);
        break;
      case google::protobuf::FieldDescriptor::CPPTYPE_STRING:
        reflection.SetString(&dict, field, "x_sample");
        break;
      case google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE:
        reflection.MutableMessage(&dict, field);
        break;
      default:
        FAIL() << field->full_name() << " is of a kind that has no sample";
    }
  }
}

v1::Frame FilledCall() {
  v1::Frame frame;
  Fill(*frame.mutable_call()->mutable_options());
  return frame;
}

v1::Frame FilledPublish() {
  v1::Frame frame;
  Fill(*frame.mutable_publish()->mutable_options());
  return frame;
}

v1::Frame FilledYield() {
  v1::Frame frame;
  Fill(*frame.mutable_yield()->mutable_options());
  return frame;
}

v1::Frame FilledError() {
  v1::Frame frame;
  Fill(*frame.mutable_error()->mutable_details());
  return frame;
}

class KeptBackTest : public ::testing::TestWithParam<KeptBack> {};

TEST_P(KeptBackTest, IsAllThatIsMissing) {
  Decisions decisions;
  decisions.forward_timeout = decisions.from_router = true;
  const v1::Frame out = Relay(GetParam().in, decisions);
  const auto& from = DictOf(GetParam().in);
  const auto& to = DictOf(out);
  std::set<std::string> missing;
  for (int i = 0; i < from.GetDescriptor()->field_count(); ++i) {
    const std::string name(from.GetDescriptor()->field(i)->name());
    const auto* field = to.GetDescriptor()->FindFieldByName(name);
    if (field == nullptr || !to.GetReflection()->HasField(to, field)) {
      missing.insert(name);
    }
  }
  EXPECT_EQ(missing, GetParam().fields);
}

INSTANTIATE_TEST_SUITE_P(
    All, KeptBackTest,
    ::testing::Values(
        KeptBack{
            "Call",
            FilledCall(),
            {"caller", "caller_authid", "caller_authrole", "correlation_id",
             "correlation_is_anchor", "correlation_is_last", "correlation_uri",
             "details", "disclose_me", "rkey", "runmode", "unknown_keys"}},
        KeptBack{"Publish",
                 FilledPublish(),
                 {"acknowledge", "correlation_id", "correlation_is_anchor",
                  "correlation_is_last", "correlation_uri", "disclose_me",
                  "eligible", "eligible_authid", "eligible_authrole", "exclude",
                  "exclude_authid", "exclude_authrole", "exclude_me", "retain",
                  "rkey", "unknown_keys"}},
        KeptBack{"Yield",
                 FilledYield(),
                 {"callee", "callee_authid", "callee_authrole", "kwresults",
                  "results", "unknown_keys"}},
        KeptBack{
            "Error",
            FilledError(),
            {"callee", "callee_authid", "callee_authrole", "unknown_keys"}}),
    [](const auto& test) { return test.param.name; });

TEST(ToEventTest, LeavesWhatItCopies) {
  v1::Publish publish;
  publish.set_topic("com.x");
  publish.mutable_options()->set_enc_algo("x_a");
  publish.mutable_payload()->set_transparent("bytes");
  EventRelay relay;
  relay.pattern = true;
  relay.publisher = Joe();
  const v1::Event event = ToEvent(publish, 7, 8, relay);
  EXPECT_TRUE(Equals(ToEvent(publish, 7, 8, relay), event));
  EXPECT_EQ(relay.publisher, Joe());
}

TEST(ToEventTest, OneEventServesManySubscriptions) {
  v1::Publish publish;
  *publish.mutable_payload()->mutable_args() = MakeList(1);
  v1::Event event = ToEvent(std::move(publish), 7, 8);
  for (const uint64_t subscription : {uint64_t{7}, uint64_t{9}}) {
    event.mutable_details()->set_subscription(subscription);
    const auto json = Encode(event, v1::SERIALIZER_JSON);
    ASSERT_TRUE(json.ok()) << json.status();
    EXPECT_EQ(*json, absl::StrCat("[36,", subscription, ",8,{},[1]]"));
  }
}

struct StatusCase {
  const char* name;
  absl::Status status;
  const char* out;
};

void PrintTo(const StatusCase& c, std::ostream* os) { *os << c.name; }

class StatusTest : public ::testing::TestWithParam<StatusCase> {};

TEST_P(StatusTest, BecomesAnError) {
  const auto json =
      Encode(ToError(GetParam().status, v1::MESSAGE_TYPE_PUBLISH, 7),
             v1::SERIALIZER_JSON);
  ASSERT_TRUE(json.ok()) << json.status();
  EXPECT_EQ(*json, GetParam().out);
}

absl::Status Misread(absl::string_view json) {
  return Decode<v1::Frame>(json, v1::SERIALIZER_JSON).status();
}

INSTANTIATE_TEST_SUITE_P(
    All, StatusTest,
    ::testing::Values(
        StatusCase{"OfDecode", Misread(R"([16,7,{},"a..b"])"),
                   R"([8,16,7,{},"wamp.error.invalid_uri",)"
                   R"(["PUBLISH.topic: expected a URI, got string )"
                   R"x(\"a..b\" (byte 9)"]])x"},
        StatusCase{"OfAProgram", absl::NotFoundError("no such topic"),
                   R"([8,16,7,{},"wamp.error.runtime_error",)"
                   R"(["no such topic"]])"},
        StatusCase{"WithoutAText", absl::CancelledError(),
                   R"([8,16,7,{},"wamp.error.canceled"])"},
        StatusCase{"WhoseTextIsNotUtf8", absl::UnknownError("\xff"),
                   R"([8,16,7,{},"wamp.error.runtime_error"])"}),
    [](const auto& test) { return test.param.name; });

// A payload that was left raw, and what the caller is sent where the callee
// can't be.
struct PayloadCase {
  const char* name;
  v1::Serializer from;
  absl::string_view args;
  v1::Serializer to;
  // The ERROR; empty if there is none.
  const char* error;
};

void PrintTo(const PayloadCase& c, std::ostream* os) { *os << c.name; }

class PayloadTest : public ::testing::TestWithParam<PayloadCase> {};

TEST_P(PayloadTest, IsWrittenOrRefused) {
  v1::Call call;
  call.set_request(7);
  call.set_procedure("com.x");
  v1::RawPayload& raw = *call.mutable_payload()->mutable_raw();
  raw.set_serializer(GetParam().from);
  raw.set_args(std::string(GetParam().args));
  const auto bytes = Encode(ToInvocation(call, 1, 2), GetParam().to);
  if (*GetParam().error == '\0') {
    ASSERT_TRUE(bytes.ok()) << bytes.status();
    EXPECT_THAT(*bytes, HasSubstr(std::string(GetParam().args)));
    return;
  }
  ASSERT_FALSE(bytes.ok());
  const auto error = Encode(ToError(bytes.status(), v1::MESSAGE_TYPE_CALL, 7),
                            v1::SERIALIZER_JSON);
  ASSERT_TRUE(error.ok()) << error.status();
  EXPECT_EQ(*error, GetParam().error);
}

constexpr absl::string_view kNan("\x91\xcb\x7f\xf8\0\0\0\0\0\0", 10);

INSTANTIATE_TEST_SUITE_P(
    All, PayloadTest,
    ::testing::Values(
        PayloadCase{"InItsFormat", v1::SERIALIZER_MSGPACK, kNan,
                    v1::SERIALIZER_MSGPACK, ""},
        PayloadCase{"NotANumber", v1::SERIALIZER_MSGPACK, kNan,
                    v1::SERIALIZER_JSON,
                    R"([8,48,7,{},"wamp.error.invalid_payload",)"
                    R"(["INVOCATION.args[0]: expected a finite float, got )"
                    R"(NaN"]])"},
        PayloadCase{"TextThatLooksLikeBytes", v1::SERIALIZER_MSGPACK,
                    absl::string_view("\x91\xa2\0a", 4), v1::SERIALIZER_JSON,
                    R"([8,48,7,{},"wamp.error.invalid_payload",)"
                    R"(["INVOCATION.args[0]: expected a text that does not )"
                    R"(start with U+0000, got string"]])"},
        PayloadCase{"BrokenInItsFormat", v1::SERIALIZER_JSON, "[1,",
                    v1::SERIALIZER_JSON, ""},
        PayloadCase{"Broken", v1::SERIALIZER_JSON, "[1,", v1::SERIALIZER_CBOR,
                    R"([8,48,7,{},"wamp.error.protocol_violation",)"
                    R"(["INVOCATION.args: expected a value of the payload's )"
                    R"(serializer, got payload[1]: expected a value, got the )"
                    R"(end of the input (byte 3))"
                    R"("]])"},
        PayloadCase{"OfNoFormat", v1::SERIALIZER_UNSPECIFIED, "[1]",
                    v1::SERIALIZER_JSON,
                    R"([8,48,7,{},"wamp.error.protocol_violation",)"
                    R"(["INVOCATION.args: expected a value of the payload's )"
                    R"(serializer, got a payload of no known serializer"]])"}),
    [](const auto& test) { return test.param.name; });

TEST(ToErrorTest, QuotesNoSecret) {
  const absl::Status status =
      Misread(R"([48,7,{"enc_key":["s3cret"]},"com.x"])");
  ASSERT_FALSE(status.ok());
  const auto json =
      Encode(ToError(status, v1::MESSAGE_TYPE_CALL, 7), v1::SERIALIZER_JSON);
  ASSERT_TRUE(json.ok()) << json.status();
  EXPECT_THAT(*json, HasSubstr("enc_key"));
  EXPECT_THAT(*json, Not(HasSubstr("s3cret")));
}

TEST(ToErrorTest, ThatIsOkIsNoError) {
  EXPECT_FALSE(Encode(ToError(absl::OkStatus(), v1::MESSAGE_TYPE_CALL, 7),
                      v1::SERIALIZER_JSON)
                   .ok());
}

}  // namespace
}  // namespace wamp
