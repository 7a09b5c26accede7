// A server of PostgreSQL for tests, of the programs that Debian installs: an
// ordinary user's, in a folder of its own, reached by a socket in there.
#ifndef WAMP_TESTS_LOG_POSTGRES_SERVER_H_
#define WAMP_TESTS_LOG_POSTGRES_SERVER_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace wamp {
namespace log {

class Server {
 public:
  // One for all tests of a program, which is stopped at its end; null, and a
  // word on the error output, where there are no programs for it.
  static Server* Shared();

  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // For libpq. The password of the user is kPassword.
  std::string conninfo() const;
  // The file of the socket.
  std::string socket() const;
  // What it has logged: all statements, with their parameters.
  std::string Log() const;
  // All tables of a schema, as text.
  std::string Dump(absl::string_view schema) const;
  // A name that no other test has.
  std::string NewSchema();

  // Kills all of its processes at once.
  void Kill();
  // Starts it, and waits until it answers.
  void Start();
  // Stops its processes for a moment, or lets them go on.
  void Pause() const;
  void Continue() const;

  static constexpr char kPassword[] = "CANARY7-password";
  static constexpr char kUser[] = "wamp";

 private:
  Server(std::string binaries, std::string folder)
      : binaries_(std::move(binaries)), folder_(std::move(folder)) {}

  bool Make() const;
  std::vector<pid_t> Processes() const;
  void Signal(int signal) const;
  pid_t Spawn(const std::vector<std::string>& arguments) const;

  const std::string binaries_;
  const std::string folder_;
  pid_t pid_ = -1;
  int schemas_ = 0;
};

// SQL without a store around it, by a connection for the one statement. What
// fails fails the test.
void RunSql(const std::string& conninfo, const std::string& sql);
// The first column of each row, joined by newlines.
std::string AskSql(const std::string& conninfo, const std::string& sql);

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_LOG_POSTGRES_SERVER_H_
