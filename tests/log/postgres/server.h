// A server of PostgreSQL for tests and benchmarks, of the programs that Debian
// installs: an ordinary user's, in a folder of its own, reached by a socket in
// there.
#ifndef WAMP_TESTS_LOG_POSTGRES_SERVER_H_
#define WAMP_TESTS_LOG_POSTGRES_SERVER_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace wamp {
namespace log {

class Server {
 public:
  // Makes and starts one, which is stopped at its end, with settings such as
  // "log_statement=all". A NotFound says that there are no programs for it.
  static absl::StatusOr<std::unique_ptr<Server>> Create(
      std::vector<std::string> settings);

  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // For libpq. The password of the user is kPassword.
  std::string conninfo() const;
  // The file of the socket.
  std::string socket() const;
  std::string Log() const;
  // A name that nobody else has.
  std::string NewSchema();

  // Kills all of its processes at once.
  void Kill();
  // Starts it, and waits until it answers.
  absl::Status Start();
  // Stops its processes for a moment, or lets them go on.
  void Pause() const;
  void Continue() const;

  static constexpr char kPassword[] = "CANARY7-password";
  static constexpr char kUser[] = "wamp";

 private:
  Server(std::string binaries, std::string folder,
         std::vector<std::string> settings)
      : binaries_(std::move(binaries)),
        folder_(std::move(folder)),
        settings_(std::move(settings)) {}

  bool Make() const;
  std::vector<pid_t> Processes() const;
  void Signal(int signal) const;
  pid_t Spawn(const std::vector<std::string>& arguments) const;

  const std::string binaries_;
  const std::string folder_;
  const std::vector<std::string> settings_;
  pid_t pid_ = -1;
  int schemas_ = 0;
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_LOG_POSTGRES_SERVER_H_
