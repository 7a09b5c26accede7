// The command line of wamplog.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_WAMPLOG_FLAGS_H_
#define WAMP_SRC_TOOLS_WAMPLOG_WAMPLOG_FLAGS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "src/tools/common/color.h"
#include "src/tools/common/stream_format.h"
#include "src/tools/server/server_flags.h"
#include "src/tools/wamplog/options.h"
#include "wamp/log/store.h"

namespace wamp {
namespace tools {

struct LogFlags {
  LogCommand command = LogCommand::kHelp;
  // The command that help is asked for, or "all"; the shell to complete for.
  std::string topic;
  std::string store;
  log::Filter filter;
  // 0 for all.
  uint64_t limit = 0;
  log::Order order = log::Order::kNewestFirst;
  RecordForm form = RecordForm::kTable;
  bool follow = false;
  // The instant that is asked about, or when something happened; absent: now.
  std::optional<absl::Time> at;
  absl::Time before;
  // What is appended: the WAMP messages, and whether they have to be looked at
  // to know their format; the files of the two sides.
  AppendSource source = AppendSource::kFrames;
  StreamFormat format;
  bool guess = false;
  std::string client;
  std::string router;
  std::string peer;
  std::string forwarded_for;
  bool keep_open = false;
  // Absent: that of this machine, or the only one of the store.
  std::optional<std::string> node;
  // Of checkpoints.
  std::string key;
  std::string name;
  std::string verifier;
  std::vector<std::string> checkpoints;
  // Where the report goes.
  std::string output;
  ColorMode color = ColorMode::kAuto;
  ServerFlags server;
  // "-" is standard input.
  std::vector<std::string> files;
};

// Fails with what is wrong, and where.
absl::StatusOr<LogFlags> ParseLogFlags(const std::vector<std::string>& args,
                                       absl::Time now);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_WAMPLOG_FLAGS_H_
