#include "src/log/record_columns.h"

#include <algorithm>
#include <limits>
#include <string>

#include "wamp/log/record.h"

namespace wamp {
namespace internal {
namespace {

using log::v1::SessionRecord;
using Ident = wamp::v1::SessionIdent;

std::optional<absl::string_view> ReasonOf(const SessionRecord& record) {
  const std::string* reason = nullptr;
  switch (record.event_case()) {
    case SessionRecord::kDenied:
      if (record.denied().has_reason()) reason = &record.denied().reason();
      break;
    case SessionRecord::kLeft:
      if (record.left().details().has_reason()) {
        reason = &record.left().details().reason();
      }
      break;
    case SessionRecord::kDecided:
      if (record.decided().has_reason()) reason = &record.decided().reason();
      break;
    default:
      break;
  }
  if (reason == nullptr) return std::nullopt;
  return absl::string_view(*reason);
}

template <class Value>
bool Fits(const std::optional<std::string>& wanted, const Value& value) {
  return !wanted || value == absl::string_view(*wanted);
}

}  // namespace

RecordColumns ColumnsOf(const SessionRecord& record) {
  RecordColumns columns;
  columns.time = ToMicros(log::FromTimestamp(
      record.has_time() ? record.time() : record.observed_time()));
  columns.event = record.event_case();
  if (record.has_realm()) columns.realm = record.realm();
  const Ident& ident = record.ident();
  const Ident& claimed = record.claimed_ident();
  if (ident.has_authid()) {
    columns.authid = ident.authid();
  } else if (claimed.has_authid()) {
    columns.authid = claimed.authid();
  }
  if (ident.has_authrole()) {
    columns.authrole = ident.authrole();
  } else if (claimed.has_authrole()) {
    columns.authrole = claimed.authrole();
  }
  if (ident.has_session()) {
    columns.session = static_cast<int64_t>(ident.session());
  }
  if (record.has_session_uid()) columns.session_uid = record.session_uid();
  columns.reason = ReasonOf(record);
  return columns;
}

SessionRecord::EventCase EventOf(int64_t number) {
  const auto* events = SessionRecord::descriptor()->FindOneofByName("event");
  for (int i = 0; i < events->field_count(); ++i) {
    if (events->field(i)->number() == number) {
      return static_cast<SessionRecord::EventCase>(number);
    }
  }
  return SessionRecord::EVENT_NOT_SET;
}

int64_t NumberBefore(int64_t number) {
  constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
  return number == kLeast ? kLeast : number - 1;
}

int64_t ToMicros(absl::Time time) { return absl::ToUnixMicros(time); }

absl::Time FromMicros(int64_t micros) { return absl::FromUnixMicros(micros); }

bool Takes(const log::Filter& filter, absl::string_view node,
           const RecordColumns& columns) {
  if (!Fits(filter.realm, columns.realm) ||
      !Fits(filter.authid, columns.authid) ||
      !Fits(filter.authrole, columns.authrole) ||
      !Fits(filter.session_uid, columns.session_uid) ||
      !Fits(filter.node, node) || !Fits(filter.reason, columns.reason)) {
    return false;
  }
  if (filter.session &&
      columns.session != static_cast<int64_t>(*filter.session)) {
    return false;
  }
  if (!filter.events.empty() &&
      std::count(filter.events.begin(), filter.events.end(), columns.event) ==
          0) {
    return false;
  }
  return columns.time >= ToMicros(filter.since) &&
         (filter.until == absl::InfiniteFuture() ||
          columns.time < ToMicros(filter.until));
}

}  // namespace internal
}  // namespace wamp
