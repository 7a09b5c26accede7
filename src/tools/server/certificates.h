// The certificates that a server shows, and those that it takes.
#ifndef WAMP_SRC_TOOLS_SERVER_CERTIFICATES_H_
#define WAMP_SRC_TOOLS_SERVER_CERTIFICATES_H_

#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "src/tools/server/server_flags.h"

namespace wamp {
namespace tools {

// What the files of the flags hold, in PEM.
struct Certificates {
  // The server's, those that sign it, and its private key.
  std::string chain;
  std::string key;
  // Who signs the certificates of clients; empty if they need none.
  std::string client_ca;

  bool operator==(const Certificates& other) const {
    return chain == other.chain && key == other.key &&
           client_ca == other.client_ca;
  }
};

// Reads the files. What can't be read, or doesn't belong together, is an error
// that names the file, and shows nothing of what it holds.
absl::StatusOr<Certificates> ReadCertificates(const ServerFlags& flags);

// The certificates of a server that runs. Any thread may ask.
class CertificateWatch {
 public:
  explicit CertificateWatch(const ServerFlags& flags) : flags_(flags) {}

  // Whether others are to be used from now on than the last time; if so,
  // `fresh` has them. Faulty files change nothing, and are told of on standard
  // error.
  bool HasChanged(Certificates& fresh);

 private:
  const ServerFlags flags_;
  absl::Mutex mutex_;
  Certificates used_ ABSL_GUARDED_BY(mutex_);
  // The last fault, so that it is told of once.
  std::string fault_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_SERVER_CERTIFICATES_H_
