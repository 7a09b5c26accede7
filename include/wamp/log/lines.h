// Records as lines of text, for files and for whatever collects logs.
//
// Example:
//
//   std::cout << wamp::log::JsonLine(record) << "\n";
//   // {"time":"2026-01-02T03:04:05.678901Z","event":"joined",
//   //  "realm":"realm1","ident":{"session":7,"authid":"joe"},…}  (on one line)
//
// Rotating files, queues and the like are for logging libraries: a line has no
// end of line, and is one.
//
// Secrets that nobody has taken out of the record are not in its lines: they
// are redacted as by a Redactor without rules (redaction.h). The functions are
// safe to call from any thread.
#ifndef WAMP_LOG_LINES_H_
#define WAMP_LOG_LINES_H_

#include <string>

#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace log {

// The record as a JSON object on one line. Its keys are those of the record's
// fields and, within what WAMP defines, WAMP's, always in the same order: time,
// event, realm, who it is, what happened (under the name of the event), the
// connection, then what the log itself adds. Absent fields have no key.
//
// Times are in UTC, to the microsecond; enums are words; a byte string is as in
// WAMP's JSON, U+0000 and base64, but a hash is in hexadecimal digits. Control
// characters, and those that don't show or change the direction of a text, are
// escaped (`\u202e`), so that a line shows what it holds.
std::string JsonLine(const v1::SessionRecord& record);

// What an OtlpJsonLine says of where it comes from.
struct OtlpResource {
  // `service.name`: the program.
  std::string service_name = "wamp-router";
  // `service.namespace`; empty is left out.
  std::string service_namespace;
};

// The record in OpenTelemetry's log data model, as a line of OTLP/JSON that
// holds one log record: the file format of its collector.
//
// The event is called `session.start` (joined), `session.end` (left), or
// `wamp.session.<event>`. Attributes by the semantic conventions are
// `session.id` (the session's uid), `user.id` (authid), `user.roles`
// (authrole), `client.address` and `client.port`; others are `wamp.realm`,
// `wamp.session`, `wamp.authmethod`, `wamp.reason`, `wamp.cause`,
// `wamp.action`, `wamp.uri`, `wamp.allowed` and `wamp.count`. `log.record.uid`
// is the record's id, `service.instance.id` the node. The body holds all that
// JsonLine has. What was refused, cut off or lost is a warning.
std::string OtlpJsonLine(const v1::SessionRecord& record,
                         const OtlpResource& resource = {});

}  // namespace log
}  // namespace wamp

#endif  // WAMP_LOG_LINES_H_
