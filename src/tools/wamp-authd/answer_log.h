// What the server has answered, for those that look at its log and metrics.
#ifndef WAMP_SRC_TOOLS_WAMP_AUTHD_ANSWER_LOG_H_
#define WAMP_SRC_TOOLS_WAMP_AUTHD_ANSWER_LOG_H_

#include <fstream>
#include <memory>
#include <ostream>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "src/tools/server/metrics.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace tools {

// Any thread may add to it.
class AnswerLog {
 public:
  // Writes a line for each answer to the file `path`, behind what it has: "-"
  // is standard error, and empty means nowhere. Counts them in `metrics`.
  static absl::StatusOr<std::unique_ptr<AnswerLog>> Open(
      const std::string& path, Metrics* metrics);

  void Add(const log::v1::SessionRecord& record);

 private:
  explicit AnswerLog(Metrics* metrics);

  prometheus::Family<prometheus::Counter>& answers_;
  prometheus::Family<prometheus::Counter>& failures_;
  std::ofstream file_;
  absl::Mutex mutex_;
  std::ostream* out_ ABSL_GUARDED_BY(mutex_) = nullptr;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMP_AUTHD_ANSWER_LOG_H_
