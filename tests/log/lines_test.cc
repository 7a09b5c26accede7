#include "wamp/log/lines.h"

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "src/log/json_text.h"
#include "src/log/otlp_text.h"
#include "src/log/record_text.h"
#include "tests/log/random_record.h"
#include "tests/testing/seed.h"
#include "wamp/log/v1/record.pb.h"
#include "wamp/v1/value.pb.h"
#include "wamp/version.h"
#include "wamp/wire.h"

namespace wamp {
namespace log {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::SessionRecord Parse(const std::string& text) {
  v1::SessionRecord record;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &record))
      << text;
  return record;
}

// Without the ends of lines, and blanks at their starts, by which the tests
// show what is one line.
std::string Joined(const std::string& lines) {
  std::string out;
  bool at_start = true;
  for (const char c : lines) {
    if (c == '\n') {
      at_start = true;
    } else if (c != ' ' || !at_start) {
      out.push_back(c);
      at_start = false;
    }
  }
  return out;
}

struct Sample {
  const char* name;
  const char* record;
  const char* line;
};

std::vector<Sample> Samples() {
  return {
      {"Empty", "", "{}"},
      {"All", R"pb(
         record_id: "01890a5d-ac96-774b-bcce-b302099a8057"
         node: "router-1"
         boot_id: "b"
         sequence: 9
         previous_hash: "\x00\xff"
         time { seconds: 1767323045 nanos: 678901234 }
         observed_time { seconds: 1767323046 }
         session_uid: "u"
         ident { session: 7 authid: "joe" authrole: "user" }
         realm: "realm1"
         transport {
           channel_type: CHANNEL_TYPE_TLS
           peer: "tcp4:192.0.2.1:5000"
           is_secure: true
           own_pid: -1
         }
         claimed_addresses {
           address: "203.0.113.7"
           source: "x-forwarded-for"
           trusted: false
         }
         count: 3
         last_time { seconds: 1767323050 }
         joined {
           realm: "realm1"
           session: 7
           authid: "joe"
           resume_token: "t"
           transport { name: "websocket" }
           session_roles { broker {} }
         }
       )pb",
       R"({"time":"2026-01-02T03:04:05.678901Z","event":"joined",
         "realm":"realm1",
         "ident":{"session":7,"authid":"joe","authrole":"user"},
         "joined":{"realm":"realm1","session":7,"authid":"joe",
         "transport":"websocket","roles":{"broker":{}}},
         "count":3,"last_time":"2026-01-02T03:04:10.000000Z",
         "transport":{"channel_type":"tls","peer":"tcp4:192.0.2.1:5000",
         "own_pid":-1,"is_secure":true},
         "claimed_addresses":[{"address":"203.0.113.7",
         "source":"x-forwarded-for","trusted":false}],
         "redactions":[{"path":"joined.resume_token","method":"drop"}],
         "session_uid":"u",
         "record_id":"01890a5d-ac96-774b-bcce-b302099a8057",
         "node":"router-1","boot_id":"b","sequence":9,"previous_hash":"00ff",
         "observed_time":"2026-01-02T03:04:06.000000Z"})"},
      {"Attaching", R"pb(
         claimed_ident { authid: "joe" }
         attaching {
           realm: "realm1"
           authmethods { values: "ticket" values: "wampcra" }
           resume_session: 8
           session_roles { caller { features { call_canceling: true } } }
         }
       )pb",
       R"({"event":"attaching","claimed_ident":{"authid":"joe"},
         "attaching":{"realm":"realm1",
         "roles":{"caller":{"features":{"call_canceling":true}}},
         "authmethods":["ticket","wampcra"],"resume-session":8}})"},
      {"Left", R"pb(
         left {
           cause: LEAVE_CAUSE_TRANSPORT_LOST
           side: SIDE_CLIENT
           details { reason: "a.b" message: "bye" }
         }
       )pb",
       R"({"event":"left","left":{"cause":"transport_lost","side":"client",
         "details":{"reason":"a.b","message":"bye"}}})"},
      {"Decided", R"pb(
         decided {
           action: ACTION_REGISTER
           uri: "a."
           match: MATCH_PREFIX
           allowed: false
           cached: true
         }
       )pb",
       R"({"event":"decided","decided":{"action":"register","uri":"a.",
         "match":"prefix","allowed":false,"cached":true}})"},
      {"AnEnumOfANewerRelease", "left { cause: 77 }",
       R"({"event":"left","left":{"cause":77}})"},
      {"AnyValues", R"pb(
         redactions { path: "challenged.extra" method: REDACTION_METHOD_KEEP }
         challenged {
           method: "x"
           extra {
             entries { key: "n" }
             entries {
               key: "d"
               value { double_value: 1 }
             }
             entries {
               key: "nan"
               value { double_value: nan }
             }
             entries {
               key: "b"
               value { bytes_value: "\x00\x01\x02" }
             }
             entries {
               key: "f"
               value {
                 foreign_value {
                   serializer: SERIALIZER_MSGPACK
                   encoded: "\xd6\xff\x51\x4b\x67\xb0"
                 }
               }
             }
             entries {
               key: "i"
               value { int_value: -5 }
             }
             entries {
               key: "l"
               value {
                 list_value {
                   values { bool_value: true }
                   values { dict_value {} }
                 }
               }
             }
             entries {
               key: "u"
               value { uint_value: 18446744073709551615 }
             }
             entries {
               key: "twice"
               value { uint_value: 1 }
             }
             entries {
               key: "twice"
               value { uint_value: 2 }
             }
           }
         }
       )pb",
       R"({"event":"challenged","challenged":{"method":"x","extra":{"n":null,
         "d":1.0,"nan":"NaN","b":"\u0000AAEC","f":"extension -1 of msgpack: 2013-03-21T20:04:00Z","i":-5,"l":[true,{}],
         "u":18446744073709551615,"twice":2}},
         "redactions":[{"path":"challenged.extra","method":"keep"}]})"},
      {"WhatCouldForgeOrHide", R"pb(
         realm: "\"\\\n\r\t\001\177\302\205\342\200\256x\342\200\250\363\240\201\201\303\244\342\202\254\360\237\230\200"
       )pb",
       "{\"realm\":\"\\\"\\\\\\n\\r\\t\\u0001\\u007f\\u0085\\u202ex\\u2028"
       "\\udb40\\udc41\u00e4\u20ac\U0001F600\"}"},
  };
}

class JsonLineTest : public ::testing::TestWithParam<Sample> {};

TEST_P(JsonLineTest, IsOneObject) {
  const std::string line = JsonLine(Parse(GetParam().record));
  EXPECT_EQ(line, Joined(GetParam().line));
}

TEST_P(JsonLineTest, IsJson) {
  const std::string line = JsonLine(Parse(GetParam().record));
  const auto value = Decode<wamp::v1::Dict>(line, wamp::v1::SERIALIZER_JSON);
  EXPECT_TRUE(value.ok()) << value.status().message();
}

INSTANTIATE_TEST_SUITE_P(All, JsonLineTest, ::testing::ValuesIn(Samples()),
                         [](const auto& tested) { return tested.param.name; });

TEST(JsonLineTest, TextThatIsNotUtf8IsReplaced) {
  v1::SessionRecord record;
  record.set_node("a\xff");
  EXPECT_EQ(JsonLine(record), "{\"node\":\"a\uFFFD\"}");
}

TEST(JsonLineTest, EarlyYearsHaveFourDigits) {
  v1::SessionRecord record;
  record.mutable_time()->set_seconds(-62135596800);
  EXPECT_EQ(JsonLine(record), R"({"time":"0001-01-01T00:00:00.000000Z"})");
}

// The whole in which a record stands.
std::string OtlpRequest(absl::string_view log_record) {
  return absl::StrCat(
      R"({"resourceLogs":[{"resource":{"attributes":[{"key":"service.name",
        "value":{"stringValue":"wamp-router"}}]},"scopeLogs":[{"scope":{
        "name":"wamp_types.log","version":")",
      kVersion, R"("},"logRecords":[)", log_record, "]}]}]}");
}

std::vector<Sample> OtlpSamples() {
  return {
      {"Empty", "",
       R"({"severityNumber":9,"severityText":"INFO",
         "eventName":"wamp.session.",
         "body":{"kvlistValue":{"values":[]}},"attributes":[]})"},
      {"Start", R"pb(
         time { seconds: 1767323045 nanos: 678901234 }
         observed_time { seconds: 1767323046 }
         record_id: "r"
         session_uid: "u"
         realm: "realm1"
         ident { session: 7 authid: "joe" authrole: "user" }
         joined { authmethod: "ticket" }
         transport { peer: "tcp4:192.0.2.1:5000" }
       )pb",
       R"({"timeUnixNano":"1767323045678901234",
         "observedTimeUnixNano":"1767323046000000000",
         "severityNumber":9,"severityText":"INFO","eventName":"session.start",
         "body":{"kvlistValue":{"values":[
         {"key":"time","value":{"stringValue":"2026-01-02T03:04:05.678901Z"}},
         {"key":"event","value":{"stringValue":"joined"}},
         {"key":"realm","value":{"stringValue":"realm1"}},
         {"key":"ident","value":{"kvlistValue":{"values":[
         {"key":"session","value":{"intValue":"7"}},
         {"key":"authid","value":{"stringValue":"joe"}},
         {"key":"authrole","value":{"stringValue":"user"}}]}}},
         {"key":"joined","value":{"kvlistValue":{"values":[
         {"key":"authmethod","value":{"stringValue":"ticket"}}]}}},
         {"key":"transport","value":{"kvlistValue":{"values":[
         {"key":"peer","value":{"stringValue":"tcp4:192.0.2.1:5000"}}]}}},
         {"key":"session_uid","value":{"stringValue":"u"}},
         {"key":"record_id","value":{"stringValue":"r"}},
         {"key":"observed_time","value":{
         "stringValue":"2026-01-02T03:04:06.000000Z"}}]}},
         "attributes":[
         {"key":"log.record.uid","value":{"stringValue":"r"}},
         {"key":"session.id","value":{"stringValue":"u"}},
         {"key":"user.id","value":{"stringValue":"joe"}},
         {"key":"user.roles","value":{"arrayValue":{"values":[
         {"stringValue":"user"}]}}},
         {"key":"client.address","value":{"stringValue":"192.0.2.1"}},
         {"key":"client.port","value":{"intValue":"5000"}},
         {"key":"wamp.realm","value":{"stringValue":"realm1"}},
         {"key":"wamp.session","value":{"intValue":"7"}},
         {"key":"wamp.authmethod","value":{"stringValue":"ticket"}}]})"},
      {"End", R"pb(
         left {
           cause: LEAVE_CAUSE_KILLED
           details { reason: "wamp.close.killed" }
         }
       )pb",
       R"({"severityNumber":13,"severityText":"WARN","eventName":"session.end",
         "body":{"kvlistValue":{"values":[
         {"key":"event","value":{"stringValue":"left"}},
         {"key":"left","value":{"kvlistValue":{"values":[
         {"key":"cause","value":{"stringValue":"killed"}},
         {"key":"details","value":{"kvlistValue":{"values":[
         {"key":"reason","value":{"stringValue":"wamp.close.killed"}}]}}}]}}}]}},
         "attributes":[
         {"key":"wamp.reason","value":{"stringValue":"wamp.close.killed"}},
         {"key":"wamp.cause","value":{"stringValue":"killed"}}]})"},
      {"Refused", R"pb(
         decided { action: ACTION_CALL uri: "a.b" allowed: false }
         count: 2
       )pb",
       R"({"severityNumber":13,"severityText":"WARN",
         "eventName":"wamp.session.decided",
         "body":{"kvlistValue":{"values":[
         {"key":"event","value":{"stringValue":"decided"}},
         {"key":"decided","value":{"kvlistValue":{"values":[
         {"key":"action","value":{"stringValue":"call"}},
         {"key":"uri","value":{"stringValue":"a.b"}},
         {"key":"allowed","value":{"boolValue":false}}]}}},
         {"key":"count","value":{"intValue":"2"}}]}},
         "attributes":[
         {"key":"wamp.action","value":{"stringValue":"call"}},
         {"key":"wamp.uri","value":{"stringValue":"a.b"}},
         {"key":"wamp.allowed","value":{"boolValue":false}},
         {"key":"wamp.count","value":{"intValue":"2"}}]})"},
  };
}

class OtlpJsonLineTest : public ::testing::TestWithParam<Sample> {};

TEST_P(OtlpJsonLineTest, IsOneObject) {
  EXPECT_EQ(OtlpJsonLine(Parse(GetParam().record)),
            Joined(OtlpRequest(GetParam().line)));
}

TEST_P(OtlpJsonLineTest, IsJson) {
  const std::string line = OtlpJsonLine(Parse(GetParam().record));
  const auto value = Decode<wamp::v1::Dict>(line, wamp::v1::SERIALIZER_JSON);
  EXPECT_TRUE(value.ok()) << value.status().message();
}

INSTANTIATE_TEST_SUITE_P(All, OtlpJsonLineTest,
                         ::testing::ValuesIn(OtlpSamples()),
                         [](const auto& tested) { return tested.param.name; });

TEST(OtlpJsonLineTest, NamesTheProgramAndTheNode) {
  v1::SessionRecord record;
  record.set_node("router-1");
  OtlpResource resource;
  resource.service_name = "shop";
  resource.service_namespace = "eu";
  EXPECT_THAT(OtlpJsonLine(record, resource),
              HasSubstr(Joined(
                  R"([{"key":"service.name","value":{"stringValue":"shop"}},
        {"key":"service.namespace","value":{"stringValue":"eu"}},
        {"key":"service.instance.id","value":{"stringValue":"router-1"}}])")));
}

struct Peer {
  const char* name;
  const char* peer;
  const char* address;
  // Empty for none.
  const char* port;
};

class OtlpPeerTest : public ::testing::TestWithParam<Peer> {};

TEST_P(OtlpPeerTest, IsAddressAndPort) {
  v1::SessionRecord record;
  record.mutable_transport()->set_peer(GetParam().peer);
  const std::string line = OtlpJsonLine(record);
  EXPECT_THAT(line, HasSubstr(absl::StrCat(
                        R"({"key":"client.address","value":{"stringValue":")",
                        GetParam().address, "\"}}")));
  const std::string port = absl::StrCat(
      R"({"key":"client.port","value":{"intValue":")", GetParam().port, "\"}}");
  if (*GetParam().port == '\0') {
    EXPECT_THAT(line, Not(HasSubstr("client.port")));
  } else {
    EXPECT_THAT(line, HasSubstr(port));
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, OtlpPeerTest,
    ::testing::Values(
        Peer{"Tcp4", "tcp4:127.0.0.1:80", "127.0.0.1", "80"},
        Peer{"Tcp6", "tcp6:[2001:db8::1]:80", "2001:db8::1", "80"},
        Peer{"Tcp6WithoutAPort", "tcp6:2001:db8::1", "2001:db8::1", ""},
        Peer{"Unix", "unix:/run/wamp.sock", "/run/wamp.sock", ""},
        Peer{"HostAndPort", "192.0.2.1:5", "192.0.2.1", "5"},
        Peer{"Host", "192.0.2.1", "192.0.2.1", ""},
        Peer{"Process", "process:x", "process:x", ""},
        Peer{"PortOutOfRange", "tcp4:192.0.2.1:65536", "192.0.2.1:65536", ""},
        Peer{"Nothing", "", "", ""}),
    [](const auto& tested) { return tested.param.name; });

struct Escape {
  const char* name;
  std::string before;
  std::string after;
};

class EscapeTest : public ::testing::TestWithParam<Escape> {};

// Wherever it stands: plain bytes are looked at by eights.
TEST_P(EscapeTest, IsMade) {
  for (size_t before = 0; before < 20; ++before) {
    for (size_t after = 0; after < 20; ++after) {
      const std::string head(before, 'a');
      const std::string tail(after, '~');
      internal::JsonText json;
      json.String(absl::StrCat(head, GetParam().before, tail));
      EXPECT_EQ(std::move(json).Take(),
                absl::StrCat("\"", head, GetParam().after, tail, "\""));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, EscapeTest,
    ::testing::Values(Escape{"None", "", ""}, Escape{"Blank", " ", " "},
                      Escape{"Slash", "/", "/"}, Escape{"Bang", "!", "!"},
                      Escape{"Hash", "#", "#"}, Escape{"Bracket", "[]", "[]"},
                      Escape{"Quote", "\"", "\\\""},
                      Escape{"Backslash", "\\", "\\\\"},
                      Escape{"LineBreak", "\n", "\\n"},
                      Escape{"Nul", std::string(1, '\0'), "\\u0000"},
                      Escape{"LastControl", "\x1F", "\\u001f"},
                      Escape{"Delete", "\x7F", "\\u007f"},
                      Escape{"Accent", "\u00E9", "\u00E9"},
                      Escape{"NoUtf8", "\xFF", "\uFFFD"}),
    [](const auto& tested) { return std::string(tested.param.name); });

// As `Text` writes it, by either way to the fields.
template <class Text>
std::string TextOf(const v1::SessionRecord& record, internal::Reach reach) {
  internal::JsonText json;
  if constexpr (std::is_same_v<Text, internal::JsonText>) {
    internal::RecordText<Text>(json, internal::RecordLayout(reach))
        .Write(record);
  } else {
    Text text(json);
    internal::RecordText<Text>(text, internal::RecordLayout(reach))
        .Write(record);
  }
  return std::move(json).Take();
}

TEST(RecordTextTest, TheFastWayToTheFieldsWritesTheSame) {
  using internal::Reach;
  ASSERT_NE(internal::RecordLayout(Reach::kAccess).access, nullptr);
  ASSERT_EQ(internal::RecordLayout(Reach::kReflection).access, nullptr);
  RandomRecords records(wamp::testing::Seed());
  for (int i = 0; i < 500; ++i) {
    const v1::SessionRecord record = records.Next();
    ASSERT_EQ(TextOf<internal::JsonText>(record, Reach::kAccess),
              TextOf<internal::JsonText>(record, Reach::kReflection));
    ASSERT_EQ(TextOf<internal::OtlpText>(record, Reach::kAccess),
              TextOf<internal::OtlpText>(record, Reach::kReflection));
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp
