// A server that speaks PostgreSQL's protocol, and answers what an input says.
#ifndef WAMP_TESTS_FUZZ_FAKE_SERVER_H_
#define WAMP_TESTS_FUZZ_FAKE_SERVER_H_

#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace wamp {
namespace fuzz {

// To every statement, the server gives the next answer of its script. An answer
// is a line for each row, and ends with an empty line; when the script is over,
// there are no rows. A row is of values, each a letter and what belongs to it:
//
//   n    null
//   d7   the number that the character has from '0' on
//   M m  the greatest and the least number
//   tx;  the text "x", up to the semicolon
//   r2   the bytes of one of StoredRecords(); h2 its hash
//   E X  alone: an error; the end of the connection
//
// What is asked about the tables themselves is answered as a store of this
// release would.
class FakeServer {
 public:
  FakeServer();

  // Where it listens, as libpq is told.
  const std::string& conninfo() const { return conninfo_; }
  void SetScript(absl::string_view script);

 private:
  void Accept();
  void Serve(int client);
  // The messages that answer a statement; empty to end the connection.
  std::string AnswerTo(absl::string_view sql);
  absl::string_view TakeLine() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  int listener_ = -1;
  std::string conninfo_;
  absl::Mutex mutex_;
  std::string script_ ABSL_GUARDED_BY(mutex_);
  size_t used_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace fuzz
}  // namespace wamp

#endif  // WAMP_TESTS_FUZZ_FAKE_SERVER_H_
