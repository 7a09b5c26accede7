// A session for the programs of this folder to log.
#ifndef EXAMPLES_LOG_SINKS_SESSION_H_
#define EXAMPLES_LOG_SINKS_SESSION_H_

#include <utility>

#include "absl/strings/string_view.h"
#include "wamp/log/session_recorder.h"
#include "wamp/wire.h"

// Makes the records of a session that was closed, and of one that was refused.
// Returns whether all went well.
inline bool LogSessions(const wamp::log::SessionRecorder::Sink& sink) {
  wamp::log::SessionRecorder recorder(
      [&sink](wamp::log::v1::SessionRecord record) {
        // What differs from run to run is left out here.
        record.clear_time();
        record.clear_session_uid();
        sink(std::move(record));
      });
  for (const absl::string_view step : {
           R"(> [1,"realm1",{"roles":{"caller":{}},"authid":"joe %s"}])",
           R"(< [2,7,{"roles":{"dealer":{}},"authid":"joe %s"}])",
           R"(> [6,{},"wamp.close.normal"])",
           R"(< [6,{},"wamp.close.goodbye_and_out"])",
           R"(> [1,"realm1",{"roles":{"caller":{}},"authid":"{eve}"}])",
           R"(< [3,{},"wamp.error.not_authorized"])",
       }) {
    wamp::v1::Frame frame;
    absl::Status status =
        wamp::Decode(step.substr(2), wamp::v1::SERIALIZER_JSON, &frame);
    if (status.ok()) {
      status = step[0] == '>' ? recorder.Received(frame) : recorder.Sent(frame);
    }
    if (!status.ok()) return false;
  }
  return true;
}

#endif  // EXAMPLES_LOG_SINKS_SESSION_H_
