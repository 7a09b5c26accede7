#include "src/text/host.h"

#include <cstddef>

#include "absl/strings/ascii.h"

namespace wamp {
namespace internal {

absl::string_view HostOf(absl::string_view peer) {
  size_t end = peer.size();
  while (end > 0 &&
         absl::ascii_isdigit(static_cast<unsigned char>(peer[end - 1]))) {
    --end;
  }
  const bool has_port = end > 0 && end < peer.size() && peer[end - 1] == ':';
  return has_port ? peer.substr(0, end - 1) : peer;
}

}  // namespace internal
}  // namespace wamp
