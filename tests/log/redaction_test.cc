#include "wamp/log/redaction.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace log {
namespace {

using ::wamp::testing::EqualsProto;
using ::wamp::testing::IsOk;

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

struct Sample {
  const char* name;
  std::vector<RedactionRule> rules;
  std::string before;
  std::string after;
};

std::vector<Sample> Samples() {
  const std::string authextra = R"pb(
    attaching {
      authid: "joe"
      authextra {
        entries {
          key: "pubkey"
          value { string_value: "aa" }
        }
        entries {
          key: "nonce"
          value { string_value: "bb" }
        }
        entries {
          key: "x"
          value {
            dict_value {
              entries {
                key: "y"
                value { string_value: "cc" }
              }
              entries {
                key: "z"
                value { uint_value: 1 }
              }
            }
          }
        }
      }
    }
  )pb";
  return {
      {"WhatIsNoSecretStays",
       {},
       R"pb(
         ident { session: 7 authid: "joe" authrole: "user" }
         realm: "realm1"
         joined {
           session: 7
           authid: "joe"
           session_roles { broker {} }
         }
       )pb",
       R"pb(
         ident { session: 7 authid: "joe" authrole: "user" }
         realm: "realm1"
         joined {
           session: 7
           authid: "joe"
           session_roles { broker {} }
         }
       )pb"},
      {"SecretsAreDropped", {}, authextra, R"pb(
         attaching { authid: "joe" }
         redactions {
           path: "attaching.authextra"
           method: REDACTION_METHOD_DROP
         }
       )pb"},
      {"SecretTexts",
       {},
       R"pb(
         joined { session: 7 resume_token: "t" }
         transport { http_cbtid: "c" peer: "tcp4:1.2.3.4:5" }
       )pb",
       R"pb(
         transport { peer: "tcp4:1.2.3.4:5" }
         redactions {
           path: "transport.http_cbtid"
           method: REDACTION_METHOD_DROP
         }
         redactions {
           path: "joined.resume_token"
           method: REDACTION_METHOD_DROP
         }
         joined { session: 7 }
       )pb"},
      {"AnEmptyDictLosesNothing",
       {},
       R"pb(challenged {
              method: "ticket"
              extra {}
            })pb",
       R"pb(challenged { method: "ticket" })pb"},
      {"UnknownKeysAreDropped",
       {},
       R"pb(
         denied {
           reason: "a.b"
           unknown_keys {
             entries {
               key: "x"
               value { bool_value: true }
             }
           }
         }
       )pb",
       R"pb(
         redactions {
           path: "denied.unknown_keys"
           method: REDACTION_METHOD_DROP
         }
         denied { reason: "a.b" }
       )pb"},
      {"OneKeyIsPicked",
       {{"attaching.authextra.pubkey", Redact::kKeep}},
       authextra,
       R"pb(
         redactions {
           path: "attaching.authextra.pubkey"
           method: REDACTION_METHOD_KEEP
         }
         redactions {
           path: "attaching.authextra"
           method: REDACTION_METHOD_DROP
           count: 2
         }
         attaching {
           authid: "joe"
           authextra {
             entries {
               key: "pubkey"
               value { string_value: "aa" }
             }
           }
         }
       )pb"},
      {"AKeyOfAKeyIsPicked",
       {{"*.authextra.x.y", Redact::kMask}},
       authextra,
       R"pb(
         redactions {
           path: "attaching.authextra.x.y"
           method: REDACTION_METHOD_MASK
         }
         redactions {
           path: "attaching.authextra.x"
           method: REDACTION_METHOD_DROP
         }
         redactions {
           path: "attaching.authextra"
           method: REDACTION_METHOD_DROP
           count: 2
         }
         attaching {
           authid: "joe"
           authextra {
             entries {
               key: "x"
               value {
                 dict_value {
                   entries {
                     key: "y"
                     value { string_value: "<secret>" }
                   }
                 }
               }
             }
           }
         }
       )pb"},
      {"AKeptDictLosesWhatGoesByTheNameOfASecret",
       {{"attaching.authextra", Redact::kKeep}},
       authextra,
       R"pb(
         redactions {
           path: "attaching.authextra"
           method: REDACTION_METHOD_KEEP
         }
         redactions {
           path: "attaching.authextra.nonce"
           method: REDACTION_METHOD_DROP
         }
         attaching {
           authid: "joe"
           authextra {
             entries {
               key: "pubkey"
               value { string_value: "aa" }
             }
             entries {
               key: "x"
               value {
                 dict_value {
                   entries {
                     key: "y"
                     value { string_value: "cc" }
                   }
                   entries {
                     key: "z"
                     value { uint_value: 1 }
                   }
                 }
               }
             }
           }
         }
       )pb"},
      {"AKeptDictMayKeepANamedSecretToo",
       {{"attaching.authextra", Redact::kKeep},
        {"attaching.authextra.nonce", Redact::kKeep},
        {"attaching.authextra.x", Redact::kDrop}},
       authextra,
       R"pb(
         redactions {
           path: "attaching.authextra"
           method: REDACTION_METHOD_KEEP
         }
         redactions {
           path: "attaching.authextra.nonce"
           method: REDACTION_METHOD_KEEP
         }
         redactions {
           path: "attaching.authextra.x"
           method: REDACTION_METHOD_DROP
         }
         attaching {
           authid: "joe"
           authextra {
             entries {
               key: "pubkey"
               value { string_value: "aa" }
             }
             entries {
               key: "nonce"
               value { string_value: "bb" }
             }
           }
         }
       )pb"},
      {"AndOneFurtherDown",
       {{"transport.peer_cert.x.token", Redact::kKeep}},
       R"pb(transport {
              peer_cert {
                entries {
                  key: "x"
                  value {
                    dict_value {
                      entries {
                        key: "token"
                        value { string_value: "a" }
                      }
                      entries {
                        key: "other-token"
                        value { string_value: "b" }
                      }
                    }
                  }
                }
              }
            })pb",
       R"pb(
         redactions {
           path: "transport.peer_cert.x.token"
           method: REDACTION_METHOD_KEEP
         }
         redactions {
           path: "transport.peer_cert.x"
           method: REDACTION_METHOD_DROP
         }
         transport {
           peer_cert {
             entries {
               key: "x"
               value {
                 dict_value {
                   entries {
                     key: "token"
                     value { string_value: "a" }
                   }
                 }
               }
             }
           }
         }
       )pb"},
      {"AMaskedDictIsEmpty",
       {{"attaching.authextra", Redact::kMask}},
       authextra,
       R"pb(
         redactions {
           path: "attaching.authextra"
           method: REDACTION_METHOD_MASK
         }
         attaching {
           authid: "joe"
           authextra {}
         }
       )pb"},
      {"TextsAreMasked",
       {{"*.resume_token", Redact::kMask}},
       R"pb(joined { resume_token: "t" })pb",
       R"pb(
         redactions {
           path: "joined.resume_token"
           method: REDACTION_METHOD_MASK
         }
         joined { resume_token: "<secret>" }
       )pb"},
      // printf %s t | openssl dgst -sha256 -hmac 0123456789abcdef…
      {"TextsAreHashed",
       {{"joined.resume_token", Redact::kHash}},
       R"pb(joined { resume_token: "t" })pb",
       R"pb(
         redactions {
           path: "joined.resume_token"
           method: REDACTION_METHOD_HASH
           key_id: "k1"
         }
         joined { resume_token: "hmac-sha256:k1:HASH_OF_T" }
       )pb"},
      {"SoIsAValueUnderAKey",
       {{"challenged.extra.challenge", Redact::kHash}},
       R"pb(challenged {
              method: "x"
              extra {
                entries {
                  key: "challenge"
                  value { string_value: "t" }
                }
              }
            })pb",
       R"pb(
         redactions {
           path: "challenged.extra.challenge"
           method: REDACTION_METHOD_HASH
           key_id: "k1"
         }
         challenged {
           method: "x"
           extra {
             entries {
               key: "challenge"
               value { string_value: "hmac-sha256:k1:HASH_OF_T" }
             }
           }
         }
       )pb"},
      {"WhatIsNoSecretCanBeHashedEverywhere",
       {{"*.authid", Redact::kHash}, {"joined.authid", Redact::kDrop}},
       R"pb(
         ident { session: 7 authid: "t" }
         joined { session: 7 authid: "t" }
       )pb",
       R"pb(
         ident { session: 7 authid: "hmac-sha256:k1:HASH_OF_T" }
         redactions {
           path: "ident.authid"
           method: REDACTION_METHOD_HASH
           key_id: "k1"
         }
         redactions { path: "joined.authid" method: REDACTION_METHOD_DROP }
         joined { session: 7 }
       )pb"},
      {"AWholePartCanBeDropped",
       {{"transport", Redact::kDrop}},
       R"pb(
         transport { peer: "tcp4:1.2.3.4:5" }
         left {}
       )pb",
       R"pb(
         redactions { path: "transport" method: REDACTION_METHOD_DROP }
         left {}
       )pb"},
      {"ACertificateLosesItsPrivateParts",
       {},
       R"pb(
         transport {
           peer_cert {
             entries {
               key: "subject"
               value { string_value: "joe" }
             }
             entries {
               key: "Private-Key"
               value { string_value: "a" }
             }
             entries {
               key: "my-password-hint"
               value { string_value: "b" }
             }
             entries {
               key: "pem"
               value { string_value: "-----BEGIN EC PRIVATE KEY-----\nMHQ" }
             }
             entries {
               key: "Ticket"
               value { string_value: "c" }
             }
           }
         }
       )pb",
       R"pb(
         transport {
           peer_cert {
             entries {
               key: "subject"
               value { string_value: "joe" }
             }
           }
         }
         redactions {
           path: "transport.peer_cert"
           method: REDACTION_METHOD_DROP
           count: 3
         }
         redactions {
           path: "transport.peer_cert.ticket"
           method: REDACTION_METHOD_DROP
         }
       )pb"},
      {"QueriesAreCutOffAddresses",
       {},
       R"pb(
         transport { own: "/ws?token=a" peer: "wss://joe:pw@h.example/ws?t=a" }
         claimed_addresses { address: "203.0.113.7?a" source: "x-real-ip" }
       )pb",
       R"pb(
         transport { own: "/ws" peer: "wss://h.example/ws" }
         claimed_addresses { address: "203.0.113.7" source: "x-real-ip" }
         redactions { path: "transport.own" method: REDACTION_METHOD_CUT }
         redactions { path: "transport.peer" method: REDACTION_METHOD_CUT }
         redactions {
           path: "claimed_addresses.address"
           method: REDACTION_METHOD_CUT
         }
       )pb"},
      {"AndOffUrlsInTexts",
       {},
       R"pb(
         left {
           details {
             reason: "a.b"
             message: "see http://x/?a=1 or <https://u:p@y/z?b>, why?"
           }
         }
       )pb",
       R"pb(
         redactions {
           path: "left.details.message"
           method: REDACTION_METHOD_CUT
         }
         left {
           details {
             reason: "a.b"
             message: "see http://x/ or <https://y/z>, why?"
           }
         }
       )pb"},
      {"LongTextsAreCutBeforeACharacter",
       {},
       absl::StrCat(R"pb(denied { message: ")pb", std::string(1023, 'x'),
                    "\u20ac\" }"),
       absl::StrCat(R"pb(redactions {
                           path: "denied.message"
                           method: REDACTION_METHOD_CUT
                         }
                         denied { message: ")pb",
                    std::string(1023, 'x'), "\" }")},
      {"TextsOfJustThatLengthAreNot",
       {},
       absl::StrCat(R"pb(denied { message: ")pb", std::string(1021, 'x'),
                    "\u20ac\" }"),
       absl::StrCat(R"pb(denied { message: ")pb", std::string(1021, 'x'),
                    "\u20ac\" }")},
      {"WhatADifferentRedactorHasDoneIsLeft",
       {},
       R"pb(
         redactions {
           path: "joined.resume_token"
           method: REDACTION_METHOD_HASH
           key_id: "k9"
         }
         redactions { path: "joined.authextra.x" method: REDACTION_METHOD_KEEP }
         joined {
           resume_token: "hmac-sha256:k9:00"
           authextra {
             entries {
               key: "x"
               value { uint_value: 1 }
             }
             entries {
               key: "late"
               value { uint_value: 2 }
             }
           }
         }
       )pb",
       R"pb(
         redactions {
           path: "joined.resume_token"
           method: REDACTION_METHOD_HASH
           key_id: "k9"
         }
         redactions { path: "joined.authextra.x" method: REDACTION_METHOD_KEEP }
         redactions { path: "joined.authextra" method: REDACTION_METHOD_DROP }
         joined {
           resume_token: "hmac-sha256:k9:00"
           authextra {
             entries {
               key: "x"
               value { uint_value: 1 }
             }
           }
         }
       )pb"},
  };
}

std::string WithHash(const std::string& text) {
  return absl::StrReplaceAll(
      text,
      {{"HASH_OF_T",
        "8d213d3f8877287d19931f3dca4a6858c22d420a2e6c73f10234fd6e8e60cc80"}});
}

class RedactionTest : public ::testing::TestWithParam<Sample> {};

TEST_P(RedactionTest, TakesOutWhatItShould) {
  const auto redactor = Redactor::Create(PolicyOf(GetParam().rules));
  ASSERT_THAT(redactor, IsOk());
  v1::SessionRecord record = Parse(GetParam().before);
  redactor->Apply(&record);
  EXPECT_THAT(record, EqualsProto(WithHash(GetParam().after)));
}

TEST_P(RedactionTest, ASecondTimeChangesNothing) {
  const auto redactor = Redactor::Create(PolicyOf(GetParam().rules));
  ASSERT_THAT(redactor, IsOk());
  v1::SessionRecord record = Parse(GetParam().before);
  redactor->Apply(&record);
  const v1::SessionRecord once = record;
  redactor->Apply(&record);
  EXPECT_THAT(record, EqualsProto(once));
  Redactor().Apply(&record);
  EXPECT_THAT(record, EqualsProto(once));
}

INSTANTIATE_TEST_SUITE_P(All, RedactionTest, ::testing::ValuesIn(Samples()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace log
}  // namespace wamp
