#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "src/engine/annotations.h"
#include "src/log/json_text.h"
#include "src/log/otlp_text.h"
#include "src/log/record_text.h"
#include "src/log/redacted_record.h"
#include "wamp/log/lines.h"
#include "wamp/log/record.h"
#include "wamp/version.h"

namespace wamp {
namespace log {
namespace {

using internal::JsonText;
using internal::OtlpText;

struct Severity {
  uint64_t number;
  absl::string_view text;
};
constexpr Severity kInfo = {9, "INFO"};
constexpr Severity kWarn = {13, "WARN"};

Severity SeverityOf(const v1::SessionRecord& record) {
  if (record.has_denied()) return kWarn;
  if (record.has_decided()) return record.decided().allowed() ? kInfo : kWarn;
  if (!record.has_left()) return kInfo;
  return record.left().cause() == v1::LEAVE_CAUSE_GOODBYE ? kInfo : kWarn;
}

std::string OtlpName(const v1::SessionRecord& record) {
  if (record.has_joined()) return "session.start";
  if (record.has_left()) return "session.end";
  return absl::StrCat("wamp.session.", EventName(record));
}

// The attributes of a record, each of which is left out if it is not known.
class Attributes {
 public:
  explicit Attributes(JsonText& json) : out_(json) { out_.BeginAttributes(); }

  void Text(absl::string_view key, bool is_known, absl::string_view value) {
    if (!is_known) return;
    out_.Key(key);
    out_.String(value);
  }
  void Number(absl::string_view key, bool is_known, uint64_t value) {
    if (!is_known) return;
    out_.Key(key);
    out_.Uint(value);
  }
  void Flag(absl::string_view key, bool is_known, bool value) {
    if (!is_known) return;
    out_.Key(key);
    out_.Bool(value);
  }
  void OneText(absl::string_view key, bool is_known, absl::string_view value) {
    if (!is_known) return;
    out_.Key(key);
    out_.BeginList();
    out_.String(value);
    out_.EndList();
  }

  // The word for an enum value; none if that is not known.
  void Word(absl::string_view key, bool is_known,
            const google::protobuf::EnumDescriptor* type, int number) {
    const auto* value = type->FindValueByNumber(number);
    Text(key, is_known && value != nullptr,
         value == nullptr ? "" : internal::TokenOf(value));
  }

  void End() { out_.EndAttributes(); }

 private:
  OtlpText out_;
};

// How autobahn's addresses start: "tcp4:127.0.0.1:5000".
constexpr absl::string_view kKinds[] = {
    "tcp4:", "tcp6:", "tcp:", "tls4:", "tls6:", "tls:", "unix:"};

// A host with or without a port, as autobahn writes it or without what stands
// before it.
void AddClient(absl::string_view peer, Attributes& attributes) {
  for (const absl::string_view kind : kKinds) {
    if (absl::ConsumePrefix(&peer, kind)) break;
  }
  const size_t colon = peer.rfind(':');
  uint32_t port = 0;
  const bool has_port =
      colon != absl::string_view::npos && colon > 0 && peer[colon - 1] != ':' &&
      absl::SimpleAtoi(peer.substr(colon + 1), &port) && port <= 65535;
  if (has_port) peer = peer.substr(0, colon);
  if (absl::StartsWith(peer, "[") && absl::EndsWith(peer, "]")) {
    peer = peer.substr(1, peer.size() - 2);
  }
  attributes.Text("client.address", true, peer);
  attributes.Number("client.port", has_port, port);
}

void AddReason(const v1::SessionRecord& record, Attributes& attributes) {
  attributes.Text("wamp.reason", record.denied().has_reason(),
                  record.denied().reason());
  attributes.Text("wamp.reason", record.left().details().has_reason(),
                  record.left().details().reason());
  attributes.Word("wamp.cause", record.left().has_cause(),
                  v1::LeaveCause_descriptor(), record.left().cause());
  const v1::Decision& decision = record.decided();
  attributes.Word("wamp.action", decision.has_action(),
                  wamp::v1::Action_descriptor(), decision.action());
  attributes.Text("wamp.uri", decision.has_uri(), decision.uri());
  attributes.Flag("wamp.allowed", decision.has_allowed(), decision.allowed());
  attributes.Text("wamp.reason", decision.has_reason(), decision.reason());
}

void AddAttributes(const v1::SessionRecord& record, JsonText& json) {
  json.Key("attributes");
  Attributes attributes(json);
  attributes.Text("log.record.uid", record.has_record_id(), record.record_id());
  attributes.Text("session.id", record.has_session_uid(), record.session_uid());
  attributes.Text("user.id", record.ident().has_authid(),
                  record.ident().authid());
  attributes.OneText("user.roles", record.ident().has_authrole(),
                     record.ident().authrole());
  if (record.transport().has_peer()) {
    AddClient(record.transport().peer(), attributes);
  }
  attributes.Text("wamp.realm", record.has_realm(), record.realm());
  attributes.Number("wamp.session", record.ident().has_session(),
                    record.ident().session());
  attributes.Text("wamp.authmethod", record.joined().has_authmethod(),
                  record.joined().authmethod());
  AddReason(record, attributes);
  attributes.Number("wamp.count", record.has_count(), record.count());
  attributes.End();
}

void AddTime(absl::string_view key, bool is_known,
             const google::protobuf::Timestamp& time, JsonText& json) {
  if (!is_known) return;
  const int64_t nanos = absl::ToUnixNanos(FromTimestamp(time));
  json.Key(key);
  json.String(absl::StrCat(nanos < 0 ? 0 : nanos));
}

void AddResource(const v1::SessionRecord& record, const OtlpResource& resource,
                 JsonText& json) {
  json.Key("resource");
  json.BeginMap();
  json.Key("attributes");
  Attributes attributes(json);
  attributes.Text("service.name", true, resource.service_name);
  attributes.Text("service.namespace", !resource.service_namespace.empty(),
                  resource.service_namespace);
  attributes.Text("service.instance.id", record.has_node(), record.node());
  attributes.End();
  json.EndMap();
}

void AddScope(JsonText& json) {
  json.Key("scope");
  json.BeginMap();
  json.Key("name");
  json.String("wamp_types.log");
  json.Key("version");
  json.String(kVersion);
  json.EndMap();
}

void AddRecord(const v1::SessionRecord& record, JsonText& json) {
  json.BeginMap();
  AddTime("timeUnixNano", record.has_time(), record.time(), json);
  AddTime("observedTimeUnixNano", record.has_observed_time(),
          record.observed_time(), json);
  const Severity severity = SeverityOf(record);
  json.Key("severityNumber");
  json.Uint(severity.number);
  json.Key("severityText");
  json.String(severity.text);
  json.Key("eventName");
  json.String(OtlpName(record));
  json.Key("body");
  OtlpText body(json);
  internal::RecordText<OtlpText>(body).Write(record);
  AddAttributes(record, json);
  json.EndMap();
}

}  // namespace

std::string OtlpJsonLine(const v1::SessionRecord& record,
                         const OtlpResource& resource) {
  const internal::RedactedRecord redacted(record);
  JsonText json;
  json.BeginMap();
  json.Key("resourceLogs");
  json.BeginList();
  json.BeginMap();
  AddResource(*redacted, resource, json);
  json.Key("scopeLogs");
  json.BeginList();
  json.BeginMap();
  AddScope(json);
  json.Key("logRecords");
  json.BeginList();
  AddRecord(*redacted, json);
  json.EndList();
  json.EndMap();
  json.EndList();
  json.EndMap();
  json.EndList();
  json.EndMap();
  return std::move(json).Take();
}

}  // namespace log
}  // namespace wamp
