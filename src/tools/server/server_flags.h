// The options that say where a program serves, and to whom.
#ifndef WAMP_SRC_TOOLS_SERVER_SERVER_FLAGS_H_
#define WAMP_SRC_TOOLS_SERVER_SERVER_FLAGS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "src/tools/common/command_line.h"

namespace wamp {
namespace tools {

// Their numbers, beyond those of a program's own options.
enum class ServerOption {
  kClientCa = 1000,
  kInsecure,
  kListen,
  kMetrics,
  kTlsCert,
  kTlsKey,
};

struct ServerFlags {
  std::vector<std::string> listen;
  std::string tls_cert;
  std::string tls_key;
  std::string client_ca;
  bool insecure = false;
  // Where metrics are served; empty for nowhere.
  std::string metrics;
};

// The rows of the options, for a table of a program whose command `command`
// serves.
std::vector<OptionInfo> ServerOptions(int command);

// What the values of these options are.
inline constexpr ValueInfo kServerAddress = {
    "ADDRESS",
    R"(ADDRESS is HOST:PORT, where HOST may be an IPv6 address in brackets, or
unix:PATH.
)",
    false};

// Sets what the option says, if it is one of these.
bool SetServerOption(const OptionInfo& option, const std::string& value,
                     ServerFlags& flags);

// Whether the options make sense together.
absl::Status CheckServerFlags(const ServerFlags& flags);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_SERVER_SERVER_FLAGS_H_
