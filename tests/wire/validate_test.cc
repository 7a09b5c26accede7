// What a program builds is held to the rules of what it reads.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/proto/tea.pb.h"
#include "tests/testing/message_types.h"
#include "tests/testing/random_message.h"
#include "tests/testing/seed.h"
#include "tests/testing/status_matchers.h"
#include "wamp/dict.h"
#include "wamp/frame_types.h"
#include "wamp/options.h"
#include "wamp/pubsub.h"
#include "wamp/rpc.h"
#include "wamp/session.h"
#include "wamp/v1/annotations.pb.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/violation.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using absl::StatusCode;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::StatusIs;

struct Sample {
  const char* name;
  // A wamp.v1.Frame in protobuf's text format.
  const char* frame;
  // "place rule" of each fault.
  std::vector<std::string> faults;
  Profile profile = Profile::kSpec;
};

void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.name; }

class ValidateTest : public ::testing::TestWithParam<Sample> {};

TEST_P(ValidateTest, FindsAllFaults) {
  v1::Frame frame;
  ASSERT_TRUE(
      google::protobuf::TextFormat::ParseFromString(GetParam().frame, &frame));
  DecodeOptions options;
  options.profile = GetParam().profile;
  std::vector<std::string> faults;
  const v1::Violations violations = ViolationsOf(Validate(frame, options));
  for (const auto& violation : violations.violations()) {
    faults.push_back(absl::StrCat(violation.path(), " ",
                                  v1::ViolationRule_Name(violation.rule())));
  }
  EXPECT_EQ(faults, GetParam().faults);
}

INSTANTIATE_TEST_SUITE_P(
    All, ValidateTest,
    ::testing::Values(
        Sample{"good", R"pb(publish { request: 1 topic: "a.b" })pb", {}},
        Sample{"many",
               R"pb(publish {
                      request: 0
                      topic: "a b#"
                      options {
                        exclude { values: 0 }
                        enc_algo: "rot13"
                        forward_for { values { session: 0 authrole: "r" } }
                      }
                    })pb",
               {"PUBLISH.request VIOLATION_RULE_RANGE",
                "PUBLISH.Options.exclude[0] VIOLATION_RULE_RANGE",
                "PUBLISH.Options.enc_algo VIOLATION_RULE_TOKEN",
                "PUBLISH.Options.forward_for[0].session VIOLATION_RULE_RANGE",
                "PUBLISH.topic VIOLATION_RULE_URI"}},
        Sample{"reason_of_abort",
               R"pb(abort { details { reason: "not a uri" } })pb",
               {"ABORT.reason VIOLATION_RULE_URI"}},
        Sample{"missing_position",
               R"pb(publish { request: 1 })pb",
               {"PUBLISH.topic VIOLATION_RULE_REQUIRED"}},
        Sample{"missing_key",
               R"pb(hello { details { realm: "r" } })pb",
               {"HELLO.Details.roles VIOLATION_RULE_REQUIRED"}},
        Sample{"no_message", "", {"Frame VIOLATION_RULE_MESSAGE"}},
        Sample{"pattern",
               R"pb(subscribe {
                      request: 1
                      options { match: MATCH_WILDCARD }
                      topic: "a..b"
                    })pb",
               {}},
        Sample{"no_pattern",
               R"pb(subscribe { request: 1 topic: "a..b" })pb",
               {"SUBSCRIBE.topic VIOLATION_RULE_URI"}},
        Sample{"concurrency",
               R"pb(register {
                      request: 1
                      options { concurrency: 0 }
                      procedure: "a"
                    })pb",
               {"REGISTER.Options.concurrency VIOLATION_RULE_RANGE"}},
        Sample{"details_and_their_argument",
               R"pb(subscribe {
                      request: 1
                      options { details: true details_arg: "d" }
                      topic: "a"
                    })pb",
               {"SUBSCRIBE.Options.details_arg VIOLATION_RULE_CONFLICT"}},
        Sample{"two_dialects",
               R"pb(call {
                      request: 1
                      options { enc_algo: "cryptobox" ppt_scheme: "wamp" }
                      procedure: "a"
                    })pb",
               {"CALL.Options.ppt_scheme VIOLATION_RULE_CONFLICT"}},
        Sample{"id_0_of_autobahn",
               R"pb(publish {
                      request: 0
                      topic: "a"
                      options { exclude { values: 0 } }
                    })pb",
               {},
               Profile::kAutobahn},
        Sample{"text_is_utf8",
               R"pb(publish {
                      request: 1
                      topic: "a"
                      payload { args { values { string_value: "\xff" } } }
                    })pb",
               {"PUBLISH.args[0] VIOLATION_RULE_UTF8"}},
        Sample{
            "raw_payload",
            R"pb(publish {
                   request: 1
                   topic: "a"
                   payload { raw { serializer: SERIALIZER_JSON args: "[1," } }
                 })pb",
            {"PUBLISH.args VIOLATION_RULE_SYNTAX"}}),
    [](const auto& sample) { return sample.param.name; });

TEST(ValidateTest, TakesWrappersAndSaysWhy) {
  PublishOptions options;
  EXPECT_THAT(Validate(options), IsOk());
  options->set_enc_algo("rot13");
  EXPECT_THAT(Validate(options),
              StatusIs(StatusCode::kInvalidArgument,
                       "PUBLISH.Options.enc_algo: expected \"cryptobox\", "
                       "\"mqtt\", \"xbr\" or \"x_…\", got string \"rot13\""));
}

std::string FaultsOf(const absl::Status& status) {
  std::vector<std::string> faults;
  const v1::Violations violations = ViolationsOf(status);
  for (const auto& violation : violations.violations()) {
    faults.push_back(ToText(violation));
  }
  return absl::StrJoin(faults, "\n");
}

TEST(ValidateTest, DetailsAloneHavePositions) {
  EXPECT_EQ(FaultsOf(Validate(Deny("not a uri"))),
            "ABORT.reason: expected a URI, got string \"not a uri\"");
  EXPECT_THAT(Validate(Deny()), IsOk());
  v1::Deny deny;
  EXPECT_EQ(FaultsOf(Validate(deny)),
            "ABORT.reason: expected a value, got none");

  v1::HelloDetails hello;
  hello.mutable_session_roles()->mutable_caller();
  EXPECT_THAT(Validate(hello), IsOk());
  hello.set_realm("a b");
  EXPECT_EQ(FaultsOf(Validate(hello)),
            "HELLO.realm: expected a URI, got string \"a b\"");

  v1::EventDetails event;
  EXPECT_EQ(FaultsOf(Validate(event)),
            "EVENT.subscription: expected a value, got none\n"
            "EVENT.publication: expected a value, got none");
  event.set_subscription(0);
  event.set_publication(7);
  EXPECT_EQ(FaultsOf(Validate(event)),
            "EVENT.subscription: expected an id from 1 to 2^53, got integer 0");
  DecodeOptions autobahn;
  autobahn.profile = Profile::kAutobahn;
  EXPECT_THAT(Validate(event, autobahn), IsOk());
}

TEST(ValidateTest, EncodeAsksWhenTold) {
  const v1::Abort abort = ToAbort(Deny("not a uri"));
  std::string bytes;
  EXPECT_THAT(Encode(abort, v1::SERIALIZER_JSON, &bytes), IsOk());
  EXPECT_EQ(bytes, R"([3,{},"not a uri"])");

  EncodeOptions options;
  options.validate.emplace();
  EXPECT_THAT(
      Encode(abort, v1::SERIALIZER_JSON, &bytes, options),
      StatusIs(StatusCode::kInvalidArgument,
               "ABORT.reason: expected a URI, got string \"not a uri\""));
  EXPECT_EQ(bytes, "");
  EXPECT_THAT(Encode(ToAbort(Deny()), v1::SERIALIZER_JSON, &bytes, options),
              IsOk());
  EXPECT_EQ(bytes, R"([3,{},"wamp.error.not_authorized"])");

  PublishOptions publish;
  publish->set_ppt_scheme("wamp");
  publish->set_enc_algo("cryptobox");
  EXPECT_THAT(Encode(publish, v1::SERIALIZER_CBOR, options),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("none beside")));

  // The reader may be any.
  v1::Published published;
  published.set_request(0);
  published.set_publication(0);
  EXPECT_FALSE(Encode(published, v1::SERIALIZER_CBOR, options).ok());
  options.validate->profile = Profile::kAutobahn;
  EXPECT_THAT(Encode(published, v1::SERIALIZER_CBOR, options), IsOk());
}

// What can't be written has no bytes to be read.
TEST(ValidateTest, EncodeReportsWhatItCannotWriteAlone) {
  v1::Publish publish;
  publish.set_topic("not a uri");
  EncodeOptions options;
  options.validate.emplace();
  EXPECT_EQ(FaultsOf(Encode(publish, v1::SERIALIZER_JSON, options).status()),
            "PUBLISH.request: expected a value, got none");
}

// All that is known is that it is a message.
TEST(ValidateTest, TakesAnyMessage) {
  PublishOptions options;
  options->set_enc_algo("rot13");
  options->set_ppt_scheme("wamp");
  const v1::Deny deny;
  tea::v1::TeaOptions tea;
  tea.set_cup(0);
  EncodeOptions validated;
  validated.validate.emplace();
  for (const auto& [message, status] :
       std::vector<std::pair<const google::protobuf::Message*, absl::Status>>{
           {&options.proto(), Validate(options)},
           {&deny, Validate(deny)},
           {&tea, Validate(tea)}}) {
    EXPECT_FALSE(status.ok());
    EXPECT_EQ(Validate(*message), status);
    std::string bytes;
    EXPECT_THAT(Encode(*message, v1::SERIALIZER_CBOR, &bytes), IsOk());
    EXPECT_EQ(Encode(*message, v1::SERIALIZER_CBOR, &bytes, validated), status);
    EXPECT_EQ(bytes, "");

    google::protobuf::DynamicMessageFactory factory;
    const std::unique_ptr<google::protobuf::Message> dynamic(
        factory.GetPrototype(message->GetDescriptor())->New());
    ASSERT_TRUE(dynamic->ParseFromString(message->SerializeAsString()));
    EXPECT_EQ(Validate(*dynamic), status);
  }
  tea.set_cup(7);
  const google::protobuf::Message& good = tea;
  EXPECT_THAT(Validate(good), IsOk());
  EXPECT_THAT(Encode(good, v1::SERIALIZER_JSON, validated), IsOk());
}

TEST(ValidateTest, SecretsAreNotShown) {
  v1::Authenticate message;
  message.set_signature("CANARY\xff");
  const absl::Status status = Validate(message);
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(status.ToString(), ::testing::Not(HasSubstr("CANARY")));
}

TEST(ValidateTest, UnknownKeysAreRefusedOnRequest) {
  v1::PublishOptions options;
  auto& entry = *options.mutable_unknown_keys()->add_entries();
  entry.set_key("x_a");
  entry.mutable_value()->set_bool_value(true);
  EXPECT_THAT(Validate(options), IsOk());
  DecodeOptions strict;
  strict.unknown_keys = UnknownKeys::kReject;
  EXPECT_FALSE(Validate(options, strict).ok());
  // What is kept under a key that has a field would be read as that field.
  entry.set_key("acknowledge");
  options.set_acknowledge(true);
  EXPECT_FALSE(Validate(options).ok());
}

// protobuf ends the process when it is asked whether a repeated field is there.
TEST(ValidateTest, OwnRepeatedFieldsExcludeNothing) {
  tea::v1::TeaParty party;
  EXPECT_THAT(Validate(party), IsOk());
  party.set_details_arg("cups");
  party.set_enc_algo("Joe");
  EXPECT_THAT(Validate(party), IsOk());
  party.add_details("milk");
  party.add_ppt_scheme(1);
  EXPECT_THAT(Validate(party), IsOk());
}

TEST(MessageAttrTest, RefusesWhatIsWrong) {
  RegisterOptions options;
  options->set_concurrency(0);
  EXPECT_FALSE(MessageAttr(options).ok());
  options->set_concurrency(1);
  EXPECT_THAT(MessageAttr(options), IsOk());
  SubscribeOptions subscribe;
  subscribe->set_details(true);
  subscribe->set_details_arg("d");
  EXPECT_FALSE(MessageAttr(subscribe).ok());
}

class ValidatePropertyTest
    : public ::testing::TestWithParam<testing::MessageType> {};

// Sets a number or text somewhere in `message` to one that rules may forbid.
void Spoil(google::protobuf::Message& message, uint64_t choice) {
  const auto* reflection = message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  if (fields.empty()) return;
  const auto* field = fields[choice % fields.size()];
  choice /= fields.size();
  if (field->is_repeated()) return;
  switch (field->cpp_type()) {
    case google::protobuf::FieldDescriptor::CPPTYPE_UINT64:
      reflection->SetUInt64(&message, field,
                            choice % 2 == 0 ? 0 : ~uint64_t{0});
      break;
    case google::protobuf::FieldDescriptor::CPPTYPE_STRING:
      reflection->SetString(&message, field,
                            choice % 2 == 0 ? "a b..#" : "\xff");
      break;
    case google::protobuf::FieldDescriptor::CPPTYPE_ENUM:
      reflection->SetEnumValue(&message, field, 0);
      break;
    case google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE:
      Spoil(*reflection->MutableMessage(&message, field), choice);
      break;
    default:
      break;
  }
}

// What is accepted here is accepted after a way over the wire, and the reverse,
// but for what excludes each other, and for the positions that details hold, at
// which readers of these alone don't look.
TEST_P(ValidatePropertyTest, AgreesWithTheReader) {
  testing::RandomMessages random(testing::Seed());
  const std::string& wire_name = GetParam()
                                     .prototype->GetDescriptor()
                                     ->options()
                                     .GetExtension(v1::message)
                                     .wire_name();
  EncodeOptions validated;
  validated.validate.emplace();
  int refused = 0;
  for (uint64_t i = 0; i < 300; ++i) {
    const testing::MessagePtr message = GetParam().New();
    random.Fill(*message);
    Spoil(*message, i * 7919);
    absl::Status status = GetParam().validate(*message, {});
    EXPECT_EQ(ValidateByReflection(*message), status);
    bool accepted = status.ok();
    if (!accepted) {
      ++refused;
      accepted = true;
      const v1::Violations violations = ViolationsOf(status);
      for (const auto& violation : violations.violations()) {
        if (violation.rule() != v1::VIOLATION_RULE_CONFLICT &&
            absl::StartsWith(violation.path(), wire_name)) {
          accepted = false;
        }
      }
    }
    DecodeOptions options;
    options.unknown_keys = UnknownKeys::kKeep;
    for (const v1::Serializer serializer :
         {v1::SERIALIZER_MSGPACK, v1::SERIALIZER_CBOR}) {
      std::string bytes;
      absl::Status read = GetParam().encode(*message, serializer, &bytes, {});
      if (read.ok()) {
        read = GetParam().decode(bytes, serializer, GetParam().New().get(),
                                 options);
      }
      EXPECT_EQ(GetParam().encode(*message, serializer, &bytes, validated).ok(),
                status.ok());
      EXPECT_EQ(read.ok(), accepted)
          << read.message() << " / " << status.message() << "\n"
          << message->ShortDebugString();
    }
  }
  RecordProperty("refused", refused);
}

INSTANTIATE_TEST_SUITE_P(Messages, ValidatePropertyTest,
                         ::testing::ValuesIn(testing::MessageTypes()),
                         testing::MessageName);

}  // namespace
}  // namespace wamp
