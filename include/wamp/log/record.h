// What a log keeps of a session: one record for each thing that happened to it
// (proto/wamp/log/v1/record.proto).
//
// Example: a router's authenticator has turned a client away,
//
//   wamp::log::v1::SessionRecord record = wamp::log::RecordOf(deny);
//   record.set_realm(hello->realm());
//   std::cout << wamp::log::JsonLine(record) << "\n";
//
// A SessionRecorder (session_recorder.h) makes the records of a whole session
// out of its frames.
//
// The functions take what happened as it is, secrets included: a Redactor
// (redaction.h) takes them out. Lines and stored bytes (lines.h, node_log.h)
// are redacted in any case.
#ifndef WAMP_LOG_RECORD_H_
#define WAMP_LOG_RECORD_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "wamp/log/v1/record.pb.h"
#include "wamp/pubsub.h"
#include "wamp/rpc.h"
#include "wamp/session.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace log {

// The record of one event. Of who it happened to it says what the event itself
// says: the claims of a HelloDetails, the identity of a SessionDetails.
v1::SessionRecord RecordOf(HelloDetails hello, absl::Time time = absl::Now());
v1::SessionRecord RecordOf(Challenge challenge, absl::Time time = absl::Now());
v1::SessionRecord RecordOf(Accept accept, absl::Time time = absl::Now());
v1::SessionRecord RecordOf(Deny deny, absl::Time time = absl::Now());
v1::SessionRecord RecordOf(SessionDetails details,
                           absl::Time time = absl::Now());
v1::SessionRecord RecordOf(v1::Left left, absl::Time time = absl::Now());
v1::SessionRecord RecordOf(v1::Decision decision,
                           absl::Time time = absl::Now());

// That a call or event has arrived, which the router has therefore allowed, at
// the side that got it: who called or published it (as far as it is disclosed,
// see SessionIdent), and its procedure or topic.
v1::SessionRecord RecordOf(const CallDetails& call,
                           absl::Time time = absl::Now());
v1::SessionRecord RecordOf(const EventDetails& event,
                           absl::Time time = absl::Now());

// What a CALL, REGISTER, PUBLISH or SUBSCRIBE asks a router for: action, URI,
// match policy and request, without an answer. Another frame is an
// InvalidArgument.
absl::StatusOr<v1::Decision> DecisionOf(const wamp::v1::Frame& request);

// What the events are called in lines: "attaching", "joined", …; empty for a
// record without one.
absl::string_view EventName(const v1::SessionRecord& record);

// A time to the nanosecond, and back. What is out of range becomes the nearest
// that a Timestamp takes: from the year 1 to 9999.
google::protobuf::Timestamp ToTimestamp(absl::Time time);
absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp);

}  // namespace log
}  // namespace wamp

#endif  // WAMP_LOG_RECORD_H_
