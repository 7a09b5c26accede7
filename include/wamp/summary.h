// Who a session is, in a few words for a log.
//
// Example:
//
//   LOG(INFO) << "joined: " << wamp::Summary(*details);
//   // joined: session=7 realm=realm1 authid=joe authrole=user
//   //     authmethod=ticket peer=tcp4:127.0.0.1:5000       (on one line)
//
// `ToString` (wamp/message.h) says all that is known.
#ifndef WAMP_SUMMARY_H_
#define WAMP_SUMMARY_H_

#include <string>

#include "wamp/v1/session.pb.h"

namespace wamp {

// `key=value` for each of session, realm, authid, authrole, authmethod and peer
// (the address in `transport`) that is set, in this order, with a blank in
// between; empty if none is. A value that holds anything but letters, digits
// and
// `. _ - : @ / + ,`, or nothing, is quoted and escaped as by ToString, so that
// no value can pass for another key; it is cut after 256 bytes. None of them is
// a secret.
std::string Summary(const v1::SessionDetails& details);

// As above, of what a client asked for: pending session, realm, authid,
// authrole, and its authentication methods, with a comma in between.
std::string Summary(const v1::HelloDetails& details);

// As above, of session, authid and authrole.
std::string Summary(const v1::SessionIdent& ident);

}  // namespace wamp

#endif  // WAMP_SUMMARY_H_
