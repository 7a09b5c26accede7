// The limits of a policy, and policies that are refused.
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"
#include "wamp/log/redaction.h"
#include "wamp/log/v1/record.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace log {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::wamp::testing::EqualsProto;
using ::wamp::testing::IsOk;
using ::wamp::testing::StatusIs;

constexpr char kKey[] = "0123456789abcdef0123456789abcdef";

v1::SessionRecord Parse(const std::string& text) {
  v1::SessionRecord record;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &record))
      << text;
  return record;
}

RedactionPolicy PolicyOf(std::vector<RedactionRule> rules) {
  RedactionPolicy policy;
  policy.rules = std::move(rules);
  policy.hash_key = kKey;
  policy.hash_key_id = "k1";
  return policy;
}

TEST(RedactorTest, KeepsUnknownKeysIfAsked) {
  RedactionPolicy policy;
  policy.keep_unknown_keys = true;
  const auto redactor = Redactor::Create(policy);
  ASSERT_THAT(redactor, IsOk());
  v1::SessionRecord record = Parse(R"pb(
    denied {
      unknown_keys {
        entries {
          key: "x"
          value { bool_value: true }
        }
        entries {
          key: "Resume_Token"
          value { string_value: "t" }
        }
      }
    }
  )pb");
  redactor->Apply(&record);
  EXPECT_THAT(
      record, EqualsProto(R"pb(
        redactions { path: "denied.unknown_keys" method: REDACTION_METHOD_KEEP }
        redactions {
          path: "denied.unknown_keys.resume_token"
          method: REDACTION_METHOD_DROP
        }
        denied {
          unknown_keys {
            entries {
              key: "x"
              value { bool_value: true }
            }
          }
        }
      )pb"));
}

TEST(RedactorTest, LimitsCountAndSize) {
  RedactionPolicy policy;
  policy.max_elements = 2;
  policy.max_text_bytes = 3;
  const auto redactor = Redactor::Create(policy);
  ASSERT_THAT(redactor, IsOk());
  v1::SessionRecord record = Parse(R"pb(
    claimed_addresses { address: "1" }
    claimed_addresses { address: "2" }
    claimed_addresses { address: "3" }
    attaching {
      authmethods { values: "abcd" values: "b" values: "c" values: "d" }
    }
  )pb");
  redactor->Apply(&record);
  EXPECT_THAT(
      record, EqualsProto(R"pb(
        claimed_addresses { address: "1" }
        claimed_addresses { address: "2" }
        redactions { path: "claimed_addresses" method: REDACTION_METHOD_CUT }
        redactions {
          path: "attaching.authmethods.values"
          method: REDACTION_METHOD_CUT
          count: 3
        }
        attaching { authmethods { values: "abc" values: "b" } }
      )pb"));
}

TEST(RedactorTest, LimitsWhatIsInUnknownKeys) {
  RedactionPolicy policy;
  policy.max_elements = 2;
  policy.max_text_bytes = 3;
  policy.keep_unknown_keys = true;
  const auto redactor = Redactor::Create(policy);
  ASSERT_THAT(redactor, IsOk());
  v1::SessionRecord record = Parse(R"pb(
    denied {
      unknown_keys {
        entries {
          key: "x"
          value { string_value: "abcd" }
        }
        entries {
          key: "y"
          value {
            list_value {
              values { string_value: "abc" }
              values { string_value: "abcde" }
            }
          }
        }
      }
    }
  )pb");
  redactor->Apply(&record);
  EXPECT_THAT(
      record, EqualsProto(R"pb(
        redactions { path: "denied.unknown_keys" method: REDACTION_METHOD_KEEP }
        redactions {
          path: "denied.unknown_keys"
          method: REDACTION_METHOD_CUT
          count: 2
        }
        denied {
          unknown_keys {
            entries {
              key: "x"
              value { string_value: "abc" }
            }
            entries {
              key: "y"
              value {
                list_value {
                  values { string_value: "abc" }
                  values { string_value: "abc" }
                }
              }
            }
          }
        }
      )pb"));
}

TEST(RedactorTest, LeavesAsManyElementsAsThereMayBe) {
  RedactionPolicy policy;
  policy.max_elements = 2;
  const auto redactor = Redactor::Create(policy);
  ASSERT_THAT(redactor, IsOk());
  const v1::SessionRecord whole = Parse(R"pb(
    claimed_addresses { address: "1" }
    claimed_addresses { address: "2" }
    attaching { authmethods { values: "a" values: "b" } }
  )pb");
  v1::SessionRecord record = whole;
  redactor->Apply(&record);
  EXPECT_THAT(record, EqualsProto(whole));
}

TEST(RedactorTest, EndsNoTextButAnAddressAtAQuestionMark) {
  v1::SessionRecord record = Parse(R"pb(
    claimed_addresses { address: "10.0.0.1/x?a=1" }
    left { details { reason: "com.example.why?" } }
  )pb");
  Redactor().Apply(&record);
  EXPECT_EQ(record.claimed_addresses(0).address(), "10.0.0.1/x");
  EXPECT_EQ(record.left().details().reason(), "com.example.why?");
}

TEST(RedactorTest, CutsALongPathInItsError) {
  const auto status =
      Redactor::Create(PolicyOf({{std::string(200, 'x'), Redact::kKeep}}))
          .status();
  EXPECT_THAT(std::string(status.message()),
              AllOf(HasSubstr(std::string(128, 'x')),
                    Not(HasSubstr(std::string(129, 'x')))));
}

TEST(RedactorTest, TakesTheLongestIdOfAKey) {
  RedactionPolicy policy = PolicyOf({{"*.authid", Redact::kHash}});
  policy.hash_key_id = std::string(64, 'k');
  EXPECT_THAT(Redactor::Create(policy), IsOk());
  policy.hash_key_id += 'k';
  EXPECT_FALSE(Redactor::Create(policy).ok());
}

TEST(RedactorTest, DropsForeignValuesThatItCantLookInto) {
  RedactionPolicy policy;
  policy.keep_unknown_keys = true;
  policy.max_text_bytes = 40;
  const auto redactor = Redactor::Create(policy);
  ASSERT_THAT(redactor, IsOk());
  const struct {
    wamp::v1::Serializer serializer;
    std::string encoded;
    bool kept;
  } kSamples[] = {
      {wamp::v1::SERIALIZER_CBOR, "\xC1\x01", true},
      // A list, and a dict.
      {wamp::v1::SERIALIZER_CBOR, "\xC1\x81\x01", false},
      {wamp::v1::SERIALIZER_CBOR, "\xC1\xC1\xA0", false},
      {wamp::v1::SERIALIZER_MSGPACK, "\xD4\x05x", true},
      {wamp::v1::SERIALIZER_MSGPACK,
       "\xC7\x1C\x05-----BEGIN PRIVATE KEY-----\n", false},
      {wamp::v1::SERIALIZER_MSGPACK, "\xC7\x26\x05" + std::string(38, 'x'),
       false},
      {wamp::v1::SERIALIZER_JSON, "1e400", true},
  };
  for (const auto& sample : kSamples) {
    v1::SessionRecord record = Parse("denied {}");
    wamp::v1::Entry& entry =
        *record.mutable_denied()->mutable_unknown_keys()->add_entries();
    entry.set_key("x");
    wamp::v1::Foreign& foreign =
        *entry.mutable_value()->mutable_foreign_value();
    foreign.set_serializer(sample.serializer);
    foreign.set_encoded(sample.encoded);
    redactor->Apply(&record);
    EXPECT_THAT(record.denied().unknown_keys().entries(),
                SizeIs(sample.kept ? 1 : 0))
        << sample.encoded;
    // That unknown keys are kept is a line of its own.
    bool told = false;
    for (const v1::Redaction& redaction : record.redactions()) {
      told = told || redaction.method() == v1::REDACTION_METHOD_DROP;
    }
    EXPECT_EQ(told, !sample.kept) << sample.encoded;
  }
}

TEST(RedactorTest, MakesTextsOfUtf8) {
  v1::SessionRecord record;
  record.set_realm(
      "a\xff"
      "b\xed\xa0\x80");
  Redactor().Apply(&record);
  EXPECT_EQ(record.realm(), "a\uFFFDb\uFFFD\uFFFD\uFFFD");
  EXPECT_THAT(record.redactions(), SizeIs(0));
}

TEST(RedactorTest, ManyKeysOfAPeerMakeOneLine) {
  v1::SessionRecord record;
  auto& cert = *record.mutable_transport()->mutable_peer_cert();
  for (int i = 0; i < 60; ++i) {
    auto& entry = *cert.add_entries();
    entry.set_key(absl::StrCat("secret-", i));
    entry.mutable_value()->set_string_value("x");
  }
  Redactor().Apply(&record);
  EXPECT_THAT(record, EqualsProto(R"pb(
                transport { peer_cert {} }
                redactions {
                  path: "transport.peer_cert"
                  method: REDACTION_METHOD_DROP
                  count: 60
                }
              )pb"));
}

struct Refused {
  const char* name;
  RedactionPolicy policy;
  const char* message;
};

std::vector<Refused> AllRefused() {
  RedactionPolicy no_key = PolicyOf({{"*.authid", Redact::kHash}});
  no_key.hash_key.clear();
  RedactionPolicy no_id = PolicyOf({{"*.authid", Redact::kHash}});
  no_id.hash_key_id.clear();
  RedactionPolicy bad_id = PolicyOf({{"*.authid", Redact::kHash}});
  bad_id.hash_key_id = "a:b";
  RedactionPolicy long_texts;
  long_texts.max_text_bytes = 65537;
  RedactionPolicy long_lists;
  long_lists.max_elements = 4097;
  return {
      {"LongTexts", long_texts,
       "RedactionPolicy.max_text_bytes: expected at most 65536, got 65537"},
      {"LongLists", long_lists,
       "RedactionPolicy.max_elements: expected at most 4096, got 4097"},
      {"MisspeltField", PolicyOf({{"attaching.authextr", Redact::kKeep}}),
       "RedactionPolicy.rules: expected the path of a field of SessionRecord, "
       "got \"attaching.authextr\""},
      {"MisspeltFieldAnywhere", PolicyOf({{"*.autid", Redact::kKeep}}),
       "RedactionPolicy.rules: expected the path of a field of SessionRecord, "
       "got \"*.autid\""},
      {"BelowAText", PolicyOf({{"realm.x", Redact::kKeep}}),
       "RedactionPolicy.rules: expected the path of a field of SessionRecord, "
       "got \"realm.x\""},
      {"Empty", PolicyOf({{"", Redact::kKeep}}),
       "RedactionPolicy.rules: expected the path of a field of SessionRecord, "
       "got \"\""},
      {"OfTheLogItself", PolicyOf({{"record_id", Redact::kDrop}}),
       "RedactionPolicy.rules: expected the path of a field of SessionRecord, "
       "got \"record_id\""},
      {"AWholeEvent", PolicyOf({{"joined", Redact::kDrop}}),
       "RedactionPolicy.rules: expected a field of an event, got \"joined\""},
      {"AHashOfANumber", PolicyOf({{"ident.session", Redact::kHash}}),
       "RedactionPolicy.rules: expected a text, list or dict for what isn't "
       "dropped, got \"ident.session\""},
      {"AMaskOfAMessage", PolicyOf({{"transport", Redact::kMask}}),
       "RedactionPolicy.rules: expected a text, list or dict for what isn't "
       "dropped, got \"transport\""},
      {"Twice", PolicyOf({{"realm", Redact::kDrop}, {"realm", Redact::kKeep}}),
       "RedactionPolicy.rules: expected one rule for each path, got "
       "\"realm\""},
      {"NoKey", no_key,
       "RedactionPolicy.hash_key: expected at least 16 bytes, got 0"},
      {"NoKeyId", no_id,
       "RedactionPolicy.hash_key_id: expected 1 to 64 letters, digits and "
       "\"._-\", got \"\""},
      {"BadKeyId", bad_id,
       "RedactionPolicy.hash_key_id: expected 1 to 64 letters, digits and "
       "\"._-\", got \"a:b\""},
  };
}

class RefusedPolicyTest : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedPolicyTest, SaysWhatIsWrong) {
  EXPECT_THAT(Redactor::Create(GetParam().policy),
              StatusIs(absl::StatusCode::kInvalidArgument, GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(All, RefusedPolicyTest,
                         ::testing::ValuesIn(AllRefused()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace log
}  // namespace wamp
