// Sessions by syslog, from which journald, too, takes its lines:
//
//   journalctl --identifier=router --output=cat | jq
#include <syslog.h>

#include "session.h"
#include "wamp/log/lines.h"

int main() {
  // Here on standard error as well, so that there is something to see.
  openlog("router", LOG_PERROR, LOG_AUTH);
  const bool good = LogSessions([](const wamp::log::v1::SessionRecord& record) {
    const bool refused = record.has_denied();
    // A line is no format: it may hold a "%s".
    syslog(refused ? LOG_WARNING : LOG_INFO, "%s",
           wamp::log::JsonLine(record).c_str());
  });
  closelog();
  return good ? 0 : 1;
}
