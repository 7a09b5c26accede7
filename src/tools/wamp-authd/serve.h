// `wamp-authd serve`: the server.
#ifndef WAMP_SRC_TOOLS_WAMP_AUTHD_SERVE_H_
#define WAMP_SRC_TOOLS_WAMP_AUTHD_SERVE_H_

#include "absl/status/status.h"
#include "src/tools/wamp-authd/authd_flags.h"

namespace wamp {
namespace tools {

// Serves until the process is told to terminate, and lets the calls that are
// under way end. Says on standard output where it listens, and on standard
// error what becomes of its policy. Must be called before there is a thread.
absl::Status Serve(const AuthdFlags& flags);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMP_AUTHD_SERVE_H_
