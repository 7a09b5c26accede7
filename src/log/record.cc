#include "wamp/log/record.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "src/log/record_parts.h"
#include "wamp/frame.h"

namespace wamp {
namespace log {
namespace {

v1::SessionRecord RecordAt(absl::Time time) {
  v1::SessionRecord record;
  internal::SetTime(time, record.mutable_time());
  return record;
}

v1::SessionRecord Delivered(wamp::v1::Action action, SessionIdent who,
                            const std::string* uri, absl::Time time) {
  v1::SessionRecord record = RecordAt(time);
  if (who.is_disclosed()) {
    *record.mutable_ident() = std::move(who).proto();
  }
  v1::Decision& decision = *record.mutable_decided();
  decision.set_action(action);
  if (uri != nullptr) decision.set_uri(*uri);
  decision.set_allowed(true);
  decision.set_disclose(record.has_ident());
  return record;
}

template <class Message>
v1::Decision Asked(wamp::v1::Action action, const Message& message,
                   const std::string& uri) {
  v1::Decision decision;
  decision.set_action(action);
  decision.set_uri(uri);
  if (message.has_request()) decision.set_request(message.request());
  return decision;
}

}  // namespace

v1::SessionRecord RecordOf(HelloDetails hello, absl::Time time) {
  v1::SessionRecord record = RecordAt(time);
  internal::SetParts(*hello, &record);
  *record.mutable_attaching() = std::move(hello).proto();
  return record;
}

v1::SessionRecord RecordOf(Challenge challenge, absl::Time time) {
  v1::SessionRecord record = RecordAt(time);
  *record.mutable_challenged() = std::move(challenge).proto();
  return record;
}

v1::SessionRecord RecordOf(Accept accept, absl::Time time) {
  v1::SessionRecord record = RecordAt(time);
  internal::SetParts(*accept, &record);
  *record.mutable_accepted() = std::move(accept).proto();
  return record;
}

v1::SessionRecord RecordOf(Deny deny, absl::Time time) {
  v1::SessionRecord record = RecordAt(time);
  *record.mutable_denied() = std::move(deny).proto();
  return record;
}

v1::SessionRecord RecordOf(SessionDetails details, absl::Time time) {
  v1::SessionRecord record = RecordAt(time);
  internal::SetParts(*details, &record);
  *record.mutable_joined() = std::move(details).proto();
  return record;
}

v1::SessionRecord RecordOf(v1::Left left, absl::Time time) {
  v1::SessionRecord record = RecordAt(time);
  *record.mutable_left() = std::move(left);
  return record;
}

v1::SessionRecord RecordOf(v1::Decision decision, absl::Time time) {
  v1::SessionRecord record = RecordAt(time);
  *record.mutable_decided() = std::move(decision);
  return record;
}

v1::SessionRecord RecordOf(const CallDetails& call, absl::Time time) {
  return Delivered(wamp::v1::ACTION_CALL, SessionIdent::from_calldetails(call),
                   call->has_procedure() ? &call->procedure() : nullptr, time);
}

v1::SessionRecord RecordOf(const EventDetails& event, absl::Time time) {
  return Delivered(wamp::v1::ACTION_PUBLISH,
                   SessionIdent::from_eventdetails(event),
                   event->has_topic() ? &event->topic() : nullptr, time);
}

absl::StatusOr<v1::Decision> DecisionOf(const wamp::v1::Frame& request) {
  switch (request.message_case()) {
    case wamp::v1::Frame::kCall:
      return Asked(wamp::v1::ACTION_CALL, request.call(),
                   request.call().procedure());
    case wamp::v1::Frame::kPublish:
      return Asked(wamp::v1::ACTION_PUBLISH, request.publish(),
                   request.publish().topic());
    case wamp::v1::Frame::kRegister: {
      const wamp::v1::Register& message = request.register_();
      v1::Decision decision =
          Asked(wamp::v1::ACTION_REGISTER, message, message.procedure());
      if (message.options().has_match()) {
        decision.set_match(message.options().match());
      }
      return decision;
    }
    case wamp::v1::Frame::kSubscribe: {
      const wamp::v1::Subscribe& message = request.subscribe();
      v1::Decision decision =
          Asked(wamp::v1::ACTION_SUBSCRIBE, message, message.topic());
      if (message.options().has_match()) {
        decision.set_match(message.options().match());
      }
      return decision;
    }
    default: {
      const absl::string_view name = MessageName(request);
      return absl::InvalidArgumentError(
          absl::StrCat("expected CALL, PUBLISH, REGISTER or SUBSCRIBE, got ",
                       name.empty() ? "an empty frame" : name));
    }
  }
}

absl::string_view EventName(const v1::SessionRecord& record) {
  const auto* field = v1::SessionRecord::descriptor()->FindFieldByNumber(
      static_cast<int>(record.event_case()));
  return field == nullptr ? absl::string_view() : field->name();
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  internal::SetTime(time, &timestamp);
  return timestamp;
}

absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  const int64_t seconds = std::clamp(
      timestamp.seconds(), internal::kFirstSecond, internal::kLastSecond);
  const int64_t nanos =
      std::clamp<int64_t>(timestamp.nanos(), 0, internal::kLastNanosecond);
  return absl::FromUnixSeconds(seconds) + absl::Nanoseconds(nanos);
}

}  // namespace log
}  // namespace wamp
