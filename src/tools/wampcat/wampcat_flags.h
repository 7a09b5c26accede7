// The command line of wampcat.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_WAMPCAT_FLAGS_H_
#define WAMP_SRC_TOOLS_WAMPCAT_WAMPCAT_FLAGS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "src/tools/common/color.h"
#include "src/tools/common/stream_format.h"
#include "src/tools/wampcat/options.h"
#include "src/tools/wampcat/typed_stream.h"
#include "wamp/options.h"
#include "wamp/transport/framing.h"

namespace wamp {
namespace tools {

struct Flags {
  Command command = Command::kHelp;
  // The command that help is asked for, or "all"; the shell to complete for.
  std::string topic;
  // Whether the WAMP messages that are read have to be looked at to know their
  // format.
  bool guess = false;
  // The WAMP messages that are read, and written.
  StreamFormat from;
  StreamFormat to;
  // The form of the typed messages that are written, or read.
  Form form = Form::kText;
  // Whether the arguments of payloads are printed, not just counted.
  bool payload = false;
  // Only messages of these names, for example "WELCOME"; all if empty.
  std::vector<std::string> messages;
  // A longer message is a fault.
  size_t max_bytes = kMaxPieceLength;
  DecodeOptions decode;
  EncodeOptions encode;
  // After so many faults of a file, the rest of it is not read; 0: never.
  uint64_t max_faults = 20;
  ColorMode color = ColorMode::kAuto;
  // "-" is standard input.
  std::vector<std::string> files;
};

// Fails with what is wrong, and where.
absl::StatusOr<Flags> ParseFlags(const std::vector<std::string>& args);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_WAMPCAT_FLAGS_H_
