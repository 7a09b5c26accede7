// `wamplog serve`: a program of its own, so that only who serves needs gRPC.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_BECOME_SERVER_H_
#define WAMP_SRC_TOOLS_WAMPLOG_BECOME_SERVER_H_

#include <string>
#include <vector>

namespace wamp {
namespace tools {

// Runs wamplog-serve, which is found beside this program or on PATH, in place
// of this process. Returns the exit status if that can't be.
int BecomeServer(const std::vector<std::string>& args);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_BECOME_SERVER_H_
