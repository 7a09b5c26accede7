// A proxy in front of a server of PostgreSQL that cuts a connection when its
// client commits.
#ifndef WAMP_TESTS_LOG_POSTGRES_COMMIT_CUTTER_H_
#define WAMP_TESTS_LOG_POSTGRES_COMMIT_CUTTER_H_

#include <list>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace wamp {
namespace log {

class CommitCutter {
 public:
  // When: before the server has heard of the commit, while it works on it, or
  // after it has answered.
  enum class Cut { kNone, kBefore, kMeanwhile, kAfter };

  // `server` is the file of its socket.
  explicit CommitCutter(std::string server);
  // Cuts what is left.
  ~CommitCutter();
  CommitCutter(const CommitCutter&) = delete;
  CommitCutter& operator=(const CommitCutter&) = delete;

  // Where it listens, on the loopback address.
  int port() const { return port_; }

  // Cuts the next one that commits.
  void CutNext(Cut cut);
  // Waits until that has happened.
  void AwaitCut();

 private:
  void Accept();
  void Carry(int client);
  Cut TakeCut();

  const std::string server_;
  int listener_ = -1;
  int port_ = 0;
  absl::Mutex mutex_;
  Cut next_ ABSL_GUARDED_BY(mutex_) = Cut::kNone;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::list<std::thread> carriers_ ABSL_GUARDED_BY(mutex_);
  std::thread acceptor_;
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_LOG_POSTGRES_COMMIT_CUTTER_H_
